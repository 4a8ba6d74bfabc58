import { isServiceError } from '@interlink/contracts/errors';
import type { ProgrammeData } from '@interlink/contracts/registry/programme';
import type { IngestResult, SourceRecord } from '@interlink/contracts/registry/source-record';

import type { Feed, FeedPage, FeedRow } from '../openimis/feed-port.js';
import type { OpenImis } from '../openimis/port.js';
import { systemActor, type Actor } from '../platform/actor.js';
import { toJson } from '../platform/database.js';
import type { Platform } from '../platform/platform.js';
import { toSourceRecords, type OpenImisWorld } from './from-openimis.js';
import { ownPlaces, placesByCode } from './openimis-world.js';
import type { RegistryPolicy } from './policy.js';
import { chunksOf } from './rows.js';
import type { RegistryTables } from './tables.js';

/**
 * Follows an openIMIS: what says that it changed, every few seconds; everything, page by page, because much says
 * nothing.
 */
export interface Follower {
  /** One look at what changed since the last, with overlap. Returns how many records were news. */
  follow(): Promise<number>;
  /** Goes on with the full sweep for at most so many pages; true when one has ended. */
  sweep(pages: number): Promise<boolean>;
  /** One person with their enrolments and benefits, now, for the one who wants to know. Returns as `follow`. */
  refresh(individualId: string, onBehalfOf: string): Promise<number>;
}

/** What takes in what is read; the registry is one. */
export interface Intake {
  ingest(actor: Actor, source: string, records: readonly SourceRecord[]): Promise<IngestResult>;
  saveProgrammes(actor: Actor, source: string, programmes: readonly ProgrammeData[]): Promise<void>;
}

export interface FollowerDeps {
  readonly registry: Intake;
  readonly openimis: Pick<OpenImis, 'asService'>;
  readonly policy: RegistryPolicy;
  /** Another openIMIS than ours: its name among the sources, and ours, whose villages are known by the same codes. */
  readonly other?: { readonly source: string; readonly ours: Pick<OpenImis, 'asService'> };
}

interface Cursor {
  /** Up to here changes were followed; ISO, UTC. */
  readonly followedTo?: string;
  readonly sweep?: { readonly startedAt: string; readonly kind: SweptKind; readonly after: string | null };
  readonly sweptAt?: string;
}

type SweptKind = 'individuals' | 'groups' | 'beneficiaries' | 'groupBeneficiaries' | 'benefits';
const SWEPT: readonly SweptKind[] = ['individuals', 'groups', 'beneficiaries', 'groupBeneficiaries', 'benefits'];
export const OURS = 'openimis';
/** openIMIS commits a row after it wrote its time, and its clock is not ours. */
const OVERLAP_MS = 60_000;

export function createFollower(platform: Platform, deps: FollowerDeps): Follower {
  const parts: Parts = {
    ...{ platform, ...deps },
    source: deps.other?.source ?? OURS,
    places: keptFor(platform, VILLAGES_KEPT_MS),
  };
  return {
    follow: () => follow(parts),
    sweep: (most) => sweep(parts, most),
    async refresh(individualId, onBehalfOf) {
      const { feed, take } = await open(parts, onBehalfOf);
      let news = await take((await feed.individuals(null, { id: individualId })).rows);
      for await (const rows of pages((after) => feed.beneficiaries(after, { individualId }))) news += await take(rows);
      for await (const rows of pages((after) => feed.benefits(after, { individualId }))) news += await take(rows);
      return news;
    },
  };
}

interface Parts extends FollowerDeps {
  readonly platform: Platform;
  readonly source: string;
  readonly places: Kept<OpenImisWorld['placeOf']>;
}

type Kept<T> = (fetch: () => Promise<T>) => Promise<T>;

/** Villages hardly change, and one that is new has nobody in it yet. */
const VILLAGES_KEPT_MS = 60_000;

