import { screen } from '@testing-library/react';
import { renderHost } from '@interlink/fe-kit/testing/host';
import { InterlinkEnrolmentModule } from '../src/index.js';
import { RIGHT_APPROVE, RIGHT_CREATE, RIGHT_READ } from '../src/names.js';
import './support/render.js';

const GRIEVANCE_OFFICER = [127000, 159001];
const given = InterlinkEnrolmentModule();

describe('The module in openIMIS', () => {
  it('S8: asks a right for every page, so that nobody reaches one without', () => {
    const rights = given['core.Router'].map(({ path, requiredRights }) => [path, requiredRights]);
    expect(rights).toEqual([
      ['interlink/enrolment/desk', [RIGHT_CREATE]],
      ['interlink/enrolment/desk/:id', [RIGHT_CREATE]],
      ['interlink/enrolment/identity', [RIGHT_CREATE]],
      ['interlink/enrolment/journeys', [RIGHT_READ, RIGHT_CREATE, RIGHT_APPROVE]],
      ['interlink/enrolment/journeys/:id', [RIGHT_READ, RIGHT_CREATE, RIGHT_APPROVE]],
      ['interlink/enrolment/journeys/:id/slip', [RIGHT_READ, RIGHT_CREATE, RIGHT_APPROVE]],
      ['interlink/enrolment/journeys/:id/approve', [RIGHT_APPROVE]],
    ]);
  });

  it("gives routes and menu entries today's fields and the next generation's", () => {
    for (const route of given['core.Router']) {
      expect(Object.keys(route)).toEqual(
        expect.arrayContaining(['path', 'component', 'requiredRights', 'rights', 'id', 'text']),
      );
    }
    for (const entry of given['interlink.MainMenu']) {
      expect(Object.keys(entry)).toEqual(
        expect.arrayContaining(['text', 'icon', 'route', 'id', 'filter', 'path', 'rights']),
      );
    }
  });

  const menu = given['core.MainMenu'][0];
  const Menu = menu?.component ?? (() => null);

  it('shows the one menu with the entries that the rights allow', () => {
    renderHost(<Menu />, { contributions: given, rights: [RIGHT_APPROVE], language: 'fr' });
    expect(screen.getAllByRole('link').map(({ textContent }) => textContent)).toEqual(["Parcours d'inscription"]);
  });

  it('shows no menu to a user without the rights', () => {
    const { container } = renderHost(<Menu />, { contributions: given, rights: GRIEVANCE_OFFICER });
    expect(container.innerHTML).toBe('');
  });

  it('leaves the menu to the module that contributed it first', () => {
    const other = { name: 'interlink.mainMenu', owner: 'fe-interlink-other' };
    const contributions = { ...given, 'core.MainMenu': [other, menu] };
    const { container } = renderHost(<Menu />, { contributions, rights: [RIGHT_CREATE] });
    expect(container.innerHTML).toBe('');
  });

  it('lets the configuration of a deployment replace a contribution', () => {
    expect(InterlinkEnrolmentModule({ 'home.HomePage.Blocks': [] })['home.HomePage.Blocks']).toEqual([]);
  });
});
