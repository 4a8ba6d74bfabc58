import { readFileSync } from 'node:fs';
import path from 'node:path';
import { publisher } from '../../src/platform/outbox/subscriber.js';
import type { Platform } from '../../src/platform/platform.js';
import { createRegistry } from '../../src/registry/service.js';
import { subscriptions } from '../../src/subscriptions.js';
import { openExchangeKit, searchItem, searchOf, send, type ExchangeKit, type Joined } from './exchange-kit.js';

const sources = { 'second-mis': { name: 'Municipal welfare office', kind: 'dci' } };
function realRegistry(platform: Platform) {
  Object.assign(platform.config.settings.policies, { registry: { sources } });
  Object.assign(platform, { publish: publisher(subscriptions) });
  return createRegistry(platform);
}

jest.setTimeout(120_000);

let kit: ExchangeKit;
let mis: Joined;
let clinic: Joined;
beforeAll(async () => {
  kit = await openExchangeKit(realRegistry);
  mis = await kit.join('second-mis');
  clinic = await kit.join('clinic');
  await kit.agree('clinic');
  await kit.addAgreement('second-mis', {
    ...{ purpose: 'enrolment', direction: 'in', mode: 'event', recordTypes: [] },
    elements: [
      'assistance_unit',
      'member',
      'programme_identifier',
      'enrollment_date',
      'enrollment_status',
      'status_change_date',
      'benefits',
    ],
  });
});
afterAll(() => kit.close());

interface Pushed {
  readonly message: { readonly enrolled_updates: { readonly beneficiaries: readonly [Record<string, unknown>] } };
}
const file = path.resolve(__dirname, '../../../contracts/test/exchange/examples/ibr-enrollment-updates.json');
const push = (over: Record<string, unknown> = {}) => {
  const { message } = JSON.parse(readFileSync(file, 'utf8')) as Pushed;
  const beneficiaries = [{ ...message.enrolled_updates.beneficiaries[0], ...over }];
  return send(kit, mis, 'enrollment-updates', {
    role: 'ibr',
    header: { status: 'succ', completed_count: 1 },
    message: { transaction_id: 't-6', enrolled_updates: { beneficiaries } },
  });
};

describe('two partners and the real registry', () => {
  it('IBR-036: what one pushes, the other finds, is told of when it changes, and asks whether it holds', async () => {
    expect((await push()).body.message.enrolled_response).toMatchObject([{ status: 'succ' }]);

    const found = await send(kit, clinic, 'sync-search', { role: 'ibr', message: searchOf(searchItem()) });
    expect(found.body.message.search_response?.[0]).toMatchObject({
      status: 'succ',
      data: {
        reg_records: [
          { '@type': 'Beneficiary', enrollment_status: '1', programme_identifier: [{ programme_identifier: 'CG-01' }] },
        ],
      },
    });
    const person = await send(kit, clinic, 'sync-search', { message: searchOf(searchItem()) });
    expect(person.body.message.search_response?.[0]?.data?.reg_records).toMatchObject([
      { demographic_info: { name: { surname: 'Okoro', given_name: 'Ada' }, birth_date: '1990-05-04T00:00:00Z' } },
    ]);

    const subscribe_criteria = {
      reg_event_type: 'enrollement_status_change',
      filter_type: 'idtype-value',
      filter: { type: 'UIN', value: '880012' },
      notify_record_type: 'Beneficiary',
    };
    const subscribe_request = [{ reference_id: 'r-1', timestamp: '2026-11-24T08:00:00Z', subscribe_criteria }];
    await send(kit, clinic, 'subscribe', { role: 'ibr', message: { transaction_id: 't-2', subscribe_request } });
    await kit.hearEvents();
    await kit.work();
    clinic.listener.got.length = 0;

    kit.clock.advance(60_000);
    expect((await push({ enrollment_status: '4' })).body.message.enrolled_response).toMatchObject([{ status: 'succ' }]);
    await kit.hearEvents();
    await kit.deliver();
    expect(clinic.listener.got.map(({ body }) => body.message)).toMatchObject([
      { notify_event: [{ data: { reg_records: { enrollment_status: '4', member: { '@type': 'Member' } } } }] },
    ]);

    const query = {
      person_identifier: { eq: '880012' },
      'programme_identifier.programme.programme_identifier': { eq: 'CG-01' },
    };
    const message = { transaction_id: 't-5', enrolled_criteria: { query_type: 'expression', query } };
    const held = await send(kit, clinic, 'enrolled', { role: 'ibr', message });
    expect(held.body.message.enrolled_response).toMatchObject([{ enrolled_status: 'yes' }]);
  });

  it('IBR-036: paths of the published objects reach the fields that the registry searches by', async () => {
    const item = searchItem({
      query_type: 'expression',
      query: { 'demographic_info.name.surname': 'Okoro', birth_date: { $ge: '1990-01-01' } },
    });
    const { body } = await send(kit, clinic, 'sync-search', { message: searchOf(item) });
    expect(body.message.search_response?.[0]).toMatchObject({ status: 'succ', pagination: { total_count: 1 } });
  });
});
