import { createHash } from 'node:crypto';
import { ServiceError } from '@interlink/contracts/errors';
import {
  CreateBeneficiaryDocument,
  CreateIndividualDocument,
  UpdateIndividualDocument,
} from '@interlink/contracts/openimis/generated/operations';
import type { Client } from './client.js';
import { ensureGroup } from './groups.js';
import { locationKey } from './locations.js';
import { holdsReadOnly, writeElements, type OpenImisMapping } from './mapping.js';
import { findMutation, mutate, mutationId } from './mutate.js';
import { findByElement, findByJourneys, findIndividual, type FoundIndividual } from './people.js';
import type { Landed, Landing, LandingPerson } from './port.js';
import { findBeneficiaries } from './programmes.js';
import { findEnrolmentTask, findUpdateTask } from './tasks.js';

// An openIMIS with a queue may acknowledge a mutation a moment before its effect can be seen.
const EFFECT_DELAYS_MS = [0, 200, 800, 2000];

/** Landing as one user of openIMIS, normally the service account `enrol`. */
export function landingOf(client: Client, mapping: OpenImisMapping): Landing {
  return {
    ensureGroup: async (group) => ({ id: await ensureGroup(client, group) }),
    ensureIndividual: (journeyId, person, individualId) =>
      individualId
        ? keepIndividual(client, mapping, individualId)
        : ensureIndividual(client, mapping, journeyId, person),
    ensureIndividuals: (people) => ensureIndividuals(client, mapping, people),
    updateIndividual: (journeyId, individualId, person) =>
      updateIndividual(client, mapping, journeyId, individualId, person),
    ensureBeneficiary: (planId, individualId, journeyId, status) =>
      ensureBeneficiary(client, mapping, { planId, individualId, journeyId, status }),
  };
}

async function keepIndividual(client: Client, mapping: OpenImisMapping, individualId: string): Promise<Landed> {
  if (!(await findIndividual(client, mapping, individualId))) {
    throw new ServiceError('platform.not-found', { what: 'individual' });
  }
  return { id: individualId };
}

async function ensureIndividual(
  client: Client,
  mapping: OpenImisMapping,
  journeyId: string,
  person: LandingPerson,
): Promise<Landed> {
  const find = async () => (await findByElement(client, mapping, 'journeyId', journeyId))[0]?.person.individualId;
  const existing = await find();
  if (existing) return { id: existing };
  await createIndividual(client, mapping, journeyId, person, await locationKey(client, person.locationId));
  return { id: await seeEffect(client, 'CreateIndividual', find) };
}

async function createIndividual(
  client: Client,
  mapping: OpenImisMapping,
  journeyId: string,
  person: LandingPerson,
  locationId: number,
): Promise<void> {
  const jsonExt = JSON.stringify(writeElements(mapping.individual, {}, elementsOf(person, journeyId)));
  const input = {
    firstName: person.givenName,
    lastName: person.surname,
    dob: person.birthDate.date,
    jsonExt,
    locationId,
  };
  await mutate(client, CreateIndividualDocument, input, mutationId(journeyId, 'individual'));
}

type Keyed = Parameters<Landing['ensureIndividuals']>[0];

/** All are looked for at once before and after; each is made by a mutation of its own, one after the other. */
async function ensureIndividuals(client: Client, mapping: OpenImisMapping, people: Keyed): Promise<Landed[]> {
  const keys = people.map(({ key }) => key);
  const known = await findByJourneys(client, mapping, keys);
  const missing = people.filter(({ key }) => !known.has(key));
  const locations = new Map<string, number>();
  for (const { key, person } of missing) {
    const locationId = locations.get(person.locationId) ?? (await locationKey(client, person.locationId));
    locations.set(person.locationId, locationId);
    await createIndividual(client, mapping, key, person, locationId);
  }
  const look = async () => {
    const now = missing.length === 0 ? known : await findByJourneys(client, mapping, keys);
    return keys.every((key) => now.has(key)) ? now : undefined;
  };
  const all = await seeEffect(client, 'CreateIndividual', look);
  return keys.map((key) => ({ id: all.get(key) as string }));
}

