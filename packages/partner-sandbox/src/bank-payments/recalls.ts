import { createHash } from 'node:crypto';
import { SaxesParser } from 'saxes';
import type { Journal } from '../common/journal.js';
import type { Totals } from './message.js';

/** A request to call payments back, as it was taken in, with the day of the books. */
export interface TakenRecall {
  readonly receivedOn: string;
  readonly sha256: string;
  readonly recallId: string;
  readonly payments: readonly RecalledPayment[];
}

export interface RecalledPayment {
  readonly messageId: string;
  readonly cancellationId: string;
  readonly instrId: string;
  readonly endToEndId: string;
  readonly amount: string;
  readonly reason: string;
}

const HEAD = { recallId: 'Assgnmt/Id', count: 'CtrlData/NbOfTxs' } as const;
const BLOCK = 'Undrlyg/OrgnlPmtInfAndCxl';
const MESSAGE = { messageId: 'OrgnlGrpInf/OrgnlMsgId' } as const;
const PAYMENT = {
  cancellationId: 'CxlId',
  instrId: 'OrgnlInstrId',
  endToEndId: 'OrgnlEndToEndId',
  amount: 'OrgnlInstdAmt',
  reason: 'CxlRsnInf/Rsn/Cd',
} as const;

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:camt.055.001.08';

export const isRecall = (text: string): boolean => text.includes(`xmlns="${NAMESPACE}"`);

/** What the message asks for; or a word what is wrong with it. */
function readRecall(text: string, key: string): Pick<TakenRecall, 'payments' | 'recallId'> | string {
  const document = readNodes(text);
  if (!document) return 'not_well_formed';
  const payments: RecalledPayment[] = [];
  const head = valuesOf(document, HEAD);
  if (typeof head === 'string') return head;
  for (const block of nodesAt(document, BLOCK)) {
    const message = valuesOf(block, MESSAGE);
    if (typeof message === 'string') return message;
    for (const node of nodesAt(block, 'TxInf')) {
      const payment = valuesOf(node, PAYMENT);
      if (typeof payment === 'string') return payment;
      payments.push({ ...message, ...payment });
    }
  }
  if (head.recallId !== key) return 'idempotency_key_differs';
  if (payments.length === 0 || head.count !== String(payments.length)) return 'count_differs';
  const own = (name: 'cancellationId' | 'instrId') => new Set(payments.map((one) => one[name])).size;
  if (own('cancellationId') < payments.length || own('instrId') < payments.length) return 'asked_for_twice';
  return { recallId: head.recallId, payments };
}

/** Exactly one of each: a second one would be a second payment. Else a word what is wrong. */
function valuesOf<Name extends string>(node: Node, places: Readonly<Record<Name, string>>) {
  const values: Partial<Record<Name, string>> = {};
  for (const [name, at] of Object.entries(places) as [Name, string][]) {
    const [found, ...others] = nodesAt(node, at);
    if (!found || found.text === '' || others.length > 0) return `not_one_${name}`;
    values[name] = found.text;
  }
  return values as Record<Name, string>;
}

interface Node {
  readonly name: string;
  readonly children: Node[];
  text: string;
}

const nodesAt = (node: Node, at: string): readonly Node[] =>
  at
    .split('/')
    .reduce<readonly Node[]>(
      (nodes, name) => nodes.flatMap(({ children }) => children.filter((child) => child.name === name)),
      [node],
    );

/** What is below the one element of the document; undefined when it is no XML. */
function readNodes(xml: string): Node | undefined {
  const root: Node = { name: '', children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => {
    const node: Node = { name, children: [], text: '' };
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  parser.on('text', (chunk) => {
    const node = open.at(-1);
    if (node) node.text = (node.text + chunk).trim();
  });
  parser.on('closetag', () => void open.pop());
  try {
    parser.write(xml).close();
    return root.children[0]?.children[0];
  } catch {
    // Whatever is wrong with it, it is no message.
    return undefined;
  }
}

/**
 * The same request again is the request that was taken; another one under its id is refused. A recall moves no money:
 * whoever says beside it that it does, speaks of something else.
 */
export function takeRecall(
  recalls: Journal<TakenRecall>,
  text: string,
  key: string,
  receivedOn: string,
  said?: Totals,
) {
  const read = readRecall(text, key);
  if (typeof read === 'string') return { status: 400, body: { error: read } };
  if (said && (said.count !== read.payments.length || said.sum !== '0')) {
    return { status: 400, body: { error: 'totals_differ' } };
  }
  const sha256 = createHash('sha256').update(text).digest('hex');
  const earlier = recalls.entries.find(({ recallId }) => recallId === read.recallId);
  const taken = { status: 202, body: { messageId: read.recallId } };
  if (earlier) return earlier.sha256 === sha256 ? taken : { status: 422, body: { error: 'DU01' } };
  recalls.append({ ...read, receivedOn, sha256 });
  return taken;
}
