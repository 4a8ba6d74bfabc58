import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { toBeneficiary } from '../../../partner-sandbox/src/relief-agency/beneficiary.js';
import type { ReliefMember } from '../../../partner-sandbox/src/relief-agency/members.js';
import { openReliefAgency } from '../../../partner-sandbox/src/relief-agency/relief-agency.js';
import { publisher } from '../../src/platform/outbox/subscriber.js';
import type { Platform } from '../../src/platform/platform.js';
import { createRegistry, type Registry } from '../../src/registry/service.js';
import { subscriptions } from '../../src/subscriptions.js';
import { testActor } from '../support/platform.js';
import { aPerson } from '../registry/registry-kit.js';
import { agreed, send } from './exchange-kit.js';
import { openOfficeKit } from './office-kit.js';

export const AGENCY = 'relief-agency';
const NUMBER = '880012';
const ELEMENTS = ['assistance_unit', 'member', 'programme_identifier', 'enrollment_date', 'enrollment_status'];

export const aMember = (over: Partial<ReliefMember> = {}): ReliefMember => ({
  ...{ memberId: 'M-1', nationalId: NUMBER, givenName: 'Ada', surname: 'Okoro', sex: 'female' },
  ...{ birthDate: '1950-04-03', enrolledOn: '2025-01-10', status: 'active' },
  deliveries: [{ on: '2026-10-01', what: 'Maize, 25 kg' }],
  ...over,
});

/** We, with a real registry that knows Ada from openIMIS, and the relief agency of the sandbox, which serves her. */
export async function openAgencyKit(source: object = { ask: { connector: 'beneficiary-registry' } }) {
  let registry: Registry | undefined;
  const kit = await openOfficeKit({
    name: AGENCY,
    dciId: `https://${AGENCY}.sandbox.example/dci`,
    open({ tools, common }) {
      writeFileSync(path.join(tools.folder, 'relief.json'), JSON.stringify([aMember()]));
      const own = { countryDir: tools.folder, ownUrl: 'http://127.0.0.1:9', pushEveryMs: 600_000 };
      return openReliefAgency(tools, { ...common, ...own });
    },
    realRegistry(platform: Platform) {
      const sources = {
        [AGENCY]: { name: 'Food relief agency', kind: 'dci', institution: 'FRA', ...source },
        openimis: { name: 'openIMIS', kind: 'openimis' },
      };
      Object.assign(platform.config.settings.policies, { registry: { sources } });
      Object.assign(platform, { publish: publisher(subscriptions) });
      return (registry = createRegistry(platform));
    },
  });
  const known = registry as unknown as Registry;
  const data = { identifiers: [{ type: 'NID', value: NUMBER }], name: { givenName: 'Ada', surname: 'Okoro' } };
  await known.ingest(testActor('interlink'), 'openimis', [aPerson('1', data), aPerson('2', { identifiers: [] })]);
  return {
    ...kit,
    known,
    /** The only agreement of its mode from now on. */
    async agree(over: Parameters<typeof agreed>[0] = {}) {
      const { mode = 'query' } = over;
      await kit.superuser.query(`delete from interconnection.agreement where terms->>'mode' = $1`, [mode]);
      await kit.addAgreement(AGENCY, agreed({ mode, direction: 'in', elements: [...ELEMENTS, 'benefits'], ...over }));
      // Partners are remembered for a minute.
      kit.clock.advance(61_000);
    },
    personOf: async (key: string) =>
      (
        await kit.superuser.query<{ person_id: string }>(
          `select person_id from registry.person_record where source = 'openimis' and record_key = $1`,
          [key],
        )
      ).rows[0]?.person_id ?? '',
    /** A clerk of the agency writes something down about Ada. */
    clerkWrites: (over: Partial<ReliefMember>) =>
      fetch(`${kit.officeUrl}/desk/members`, { method: 'POST', body: JSON.stringify(aMember(over)) }),
    /** The agency pushes what its books say of Ada. */
    push: (over: Partial<ReliefMember> = {}) =>
      send(kit, kit.office, 'enrollment-updates', {
        role: 'ibr',
        header: { status: 'succ', completed_count: 1 },
        message: { transaction_id: 't-1', enrolled_updates: { beneficiaries: [toBeneficiary(aMember(over))] } },
      }),
    /** We ask the agency to tell us of changes, and it agrees. */
    async follow() {
      await kit.exchange.following.follow(testActor(), {
        ...{ partner: AGENCY, connector: 'beneficiary-registry', recordType: 'Beneficiary' },
        eventType: 'enrollement_status_change',
      });
      await kit.calledIn({ path: /on-subscribe$/ });
    },
    /** The agency's own words about Ada, signed by it: as many events as are given. */
    tell: (
      ...events: readonly { readonly at?: string; readonly over?: Partial<ReliefMember>; readonly record?: object }[]
    ) =>
      send(kit, kit.office, 'notify', {
        role: 'ibr',
        items: events.length,
        header: { status: 'succ', completed_count: events.length },
        message: {
          transaction_id: 't-2',
          notify_event: events.map(({ at = kit.clock.now().toISOString(), over = {}, record }) => ({
            ...{ reference_id: 'n-1', timestamp: at },
            data: {
              ...{ reg_event_type: 'enrollement_status_change', reg_record_type: 'Beneficiary' },
              reg_records: record ?? toBeneficiary(aMember(over)),
            },
          })),
        },
      }),
    /** How many statements of the agency are kept, and how its enrolment of Ada stands. */
    async stated() {
      const { rows } = await kit.superuser.query<{ statements: number; status: string | null }>(
        `select count(*)::int as statements, (select status from registry.enrolment where source = $1) as status
         from registry.source_record where source = $1`,
        [AGENCY],
      );
      return rows[0];
    },
  };
}
export type AgencyKit = Awaited<ReturnType<typeof openAgencyKit>>;
