import { ServiceError } from '@interlink/contracts/errors';
import type { Explanation, Ranking, Simulation, SimulationQuery } from '@interlink/contracts/social-registry/run';
import { affordableCutOff, effectOf, type ScoreCount } from '@interlink/domain/social-registry/cut-off';
import type { DbHandle } from '../../platform/database.js';
import type { RunRow, SocialRegistryTables } from '../tables.js';
import { findFormula } from './formulas.js';

const PAGE = 100;
const BARS = 40;

/** SR-013: whom a cut-off reaches and what it costs, from the scores of a run. No person is read. */
export async function simulate(handle: DbHandle, run: RunRow, query: SimulationQuery): Promise<Simulation> {
  const { programme, comparison, score, benefitMinor, budgetMinor } = query;
  const counts = await scoreCounts(handle, run.id);
  const cutOff = { programme, comparison, score };
  const effect = effectOf(counts, cutOff, benefitMinor);
  const affordable =
    budgetMinor === undefined ? undefined : affordableCutOff(counts, comparison, { budgetMinor, benefitMinor });
  const { households, members, costMinor } = effect;
  const found = affordable === undefined ? {} : { affordableScore: affordable };
  return { cutOff, households, members, costMinor, ...found, bars: toBars(counts) };
}

function scoreCounts(handle: DbHandle, runId: string): Promise<ScoreCount[]> {
  return handle
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.assessment')
    .select((eb) => [
      'score',
      eb.fn.countAll<number>().as('households'),
      eb.fn.coalesce(eb.cast<number>(eb.fn.sum('members'), 'bigint'), eb.lit(0)).as('members'),
    ])
    .where('runId', '=', runId)
    .groupBy('score')
    .orderBy('score')
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
  run: RunRow,
  comparison: SimulationQuery['comparison'],
  after?: string,
): Promise<Ranking> {
  const direction = comparison === 'at-most' ? 'asc' : 'desc';
  const [score, householdId] = after?.split('_') ?? [];
  const rows = await handle
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.assessment')
    .select(['householdId', 'score', 'members'])
    .where('runId', '=', run.id)
    .$if(householdId !== undefined, (query) =>
      query.where((eb) =>
        eb.or([
          eb('score', direction === 'asc' ? '>' : '<', Number(score)),
          eb.and([eb('score', '=', Number(score)), eb('householdId', '>', householdId ?? '')]),
        ]),
      ),
    )
    .orderBy('score', direction)
    .orderBy('householdId')
    .limit(PAGE + 1)
    .execute();
  const items = rows.slice(0, PAGE);
  const last = items.at(-1);
  return { items, ...(rows.length > PAGE && last && { next: `${last.score}_${last.householdId}` }) };
}

/** SR-013: why a household has its score. Throws `social-registry.not-found`. */
export async function explain(handle: DbHandle, run: RunRow, householdId: string): Promise<Explanation> {
  const row = await handle
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.assessment')
    .select('result')
    .where('runId', '=', run.id)
    .where('householdId', '=', householdId)
    .executeTakeFirst();
  if (!row) throw new ServiceError('social-registry.not-found');
  const { body } = await findFormula(handle, run.institution, run.formula, run.formulaVersion);
  return { householdId, result: row.result, formula: body };
}
