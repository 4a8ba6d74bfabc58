import { HOUSEHOLD_COLUMN, type ReadHousehold } from '@interlink/domain/social-registry/template';
import type { SocialContext, Villages } from '../context.js';
import { keyIndexOf } from '../households.js';
import type { SocialRegistryTables, UploadRow } from '../tables.js';
import { FileCheck, type FileProblem } from './check.js';
import { questionnaireOf } from './questionnaire-of.js';
import { readHouseholds, type Listening } from './read-file.js';

/** Of so many it is asked at once where they live. */
const AT_ONCE = 170;

export interface CheckedHousehold {
  readonly household: ReadHousehold;
  /** Every problem, by cell; empty when it can be loaded. */
  readonly problems: readonly FileProblem[];
}

/**
 * The households of a file, each with what is wrong with it. The check and the load judge alike: the file is of the day
 * on which it was begun, so that a night between the two changes nothing.
 */
export async function* checkedHouseholds(
  context: SocialContext,
  upload: UploadRow,
  villages: Villages,
  bytes: AsyncIterable<Buffer>,
  listening?: Listening,
): AsyncGenerator<CheckedHousehold> {
  const { platform, questionnaires } = context;
  const questionnaire = questionnaireOf(questionnaires, upload);
  const blind = (value: string) => platform.vault.blindIndex('social-registry', value);
  const { districts } = upload;
  const check = new FileCheck(questionnaire, upload.createdAt.toISOString().slice(0, 10), blind, villages, districts);
  let some: CheckedHousehold[] = [];
  for await (const household of readHouseholds(bytes, questionnaire, listening)) {
    some.push({ household, problems: check.problemsOf(household) });
    if (some.length < AT_ONCE) continue;
    yield* await withForeign(context, upload, some);
    some = [];
  }
  yield* await withForeign(context, upload, some);
}

/** S2: whoever works in one district brings no new answers of a household that lives in another. */
async function withForeign(
  { platform }: SocialContext,
  { districts, institution }: UploadRow,
  some: readonly CheckedHousehold[],
): Promise<readonly CheckedHousehold[]> {
  if (districts === null || some.length === 0) return some;
  const indexOf = ({ household: { key } }: CheckedHousehold) => keyIndexOf(platform.vault, institution, key);
  const rows = await platform
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.household')
    .select('keyIndex')
    .where('institution', '=', institution)
    .where('keyIndex', 'in', some.map(indexOf))
    .where('districtId', 'is not', null)
    .where((eb) => (districts.length === 0 ? eb.lit(true) : eb('districtId', 'not in', [...districts])))
    .execute();
  const foreign = new Set(rows.map(({ keyIndex }) => keyIndex));
  if (foreign.size === 0) return some;
  return some.map((one) => {
    if (!foreign.has(indexOf(one))) return one;
    const [row = 0] = one.household.rows;
    return { ...one, problems: [...one.problems, { row, column: HOUSEHOLD_COLUMN, code: 'foreign-household' }] };
  });
}