/** What was fetched, until it is so old; a fetch that failed is not kept. */
function keptFor<T>({ clock }: Platform, ms: number): Kept<T> {
  let kept: { readonly value: T; readonly at: number } | undefined;
  return async (fetch) => {
    const now = clock.now().getTime();
    if (kept && now - kept.at < ms) return kept.value;
    const value = await fetch();
    kept = { value, at: now };
    return value;
  };
}

/** One turn: a session of the service account, and what takes rows into the registry. */
async function open(parts: Parts, onBehalfOf?: string) {
  const { platform, openimis, places } = parts;
  const actor = systemActor(platform.ids.next(), onBehalfOf);
  const session = openimis.asService('sync', actor.correlationId);
  const take = async (rows: readonly FeedRow[]): Promise<number> => {
    if (rows.length === 0) return 0;
    const placeOf = await places(() => placesOf(parts, session, actor.correlationId));
    const world: OpenImisWorld = { placeOf, currencyOf: (programme) => currencyOf(parts, programme) };
    const records: SourceRecord[] = rows.flatMap((row) => toSourceRecords(row, world));
    let news = 0;
    for (const chunk of chunksOf(records, 500)) news += await takeIn(parts, actor, chunk);
    return news;
  };
  return { actor, session, feed: session.feed, take };
}

/** One record that the registry cannot keep is left out, and said: it does not keep a country from being followed. */
async function takeIn(parts: Parts, actor: Actor, records: readonly SourceRecord[]): Promise<number> {
  const { registry, source, platform } = parts;
  try {
    const { added, changed, deleted } = await registry.ingest(actor, source, records);
    return added + changed + deleted;
  } catch (thrown) {
    if (!isServiceError(thrown) || thrown.code !== 'registry.record-refused') throw thrown;
    const refused = records.findIndex((_record, at) => at === thrown.details['index']);
    if (refused < 0) throw thrown;
    platform.log.warn('a record of openIMIS is left out', { code: thrown.code, source, kind: records[refused]?.kind });
    return takeIn(
      parts,
      actor,
      records.filter((_record, at) => at !== refused),
    );
  }
}

async function follow(parts: Parts): Promise<number> {
  const { platform } = parts;
  const { actor, feed, session, take } = await open(parts);
  const startedAt = platform.clock.now();
  const { followedTo } = await readCursor(parts);
  // Nothing was followed yet: the sweep brings what is there.
  const from = followedTo === undefined ? startedAt.getTime() : Date.parse(followedTo);
  const since = new Date(from - OVERLAP_MS).toISOString().slice(0, 19);
  if (followedTo === undefined) await saveProgrammes(parts, session, actor);
  // Most turns bring nothing: one question tells, so that following costs openIMIS little.
  const changed = await feed.changedKinds(since);
  let news = 0;
  for (const kind of SWEPT.filter((one) => changed.has(one))) {
    for await (const rows of pages((after) => pageOf(feed, kind, after, since))) news += await take(rows);
  }
  if (changed.has('memberships')) news += await takeMemberships(feed, since, take);
  await writeCursor(parts, actor, (cursor) => ({ ...cursor, followedTo: startedAt.toISOString() }));
  return news;
}

async function sweep(parts: Parts, most: number): Promise<boolean> {
  const { platform, policy } = parts;
  const { sweptAt, sweep: begun } = await readCursor(parts);
  const now = platform.clock.now();
  const isDue = sweptAt === undefined || now.getTime() - Date.parse(sweptAt) >= policy.sweepSeconds * 1000;
  if (!begun && !isDue) return false;
  const { actor, feed, session, take } = await open(parts);
  if (!begun) await saveProgrammes(parts, session, actor);
  let at: NonNullable<Cursor['sweep']> = begun ?? { startedAt: now.toISOString(), kind: 'individuals', after: null };
  let coming = pageOf(feed, at.kind, at.after);
  for (let page = 0; page < most; page += 1) {
    const { rows, next } = await coming;
    const kind = next === null ? SWEPT[SWEPT.indexOf(at.kind) + 1] : at.kind;
    if (kind !== undefined && page + 1 < most) {
      // openIMIS makes the next page while this one is taken in; that it fails is met when its turn comes.
      coming = pageOf(feed, kind, next);
      coming.catch(() => undefined);
    }
    await take(rows);
    platform.failpoint('registry.after-sweep-page');
    if (kind === undefined) {
      // What else stands there, a file that is loaded meanwhile, is not the sweep's.
      await writeCursor(parts, actor, ({ sweep: _ended, ...cursor }) => ({
        ...cursor,
        sweptAt: platform.clock.now().toISOString(),
      }));
      return true;
    }
    const reached = { ...at, kind, after: next };
    at = reached;
    await writeCursor(parts, actor, (cursor) => ({ ...cursor, sweep: reached }));
  }
  return false;
}

