import type { Formula } from '@interlink/contracts/social-registry/assessment';
import type {
  EligibilityResults,
  ListedHousehold,
  ListedHouseholds,
  ListedQuery,
  StandingCount,
} from '@interlink/contracts/social-registry/eligibility';
import type { AssessmentResult } from '@interlink/contracts/social-registry/assessment';
import type { HouseholdAnswers, Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { textOf } from '@interlink/domain/social-registry/elements';
import { standingOf } from '@interlink/domain/social-registry/standing';
import type { DbHandle } from '../../platform/database.js';
import type { Tx } from '../../platform/transaction.js';
import { isOwnProgramme, type SocialContext } from '../context.js';
import { openVersions } from '../sealed-answers.js';
import type { RunRow, SocialRegistryTables } from '../tables.js';
import { SOURCE } from '../to-registry.js';

export interface AssessedHousehold {
  readonly householdId: string;
  readonly score: number;
  readonly members: number;
  readonly result: AssessmentResult;
}

/** IBR-024: keeps what the assessment of these households means for each programme that the formula decides about. */
export async function keepStandings(
  { platform, registry }: Pick<SocialContext, 'platform' | 'registry'>,
  tx: Tx,
  run: Pick<RunRow, 'day' | 'id' | 'institution'>,
  formula: Formula,
  assessed: readonly AssessedHousehold[],
): Promise<void> {
  // S2: how a household stands to another institution's programme is not ours to tell.
  const programmes = [...new Set(formula.cutOffs.map(({ programme }) => programme))].filter((programme) =>
    isOwnProgramme(platform, run.institution, programme),
  );
  if (programmes.length === 0 || assessed.length === 0) return;
  const states = await registry.enrolmentStates(
    tx,
    SOURCE,
    assessed.map(({ householdId }) => householdId),
    run.day,
  );
  const rows = assessed.flatMap(({ householdId, score, members, result }) =>
    programmes.map((programme) => ({
      householdId,
      runId: run.id,
      programme,
      standing: standingOf(result.mayQualifyFor.includes(programme), states.get(householdId)?.get(programme) ?? []),
      score,
      members,
      at: tx.now,
    })),
  );
  await tx.db<SocialRegistryTables>().insertInto('socialRegistry.eligibility').values(rows).execute();
}

/** How many households stand how to which programme. No person is read. */
export async function countStandings(handle: DbHandle, run: RunRow): Promise<EligibilityResults> {
  const rows = await handle
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.eligibility')
    .select((eb) => [
      'programme',
      'standing',
      eb.fn.countAll<number>().as('households'),
      eb.fn.coalesce(eb.cast<number>(eb.fn.sum('members'), 'bigint'), eb.lit(0)).as('members'),
    ])
    .where('runId', '=', run.id)
    .groupBy(['programme', 'standing'])
    .orderBy('programme')
    .orderBy('standing')
    .execute();
  const programmes = new Map<string, StandingCount[]>();
  for (const { programme, ...count } of rows) {
    programmes.set(programme, [...(programmes.get(programme) ?? []), count]);
  }
  const { state, done, total } = run;
  return {
    state,
    done,
    total,
    programmes: [...programmes].map(([programme, standings]) => ({ programme, standings })),
  };
}

/** As many as may be looked at in one read (S12). */
const PAGE = 20;

/**
 * SR-015: households of one standing, each with its head, so that somebody can be sent there. Whoever asks reads people:
 * the caller audits it with the ids that are returned.
 */
export async function listStanding(
  { platform, questionnaires }: SocialContext,
  run: RunRow,
  programme: string,
  { standing, after }: ListedQuery,
): Promise<ListedHouseholds> {
  let query = platform
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.eligibility as one')
    .innerJoin('socialRegistry.household as household', 'household.id', 'one.householdId')
    .select(['one.householdId', 'one.score', 'one.members', 'household.answersVersion', 'household.questionnaire'])
    .where('one.runId', '=', run.id)
    .where('one.programme', '=', programme)
    .where('one.standing', '=', standing);
  if (after !== undefined) query = query.where('one.householdId', '>', after);
  const rows = await query
    .orderBy('one.householdId')
    .limit(PAGE + 1)
    .execute();
  const shown = rows.slice(0, PAGE);
  const opened = await openVersions(
    platform,
    shown.map(({ householdId, answersVersion }) => ({ householdId, version: answersVersion })),
  );
  const items = shown.map(({ householdId, score, members, questionnaire }): ListedHousehold => {
    const answers = opened.get(householdId)?.answers;
    const found = answers ? contactOf(questionnaires.get(questionnaire), answers) : {};
    return { householdId, score, members, ...found };
  });
  const last = items.at(-1);
  return { items, ...(rows.length > PAGE && last && { next: last.householdId }) };
}

function contactOf(questionnaire: Questionnaire, { household, members: [head = {}] }: HouseholdAnswers) {
  const text = (element: string) => textOf(questionnaire, 'member', head, element);
  const headName = [text('givenName'), text('surname')].filter((part) => part !== undefined).join(' ');
  const mobile = text('mobile');
  const village = textOf(questionnaire, 'household', household, 'locationCode');
  return { ...(headName && { headName }), ...(mobile !== undefined && { mobile }), ...(village && { village }) };
}
