import { ServiceError } from '@interlink/contracts/errors';
import type { Formula } from '@interlink/contracts/social-registry/assessment';
import type { BeginChange, Change } from '@interlink/contracts/social-registry/change-request';
import type { SourceRecord } from '@interlink/contracts/registry/source-record';
import type { FailpointName } from '../../src/platform/failpoints.js';
import type { Operator } from '../../src/platform/http/api.js';
import type { OpenImis, OpenImisPerson } from '../../src/openimis/port.js';
import { createSocialRegistry } from '../../src/social-registry/service.js';
import { anOfficer, csv, csvRow, openimisWith, openSocialKit, VILLAGE } from './kit.js';

export const OTHER_VILLAGE = {
  ...VILLAGE,
  locationId: '00000000-0000-4000-8000-00000000e002',
  code: 'R1D2W1V1',
  name: 'Mathare',
  districtId: '00000000-0000-4000-8000-00000000d002',
};
export const INDIVIDUAL = '00000000-0000-4000-8000-0000000000f1';
export const PERSON: OpenImisPerson = {
  individualId: INDIVIDUAL,
  givenName: 'Amina',
  surname: 'Otieno',
  birthDate: { date: '1950-03-02', precision: 'day' },
  nationalId: '20000001',
  mobile: '+254710000000',
  locationId: VILLAGE.locationId,
};

/** openIMIS as far as changes ask it: what it was sent, by whom, and how it answers. */
export interface ChangedOpenImis extends Pick<OpenImis, 'asOperator' | 'asService'> {
  person: OpenImisPerson;
  readonly sent: { readonly by: string; readonly id: string; readonly locationId: string; readonly mobile?: string }[];
  /** A task that waits instead of an effect. */
  task: { status: 'RECEIVED' | 'COMPLETED' | 'FAILED' } | undefined;
  mayResolve: boolean;
  fails: 'down' | 'forbidden' | 'refused' | undefined;
  /** Its jsonExt holds an account (S15). */
  holdsAccount: boolean;
  /** What happens, once, while an update is under way. */
  meanwhile: (() => Promise<unknown>) | undefined;
}

export function changedOpenImis(): ChangedOpenImis {
  const fake: ChangedOpenImis = {
    ...openimisWith([VILLAGE, OTHER_VILLAGE]),
    person: PERSON,
    sent: [],
    task: undefined,
    mayResolve: false,
    fails: undefined,
    holdsAccount: false,
    meanwhile: undefined,
    asOperator: (token) =>
      ({
        people: { findById: async () => fake.person },
        landing: {
          async updateIndividual(id: string, _individualId: string, { locationId, mobile }: OpenImisPerson) {
            if (fake.fails === 'down') throw new ServiceError('platform.openimis-unavailable');
            if (fake.fails === 'forbidden') throw new ServiceError('platform.forbidden', { system: 'openIMIS' });
            if (fake.fails === 'refused') throw new ServiceError('platform.openimis-refused', {});
            fake.sent.push({ by: token, id, locationId: locationId ?? '', ...(mobile !== undefined && { mobile }) });
            const { meanwhile } = fake;
            fake.meanwhile = undefined;
            await meanwhile?.();
            if (fake.task) return { id: INDIVIDUAL, taskId: 'task-1' };
            if (fake.holdsAccount) return { id: INDIVIDUAL, notWritten: ['phone'] };
            fake.person = { ...fake.person, ...(locationId && { locationId }), ...(mobile && { mobile }) };
            return { id: INDIVIDUAL };
          },
        },
        tasks: {
          inspect: async () => fake.task && { taskId: 'task-1', status: fake.task.status },
          async resolve() {
            if (!fake.mayResolve) throw new ServiceError('platform.forbidden');
            fake.task = { status: 'COMPLETED' };
            return { outcome: 'approved' };
          },
        },
      }) as never,
  };
  return fake;
}

const officer = (login: string, institution?: string): Operator => ({
  ...anOfficer(login, institution),
  districts: [VILLAGE.districtId ?? ''],
});

