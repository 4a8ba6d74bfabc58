import { createHash, randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { BankDesk } from '../bank-payments/bank-payments.js';
import { centsOf, type Instruction } from '../bank-payments/message.js';
import { openJournal, type Journal } from '../common/journal.js';
import { openPartnerServer, takeFault, textOf, type PartnerTools } from '../common/partner-server.js';
import { openTokenEndpoint, type Client } from '../common/token-endpoint.js';
import { readColumns, readList } from './order.js';

export interface HubSettings {
  readonly client: Client;
  /** The bank that keeps the accounts which are paid from, and knows our signature. */
  readonly bank: Pick<BankDesk, 'isSigned' | 'orders'>;
  /** Its day of business, `YYYY-MM-DD`. */
  readonly today: () => string;
}

interface Batch {
  readonly batchId: string;
  readonly correlationId: string;
  readonly sha256: string;
  readonly instructions: readonly Instruction[];
}

interface Office {
  readonly tools: PartnerTools;
  readonly settings: HubSettings;
  readonly batches: Journal<Batch>;
}

const HEADERS = {
  govstack: ['x-program-id', 'x-registering-institution-id'],
  mifos: ['x-programid', 'x-registering-institutionid'],
} as const;

/** The bulk API of the GovStack payment building block, with the two sets of headers that are met. */
export function openPaymentHub(tools: PartnerTools, settings: HubSettings): FastifyInstance {
  const app = openPartnerServer('payment-hub', tools, { bodyLimit: 20_000_000 });
  const { client } = settings;
  const bearerOf = openTokenEndpoint(app, { path: '/oauth2/token', client, clock: tools.clock });
  const office: Office = { tools, settings, batches: openJournal<Batch>(tools.folder, 'payment-hub') };
  const admitted =
    (work: (request: FastifyRequest, reply: FastifyReply) => object | Promise<object>) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      if (bearerOf(request) === undefined) return refuse(reply, 401, 'unauthorized');
      const problem = problemOfHeaders(request);
      return problem === undefined ? work(request, reply) : refuse(reply, 400, problem);
    };
  app.post(
    '/batchtransactions',
    { config: { operation: 'batch' } },
    admitted((request, reply) => takeIn(office, request, reply)),
  );
  app.get(
    '/responses/:id',
    { config: { operation: 'response' } },
    admitted((request, reply) => {
      const { id } = request.params as { readonly id: string };
      const found = office.batches.entries.find(({ correlationId }) => correlationId === id);
      return found ? { link: `/batch/Summary/${found.batchId}` } : refuse(reply, 404, 'unknown_request');
    }),
  );
  app.get(
    '/batch/Summary/:id',
    { config: { operation: 'summary' } },
    admitted((request, reply) => {
      const batch = find(office, (request.params as { readonly id: string }).id);
      return batch ? summaryOf(office, batch, request) : refuse(reply, 404, 'unknown_batch');
    }),
  );
  app.get(
    '/batch/detail',
    { config: { operation: 'detail' } },
    admitted((request, reply) => {
      const { batchId = '', pageNo, pageSize } = request.query as Readonly<Record<string, string | undefined>>;
      const batch = find(office, batchId);
      if (!batch) return refuse(reply, 404, 'unknown_batch');
      const [page, size] = [Number(pageNo ?? 0), Number(pageSize ?? 20)];
      // Of a page that is none there would be no last one, and whoever pages would page for ever.
      const isPage = Number.isInteger(page) && page >= 0 && Number.isInteger(size) && size >= 1;
      return isPage ? detailOf(office, batch, { page, size, request }) : refuse(reply, 400, 'page');
    }),
  );
  return app;
}

const find = ({ batches }: Office, id: string) => batches.entries.find(({ batchId }) => batchId === id);

function refuse(reply: FastifyReply, status: number, errorCode: string): object {
  void reply.code(status);
  return { errorCode, errorDescription: `This hub does not take it: ${errorCode}.` };
}

