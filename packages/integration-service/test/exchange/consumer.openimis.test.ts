import { randomUUID } from 'node:crypto';
import { survivesCsv } from '../../src/openimis/payrolls';
import type { LandingPerson } from '../../src/openimis/port';
import { atTerminal, type Terminal } from '../cli/typed-command';
import { admin, eventually, need } from '../enrolment/running-stack';
import { approvePayroll, makePayroll } from '../openimis/payroll';
import { aStranger, real, sessionOf } from '../openimis/real-openimis';
import { agree, asHeard, partnerDesk, writeDown } from './consumer-journey';
import {
  itemsOf,
  noticesOf,
  programmeOf,
  recordsIn,
  searchMessage,
  subscribeTo,
  surnameIn,
  unsubscribe,
  type PartnerSeen,
} from './consumer-steps';

jest.setTimeout(240_000);

// Also a source of the registry (interlink.json), because it pushes its enrolments.
const PARTNER = 'consumer';
const mark = randomUUID().slice(0, 8);

let ian: Terminal;
let sue: Terminal;
/** Somebody whom openIMIS has and nobody else: made by an operator of openIMIS with his own token. */
let person: LandingPerson;
let individualId: string;

const nid = () => ({ type: 'NID', value: person.nationalId ?? '' });
const searchOf = (transaction: string, criteria: Readonly<Record<string, unknown>> = {}) =>
  searchMessage(transaction, { query_type: 'idtype-value', query: nid(), ...criteria });
const subscribe = (role: string, event: string, record: string) => subscribeTo(role, event, record, nid());
const find = async (role: string, criteria = {}) =>
  recordsIn(await partnerDesk.send(role, 'sync-search', searchOf(`t-${randomUUID()}`, criteria)));

/** An operator of openIMIS changes the name; somebody else approves the task that this makes. */
async function rename(surname: string): Promise<void> {
  const { landing } = await admin();
  const { taskId } = await landing.updateIndividual(randomUUID(), individualId, { ...person, surname });
  const { outcome } = await (await sessionOf('ana.approver')).tasks.resolve(taskId ?? '', 'APPROVED');
  expect(outcome).toBe('approved');
}

async function enrolInOpenImis(programme: string): Promise<void> {
  const { landing, programmes } = await admin();
  const planId = (await programmes.findByCode(programme))?.planId ?? '';
  const { taskId } = await landing.ensureBeneficiary(planId, individualId, randomUUID(), 'ACTIVE');
  const { outcome } = await (await sessionOf('ana.approver')).tasks.resolve(taskId ?? '', 'APPROVED');
  expect(outcome).toBe('approved');
}

beforeAll(async () => {
  for (const name of ['INTERLINK_URL', 'OPENIMIS_URL', 'SANDBOX_CONSUMER_URL', 'INTERLINK_TEST_SECRETS_DIR'])
    need(name);
  [ian, sue] = await Promise.all([atTerminal('ian.integration'), atTerminal('sue.supervisor')]);
  person = await aStranger();
  individualId = (await (await admin()).landing.ensureIndividual(randomUUID(), person)).id ?? '';
});

describe('a partner registered by the command line', () => {
  it('S16: cannot be confirmed by whoever wrote it down, nor with another fingerprint than the one on the phone', async () => {
    const id = `refused-${mark}`;
    await writeDown(ian, id);
    const own = await ian.type('partner', 'confirm', id, ...(await asHeard()));
    expect([own.code, own.err]).toEqual([4, expect.stringContaining('platform.forbidden')]);
    const strange = await sue.type('partner', 'confirm', id, ...(await asHeard('another-fingerprint')));
    expect([strange.code, strange.err]).toEqual([1, expect.stringContaining('that you did not name')]);
    expect((await ian.json<PartnerSeen>('partner', 'show', id)).partner.status).toBe('draft');
  });

  it('S16: is active once a second person confirmed its keys and addresses, and gets a token only then', async () => {
    const known = await ian.type('partner', 'show', PARTNER);
    if (known.code === 0) {
      const { credential } = await ian.json<{ credential: { clientId: string; clientSecret: string } }>(
        'partner',
        'secret',
        PARTNER,
      );
      await partnerDesk.takeCredentials(credential as never);
    } else {
      await partnerDesk.takeCredentials(await writeDown(ian, PARTNER));
      await expect(partnerDesk.send('sr', 'sync-search', searchOf('early'))).rejects.toThrow('gave no token');
      await sue.json('partner', 'confirm', PARTNER, ...(await asHeard()));
    }
    const { partner } = await ian.json<PartnerSeen>('partner', 'show', PARTNER);
    expect(partner.status).toBe('active');
    for (const one of [...partner.keys, ...partner.addresses]) {
      expect(one).toMatchObject({ proposedBy: 'ian.integration', confirmedBy: 'sue.supervisor' });
    }
    expect(partner.addresses).toHaveLength(5);
  });

  it('F2: is told nothing before there is an agreement, and all that is agreed once a second person approved it', async () => {
    if ((await ian.json<{ agreements: unknown[] }>('partner', 'agreement', 'list', PARTNER)).agreements.length === 0) {
      const refused = await partnerDesk.send('sr', 'sync-search', searchOf('none'));
      expect([refused.status, refused.body.errors?.[0]?.code]).toEqual([403, 'err.request.forbidden']);
    }
    const ofBeneficiary = {
      recordTypes: ['Beneficiary'],
      elements: [
        ...['assistance_unit', 'member', 'programme_identifier', 'enrollment_date', 'enrollment_status'],
        ...['status_change_date', 'benefits'],
      ],
    };
    await agree(ian, sue, PARTNER, { recordTypes: ['Member'] });
    await agree(ian, sue, PARTNER, { recordTypes: ['Member'], mode: 'event' });
    await agree(ian, sue, PARTNER, ofBeneficiary);
    await agree(ian, sue, PARTNER, { ...ofBeneficiary, mode: 'event' });
    await agree(ian, sue, PARTNER, { ...ofBeneficiary, mode: 'event', direction: 'in', purpose: 'enrolment' });
    const found = await eventually(
      () => find('sr'),
      (records) => records.length > 0,
      90,
    );
    expect(found).toMatchObject([{ demographic_info: { name: { surname: person.surname } } }]);
  });
});

