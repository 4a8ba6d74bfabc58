import type { SampledLine } from '@interlink/contracts/payments/sample';
import { defineStore } from '@interlink/fe-kit/store/module-store';
import { pageSlices } from '@interlink/fe-kit/store/page-slices';
import { requestReducer, type RequestActions, type RequestState } from '@interlink/fe-kit/store/request';
import { pagedReducer } from '@interlink/fe-kit/store/subject';
import { MODULE } from '../names.js';
import * as requests from './requests.js';

type Action = { readonly type: string };
const { perPage, untilLeft } = pageSlices(requests.LEAVE);

/** What became of each thing that was acted on: of one it is told beside it, whatever becomes of the others. */
function perEach<A, R>(actions: RequestActions<A, R>, nameOf: (args: A) => string) {
  const reduce = requestReducer(actions);
  const namedIn = (action: Action) => {
    if (actions.isAsked(action)) return nameOf(action.payload);
    return actions.isAnswered(action) || actions.isRefused(action) ? nameOf(action.meta) : undefined;
  };
  type Named = Readonly<Record<string, RequestState<R>>>;
  return untilLeft((state: Named = {}, action: Action): Named => {
    const name = namedIn(action);
    return name === undefined ? state : { ...state, [name]: reduce(state[name], action) };
  });
}

const pages = <A extends requests.Paged, P extends { readonly items: readonly unknown[] }>(
  actions: RequestActions<A, P>,
) => untilLeft(pagedReducer(actions, 'cursor'));

/** The batch of a payroll is made also while the page shows another one: each is told what became of its own. */
const make = perPage(requests.makeBatch, ({ payrollId }) => payrollId);
function madeOfThis(state: ReturnType<typeof make> | undefined, action: Action): ReturnType<typeof make> {
  const isOver = requests.makeBatch.isAnswered(action) || requests.makeBatch.isRefused(action);
  const asked = state?.asked as { readonly payrollId: string } | undefined;
  return state && isOver && asked && asked.payrollId !== action.meta.payrollId ? state : make(state, action);
}

type Told = ReturnType<typeof requests.toldMaking>['payload'];

/** How far the batch of each payroll is: two may be made at once. */
function making(state: Readonly<Record<string, Told>> = {}, action: Action): Readonly<Record<string, Told>> {
  if (requests.makeBatch.isAsked(action)) {
    const { payrollId } = action.payload;
    return { ...state, [payrollId]: { payrollId, done: 0, total: 0 } };
  }
  const { payload } = action as ReturnType<typeof requests.toldMaking>;
  return action.type === requests.MAKING ? { ...state, [payload.payrollId]: payload } : state;
}

/** What was said before, say an amount, is not said any more. */
const withoutAnswer = ({ answer: _a, receivedMinor: _r, answeredBy: _b, answeredAt: _t, ...line }: SampledLine) => line;

/** As it was read, or as it is after a draw or an answer. */
const sample = perPage(requests.loadSample);
function newestSample(state: ReturnType<typeof sample> | undefined, action: Action): ReturnType<typeof sample> {
  if (requests.drawSample.isAnswered(action)) return { status: 'done', value: action.payload };
  if (state?.value && requests.answerSample.isAnswered(action) && action.meta.id === state.value.batchId) {
    const { line, result } = action.payload;
    const lines = state.value.lines.map((one) =>
      one.instrId === line.instrId ? { ...withoutAnswer(one), ...line } : one,
    );
    return { ...state, value: { ...state.value, result, lines } };
  }
  return sample(state, action);
}

const slices = {
  answerSample: perEach(requests.answerSample, requests.sampledLine),
  approve: perPage(requests.approveBatch),
  approvers: requestReducer(requests.loadApprovers),
  batches: pages(requests.loadBatches),
  cancel: perPage(requests.cancelBatch),
  channels: requestReducer(requests.loadChannels),
  cashCount: perPage(requests.countCash),
  cashCounts: perPage(requests.loadCounts),
  confirm: perPage(requests.confirmDecision),
  decisions: perPage(requests.loadDecisions),
  drawSample: perPage(requests.drawSample),
  edit: perPage(requests.editBatch),
  enrol: perPage(requests.enrolCredential),
  handIn: perPage(requests.handInMarks),
  head: perPage(requests.loadHead),
  incidents: pages(requests.loadIncidents),
  issuePayList: perPage(requests.issuePayList),
  judge: perPage(requests.judgeCredential),
  lines: pages(requests.loadLines),
  make: madeOfThis,
  making: untilLeft(making),
  matches: perPage(requests.loadMatches, (item) => item),
  money: requestReducer(requests.loadMoney),
  openWork: requestReducer(requests.loadOpenWork),
  payList: perPage(requests.loadPayList),
  person: perPage(requests.loadPerson),
  progress: (state = 0, action: Action) =>
    action.type === requests.PROGRESS ? (action as unknown as { payload: number }).payload : state,
  propose: perPage(requests.proposeDecision),
  queue: pages(requests.loadQueue),
  recompute: perPage(requests.recomputeRoot, ({ head }) => head.statementHash),
  sample: newestSample,
  statements: pages(requests.loadStatements),
  suspense: pages(requests.loadSuspense),
  witness: perPage(requests.witnessCount),
};

export const { reducer: paymentsReducer, useStore: usePayments } = defineStore(MODULE, slices);
