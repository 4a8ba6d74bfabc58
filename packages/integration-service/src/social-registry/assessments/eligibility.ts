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
import { memberKey } from '@interlink/domain/social-registry/statements';
import { standingOf } from '@interlink/domain/social-registry/standing';
import type { DbHandle } from '../../platform/database.js';
import type { Operator } from '../../platform/http/api.js';
import type { Tx } from '../../platform/transaction.js';
import { isOwnProgramme, type SocialContext } from '../context.js';
import { questionnaireToRead } from '../questionnaires.js';
import { openVersions } from '../sealed-answers.js';
import type { RunRow, SocialRegistryTables } from '../tables.js';
import { SOURCE } from '../to-registry.js';
import { isInOwnDistricts } from './own-districts.js';

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

/** S2: of the households that are in the operator's districts now. */
const standingsOf = (handle: DbHandle, operator: Operator, { id }: RunRow) =>
  handle
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.eligibility as one')
    .innerJoin('socialRegistry.household as household', 'household.id', 'one.householdId')
    .where('one.runId', '=', id)
    .where(isInOwnDistricts(operator));

/** How many households stand how to which programme. No person is read. */
export async function countStandings(handle: DbHandle, operator: Operator, run: RunRow): Promise<EligibilityResults> {
  const rows = await standingsOf(handle, operator, run)
    .select((eb) => [
      'one.programme',
      'one.standing',
      eb.fn.countAll<number>().as('households'),
      eb.fn.coalesce(eb.cast<number>(eb.fn.sum('one.members'), 'bigint'), eb.lit(0)).as('members'),
    ])
    .groupBy(['one.programme', 'one.standing'])
    .orderBy('one.programme')
    .orderBy('one.standing')
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

/** A page with who heads its households, by the key of the registry: whoever reads it reads them. */
export interface ListedPage extends ListedHouseholds {
  readonly heads: readonly string[];
}

/**
 * SR-015: households of one standing, each with its head, so that somebody can be sent there. Whoever asks reads
 * people: the caller audits it.
 */
export async function listStanding(
  context: SocialContext,
  operator: Operator,
  run: RunRow,
  programme: string,
  { standing, after }: ListedQuery,
): Promise<ListedPage> {
  const query = standingsOf(context.platform, operator, run)
    .select(['one.householdId', 'one.score', 'one.members', 'household.answersVersion', 'household.questionnaire'])
    .where('one.programme', '=', programme)
    .where('one.standing', '=', standing);
  const rest = after === undefined ? query : query.where('one.householdId', '>', after);
  const found = await rest
    .orderBy('one.householdId')
    .limit(PAGE + 1)
    .execute();
  const listed = await openRows(context, found.slice(0, PAGE));
  const last = listed.at(-1)?.household.householdId;
  return {
    items: listed.map(({ household }) => household),
    heads: listed.map(({ head }) => head),
    ...(found.length > PAGE && last !== undefined && { next: last }),
  };
}

interface Listed {
  readonly householdId: string;
  readonly score: number;
  readonly members: number;
  readonly answersVersion: number;
  readonly questionnaire: string;
}

async function openRows({ platform, questionnaires }: SocialContext, rows: readonly Listed[]) {
  const opened = await openVersions(
    platform,
    rows.map(({ householdId, answersVersion }) => ({ householdId, version: answersVersion })),
  );
  const asked = new Map<string, Questionnaire>();
  for (const code of new Set(rows.map(({ questionnaire }) => questionnaire))) {
    asked.set(code, await questionnaireToRead(questionnaires, platform, code));
  }
  return rows.map(({ householdId, score, members, questionnaire: code }) => {
    const [kept, questionnaire] = [opened.get(householdId), asked.get(code)];
    const contact = kept && questionnaire ? contactOf(questionnaire, kept.answers) : {};
    const household: ListedHousehold = { householdId, score, members, ...contact };
    return { household, head: memberKey(householdId, kept?.numbers[0] ?? 0) };
  });
}

function contactOf(questionnaire: Questionnaire, { household, members: [head = {}] }: HouseholdAnswers) {
  const text = (element: string) => textOf(questionnaire, 'member', head, element);
  const headName = [text('givenName'), text('surname')].filter((part) => part !== undefined).join(' ');
  const mobile = text('mobile');
  const village = textOf(questionnaire, 'household', household, 'locationCode');
  return { ...(headName && { headName }), ...(mobile !== undefined && { mobile }), ...(village && { village }) };
}
