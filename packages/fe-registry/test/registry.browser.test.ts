import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { axeViolations } from '../../shell/test/support/axe.js';
import {
  goTo,
  launch,
  login,
  need,
  newContext,
  passwordOf,
  screenshot,
  shellUrl,
} from '../../shell/test/support/browser.js';
import { untilFollowed } from './support/until-followed.js';

jest.setTimeout(240_000);

interface Person {
  readonly nationalId?: string;
  readonly givenName: string;
  readonly surname: string;
  readonly birthDate: string;
  readonly programmes: readonly string[];
}

const read = (file: string) => readFileSync(path.join(need('INTERLINK_TEST_COUNTRY_DIR'), file), 'utf8');

/** Somebody in the old-age allowance whom no other system of the demo knows. */
function inOldAgeAllowance(): Person {
  const others = read('municipal.json') + read('relief.json');
  const free = (JSON.parse(read('people.json')) as Person[]).filter(
    ({ programmes, nationalId = '' }) =>
      programmes.includes('OAA') && nationalId !== '' && !others.includes(nationalId),
  );
  const found = free[(Date.now() + 1) % free.length];
  if (!found) throw new Error('nobody in the old-age allowance is free');
  return found;
}

/** What the second system sends by its operator: the same number, another spelling, an enrolment and a payment. */
async function feed(operator: Page, { nationalId, givenName, surname, birthDate }: Person): Promise<void> {
  const key = `B-${randomUUID().slice(0, 8)}`;
  const subject = { kind: 'person', key };
  const name = { givenName: `${givenName}h`, surname };
  const birth = { date: birthDate, precision: 'day' };
  const amount = { minor: 150_000, currency: 'KES' };
  const paid = { programme: 'FOOD', amount, paidOn: '2026-09-05', status: 'paid', period: '2026-09' };
  const lines = [
    { kind: 'person', key, data: { identifiers: [{ type: 'NID', value: nationalId }], name, birthDate: birth } },
    {
      ...{ kind: 'enrolment', key: `${key}-e`, subject, validFrom: '2025-03-15' },
      data: { programme: 'FOOD', status: 'active', enrolledOn: '2025-03-15' },
    },
    { kind: 'payment', key: `${key}-p`, subject, validFrom: '2026-09-05', data: paid },
  ];
  const answer = await operator.request.post(`${shellUrl()}/interlink/api/v1/registry/sources/second-mis/records`, {
    headers: {
      'content-type': 'application/octet-stream',
      'x-interlink': '1',
      origin: shellUrl(),
      'idempotency-key': randomUUID(),
    },
    data: Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n')),
  });
  expect(await answer.text()).toContain('"added":3');
}

describe('A person of two systems, on screen', () => {
  const person = inOldAgeAllowance();
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await launch();
    await feed(await login(await newContext(browser), 'ian.integration'), person);
    page = await login(await newContext(browser), 'sue.supervisor');
    await untilFollowed(page, person.nationalId ?? '', 'OAA');
  });
  afterAll(() => browser.close());

  it('IBR-030: is found by an identifier and seen once, with both programmes and their overlap', async () => {
    await goTo(page, '/interlink/registry/people');
    await page.getByLabel('Why do you look?').selectOption('correction');
    await page.getByLabel('Search by').selectOption('identifier');
    await page.getByLabel('Identifier', { exact: true }).fill(person.nationalId ?? '');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByRole('table', { name: '1 person' }).waitFor();
    await screenshot(page, 'registry-search');
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('table').getByRole('link').first().click();
    const programmes = page.getByRole('region', { name: 'Programmes' });
    await programmes.getByRole('cell', { name: 'FOOD' }).waitFor();
    await programmes.getByRole('cell', { name: 'Old-age allowance' }).waitFor();
    await page.getByRole('region', { name: 'Overlap: ' }).waitFor();
    await screenshot(page, 'registry-person');
    expect(await axeViolations(page)).toEqual([]);
  });

  it('IBR-009: is seen as of a day before the second enrolment', async () => {
    await page.getByLabel('Day', { exact: true }).fill('2025-01-01');
    await page.getByRole('button', { name: 'Show this day' }).click();
    await page.getByText('Nothing can be decided here', { exact: false }).waitFor();
    const programmes = page.getByRole('region', { name: 'Programmes' });
    expect(await programmes.getByRole('cell', { name: 'FOOD' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Back to today' }).click();
    await programmes.getByRole('cell', { name: 'FOOD' }).waitFor();
  });

  it('IBR-016: is two people again when the record is taken out, with a reason and the password', async () => {
    const records = page.getByRole('region', { name: 'Records that are this person' });
    await records.getByRole('button', { name: 'Take out' }).last().click();
    const form = records.getByRole('form', { name: /^Take out/ });
    await form.getByLabel('Reason').fill('The papers differ');
    await form.getByRole('button', { name: 'This is somebody else' }).click();
    await page.getByLabel('Your password').fill(passwordOf('sue.supervisor'));
    await page.getByRole('button', { name: 'Confirm and go on' }).click();
    await records.getByText('1 record', { exact: true }).waitFor();
    await screenshot(page, 'registry-person-unlinked');
  });

  it('fits a screen of 360 px without scrolling sideways', async () => {
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await screenshot(page, 'registry-person-narrow');
  });
});