function problemOfHeaders({ headers }: FastifyRequest): string | undefined {
  const said = (name: string) => String(headers[name] ?? '');
  const isShort = (name: string) => said(name) !== '' && said(name).length <= 20;
  const isComplete = Object.values(HEADERS).some((names) => names.every(isShort));
  return isShort('x-correlationid') && isShort('platform-tenantid') && isComplete ? undefined : 'headers';
}

/** The same list again is the same batch; another of that id is refused. */
async function takeIn(office: Office, request: FastifyRequest, reply: FastifyReply): Promise<object> {
  const { settings, batches } = office;
  const text = textOf(request);
  const correlationId = String(request.headers['x-correlationid']);
  if (!(await settings.bank.isSigned(String(request.headers['x-jws-signature']), text)))
    return refuse(reply, 401, 'signature');
  const sha256 = createHash('sha256').update(text).digest('hex');
  const known = batches.entries.find((one) => one.correlationId === correlationId);
  if (known) return known.sha256 === sha256 ? accepted(reply, known.batchId) : refuse(reply, 409, 'duplicate');
  const read = request.headers['type'] === 'csv' ? readColumns : readList;
  const order = read(text, correlationId, settings.today());
  if (typeof order === 'string') return refuse(reply, 400, order);
  if (settings.bank.orders.take(order, sha256) !== 'taken') return refuse(reply, 409, 'duplicate');
  const batchId = randomUUID();
  batches.append({ batchId, correlationId, sha256, instructions: order.instructions });
  return accepted(reply, batchId);
}

function accepted(reply: FastifyReply, batchId: string): object {
  void reply.code(202);
  return { batchId, PollingPath: `/batch/Summary/${batchId}`, SuggestedCallbackSeconds: 60 };
}

const WORDS = { ACSP: 'ONGOING', ACSC: 'COMPLETED', RJCT: 'FAILED' } as const;
/** Reasons of the bank that Mojaloop has a number for. */
const CODES: Readonly<Record<string, string>> = { AC01: '3204', AC06: '5400', AM04: '4001' };

function transfersOf({ settings }: Office, { correlationId, instructions }: Batch) {
  const verdicts = settings.bank.orders.verdictsOf(correlationId) ?? [];
  return instructions.map(({ instrId, amount }, at) => {
    const { status, reason } = verdicts[at] ?? { status: 'ACSP' };
    const error = reason === undefined ? {} : { errorCode: CODES[reason] ?? reason };
    return { requestId: instrId, status: WORDS[status], amount: Number(amount), ...error };
  });
}

function summaryOf(office: Office, batch: Batch, request: FastifyRequest): object {
  const transfers = transfersOf(office, batch);
  const of = (status: string) => transfers.filter((one) => one.status === status);
  const sum = (some: readonly { readonly amount: number }[]) =>
    Number(some.reduce((added, { amount }) => added + centsOf(amount.toFixed(2)), 0n)) / 100;
  const [done, open, failed] = [of('COMPLETED'), of('ONGOING'), of('FAILED')];
  const fault = takeFault('payment-hub', office.tools, request, 'lies', 'wrong-person');
  return {
    ...{ batchId: batch.batchId, requestId: fault === 'wrong-person' ? 'somebody-else' : batch.correlationId },
    ...{ total: transfers.length, successful: done.length, ongoing: open.length, failed: failed.length },
    // More was paid than the list has.
    totalAmount: sum(transfers) + (fault === 'lies' ? 1000 : 0),
    ...{
      successfulAmount: sum(done) + (fault === 'lies' ? 1000 : 0),
      pendingAmount: sum(open),
      failedAmount: sum(failed),
    },
    generatedAt: new Date(office.tools.clock()).toISOString(),
  };
}

interface Asked {
  readonly page: number;
  readonly size: number;
  readonly request: FastifyRequest;
}

function detailOf(office: Office, batch: Batch, { page, size, request }: Asked): object {
  const all = transfersOf(office, batch);
  const fault = takeFault('payment-hub', office.tools, request, 'shrinks', 'repeats');
  const told = fault === 'shrinks' ? all.slice(1) : fault === 'repeats' ? [...all.slice(1), ...all.slice(1, 2)] : all;
  const content = told.slice(page * size, (page + 1) * size);
  return { content, last: (page + 1) * size >= told.length };
}
