import { directionOf, findLocale } from '../src/locales.js';
import {
  type Contributions,
  type ListedModule,
  type ModuleConfiguration,
  ModulesManager,
} from '../src/modules-manager.js';

const listed = (key: string, create: ListedModule['create'] | Contributions): ListedModule => ({
  key,
  npm: `@some/${key}`,
  version: '1.0.0',
  create: typeof create === 'function' ? create : () => create,
});

const managerOf = (modules: readonly ListedModule[], config: Record<string, ModuleConfiguration> = {}) =>
  new ModulesManager(modules, config);

describe('The modules manager', () => {
  it('joins contributions in the order of the list and hands out the same array each time', () => {
    const manager = managerOf([listed('a', { 'x.MainMenu': [1, 2] }), listed('b', { 'x.MainMenu': [3] })]);
    expect(manager.getContribs('x.MainMenu')).toEqual([1, 2, 3]);
    expect(manager.getContribs('x.MainMenu')).toBe(manager.getContribs('x.MainMenu'));
    expect(manager.getContribs('nobody')).toEqual([]);
  });

  it('takes a lone value as one contribution, as the home page module gives its container', () => {
    const container = () => null;
    expect(managerOf([listed('a', { container })]).getContribs('container')).toEqual([container]);
  });

  it('gives each module its own configuration', () => {
    const create = jest.fn(() => ({}));
    managerOf([listed('a', create), listed('b', create)], { a: { menus: [1] } });
    expect(create.mock.calls).toEqual([[{ menus: [1] }], [{}]]);
  });

  it('goes on without a module that fails and names it', () => {
    const broken = () => {
      throw new Error('no');
    };
    const manager = managerOf([listed('a', broken), listed('b', { x: [1] })]);
    expect(manager.failures).toEqual(['@some/a']);
    expect(manager.getContribs('x')).toEqual([1]);
  });

  it('finds the last reference published under a key and writes projections as GraphQL', () => {
    const manager = managerOf([
      listed('a', { refs: [{ key: 'k', ref: 1 }] }),
      listed('b', {
        refs: [
          { key: 'k', ref: 2 },
          { key: 'p', ref: ['id', 'code'] },
        ],
      }),
    ]);
    expect(manager.getRef('k')).toBe(2);
    expect(manager.getRef('none')).toBeUndefined();
    expect(manager.getProjection('p')).toBe('{id, code}');
    expect(manager.getProjection('none')).toBe('');
  });

  it('lists the entries of all menus but not the menus', () => {
    const manager = managerOf([
      listed('a', { 'core.MainMenu': ['menu'], 'x.MainMenu': ['one'] }),
      listed('b', { 'y.MainMenu': ['two'] }),
    ]);
    expect(manager.getMenuEntries()).toEqual(['one', 'two']);
  });

  it('hides a field only when the backend says so by the lowest bit', () => {
    const controls = [
      { field: 'a', usage: 1 },
      { field: 'b', usage: 2 },
    ];
    const manager = managerOf([], { 'fe-location': { controls } });
    expect(['a', 'b', 'c'].map((field) => manager.hideField('location', field))).toEqual([true, false, false]);
  });

  it('answers a missing setting with what the caller asked for', () => {
    const manager = managerOf([], { 'fe-core': { menuLeft: false } });
    expect(manager.getConf('fe-core', 'menuLeft', true)).toBe(false);
    expect(manager.getConf('fe-core', 'menus', [])).toEqual([]);
    expect(manager.getConf('fe-none', 'x')).toBeNull();
  });
});

describe('The locales', () => {
  it('are found exactly, else by the first part of the language', () => {
    expect(['fr-FR', 'fr-CA', 'ar_EG', 'en'].map((language) => findLocale(language)?.fileNames)).toEqual([
      'fr',
      'fr',
      'ar',
      'en',
    ]);
    expect(findLocale('sw')).toBeUndefined();
  });

  it('turn the page for Arabic only among ours', () => {
    expect(['en', 'fr', 'ar', 'ar-EG'].map(directionOf)).toEqual(['ltr', 'ltr', 'rtl', 'rtl']);
  });
});
