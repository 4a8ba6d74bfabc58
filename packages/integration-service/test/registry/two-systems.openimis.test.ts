import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditPage } from '@interlink/contracts/audit/entries';
import type { ConflictPage } from '@interlink/contracts/registry/conflict';
import type { PersonView } from '@interlink/contracts/registry/view';
import type { ApiClient } from '../../src/cli/api-client';
import { admin, apiOf, confirm, eventually, need, type DemoApplicant } from '../enrolment/running-stack';
import { approvePayroll, makePayroll } from '../openimis/payroll';
import { tokenOf } from '../openimis/real-openimis';

jest.setTimeout(240_000);

type Known = DemoApplicant & { readonly key: string };
const read = <T>(file: string): T =>
  JSON.parse(readFileSync(join(need('INTERLINK_TEST_COUNTRY_DIR'), file), 'utf8')) as T;

const mark = randomUUID().slice(0, 8);
const key = `T-${mark}`;
const subject = { kind: 'person', key };
const payment = (month: string) => ({
  kind: 'payment',
  key: `${key}-${month}`,
  subject,
  validFrom: `${month}-05`,
  data: {
    programme: 'FOOD',
    period: month,
    amount: { minor: 150_000, currency: 'KES' },
    paidOn: `${month}-05`,
    status: 'paid',
  },
});

/**
 * Somebody in the old-age allowance whom the demo's second system does not know, so that this test is its first word.
 */
function inOldAgeAllowance(): Known {
  const municipal = read<{ person: { data: { identifiers: { value: string }[] } } }[]>('municipal.json');
  const known = new Set(municipal.map(({ person }) => person.data.identifiers[0]?.value));
  const found = read<Known[]>('people.json').filter(
    ({ programmes, nationalId }) => programmes?.includes('OAA') && nationalId !== undefined && !known.has(nationalId),
  );
  // Another one each time, so that the test can be repeated on used data.
  const one = found[Date.now() % found.length];
  if (!one) throw new Error('nobody in the old-age allowance is free');
  return one;
}

