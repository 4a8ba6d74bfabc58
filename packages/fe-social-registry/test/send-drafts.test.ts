import { applyMiddleware, combineReducers, createStore } from 'redux';
import { ApiError } from '@interlink/fe-kit/api-problem';
import { sagaMiddleware } from '@interlink/fe-kit/saga-middleware';
import type { SocialRegistryApi } from '../src/api.js';
import { newDraft, readyToSend } from '../src/drafts/draft.js';
import { MODULE } from '../src/names.js';
import { watchDrafts } from '../src/sagas/drafts.js';
import { keepDraft, sendDraft } from '../src/store/drafts.js';
import { socialRegistryReducer } from '../src/store/reducer.js';
import { kept, questionnaire } from './support/intake.js';

const lost = new ApiError({ code: 'lost', status: 0, details: {} });
const AGAIN_MS = 30_000;

describe('A household that is sent over a link that loses answers', () => {
  const draft = readyToSend(newDraft(questionnaire, new Date(0)), questionnaire);
  const open = (takeIn: () => Promise<typeof kept>) => {
    const api = { takeIn } as unknown as SocialRegistryApi;
    const saga = sagaMiddleware(() => watchDrafts(api));
    const store = createStore(combineReducers({ [MODULE]: socialRegistryReducer as never }), applyMiddleware(saga));
    store.dispatch(keepDraft(draft));
    const stateOf = () =>
      (store.getState() as unknown as Record<string, ReturnType<typeof socialRegistryReducer>>)[MODULE]?.drafts.byId[
        draft.id
      ]?.state;
    return { ask: () => store.dispatch(sendDraft.ask({ id: draft.id })), stateOf };
  };
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('S4: goes out once a while by itself, however often a person tried in between', async () => {
    const takeIn = jest.fn().mockRejectedValue(lost);
    const { ask, stateOf } = open(takeIn);
    for (let time = 0; time < 5; time += 1) {
      ask();
      await jest.advanceTimersByTimeAsync(1000);
    }
    expect(takeIn).toHaveBeenCalledTimes(5);
    await jest.advanceTimersByTimeAsync(AGAIN_MS * 3);
    expect(takeIn).toHaveBeenCalledTimes(8);
    expect(stateOf()).toBe('waiting');
    takeIn.mockResolvedValue(kept);
    await jest.advanceTimersByTimeAsync(AGAIN_MS);
    expect(stateOf()).toBe('sent');
    await jest.advanceTimersByTimeAsync(AGAIN_MS * 3);
    expect(takeIn).toHaveBeenCalledTimes(9);
  });

  it('S4: is sent once while it is under way, however often it is asked for', async () => {
    const takeIn = jest.fn(() => new Promise<typeof kept>((resolve) => setTimeout(() => resolve(kept), 100)));
    const { ask, stateOf } = open(takeIn);
    for (let time = 0; time < 3; time += 1) ask();
    await jest.advanceTimersByTimeAsync(1000);
    expect(takeIn).toHaveBeenCalledTimes(1);
    expect(stateOf()).toBe('sent');
  });
});
