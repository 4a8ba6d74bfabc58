import { ServiceError } from '@interlink/contracts/errors';
import type { Explanation, Ranking, Simulation, SimulationQuery } from '@interlink/contracts/social-registry/run';
import { assess } from '@interlink/domain/social-registry/assess';
import { affordableCutOff, effectOf, type ScoreCount } from '@interlink/domain/social-registry/cut-off';
import type { DbHandle } from '../../platform/database.js';
import type { Operator } from '../../platform/http/api.js';
import type { Platform } from '../../platform/platform.js';
import { openVersions } from '../sealed-answers.js';
import type { RunRow, SocialRegistryTables } from '../tables.js';
import { findFormula } from './formulas.js';
import { isInOwnDistricts } from './own-districts.js';

const PAGE = 100;
const BARS = 40;

/** SR-013: whom a cut-off reaches and what it costs, from the scores of a run. No person is read. */
export async function simulate(
  handle: DbHandle,
  operator: Operator,
  run: RunRow,
  query: SimulationQuery,
): Promise<Simulation> {
  const { programme, comparison, score, benefitMinor, budgetMinor } = query;
  const counts = await scoreCounts(handle, operator, run);
  const cutOff = { programme, comparison, score };
  const effect = effectOf(counts, cutOff, benefitMinor);
  const affordable =
    budgetMinor === undefined ? undefined : affordableCutOff(counts, comparison, { budgetMinor, benefitMinor });
  const { households, members, costMinor } = effect;
  const found = affordable === undefined ? {} : { affordableScore: affordable };
  return { cutOff, households, members, costMinor, ...found, bars: toBars(counts) };
}

/** S2: of the households that are in the operator's districts now; no count and no order tells of others. */
const scoresOf = (handle: DbHandle, operator: Operator, { id }: RunRow) =>
  handle
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.assessment as one')
    .innerJoin('socialRegistry.household as household', 'household.id', 'one.householdId')
    .where('one.runId', '=', id)
    .where(isInOwnDistricts(operator));

function scoreCounts(handle: DbHandle, operator: Operator, run: RunRow): Promise<ScoreCount[]> {
  return scoresOf(handle, operator, run)
    .select((eb) => [
      'one.score',
      eb.fn.countAll<number>().as('households'),
      eb.fn.coalesce(eb.cast<number>(eb.fn.sum('one.members'), 'bigint'), eb.lit(0)).as('members'),
    ])
    .groupBy('one.score')
    .orderBy('one.score')
    .execute();
}

function toBars(counts: readonly ScoreCount[]): Simulation['bars'] {
  const [first] = counts;
  const last = counts.at(-1);
  if (!first || !last) return [];
  const width = Math.max(Math.ceil((last.score - first.score + 1) / BARS), 1);
  const bars = Array.from({ length: Math.ceil((last.score - first.score + 1) / width) }, (_one, at) => ({
    from: first.score + at * width,
    upTo: first.score + (at + 1) * width - 1,
    households: 0,
  }));
  for (const { score, households } of counts) {
    const bar = bars[Math.floor((score - first.score) / width)];
    if (bar) bar.households += households;
  }
  return bars;
}

/** The neediest first, as the comparison says who that is; `after` is the `next` of the page before. */
export async function rank(
  handle: DbHandle,
  operator: Operator,
  run: RunRow,
  comparison: SimulationQuery['comparison'],
  after?: string,
): Promise<Ranking> {
  const direction = comparison === 'at-most' ? 'asc' : 'desc';
  const [score, householdId] = after?.split('_') ?? [];
  const rows = await scoresOf(handle, operator, run)
    .select(['one.householdId', 'one.score', 'one.members'])
    .$if(householdId !== undefined, (query) =>
      query.where((eb) =>
        eb.or([
          eb('one.score', direction === 'asc' ? '>' : '<', Number(score)),
          eb.and([eb('one.score', '=', Number(score)), eb('one.householdId', '>', householdId ?? '')]),
        ]),
      ),
    )
    .orderBy('one.score', direction)
    .orderBy('one.householdId')
    .limit(PAGE + 1)
    .execute();
  const items = rows.slice(0, PAGE);
  const last = items.at(-1);
  return { items, ...(rows.length > PAGE && last && { next: `${last.score}_${last.householdId}` }) };
}

/**
 * SR-013: why a household has its score, computed again from the answers of then; nothing of them is kept in clear
 * (S15). Throws `social-registry.not-found`, also when they were erased since.
 */
export async function explain(
  platform: Pick<Platform, 'db' | 'vault'>,
  run: RunRow,
  householdId: string,
): Promise<Explanation> {
  const row = await platform
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.assessment')
    .select('answersVersion')
    .where('runId', '=', run.id)
    .where('householdId', '=', householdId)
    .executeTakeFirst();
  const kept = row && (await openVersions(platform, [{ householdId, version: row.answersVersion }])).get(householdId);
  if (!kept) throw new ServiceError('social-registry.not-found');
  const { body } = await findFormula(platform, run.institution, run.formula, run.formulaVersion);
  return { householdId, result: assess(body, kept.answers, run.day), formula: body };
}
