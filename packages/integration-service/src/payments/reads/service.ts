import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { PaymentsOpenWork } from '@interlink/contracts/payments/approvers';
import type {
  BatchHead,
  BatchPage,
  DecisionView,
  IncidentPage,
  LeafPage,
  LedgerLine,
  LinePage,
  MoneyByState,
  PaymentChannels,
  StatementPage,
  SuspenseMatches,
  SuspensePage,
} from '@interlink/contracts/payments/reads';
import type { Operator } from '../../platform/http/api.js';
import { checkFence } from '../fence.js';
import { earliestExecution } from '../execution-days.js';
import type { PaymentsContext } from '../policy.js';
import { listStops } from '../stops.js';
import { listBatches, viewHead, type BatchFilter } from './batches.js';
import { countMoney, listStatements, listSuspense } from './books.js';
import { viewDecisions } from './decisions.js';
import { listIncidents } from './incidents.js';
import { exportBatch } from './export-batch.js';
import { findMatches } from './matches.js';
import { countOpenWork } from './open-work.js';
import { listBatchLines, listLeaves, listPersonLines, listQueue, type LineFilter, type LineQueue } from './lines.js';

/**
 * What the screens read. Another institution's batch is not there (S2); every read of a person is audited first (S6).
 */
export interface PaymentReads {
  batches(operator: Operator, filter: BatchFilter): Promise<BatchPage>;
  head(operator: Operator, id: string): Promise<BatchHead>;
  lines(operator: Operator, id: string, filter: LineFilter): Promise<LinePage>;
  /** All of a batch as XLSX for people; each page of lines is audited before it is written. */
  spreadsheet(operator: Operator, id: string): Promise<Readable>;
  /** Names and accounts, for the approver's browser alone; one audit entry a page, which names the batch. */
  leaves(operator: Operator, id: string, cursor: string | undefined): Promise<LeafPage>;
  queue(operator: Operator, queue: LineQueue, cursor: string | undefined): Promise<LinePage>;
  /** Of all batches, closed ones among them, whose payments are in no queue. */
  incidents(operator: Operator, cursor: string | undefined): Promise<IncidentPage>;
  /** What waits for a second person, or all that was proposed about a batch. */
  decisions(operator: Operator, batchId?: string): Promise<readonly DecisionView[]>;
  ofPerson(operator: Operator, individualId: string): Promise<LinePage>;
  suspense(operator: Operator, cursor: string | undefined): Promise<SuspensePage>;
  /**
   * Lines that an entry in suspense may belong to; none for an entry without an amount. Throws
   * `payments.decision-not-found`.
   */
  matches(operator: Operator, receivedId: string, key: string): Promise<SuspenseMatches>;
  statements(operator: Operator, cursor: string | undefined): Promise<StatementPage>;
  money(operator: Operator): Promise<MoneyByState>;
  openWork(operator: Operator): Promise<PaymentsOpenWork>;
  channels(operator: Operator): Promise<PaymentChannels>;
}

// No institution has the empty code, so that who has none sees none (S2).
const institutionOf = ({ session }: Operator) => session.institution ?? '';

const linesIn = ({ items }: { readonly items: readonly { readonly line: LedgerLine }[] }) =>
  items.map(({ line }) => line);

/** Hands out what was found once it is written down whom it shows. */
function audited(platform: PaymentsContext['platform']) {
  const read = <F>({ actor }: Operator, action: string, stream: string, found: F, lines: readonly LedgerLine[]) => {
    const subjects = [...new Set(lines.map(({ individualId }) => individualId))];
    return platform.auditedRead(actor, { action, stream, subjects, isNameless: true }, () => Promise.resolve(found));
  };
  const shown = <F>(operator: Operator, what: string, found: F, lines: (found: F) => readonly LedgerLine[]) =>
    read(operator, `payments.read-${what}`, `operator:${operator.actor.id}`, found, lines(found));
  return { read, shown };
}

