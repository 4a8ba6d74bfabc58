import type { KeptHousehold, TakeInHousehold } from '@interlink/contracts/social-registry/intake';
import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { codeOf, textOf } from '@interlink/domain/social-registry/elements';
import { answersOf, type TypedAnswers, type TypedHousehold } from '@interlink/domain/social-registry/intake';
import { photosOf } from '@interlink/domain/social-registry/photos';
import { questionsOf } from '@interlink/domain/social-registry/questionnaire';
import type { ApiProblem } from '@interlink/fe-kit/api-problem';
import { randomId } from '@interlink/fe-kit/random-id';

/**
 * writing: a person is at it; ready: to be sent when the link is back; sending; waiting: sent, and nobody knows whether
 * it arrived; look: the service wants a person to look; photos: kept by the service, photographs are still to be sent;
 * sent: kept by the service, nothing of it is here any more.
 */
export type DraftState = 'look' | 'photos' | 'ready' | 'sending' | 'sent' | 'waiting' | 'writing';

/** One household on its way into the registry. */
export interface Draft {
  readonly id: string;
  /** Idempotency-Key of the one wish that this household be taken in, however often it is sent. */
  readonly key: string;
  readonly questionnaire: string;
  readonly version: number;
  readonly typed: TypedHousehold;
  /** What was sent, or is to be: the same bytes until the outcome is known. */
  readonly body?: TakeInHousehold | undefined;
  /** Whose new answers these are. */
  readonly target?: { readonly id: string; readonly version: number } | undefined;
  readonly another?: TakeInHousehold['another'];
  /** Those that go out after it, from when it is to be sent until each was. */
  readonly photos?: readonly string[] | undefined;
  /** How many of them could not be sent and never will. */
  readonly unsent?: number | undefined;
  readonly state: DraftState;
  readonly problem?: ApiProblem | undefined;
  readonly result?: KeptHousehold | undefined;
  /** ISO 8601. */
  readonly savedAt: string;
}

export const newDraft = (questionnaire: Questionnaire, now: Date): Draft => ({
  id: randomId(),
  key: randomId(),
  questionnaire: questionnaire.code,
  version: questionnaire.version,
  typed: { household: {}, members: [newMember(questionnaire, true)] },
  state: 'writing',
  savedAt: now.toISOString(),
});

/** The first member is the head, and says so where it is asked. */
export function newMember(questionnaire: Questionnaire, isHead: boolean): TypedAnswers {
  const code = codeOf(questionnaire, 'member', 'householdRole');
  const question = questionsOf(questionnaire, 'member').find((one) => one.code === code);
  const hasHead = question?.choices?.some((choice) => choice.code === 'head') ?? false;
  return isHead && code !== undefined && hasHead ? { [code]: 'head' } : {};
}

/** With what it says now as the bytes to send; it goes when somebody asks for it. */
export function readyToSend(draft: Draft, questionnaire: Questionnaire): Draft {
  const { code, version } = questionnaire;
  const answers = answersOf(questionnaire, draft.typed);
  const { another } = draft;
  const body = { questionnaire: code, questionnaireVersion: version, answers, ...(another && { another }) };
  const photos = photosOf(questionnaire, answers).map(({ id }) => id);
  return { ...draft, version, body, photos, state: 'ready', problem: undefined };
}

/** With these answers of the household, or of a member, beside those that there are. */
export const withAnswers = (typed: TypedHousehold, answers: TypedAnswers, member?: number): TypedHousehold =>
  member === undefined
    ? { ...typed, household: { ...typed.household, ...answers } }
    : { ...typed, members: typed.members.map((one, at) => (at === member ? { ...one, ...answers } : one)) };

/** Changed by a person: what the service said stays in sight until it is sent again. */
export const rewritten = (draft: Draft, over: Partial<Draft>): Draft => ({
  ...draft,
  ...over,
  state: 'writing',
  body: undefined,
});

/** Nobody changes what may have arrived. */
export const mayEdit = ({ state }: Draft): boolean => state === 'writing' || state === 'look' || state === 'ready';

/** Somebody is known already: a person says whether it is that household, before anything else. */
export const isAlike = ({ state, problem }: Draft): boolean =>
  state === 'look' && problem?.code === 'social-registry.household-alike';

/** Whether it goes out by itself when the link is back. */
export const isUnderway = ({ state }: Draft): boolean => state === 'ready' || state === 'waiting' || state === 'photos';

/** No answer, or one that says nothing of this household: it is sent again, the same. */
export function isOpenEnded({ code, status }: ApiProblem): boolean {
  return code === 'lost' || code === 'platform.idempotency-key-in-progress' || status === 401 || status >= 500;
}

/** Who the household is called by: its head, as typed; undefined while nothing is. */
export function nameOf(
  questionnaire: Questionnaire | undefined,
  typed: TypedHousehold,
  member = 0,
): string | undefined {
  const own = typed.members[member];
  if (!questionnaire || !own) return undefined;
  const parts = ['givenName', 'surname'].map((element) => textOf(questionnaire, 'member', { ...own }, element));
  return parts.filter((part) => part !== undefined).join(' ') || undefined;
}