async function updateIndividual(
  client: Client,
  mapping: OpenImisMapping,
  journeyId: string,
  individualId: string,
  person: LandingPerson,
): Promise<Landed> {
  const found = await findIndividual(client, mapping, individualId);
  if (!found) throw new ServiceError('platform.not-found', { what: 'individual' });
  const change = changeOf(mapping, found, person, journeyId);
  if (!change.columns && !change.jsonExt) return { id: individualId, ...change.report };
  const input = {
    id: individualId,
    firstName: person.givenName,
    lastName: person.surname,
    dob: person.birthDate.date,
    locationId: await locationKey(client, person.locationId),
    ...(change.jsonExt && { jsonExt: change.jsonExt }),
  };
  // One journey may change a person more than once: the id says which change this is.
  const digest = createHash('sha256').update(JSON.stringify(input)).digest('hex').slice(0, 16);
  const done = await mutate(client, UpdateIndividualDocument, input, mutationId(journeyId, 'individual', digest));
  const now = await findIndividual(client, mapping, individualId);
  const left = now && changeOf(mapping, now, person, journeyId);
  // A telephone alone waits for a second person as a name does.
  const applied = left && !left.columns && !left.jsonExt;
  const task = applied ? undefined : await findUpdateTask(client, individualId, done.requestedAt);
  return { id: individualId, ...(task && { taskId: task.taskId }), ...change.report };
}

interface IndividualChange {
  readonly columns: boolean;
  /** The new jsonExt, when it differs and may be sent. */
  readonly jsonExt?: string;
  readonly report: Pick<Landed, 'notWritten'>;
}

function changeOf(
  mapping: OpenImisMapping,
  { person: now, jsonExt }: FoundIndividual,
  person: LandingPerson,
  journeyId: string,
): IndividualChange {
  const columns =
    now.givenName !== person.givenName ||
    now.surname !== person.surname ||
    now.birthDate.date !== person.birthDate.date ||
    now.locationId !== person.locationId;
  // Who is there already keeps the key of the journey that made them.
  const wanted = writeElements(mapping.individual, jsonExt, elementsOf(person, now.journeyId ?? journeyId));
  const differing = Object.keys(wanted).filter((key) => wanted[key] !== jsonExt[key]);
  if (differing.length === 0) return { columns, report: {} };
  // openIMIS replaces a jsonExt as a whole: giving an account back would put it into the mutation log (S15).
  if (holdsReadOnly(mapping.individual, jsonExt)) return { columns, report: { notWritten: differing } };
  return { columns, jsonExt: JSON.stringify(wanted), report: {} };
}

async function ensureBeneficiary(
  client: Client,
  mapping: OpenImisMapping,
  { planId, individualId, journeyId, status }: EnsureBeneficiary,
): Promise<Landed> {
  const key = mutationId(journeyId, 'beneficiary');
  const look = async (since?: string): Promise<Landed | undefined> => {
    const enrolments = await findBeneficiaries(client, mapping, individualId, planId);
    const current = enrolments.find((one) => one.journeyId === journeyId || one.status !== 'GRADUATED');
    if (current) return { id: current.beneficiaryId };
    const task = await findEnrolmentTask(client, planId, individualId, since);
    // A task of an earlier enrolment that is closed says nothing about this one.
    return task && (since || task.status === 'RECEIVED' || task.status === 'ACCEPTED')
      ? { taskId: task.taskId }
      : undefined;
  };
  const before = await look((await findMutation(client, key))?.requestedAt);
  if (before) return before;
  const jsonExt = JSON.stringify(writeElements(mapping.beneficiary, {}, { journeyId }));
  const done = await mutate(
    client,
    CreateBeneficiaryDocument,
    { benefitPlanId: planId, individualId, status, jsonExt },
    key,
  );
  return seeEffect(client, 'CreateBeneficiary', () => look(done.requestedAt));
}

interface EnsureBeneficiary {
  readonly planId: string;
  readonly individualId: string;
  readonly journeyId: string;
  readonly status: 'POTENTIAL' | 'ACTIVE';
}

/** Waits for what a successful mutation must have left; a success without effect is a refusal that openIMIS hid. */
async function seeEffect<T>(client: Client, operation: string, look: () => Promise<T | undefined>): Promise<T> {
  for (const delay of EFFECT_DELAYS_MS) {
    await client.sleep(delay);
    const seen = await look();
    if (seen !== undefined) return seen;
  }
  throw new ServiceError('platform.openimis-refused', { operation, reason: 'effect-missing' });
}

function elementsOf(person: LandingPerson, journeyId: string): Readonly<Record<string, string | undefined>> {
  const { nationalId, mobile, sex, language, birthDate } = person;
  return { nationalId, mobile, sex, language, birthDatePrecision: birthDate.precision, journeyId };
}
