import { useModulesManager } from '@openimis/fe-core';
import type { ComponentType } from 'react';
import { useSelector } from 'react-redux';
import type { Contributions, ListedModule } from './modules-manager.js';
import type { HostState } from './store.js';

interface Menu {
  readonly name: string;
  readonly component: ComponentType<Record<string, unknown>>;
}

interface Entry {
  readonly id?: string;
  readonly filter?: (rights: readonly number[]) => boolean;
}

interface ConfiguredMenu {
  readonly id: string;
  readonly submenus?: readonly { readonly id: string }[];
}

const NO_RIGHTS: readonly number[] = [];

/** fe-core offers a menu although its configured entries are all beyond the user's rights; such a menu is left out. */
function unlessEmpty({ name, component: Component }: Menu): ComponentType<Record<string, unknown>> {
  return function MenuUnlessEmpty(props) {
    const modules = useModulesManager();
    const rights = useSelector(({ core }: HostState) => core.user?.i_user?.rights ?? NO_RIGHTS);
    const menus = modules.getConf('fe-core', 'menus', []) as readonly ConfiguredMenu[];
    const ids = menus.find(({ id }) => id === name)?.submenus?.map(({ id }) => id);
    const entries = modules.getMenuEntries() as readonly Entry[];
    const isEmpty = ids && !entries.some(({ id, filter }) => id && ids.includes(id) && (filter?.(rights) ?? true));
    return isEmpty ? null : <Component {...props} />;
  };
}

const isMenu = (value: unknown): value is Menu => typeof value === 'object' && value !== null && 'component' in value;

function withoutEmptyMenus(contributions: Contributions): Contributions {
  const menus = contributions['core.MainMenu'];
  if (!Array.isArray(menus)) return contributions;
  const wrapped = menus.map((menu: unknown) => (isMenu(menu) ? { ...menu, component: unlessEmpty(menu) } : menu));
  return { ...contributions, 'core.MainMenu': wrapped };
}

/** The same module, whose menus vanish for a user who may open nothing in them. */
export function hidingEmptyMenus(module: ListedModule): ListedModule {
  return { ...module, create: (config) => withoutEmptyMenus(module.create(config)) };
}
