/** @jest-environment jsdom */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { InterlinkPaymentsModule } from '../src/index.js';
import { RIGHT_APPROVE, RIGHT_READ } from '../src/names.js';
import { texts } from '../src/texts.js';

const given = InterlinkPaymentsModule();
const { en } = texts.byLanguage;
const sources = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    if (statSync(file).isDirectory()) return sources(file);
    return /\.tsx?$/.test(name) ? [readFileSync(file, 'utf8')] : [];
  });
const code = sources(path.resolve(__dirname, '../src')).join('\n');

describe('The payments module in openIMIS', () => {
  it('S8: asks a right for every page, and for approval that of an approver', () => {
    for (const { path: route, requiredRights } of given['core.Router']) {
      expect([route, requiredRights.length > 0]).toEqual([route, true]);
    }
    const approve = given['core.Router'].find(({ path: route }) => route.endsWith('/approve'));
    expect(approve?.requiredRights).toEqual([RIGHT_APPROVE]);
  });

  it('puts its entries into the one menu, for whoever may read payments', () => {
    expect(given['interlink.MainMenu'].every(({ filter }) => filter([RIGHT_READ]) && !filter([159001]))).toBe(true);
    expect(given['core.MainMenu'].map(({ name }) => name)).toEqual(['interlink.mainMenu']);
  });

  it('lets the configuration of a deployment replace a contribution', () => {
    expect(InterlinkPaymentsModule({ 'home.HomePage.Blocks': [] })['home.HomePage.Blocks']).toEqual([]);
  });
});

describe('The texts of the payments module', () => {
  it('have every key that the source names', () => {
    const named = [...code.matchAll(/text\(\s*'([^']+)'/g)].map(([, key]) => key ?? '');
    expect(named.length).toBeGreaterThan(80);
    expect(named.filter((key) => !(key in en))).toEqual([]);
  });
});