/** What the second system sends, as its own operator would: a file of JSON lines. */
async function feed(lines: readonly object[]): Promise<{ added: number }> {
  const answer = await fetch(`${need('INTERLINK_URL')}/interlink/api/v1/registry/sources/second-mis/records`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await tokenOf('ian.integration')}`,
      'content-type': 'application/octet-stream',
      'x-interlink': '1',
      'idempotency-key': randomUUID(),
    },
    body: lines.map((line) => JSON.stringify(line)).join('\n'),
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as { added: number };
}

describe('One person in two management systems', () => {
  let sue: ApiClient;
  let individualId: string;
  let personId: string;
  const who = inOldAgeAllowance();
  const view = (id: string, when = '') => sue.get<PersonView>(`/registry/people/${id}?purpose=correction${when}`);
  const ofOpenImis = () => sue.get<PersonView>(`/registry/sources/openimis/people/${individualId}?purpose=correction`);

  beforeAll(async () => {
    sue = await apiOf('sue.supervisor');
    const { people } = await admin();
    individualId = (await people.find({ nationalId: who.nationalId ?? '' }))[0]?.individualId ?? '';
    const seen = await eventually(
      () => ofOpenImis().catch(() => undefined),
      (one) => one !== undefined && one.enrolments.length > 0,
      120,
    );
    personId = seen?.personId ?? '';
    await feed([
      {
        ...{ kind: 'person', key },
        data: {
          identifiers: [{ type: 'NID', value: who.nationalId }],
          name: { givenName: who.givenName.slice(0, -1), surname: who.surname },
          birthDate: { date: who.birthDate, precision: 'day' },
          ...(seen?.data.place && { place: seen.data.place }),
        },
      },
      {
        ...{ kind: 'enrolment', key: `${key}-FOOD`, subject, validFrom: '2025-03-15' },
        data: { programme: 'FOOD', status: 'active', enrolledOn: '2025-03-15' },
      },
      payment('2025-09'),
      payment('2026-09'),
    ]);
  });

  it('IBR-030: is seen once, with both enrolments, the payments of both systems and where each value is from', async () => {
    const person = await view(personId);
    expect(person.records.map(({ source }) => source).sort()).toEqual(['openimis', 'second-mis']);
    expect(person.enrolments.map(({ source, programme }) => `${source} ${programme}`)).toEqual(
      expect.arrayContaining(['openimis OAA', 'second-mis FOOD']),
    );
    expect(person.payments.filter(({ source }) => source === 'second-mis')).toHaveLength(2);
    expect(person.provenance['birthDate']).toMatchObject({ source: 'openimis', chosenBy: 'agreed' });
    expect(person.provenance['name']).toMatchObject({ disputed: true });
  });

  it('IBR-030: shows what openIMIS owes them too, once its payroll was approved there', async () => {
    const payrollId = await makePayroll();
    await approvePayroll('ana.approver', payrollId);
    const owed = ({ benefits }: PersonView) =>
      benefits.filter(({ source, programme }) => source === 'openimis' && programme === 'OAA');
    const seen = await eventually(
      () => view(personId),
      (person) => owed(person).length > 0,
      60,
    );
    expect(owed(seen)[0]).toMatchObject({ type: 'cash', amount: { currency: 'KES' } });
    expect(seen.payments.filter(({ source }) => source === 'second-mis')).toHaveLength(2);
  });

  it('IBR-030: opens a conflict for the overlap, which names both programmes', async () => {
    const { items } = await sue.get<ConflictPage>(`/registry/conflicts?purpose=correction&personId=${personId}`);
    const overlap = items.find(({ kind }) => kind === 'overlap');
    expect([...(overlap?.programmes ?? [])].sort()).toEqual(['FOOD', 'OAA']);
  });

  it('IBR-009: is seen as of last year: in the municipal programme, with one payment', async () => {
    const past = await view(personId, '&asOf=2025-10-01');
    expect(past.enrolments.filter(({ source }) => source === 'second-mis')).toHaveLength(1);
    expect(past.payments.filter(({ source }) => source === 'second-mis').map(({ period }) => period)).toEqual([
      '2025-09',
    ]);
    const before = await view(personId, '&asOf=2025-01-01');
    expect(before.enrolments.filter(({ source }) => source === 'second-mis')).toEqual([]);
  });

  it('IBR-016: is two people again when the link is undone, and one when it is made again', async () => {
    await confirm(sue);
    const { records, version } = await view(personId);
    const recordId = records.find(({ source }) => source === 'second-mis')?.recordId ?? '';
    const body = { purpose: 'correction', reason: `The papers differ (${mark})` };
    const split = await sue.post<{ personId: string; person: PersonView }>(
      `/registry/people/${personId}/records/${recordId}/unlink`,
      { body, ifMatch: `"${version}"`, idempotencyKey: randomUUID() },
    );
    expect(split.person.enrolments.map(({ source }) => source)).not.toContain('second-mis');
    const other = await view(split.personId);
    expect(other.enrolments.map(({ source, programme }) => `${source} ${programme}`)).toEqual(['second-mis FOOD']);
    expect(other.payments).toHaveLength(2);
    const { items } = await sue.get<ConflictPage>(`/registry/conflicts?purpose=correction&personId=${personId}`);
    expect(items.filter(({ kind }) => kind === 'overlap')).toEqual([]);

    const merged = await sue.post<PersonView>(`/registry/people/${personId}/merge`, {
      ...{ body: { ...body, from: split.personId }, idempotencyKey: randomUUID() },
    });
    expect(merged.records.map(({ source }) => source).sort()).toEqual(['openimis', 'second-mis']);
  });

  it('S6: has a log that tells who took it apart, who put it together, and why', async () => {
    const auditor = await apiOf('aud.auditor');
    const { items } = await auditor.get<AuditPage>(`/audit/entries?subject=${personId}&limit=200`);
    const decisions = items.filter(({ body }) => String(body?.['reason']).includes(mark));
    expect(decisions.map(({ action, actorLogin }) => `${action} ${actorLogin}`)).toEqual([
      'registry.merged sue.supervisor',
      'registry.split sue.supervisor',
    ]);
  });
});