export function openPaymentReads(context: PaymentsContext): PaymentReads {
  const { platform, limits } = context;
  const { read, shown } = audited(platform);
  return {
    batches: (operator, filter) => listBatches(platform, institutionOf(operator), filter),
    head: (operator, id) => viewHead(platform, institutionOf(operator), id, limits),
    async lines(operator, id, filter) {
      const found = await listBatchLines(platform, institutionOf(operator), id, filter);
      return read(operator, 'payments.read-lines', `batch:${id}`, found, found.items);
    },
    spreadsheet: (operator, id) => exportBatch(context, operator, id),
    leaves(operator, id, cursor) {
      const about = { stream: `batch:${id}`, subjects: [id], body: { after: cursor ?? '' } };
      const entry = { action: 'payments.read-leaves', ...about };
      return platform.auditedRead(operator.actor, entry, () =>
        listLeaves(platform, institutionOf(operator), id, cursor),
      );
    },
    queue: async (operator, queue, cursor) =>
      shown(operator, queue, await listQueue(platform, institutionOf(operator), queue, cursor), ({ items }) => items),
    incidents: async (operator, cursor) =>
      shown(operator, 'incidents', await listIncidents(platform, institutionOf(operator), cursor), linesIn),
    decisions: async (operator, batchId) =>
      shown(operator, 'decisions', await viewDecisions(platform, institutionOf(operator), batchId), (found) =>
        found.flatMap(({ lines }) => lines),
      ),
    ofPerson(operator, individualId) {
      const entry = { action: 'payments.read-person', stream: `individual:${individualId}`, subjects: [individualId] };
      return platform.auditedRead(operator.actor, entry, () =>
        listPersonLines(platform, institutionOf(operator), individualId),
      );
    },
    suspense: (operator, cursor) => listSuspense(platform, payerOf(context, operator), cursor),
    matches: async (operator, receivedId, key) =>
      shown(operator, 'matches', await findMatches(platform, institutionOf(operator), receivedId, key), linesIn),
    statements: (operator, cursor) => listStatements(platform, accountsOf(context, operator), cursor),
    money: (operator) => countMoney(platform, institutionOf(operator), platform.clock.now()),
    openWork: (operator) => countOpenWork(context, operator.session, payerOf(context, operator)),
    channels: (operator) => viewChannels(context, operator),
  };
}

function programmesOf({ platform, settings }: PaymentsContext, operator: Operator) {
  return Object.entries(settings.programmes).filter(
    ([code]) => platform.config.settings.programmes[code]?.institution === institutionOf(operator),
  );
}

const accountsOf = (context: PaymentsContext, operator: Operator): readonly string[] => [
  ...new Set(programmesOf(context, operator).map(([, { debtorAccount }]) => debtorAccount)),
];

const payerOf = (context: PaymentsContext, operator: Operator) => ({
  institution: institutionOf(operator),
  accounts: accountsOf(context, operator),
});

async function viewChannels(context: PaymentsContext, operator: Operator): Promise<PaymentChannels> {
  const { platform, settings, interconnection } = context;
  const { approvalAssurance, approvalLimit1Minor, approvalLimit2Minor, leadDays, cutOffs, bankDays, holidays, bank } =
    settings;
  const url = platform.config.settings.partners[bank]?.url ?? '';
  const today = platform.dayOf(platform.clock.now());
  const fence = await checkFence(context);
  const stops = await listStops(context);
  return {
    ...{ approvalAssurance, approvalLimit1Minor, approvalLimit2Minor, leadDays, cutOffs, bankDays, holidays },
    today,
    earliestExecution: earliestExecution(context, 'https'),
    channels: [
      {
        id: bank,
        kind: 'https',
        host: URL.canParse(url) ? new URL(url).host : url,
        programmes: programmesOf(context, operator).map(([code]) => code),
      },
    ],
    keys: (await interconnection.keyring.published()).map((key) => ({
      kid: key.kid ?? '',
      algorithm: key.alg ?? '',
      use: key.use ?? '',
      thumbprint: createHash('sha256')
        .update(JSON.stringify({ crv: key.crv, e: key.e, kty: key.kty, n: key.n, x: key.x, y: key.y }))
        .digest('hex'),
    })),
    ...(fence !== undefined && { fence }),
    stops,
  };
}
