import { screen } from '@testing-library/react';
import { renderHost } from '@interlink/fe-kit/testing/host';
import { InterlinkSocialRegistryModule } from '../src/index.js';
import { RIGHT_READ } from '../src/names.js';
import './support/render.js';

const given = InterlinkSocialRegistryModule();

describe('The module in openIMIS', () => {
  it('S8: asks a right for every page, so that nobody reaches one without', () => {
    expect(given['core.Router'].map(({ requiredRights }) => requiredRights)).toEqual(Array(11).fill([RIGHT_READ]));
  });

  it("gives routes and menu entries today's fields and the next generation's", () => {
    for (const route of given['core.Router']) expect(route).toMatchObject({ rights: [RIGHT_READ], text: 'Interlink' });
    for (const entry of given['interlink.MainMenu']) {
      expect(Object.keys(entry)).toEqual(
        expect.arrayContaining(['text', 'icon', 'route', 'id', 'filter', 'path', 'rights']),
      );
    }
  });

  it('shows its entries in the one menu, in the user’s language, only to whoever may', () => {
    const Menu = given['core.MainMenu'][0]?.component ?? (() => null);
    const { container, unmount } = renderHost(<Menu />, { contributions: given, rights: [127000] });
    expect(container.innerHTML).toBe('');
    unmount();
    renderHost(<Menu />, { contributions: given, rights: [RIGHT_READ], language: 'fr' });
    expect(screen.getAllByRole('link').map(({ textContent }) => textContent)).toEqual([
      'Enregistrer un ménage',
      'Importer des ménages',
      'Publier les ménages',
      'Évaluer les ménages',
      'Changements de vie',
    ]);
  });

  it('lets the configuration of a deployment replace a contribution', () => {
    expect(InterlinkSocialRegistryModule({ refs: [] }).refs).toEqual([]);
  });
});
