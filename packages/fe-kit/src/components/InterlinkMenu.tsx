import type { ComponentType } from 'react';
import { MainMenuContribution, useHistory, useModulesManager } from '@openimis/fe-core';
import { HubIcon } from '../ui/icons.js';
import { makeStyles } from '../ui/material.js';
import { kitTexts } from '../kit-texts.js';
import { useHostRights } from '../rights.js';
import { useText } from '../texts.js';

const MENU = 'interlink.mainMenu';

/** Who holds many rights has more entries than a low screen has room for; the host's list does not scroll by itself. */
const useStyles = makeStyles({ appBarMenuPaper: { maxHeight: 'calc(100vh - 96px)', overflowY: 'auto' } });

/** An entry of the shared menu, with the fields of today's host and of the next (`rights`, `path`). */
export interface MenuEntry {
  readonly id: string;
  readonly text: JSX.Element;
  readonly icon: JSX.Element;
  readonly route: string;
  readonly path: string;
  readonly rights: readonly number[];
  readonly filter: (rights: readonly number[]) => boolean;
}

export interface MenuContribution {
  readonly name: string;
  readonly owner: string;
  readonly text: string;
  readonly id: string;
  readonly icon: string;
  readonly component: ComponentType<Record<string, unknown>>;
}

/**
 * The one top-level menu of all our modules. Each contributes it, because each must work alone; only the first shows
 * it.
 */
export function interlinkMenu(owner: string): MenuContribution {
  function InterlinkMenu(props: Record<string, unknown>) {
    const modules = useModulesManager();
    const history = useHistory();
    const rights = useHostRights();
    const { text } = useText(kitTexts);
    const classes = useStyles();
    const first = (modules.getContribs('core.MainMenu') as Partial<MenuContribution>[]).find(
      ({ name }) => name === MENU,
    );
    const entries = (modules.getContribs('interlink.MainMenu') as MenuEntry[]).filter(({ filter }) => filter(rights));
    if (first?.owner !== owner || entries.length === 0) return null;
    return (
      <MainMenuContribution
        {...props}
        classes={classes}
        header={text('menu')}
        icon={<HubIcon />}
        entries={entries}
        menuId={MENU}
        rights={rights}
        history={history}
      />
    );
  }
  return { name: MENU, owner, text: 'Interlink', id: MENU, icon: 'DeviceHub', component: InterlinkMenu };
}

export function menuEntry(
  id: string,
  path: string,
  rights: readonly number[],
  icon: JSX.Element,
  text: JSX.Element,
): MenuEntry {
  return {
    id,
    text,
    icon,
    route: `/${path}`,
    path,
    rights,
    filter: (held) => rights.some((right) => held.includes(right)),
  };
}