const words = (en: string) => ({ en, fr: en, ar: en });
/** A household of three and more may have the child grant. */
export const sizeFormula: Formula = {
  code: 'size',
  version: 1,
  kind: 'categorical',
  title: words('Members'),
  questionnaire: 'household',
  effectiveFrom: '2026-01-01',
  intercept: 0,
  terms: [{ code: 'members', label: words('Members'), variable: { kind: 'members' }, weight: 1_000_000 }],
  cutOffs: [{ programme: 'CHG', comparison: 'at-least', score: 3_000_000 }],
};

/** The social registry with Amina, who is an individual of openIMIS and, with Juma, a household of a file. */
export async function openChangesKit(policy: Record<string, 'approval' | 'automatic'> = {}) {
  const openimis = changedOpenImis();
  const kit = await openSocialKit({}, openimis);
  const breaks: FailpointName[] = [];
  const platform = {
    ...kit.platform,
    config: {
      ...kit.platform.config,
      settings: {
        ...kit.platform.config.settings,
        policies: { ...kit.platform.config.settings.policies, 'social-registry': { updates: policy } },
      },
    },
    failpoint(name: FailpointName) {
      if (breaks.includes(name)) throw new Error(`broken off ${name}`);
    },
  };
  const { changes, assessments } = await createSocialRegistry(platform as never, { registry: kit.people, openimis });
  const [ina, sue, ana] = [officer('ina.intake'), officer('sue.supervisor'), officer('ana.approver')] as const;
  await kit.load(
    (
      await kit.send(
        csv(
          csvRow('H1', { national_id: '20000001' }),
          csvRow('H1', { given_name: 'Juma', sex: 'male', birth_date: '1948-05-06', relationship: 'spouse' }),
        ),
      )
    ).id,
  );
  const place = { locationId: VILLAGE.locationId, districtId: VILLAGE.districtId as string, name: VILLAGE.name };
  const told: SourceRecord = {
    kind: 'person',
    key: INDIVIDUAL,
    data: {
      identifiers: [{ type: 'NID', value: '20000001' }],
      name: { givenName: 'Amina', surname: 'Otieno' },
      birthDate: { date: '1950-03-02', precision: 'day' },
      place,
      phones: ['+254710000000'],
    },
  };
  const enrolled: SourceRecord = {
    kind: 'enrolment',
    key: 'e-1',
    subject: { kind: 'person', key: INDIVIDUAL },
    data: { programme: 'OAA', status: 'active' },
  };
  await kit.people.ingest(kit.actor, 'openimis', [told, enrolled]);
  const { rows } = await kit.superuser.query(
    `select person_id from registry.person_record where source = 'openimis' and record_key = $1`,
    [INDIVIDUAL],
  );
  const personId = rows[0].person_id as string;
  const body = (change: Change, over: Partial<BeginChange> = {}): BeginChange => ({
    personId,
    change,
    happenedOn: '2026-11-20',
    channel: 'person',
    evidence: [{ kind: 'certificate', reference: 'C-1' }],
    ...over,
  });
  /** What the registry's follower brings once openIMIS has another village or telephone. */
  const follow = async () => {
    const { locationId, mobile } = openimis.person;
    const moved = locationId === OTHER_VILLAGE.locationId ? OTHER_VILLAGE : VILLAGE;
    const now = { locationId: moved.locationId, districtId: moved.districtId as string, name: moved.name };
    const data = { ...told.data, place: now, phones: [mobile ?? ''] };
    await kit.people.ingest(kit.actor, 'openimis', [{ ...told, data } as SourceRecord]);
  };
  const view = () =>
    kit.people.getPerson(kit.actor, personId, { purpose: 'correction', districts: 'all', institutions: 'all' });
  const useFormula = async () => {
    await kit.platform.inTransaction(sue.actor, (tx) => assessments.draft(tx, sue, sizeFormula));
    await kit.platform.inTransaction(ana.actor, (tx) => assessments.approve(tx, ana, 'size', 1));
  };
  const approve = async (id: string, by = ana) => {
    const { effect } = await changes.get(by, id);
    return changes.approve(by, id, { shown: effect?.digest ?? '0'.repeat(64) });
  };
  return {
    ...kit,
    openimis,
    changes,
    breaks,
    ina,
    sue,
    ana,
    officer,
    personId,
    body,
    follow,
    view,
    useFormula,
    approve,
  };
}
export type ChangesKit = Awaited<ReturnType<typeof openChangesKit>>;