describe('the social registry, to that partner', () => {
  let code: string;

  it('SR-025: answers at once, signed, with what is agreed and nothing more', async () => {
    const answer = await partnerDesk.send('sr', 'sync-search', searchOf('now'));
    expect([answer.status, answer.verified]).toEqual([200, true]);
    const [record] = recordsIn(answer);
    expect(record).toMatchObject({
      member_identifier: [{ identifier_type: 'NID', identifier_value: person.nationalId }],
      demographic_info: { birth_date: '1950-03-04T00:00:00Z' },
    });
    // Agreed are numbers, name and birth date; openIMIS also knows sex, telephone and village.
    expect(JSON.stringify(answer.body)).not.toContain(person.mobile);
    expect(Object.keys(record?.['demographic_info'] as object).sort()).toEqual(['birth_date', 'name']);
  });

  it('SR-025: answers later too, by a signed callback, and tells what became of it when asked for its status', async () => {
    const transaction = `later-${randomUUID()}`;
    const ack = await partnerDesk.send('sr', 'search', searchOf(transaction));
    const told = await partnerDesk.hears('on-search', ({ message }) => message.transaction_id === transaction);
    expect(told).toMatchObject({ verified: true, problem: null, repeated: false });
    expect(told.message.correlation_id).toBe(ack.body.message.correlation_id);
    expect(itemsOf(told.message)[0]?.data?.reg_records).toHaveLength(1);

    const question = (attribute_type: string, attribute_value: unknown) => ({
      transaction_id: `status-${randomUUID()}`,
      txnstatus_request: { reference_id: 'r-s', txn_type: 'search', attribute_type, attribute_value },
    });
    const byId = await partnerDesk.send('sr', 'sync-txn-status', question('transaction_id', transaction));
    expect(byId.verified).toBe(true);
    expect(byId.body.message['txnstatus_response']).toMatchObject({
      txn_status: { transaction_id: transaction, search_response: [{ status: 'succ' }] },
    });
    const asked = question('correlation_id', ack.body.message.correlation_id);
    await partnerDesk.send('sr', 'txn-status', asked);
    const status = await partnerDesk.hears(
      'txn-on-status',
      ({ message }) => message.transaction_id === asked.transaction_id,
    );
    expect(status.message['txnstatus_response']).toMatchObject({ txn_status: { transaction_id: transaction } });
  });

  it.each([
    ['unsigned', 'err.signature.missing'],
    ['tampered', 'err.signature.invalid'],
    ['wrong-signature', 'err.signature.invalid'],
  ])('S4: refuses a message that is %s', async (kind, error) => {
    await partnerDesk.misbehave('send', kind);
    const refused = await partnerDesk.send('sr', 'sync-search', searchOf(`hostile-${kind}`));
    expect(refused.body.errors?.[0]?.code).toBe(error);
    expect(refused.body.message).not.toHaveProperty('search_response');
  });

  it('S4: refuses the very bytes of a message that it answered before', async () => {
    await partnerDesk.send('sr', 'sync-search', searchOf('again'));
    await partnerDesk.misbehave('send', 'replayed');
    const refused = await partnerDesk.send('sr', 'sync-search', searchOf('again'));
    expect(refused.body.header).toMatchObject({ status: 'rjct', status_reason_code: 'rjct.message_id.duplicate' });
    expect(refused.body.message).not.toHaveProperty('search_response');
  });

  it('SR-029: tells of a change that an operator made in openIMIS and another one approved there', async () => {
    code = await subscribe('sr', 'UPDATE', 'Member');
    const surname = `${person.surname}u`;
    await rename(surname);
    const notice = await partnerDesk.hears('notify', (one) => one.subscriptionCode === code);
    expect(notice).toMatchObject({ verified: true, problem: null, repeated: false });
    expect(notice.message['notify_event']).toMatchObject([
      { data: { reg_event_type: 'UPDATE', reg_records: { demographic_info: { name: { surname } } } } },
    ]);
    expect(JSON.stringify(notice.message)).not.toContain(person.mobile);
    person = { ...person, surname };
  });

  it('SR-029: tells nothing more once the partner unsubscribed', async () => {
    const told = await unsubscribe('sr', code);
    expect(told.message).toMatchObject({ status: 'succ', subscription_status: [{ code, status: 'unsubscribe' }] });
    const before = (await noticesOf(code)).length;
    const surname = `${person.surname}v`;
    await rename(surname);
    const [record] = await eventually(
      () => find('sr'),
      ([one]) => surnameIn(one) === surname,
    );
    expect(surnameIn(record)).toBe(surname);
    person = { ...person, surname };
    await new Promise((done) => setTimeout(done, 3000));
    expect(await noticesOf(code)).toHaveLength(before);
  });
});

