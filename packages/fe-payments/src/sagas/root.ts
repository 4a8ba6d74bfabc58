import { eventChannel, END, type EventChannel } from 'redux-saga';
import { all, call, put, take, takeEvery, takeLatest } from 'redux-saga/effects';
import { toProblem } from '@interlink/fe-kit/api-problem';
import type { Asked, RequestActions } from '@interlink/fe-kit/store/request';
import { requestSaga } from '@interlink/fe-kit/store/request-saga';
import type { BatchHead } from '@interlink/contracts/payments/reads';
import type { PaymentsApi } from '../api.js';
import { createCredential, signChallenge } from '../authenticator.js';
import { recompute, type Recomputed } from '../recompute.js';
import * as requests from '../store/requests.js';
import { answering } from './answering.js';
import { latest, latestBy, leading } from './leaving.js';
import { making } from './make.js';
import { payPointEffects } from './pay-point.js';

type Told = { readonly lines: number } | { readonly done: Recomputed } | { readonly failed: unknown };

function recomputing(api: PaymentsApi, head: BatchHead): EventChannel<Told> {
  return eventChannel((emit) => {
    recompute(api, head, (lines) => emit({ lines }))
      .then((done) => emit({ done }))
      .catch((failed: unknown) => emit({ failed }))
      .finally(() => emit(END));
    return () => undefined;
  });
}

/** Tells how far it is: a hundred thousand lines take a while. */
function* recomputeSaga(api: PaymentsApi, { payload: args }: Asked<{ readonly head: BatchHead }>) {
  const channel: EventChannel<Told> = yield call(recomputing, api, args.head);
  let isOver = false;
  while (!isOver) {
    const told: Told = yield take(channel);
    isOver = !('lines' in told);
    yield put(toAction(args, told));
  }
}

function toAction(args: { readonly head: BatchHead }, told: Told) {
  if ('lines' in told) return requests.madeProgress(told.lines);
  if ('done' in told) return requests.recomputeRoot.answered(args, told.done);
  return requests.recomputeRoot.refused(args, toProblem(told.failed));
}

/** Asks what to sign, has it signed by the person's own key, sends it. */
async function approve(
  api: PaymentsApi,
  { head, assurance, key }: ReturnType<typeof requests.approveBatch.ask>['payload'],
) {
  const { id, statementHash } = head;
  if (assurance === 'attested') return api.approve(id, { statementHash }, key);
  const assertion = await signChallenge(await api.askApproval(id, statementHash));
  return api.approve(id, { statementHash, assertion }, key);
}

async function enrol(api: PaymentsApi, said: requests.Enrolling) {
  return api.enrol({ ...(await createCredential(await api.askEnrolment())), ...said });
}

async function judge(api: PaymentsApi, said: ReturnType<typeof requests.judgeCredential.ask>['payload']) {
  const { credentialId, judgement } = said;
  const assertion = await signChallenge(await api.askJudgement({ credentialId, judgement }));
  return api.judge({ ...said, assertion });
}

/** What is no page's own is wanted on the next page, too. */
const always = <R>(actions: RequestActions<undefined, R>, effect: () => Promise<R>) =>
  takeLatest(actions.REQ, requestSaga(actions, effect));

/** All effects of this module. */
export function rootSaga(api: PaymentsApi) {
  return function* () {
    yield all([
      latest(requests.loadBatches, api.batches),
      making(api),
      leading(requests.cancelBatch, ({ id, key }) => api.cancel(id, key)),
      leading(requests.editBatch, ({ id, body, key }) => api.edit(id, body, key)),
      latest(requests.loadHead, ({ id }) => api.head(id)),
      latest(requests.loadLines, api.lines),
      latestBy(requests.recomputeRoot, (asked) => recomputeSaga(api, asked)),
      leading(requests.approveBatch, (args) => approve(api, args)),
      latest(requests.loadQueue, ({ queue, cursor }) => api.queue(queue, cursor)),
      latest(requests.loadPerson, ({ individualId }) => api.ofPerson(individualId)),
      latest(requests.loadIncidents, ({ cursor }) => api.incidents(cursor)),
      latest(requests.loadSuspense, ({ cursor }) => api.suspense(cursor)),
      latest(requests.loadStatements, ({ cursor }) => api.statements(cursor)),
      latest(requests.loadMatches, ({ receivedId, key }) => api.matches(receivedId, key)),
      latest(requests.loadDecisions, ({ batchId }) => api.decisions(batchId)),
      leading(requests.proposeDecision, async ({ body, key }) => {
        await api.propose(body, key);
        return body;
      }),
      leading(requests.confirmDecision, ({ id, key }) => api.confirm(id, key)),
      takeEvery(requests.confirmDecision.RESP, function* () {
        yield put(requests.loadDecisions.ask({}));
      }),
      latest(requests.loadSample, ({ id }) => api.sample(id)),
      leading(requests.drawSample, async ({ id, body, key }) => {
        await api.drawSample(id, body, key);
        return api.sample(id);
      }),
      answering(api),
      always(requests.loadMoney, () => api.money()),
      always(requests.loadOpenWork, () => api.openWork()),
      always(requests.loadChannels, () => api.channels()),
      always(requests.loadApprovers, () => api.approvers()),
      leading(requests.enrolCredential, (said) => enrol(api, said)),
      leading(requests.judgeCredential, (said) => judge(api, said)),
      takeEvery([requests.enrolCredential.RESP, requests.judgeCredential.RESP], function* () {
        yield put(requests.loadApprovers.ask(undefined));
      }),
      ...payPointEffects(api),
    ]);
  };
}
