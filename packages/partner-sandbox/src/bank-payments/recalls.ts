import { createHash } from 'node:crypto';
import { SaxesParser } from 'saxes';
import type { Journal } from '../common/journal.js';

/** A request to call a payment back, as it was taken in, with the day of the books. */
export interface TakenRecall {
  readonly receivedOn: string;
  readonly sha256: string;
  readonly recallId: string;
  readonly messageId: string;
  readonly instrId: string;
  readonly endToEndId: string;
  readonly amount: string;
  readonly reason: string;
}

const LEAVES = {
  recallId: 'Assgnmt/Id',
  count: 'CtrlData/NbOfTxs',
  messageId: 'Undrlyg/OrgnlPmtInfAndCxl/OrgnlGrpInf/OrgnlMsgId',
  cancellationId: 'Undrlyg/OrgnlPmtInfAndCxl/TxInf/CxlId',
  instrId: 'Undrlyg/OrgnlPmtInfAndCxl/TxInf/OrgnlInstrId',
  endToEndId: 'Undrlyg/OrgnlPmtInfAndCxl/TxInf/OrgnlEndToEndId',
  amount: 'Undrlyg/OrgnlPmtInfAndCxl/TxInf/OrgnlInstdAmt',
  reason: 'Undrlyg/OrgnlPmtInfAndCxl/TxInf/CxlRsnInf/Rsn/Cd',
} as const;

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:camt.055.001.08';

export const isRecall = (text: string): boolean => text.includes(`xmlns="${NAMESPACE}"`);

/** What the message asks for; or a word what is wrong with it. */
function readRecall(text: string, key: string): Omit<TakenRecall, 'receivedOn' | 'sha256'> | string {
  const leaves = leavesOf(text);
  if (!leaves) return 'not_well_formed';
  const values = Object.fromEntries(Object.entries(LEAVES).map(([name, at]) => [name, leaves.get(at) ?? []]));
  // Exactly one of each: a second one would be a second payment.
  const wrong = Object.entries(values).find(([, found]) => found.length !== 1 || found[0] === '');
  if (wrong) return `not_one_${wrong[0]}`;
  const one = (name: keyof typeof LEAVES) => values[name]?.[0] ?? '';
  const recallId = one('recallId');
  if (recallId !== key || one('cancellationId') !== recallId) return 'idempotency_key_differs';
  if (one('count') !== '1') return 'count_differs';
  const [messageId, instrId, endToEndId] = [one('messageId'), one('instrId'), one('endToEndId')];
  return { recallId, messageId, instrId, endToEndId, amount: one('amount'), reason: one('reason') };
}

/** Texts by path below the one element of the document; undefined when it is no XML. */
function leavesOf(xml: string): ReadonlyMap<string, readonly string[]> | undefined {
  const [path, found]: [string[], Map<string, string[]>] = [[], new Map()];
  let text = '';
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => {
    path.push(name);
    text = '';
  });
  parser.on('text', (chunk) => void (text += chunk));
  parser.on('closetag', () => {
    const at = path.slice(2).join('/');
    found.set(at, [...(found.get(at) ?? []), text.trim()]);
    path.pop();
    text = '';
  });
  try {
    parser.write(xml).close();
    return found;
  } catch {
    // Whatever is wrong with it, it is no message.
    return undefined;
  }
}

/** The same request again is the request that was taken; another one under its id is refused. */
export function takeRecall(recalls: Journal<TakenRecall>, text: string, key: string, receivedOn: string) {
  const read = readRecall(text, key);
  if (typeof read === 'string') return { status: 400, body: { error: read } };
  const sha256 = createHash('sha256').update(text).digest('hex');
  const earlier = recalls.entries.find(({ recallId }) => recallId === read.recallId);
  const taken = { status: 202, body: { messageId: read.recallId } };
  if (earlier) return earlier.sha256 === sha256 ? taken : { status: 422, body: { error: 'DU01' } };
  recalls.append({ ...read, receivedOn, sha256 });
  return taken;
}
