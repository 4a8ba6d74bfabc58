import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { goTo, launch, login, need, newContext, screenshot } from '../../shell/test/support/browser.js';
import { openImisOf, type OpenImis } from './support/openimis-session.js';
import { untilFollowed } from './support/until-followed.js';

jest.setTimeout(240_000);

interface Person {
  readonly nationalId?: string;
  readonly givenName: string;
  readonly surname: string;
  readonly village: string;
}

interface Individual {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly dob: string;
  readonly location: { readonly uuid: string; readonly name: string };
}

interface Village {
  readonly id: string;
  readonly uuid: string;
  readonly name: string;
}

/** Somebody of the districts that Cas works in; another one each time, so that the test can be repeated. */
function someone(): Person {
  const file = path.join(need('INTERLINK_TEST_COUNTRY_DIR'), 'people.json');
  const people = (JSON.parse(readFileSync(file, 'utf8')) as Person[]).filter(
    ({ nationalId = '', village }) => nationalId !== '' && /^R1D[12]/.test(village),
  );
  const found = people[Date.now() % people.length];
  if (!found) throw new Error('nobody lives in the districts of the case worker');
  return found;
}

const PERSON = `query ($filters: [String]!) {
  individual(customFilters: $filters, isDeleted: false, first: 1) {
    edges { node { id firstName lastName dob location { uuid name } } }
  }
}`;
const VILLAGES = 'query { locations(type: "V", orderBy: ["code"], first: 100) { edges { node { id uuid name } } } }';
const MOVE = `mutation ($input: UpdateIndividualMutationInput!) {
  updateIndividual(input: $input) { clientMutationId }
}`;

const keyOf = (relayId: string) => Buffer.from(relayId, 'base64').toString().split(':')[1] ?? '';

/** Another village that the operator may see. */
async function elsewhere(cas: OpenImis, { location }: Individual): Promise<Village> {
  const villages = (await cas.list<Village>(VILLAGES, {})).filter(({ name }) => name !== location.name);
  const found = villages[Date.now() % villages.length];
  if (!found) throw new Error('there is nowhere to move to');
  return found;
}

describe('A change of address that an operator makes in openIMIS', () => {
  const who = someone();
  let browser: Browser;
  let officer: Page;
  let approver: Page;
  let person: Individual;
  let personPage: string;
  let village: Village;

  beforeAll(async () => {
    browser = await launch();
    const cas = openImisOf(await login(await newContext(browser), 'cas.cases'));
    const [found] = await cas.list<Individual>(PERSON, { filters: [`national_id__string="${who.nationalId}"`] });
    if (!found) throw new Error('openIMIS shows the case worker nobody of this number');
    person = found;
    village = await elsewhere(cas, person);
    const { id, firstName, lastName, dob } = person;
    const input = { id: keyOf(id), firstName, lastName, dob, locationId: Number(keyOf(village.id)) };
    await cas.change(MOVE, 'Change of address', input);
    officer = await login(await newContext(browser), 'sue.supervisor');
    await untilFollowed(officer, who.nationalId ?? '');
    approver = await login(await newContext(browser), 'ana.approver');
  });
  afterAll(() => browser.close());

  const livesIn = () => officer.locator('[data-fact="place"] dd');

  it('SR-027: waits for approval: until then the person lives where they lived', async () => {
    await goTo(officer, '/interlink/registry/people');
    await officer.getByLabel('Why do you look?').selectOption('correction');
    await officer.getByLabel('Search by').selectOption('identifier');
    await officer.getByLabel('Identifier', { exact: true }).fill(who.nationalId ?? '');
    await officer.getByRole('button', { name: 'Find' }).click();
    await officer.getByRole('table').getByRole('link').first().click();
    await livesIn().waitFor();
    personPage = new URL(officer.url()).pathname.replace('/front', '');
    expect(await livesIn().textContent()).toContain(person.location.name);
    await screenshot(officer, 'registry-move-before');
  });

  it('SR-027: is seen in the registry less than 10 s after another user approves it in the genuine tasks page', async () => {
    await goTo(approver, '/tasks');
    await approver.getByText('Changes of people', { exact: true }).click();
    const row = approver.getByRole('row', { name: `${person.firstName} ${person.lastName}` }).first();
    await row.waitFor();
    await screenshot(approver, 'registry-move-tasks');
    await row.getByRole('button').last().click();
    await approver.waitForURL('**/tasks/task/**');
    await approver.locator('[data-village]').getByText(village.name, { exact: false }).waitFor();
    // The genuine page gives its two round buttons no name: the first approves.
    await approver.locator('button.MuiFab-primary:not([disabled])').first().click();
    await screenshot(approver, 'registry-move-approve');
    const answered = approver.waitForResponse((answer) => /resolveTask/.test(answer.request().postData() ?? ''));
    await approver.getByRole('dialog').getByRole('button').first().click();
    await answered;
    await expectWithin(10_000, village.name, async () => {
      // As by the menu and back: a page that is loaded anew would ask again why one looks.
      await goTo(officer, '/interlink/registry/people');
      await goTo(officer, personPage);
      await livesIn().waitFor();
      return (await livesIn().textContent()) ?? '';
    });
    await screenshot(officer, 'registry-move-after');
  });
});

/** Looks again until the text is there. Who begins to look when the time is over must see it, however long that takes. */
async function expectWithin(milliseconds: number, wanted: string, look: () => Promise<string>): Promise<void> {
  const until = Date.now() + milliseconds;
  for (let seen = ''; !seen.includes(wanted);) {
    const isLast = Date.now() >= until;
    seen = await look();
    if (isLast) expect(seen).toContain(wanted);
  }
}
