import { screen } from '@testing-library/react';
import { renderHost } from '@interlink/fe-kit/testing/host';
import { InterlinkRegistryModule } from '../src/index.js';
import { RIGHT_ERASE, RIGHT_OPERATE, RIGHT_READ } from '../src/names.js';
import './support/render.js';

const given = InterlinkRegistryModule();

describe('The module in openIMIS', () => {
  it('S8: asks a right for every page, so that nobody reaches one without', () => {
    const rights = given['core.Router'].map(({ requiredRights }) => requiredRights);
    expect(rights).toEqual([
      [RIGHT_READ],
      [RIGHT_READ],
      [RIGHT_READ],
      [RIGHT_READ],
      [RIGHT_OPERATE],
      [RIGHT_ERASE],
      [RIGHT_READ],
      [RIGHT_READ],
    ]);
  });

  it('shows its entries in the one menu, in the user’s language, only to whoever may', () => {
    const Menu = given['core.MainMenu'][0]?.component ?? (() => null);
    const { container, unmount } = renderHost(<Menu />, { contributions: given, rights: [127000] });
    expect(container.innerHTML).toBe('');
    unmount();
    renderHost(<Menu />, { contributions: given, rights: [RIGHT_READ], language: 'fr' });
    expect(screen.getAllByRole('link').map(({ textContent }) => textContent)).toEqual([
      'Rechercher une personne',
      'Conflits entre systèmes',
      'Statistiques',
      'Qualité des données',
    ]);
  });

  it('lets the configuration of a deployment replace a contribution', () => {
    expect(InterlinkRegistryModule({ refs: [] }).refs).toEqual([]);
  });
});
