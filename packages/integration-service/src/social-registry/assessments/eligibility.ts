import type { Formula } from '@interlink/contracts/social-registry/assessment';
import type {
  EligibilityResults,
  ListedHousehold,
  ListedHouseholds,
  ListedQuery,
  Standing,
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
import { isOwnProgramme, type SocialContext, type Villages } from '../context.js';
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
/** Households are opened to know where they are; of another district none is shown, and no read looks for ever. */
const OPENED = 100;
const MOST_OPENED = 2000;

/** A page with who heads its households, by the key of the registry: whoever reads it reads them. */
export interface ListedPage extends ListedHouseholds {
  readonly heads: readonly string[];
}

/**
 * SR-015: households of one standing in the operator's districts (S2), each with its head, so that somebody can be sent
 * there. A page may be shorter than the next. Whoever asks reads people: the caller audits it.
 */
export async function listStanding(
  context: SocialContext,
  operator: Operator,
  run: RunRow,
  programme: string,
  { standing, after }: ListedQuery,
): Promise<ListedPage> {
  const villages = await context.villages();
  const items: ListedHousehold[] = [];
  const heads: string[] = [];
  let last = after;
  for (let opened = 0; opened < MOST_OPENED; opened += OPENED) {
    const rows = await nextOf(context.platform, run, { programme, standing, after: last });
    for (const { household, head, districtId } of await openRows(context, villages, rows)) {
      if (districtId !== undefined && operator.districts.includes(districtId)) {
        if (items.length === PAGE) return { items, heads, ...(last !== undefined && { next: last }) };
        items.push(household);
        heads.push(head);
      }
      last = household.householdId;
    }
    if (rows.length < OPENED) return { items, heads };
  }
  return { items, heads, ...(last !== undefined && { next: last }) };
}

type Wanted = { readonly programme: string; readonly standing: Standing; readonly after: string | undefined };

function nextOf(handle: DbHandle, run: RunRow, { programme, standing, after }: Wanted) {
  const query = handle
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.eligibility as one')
    .innerJoin('socialRegistry.household as household', 'household.id', 'one.householdId')
    .select(['one.householdId', 'one.score', 'one.members', 'household.answersVersion', 'household.questionnaire'])
    .where('one.runId', '=', run.id)
    .where('one.programme', '=', programme)
    .where('one.standing', '=', standing);
  const rest = after === undefined ? query : query.where('one.householdId', '>', after);
  return rest.orderBy('one.householdId').limit(OPENED).execute();
}

async function openRows(
  { platform, questionnaires }: SocialContext,
  villages: Villages,
  rows: Awaited<ReturnType<typeof nextOf>>,
) {
  const opened = await openVersions(
    platform,
    rows.map(({ householdId, answersVersion }) => ({ householdId, version: answersVersion })),
  );
  return rows.map(({ householdId, score, members, questionnaire }) => {
    const kept = opened.get(householdId);
    const contact = kept ? contactOf(questionnaires.get(questionnaire), kept.answers) : {};
    const household: ListedHousehold = { householdId, score, members, ...contact };
    return {
      household,
      head: memberKey(householdId, kept?.numbers[0] ?? 0),
      districtId: villages.get(household.village ?? '')?.districtId,
    };
  });
}

function contactOf(questionnaire: Questionnaire, { household, members: [head = {}] }: HouseholdAnswers) {
  const text = (element: string) => textOf(questionnaire, 'member', head, element);
  const headName = [text('givenName'), text('surname')].filter((part) => part !== undefined).join(' ');
  const mobile = text('mobile');
  const village = textOf(questionnaire, 'household', household, 'locationCode');
  return { ...(headName && { headName }), ...(mobile !== undefined && { mobile }), ...(village && { village }) };
}