describe('the integrated beneficiary registry, to that partner', () => {
  const isEnrolled = async (programme: string) => {
    const { verified, body } = await partnerDesk.send('ibr', 'enrolled', {
      transaction_id: `t-${randomUUID()}`,
      enrolled_criteria: {
        ...{ query_type: 'expression', response_entity: 'Member' },
        query: {
          person_identifier: { eq: person.nationalId },
          'programme_identifier.programme.programme_identifier': { eq: programme },
        },
      },
    });
    expect(verified).toBe(true);
    return (body.message['enrolled_response'] as readonly { enrolled_status: string }[])[0]?.enrolled_status;
  };
  const beneficiary = { reg_record_type: 'Beneficiary' };

  it('IBR-036: tells of an enrolment that was made and approved in openIMIS, and answers that it holds', async () => {
    expect(await isEnrolled('OAA')).toBe('no');
    const code = await subscribe('ibr', 'enrollement', 'Beneficiary');
    await enrolInOpenImis('OAA');
    const notice = await partnerDesk.hears('notify', (one) => one.subscriptionCode === code);
    expect(notice).toMatchObject({ verified: true, problem: null });
    expect(notice.message['notify_event']).toMatchObject([
      { data: { reg_records: { enrollment_status: '1', programme_identifier: [{ programme_identifier: 'OAA' }] } } },
    ]);
    expect(await isEnrolled('OAA')).toBe('yes');
    expect((await unsubscribe('ibr', code)).message).toMatchObject({ status: 'succ' });
  });

  it('IBR-036: shows what a programme of openIMIS paid, once its payroll was approved and reconciled there', async () => {
    const payrollId = await makePayroll();
    await approvePayroll('ana.approver', payrollId);
    // As Interlink's own write-back does it.
    const { payrolls } = real.asService('payroll', randomUUID());
    const paid = (await payrolls.benefits(payrollId)).find(({ code }) => survivesCsv(code));
    if (!paid) throw new Error('the payroll has no benefit');
    const { code, amount, individualId: payee } = paid;
    await payrolls.reconcile(payrollId, `consumer-${mark}.csv`, [{ code, amount, receipt: `R-${mark}` }]);
    const { nationalId = '' } = (await (await admin()).people.findById(payee)) ?? {};
    const criteria = { ...beneficiary, query: { type: 'NID', value: nationalId } };
    const benefitsIn = (records: readonly Readonly<Record<string, unknown>>[]) =>
      records.flatMap((record) => record['benefits'] as readonly object[]);
    const records = await eventually(
      () => find('ibr', criteria),
      (found) => benefitsIn(found).length > 0,
      120,
    );
    const allowance = records.filter((record) => programmeOf(record).programme_identifier === 'OAA');
    expect(allowance.map(programmeOf)).toMatchObject([{ programme_name: 'Old-age allowance' }]);
    expect(benefitsIn(allowance)).toContainEqual(
      expect.objectContaining({ benefit_type: '1', benefit_value: { amount, currency: 'KES' } }),
    );
  });

  it('IBR-035: takes what the partner pushes of its own enrolments, once, and shows both of one person', async () => {
    const programme = `FOOD-${mark.toUpperCase()}`;
    const pushed = {
      transaction_id: `push-${mark}`,
      enrolled_updates: {
        beneficiaries: [
          {
            assistance_unit: '1',
            member: { member_identifier: [{ identifier_type: 'NID', identifier_value: person.nationalId }] },
            programme_identifier: [{ programme_name: 'Food basket', programme_identifier: programme }],
            enrollment_date: '2026-03-01T00:00:00Z',
            enrollment_status: '1',
            benefits: [],
          },
        ],
      },
    };
    const answer = await partnerDesk.send('ibr', 'enrollment-updates', pushed);
    expect(answer.verified).toBe(true);
    expect(answer.body.message['enrolled_response']).toMatchObject([{ status: 'succ' }]);
    await partnerDesk.misbehave('send', 'replayed');
    const again = await partnerDesk.send('ibr', 'enrollment-updates', pushed);
    expect(again.body.header).toMatchObject({ status_reason_code: 'rjct.message_id.duplicate' });
    const programmes = (await find('ibr', beneficiary)).map((one) => programmeOf(one).programme_identifier);
    expect(programmes.sort()).toEqual([programme, 'OAA']);
    expect(await isEnrolled(programme)).toBe('yes');
  });
});