function pageOf(feed: Feed, kind: SweptKind, after: string | null, since?: string): Promise<FeedPage<FeedRow>> {
  return feed[kind](after, since === undefined ? {} : { since });
}

async function* pages<R>(fetch: (after: string | null) => Promise<FeedPage<R>>): AsyncGenerator<readonly R[]> {
  let after: string | null = null;
  do {
    const page: FeedPage<R> = await fetch(after);
    yield page.rows;
    after = page.next;
  } while (after !== null);
}

async function takeMemberships(feed: Feed, since: string, take: (rows: readonly FeedRow[]) => Promise<number>) {
  const changed = new Set<string>();
  for await (const ids of pages((after) => feed.changedMemberships(after, since))) ids.forEach((id) => changed.add(id));
  let news = 0;
  for (const id of changed) if (id !== '') news += await take((await feed.groups(null, { id })).rows);
  return news;
}

type Session = ReturnType<OpenImis['asService']>;

async function placesOf({ other }: Parts, session: Session, correlationId: string): Promise<OpenImisWorld['placeOf']> {
  const theirs = await session.locations.villages();
  if (!other) return ownPlaces(theirs);
  return placesByCode(theirs, await other.ours.asService('sync', correlationId).locations.villages());
}

const currencyOf = ({ platform, policy, source }: Parts, programme: string) =>
  policy.sources[source]?.instance?.currency ?? platform.config.settings.programmes[programme]?.currency;

async function saveProgrammes({ registry, source }: Parts, session: Session, actor: Actor): Promise<void> {
  const programmes = await session.programmes.list();
  const data = programmes.map(({ code, name, institution, validFrom, validTo }) => ({
    code,
    name,
    validFrom,
    ...(institution !== undefined && { institution }),
    ...(validTo !== undefined && { validTo }),
  }));
  await registry.saveProgrammes(actor, source, data);
}

async function readCursor({ platform: { db }, source }: Parts): Promise<Cursor> {
  const row = await db<RegistryTables>()
    .selectFrom('registry.source')
    .select('cursor')
    .where('code', '=', source)
    .executeTakeFirst();
  return (row?.cursor ?? {}) as Cursor;
}

async function writeCursor(
  { platform, policy, source }: Parts,
  actor: Actor,
  change: (cursor: Cursor) => Cursor,
): Promise<void> {
  await platform.inTransaction(actor, async (tx) => {
    const db = tx.db<RegistryTables>();
    const { name, institution } = policy.sources[source] ?? { name: 'openIMIS' };
    const values = {
      code: source,
      name,
      kind: 'openimis' as const,
      institution: institution ?? null,
      createdAt: tx.now,
    };
    await db
      .insertInto('registry.source')
      .values({ ...values, cursor: '{}', lastSeenAt: tx.now })
      .onConflict((clash) => clash.doNothing())
      .execute();
    const row = await db
      .selectFrom('registry.source')
      .select('cursor')
      .where('code', '=', source)
      .forUpdate()
      .executeTakeFirstOrThrow();
    await db
      .updateTable('registry.source')
      .set({ cursor: toJson(change(row.cursor as Cursor)), lastSeenAt: tx.now })
      .where('code', '=', source)
      .execute();
  });
}
