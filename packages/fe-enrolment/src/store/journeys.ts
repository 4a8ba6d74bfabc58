import type { Journey } from '@interlink/contracts/enrolment/journey';
import type { ApiProblem } from '@interlink/fe-kit/api-problem';
import { actOnJourney, completeIdentity, loadJourney, startJourney, WAITED_LONG, WATCH } from './requests.js';

/** Journeys as last heard of, and the one of which a reading failed. */
export interface JourneysState {
  readonly byId: Readonly<Record<string, Journey>>;
  readonly problemById: Readonly<Record<string, ApiProblem>>;
  /** The journey that the person at the desk has waited for longer than a minute. */
  readonly waitedLongFor?: string | undefined;
}

const EMPTY: JourneysState = { byId: {}, problemById: {} };
const answers = [loadJourney, startJourney, actOnJourney, completeIdentity];

interface WithId {
  readonly type: string;
  readonly payload: { readonly id: string };
}

export function journeysReducer(state: JourneysState = EMPTY, action: { readonly type: string }): JourneysState {
  for (const answer of answers) if (answer.isAnswered(action)) return keep(state, action.payload as Journey);
  if (loadJourney.isRefused(action)) {
    return { ...state, problemById: { ...state.problemById, [action.meta.id]: action.payload } };
  }
  if (action.type === WATCH) return { ...state, waitedLongFor: undefined };
  if (action.type === WAITED_LONG) return { ...state, waitedLongFor: (action as WithId).payload.id };
  return state;
}

/** An answer that was overtaken on a slow link must not bring back what was. */
function keep(state: JourneysState, journey: Journey): JourneysState {
  const { [journey.id]: _mended, ...problemById } = state.problemById;
  const known = state.byId[journey.id];
  if (known && known.version > journey.version) return { ...state, problemById };
  return { ...state, byId: { ...state.byId, [journey.id]: journey }, problemById };
}
