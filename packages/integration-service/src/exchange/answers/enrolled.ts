import { SearchItem } from '@interlink/contracts/exchange/dci/search';
import type {
  DisabledRequest,
  DisabledResponse,
  EnrolledRequest,
  EnrolledResponse,
} from '@interlink/contracts/exchange/dci/enrolled';
import type { DciRole } from '@interlink/contracts/exchange/dci/role';
import { isGranted } from '@interlink/domain/interconnection/elements';
import { Value } from 'typebox/value';
import type { Platform } from '../../platform/platform.js';
import type { Tx } from '../../platform/transaction.js';
import { prepareAnswers, type AnswerDeps, type Asked, type Told } from './search.js';

export interface YesOrNo {
  readonly answer: 'no' | 'yes' | undefined;
  readonly reason: string | undefined;
  readonly told: readonly Told[];
  readonly referenceId: string;
}

/** Codes of an enrolment that holds: active, or suspended and not ended. */
const STILL_ENROLLED: ReadonlySet<unknown> = new Set(['1', '4']);

type Answer = (tx: Tx) => Promise<YesOrNo>;

/** Whether somebody is enrolled: a search whose records are not told, only whether one of them holds. */
export async function answerEnrolled(
  deps: AnswerDeps & { readonly platform: Pick<Platform, 'ids'> },
  asked: Asked,
  criteria: EnrolledRequest['enrolled_criteria'],
): Promise<Answer> {
  const about = { ...criteria, record: 'Beneficiary', looksAt: 'enrollment_status' };
  return ask(deps, asked, about, (record) =>
    STILL_ENROLLED.has((record as { readonly enrollment_status?: unknown }).enrollment_status),
  );
}

export async function answerDisabled(
  deps: AnswerDeps & { readonly platform: Pick<Platform, 'ids'> },
  asked: Asked,
  criteria: DisabledRequest['disabled_criteria'],
): Promise<Answer> {
  return ask(deps, asked, { ...criteria, record: 'DisabledPerson' }, () => true);
}

interface Question {
  readonly query_type?: string | undefined;
  readonly query: unknown;
  readonly record: string;
  /** On which element of a record the answer rests; left out: that there is a record. */
  readonly looksAt?: string;
}

async function ask(
  deps: AnswerDeps & { readonly platform: Pick<Platform, 'ids'> },
  asked: Asked,
  { looksAt, ...criteria }: Question,
  holds: (record: object) => boolean,
): Promise<Answer> {
  const item = toItem(deps.platform.ids.next(), asked, criteria);
  const answerWithin = await prepareAnswers(deps, asked, [item]);
  return async (tx) => {
    const { items, told } = await answerWithin(tx);
    const [found] = items;
    // What is not agreed cannot be looked at, and a no that nobody looked for would be a lie.
    if (looksAt !== undefined && told.some(({ permit }) => !isGranted(permit.elements, looksAt))) {
      return { answer: undefined, reason: 'rjct.filter.invalid', told: [], referenceId: item.reference_id };
    }
    const reason = found?.status === 'rjct' ? found.status_reason_code : undefined;
    const answer = (found?.data?.reg_records ?? []).some(holds) ? 'yes' : 'no';
    return { answer: reason === undefined ? answer : undefined, reason, told, referenceId: item.reference_id };
  };
}

/** The request has no reference id of its own (dci.md 3): one is made. */
function toItem(
  referenceId: string,
  { at, role }: { readonly at: string; readonly role: DciRole },
  { query_type: form, query, record }: Question,
): SearchItem {
  const item = {
    reference_id: referenceId,
    timestamp: at,
    search_criteria: {
      query_type: form ?? 'expression',
      query,
      reg_record_type: record,
      pagination: { page_size: 100, page_number: 1 },
    },
  };
  if (!Value.Check(SearchItem, item)) throw new Error(`a question of role ${role} does not have its own form`);
  return item;
}

interface Common {
  readonly transactionId: string;
  readonly correlationId: string;
  readonly at: string;
}

export function toEnrolledMessage(found: YesOrNo, common: Common): EnrolledResponse {
  const { answer } = found;
  const item = { ...itemOf(found, common), ...(answer !== undefined && { enrolled_status: answer }) };
  return { transaction_id: common.transactionId, correlation_id: common.correlationId, enrolled_response: [item] };
}

export function toDisabledMessage(found: YesOrNo, common: Common): DisabledResponse {
  const { answer } = found;
  const item = { ...itemOf(found, common), ...(answer !== undefined && { disabled_status: answer }) };
  return { transaction_id: common.transactionId, correlation_id: common.correlationId, disabled_response: [item] };
}

function itemOf({ answer, reason, referenceId }: YesOrNo, { at }: Common) {
  return {
    reference_id: referenceId,
    timestamp: at,
    status: answer === undefined ? ('rjct' as const) : ('succ' as const),
    ...(reason !== undefined && { status_reason_code: reason }),
  };
}
