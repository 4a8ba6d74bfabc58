import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { root, url, within } from '../stack/paths.mjs';
import { Problem } from '../stack/say.mjs';

const cents = (decimal) => Math.round(Number(decimal) * 100);

/**
 * Every place where our ledger, the payer's books and the payroll in openIMIS say different things; one sentence each.
 * `wordOf`: what the books of the bank or of the payment point say of a line.
 */
export function differences({ batch, benefits, wordOf, whose }) {
  const found = [];
  const benefitOf = new Map(benefits.map((benefit) => [benefit.code, benefit]));
  for (const line of batch.lines) {
    const [ours, theirs] = [ownWord(line), wordOf(line)];
    if (ours !== theirs) found.push(`${line.instrId}: we say ${ours}, ${whose} ${theirs}`);
    const benefit = benefitOf.get(line.benefitCode);
    const paid = benefit?.status === 'RECONCILED' && benefit.receipt === line.uetr;
    const untouched = benefit?.status === 'ACCEPTED' && !benefit.receipt;
    if (ours === 'SETTLED' ? !paid : !untouched)
      found.push(`${line.benefitCode}: we say ${ours}, openIMIS ${benefit?.status}`);
    if (cents(benefit?.amount) !== line.amountMinor) found.push(`${line.benefitCode}: another amount in openIMIS`);
  }
  for (const { code } of batch.exclusions)
    if (benefitOf.get(code)?.receipt) found.push(`${code}: left out, and with a receipt in openIMIS`);
  const accounted = batch.lines.length + batch.exclusions.length;
  if (accounted !== benefits.length) found.push(`${benefits.length} benefits in openIMIS, ${accounted} accounted for`);
  return found;
}

const ownWord = ({ state, exceptions }) => ['overpaid', 'partial'].find((odd) => exceptions.includes(odd)) ?? state;

/** What the bank's books say of each line; and movements of its files that are of no line of it. */
export function readBankBooks(batch, movements) {
  const byLine = Map.groupBy?.(movements, ({ instrId }) => instrId) ?? groupBy(movements);
  const known = new Set(batch.lines.map(({ instrId }) => instrId));
  return {
    wordOf: ({ instrId, amountMinor }) => bankWord(byLine.get(instrId) ?? [], amountMinor),
    foreign: [...byLine.keys()]
      .filter((instrId) => !known.has(instrId))
      .map((instrId) => `${instrId}: booked and not of the batch`),
  };
}

function bankWord(movements, amountMinor) {
  const sum = (kind) =>
    movements.filter((one) => one.kind === kind).reduce((total, { amount }) => total + cents(amount), 0);
  const [debited, returned] = [sum('debit'), sum('return')];
  if (debited === 0) return 'REJECTED';
  const net = debited - returned;
  if (net === 0) return 'RETURNED';
  if (net > amountMinor) return 'overpaid';
  return net === amountMinor ? 'SETTLED' : 'partial';
}

function groupBy(movements) {
  const groups = new Map();
  for (const one of movements) groups.set(one.instrId, [...(groups.get(one.instrId) ?? []), one]);
  return groups;
}

/** The bank's books of one batch, by the messages that were sent for it. */
export async function bankMovements(messageIds) {
  const books = await (await fetch(`${url('hub')}/books.json`)).json();
  return books.accounts.flatMap(({ movements }) => movements).filter(({ messageId }) => messageIds.includes(messageId));
}

/** Each page of a queue, its lines that belong to the batch. */
async function queueOf(api, name, batchId) {
  const found = [];
  for (let cursor; ;) {
    const page = await api.get(`/payments/${name}-lines${cursor ? `?cursor=${cursor}` : ''}`);
    found.push(...page.items.filter((line) => line.batchId === batchId));
    cursor = page.nextCursor;
    if (!cursor) return found;
  }
}

/** Failures that stand in no queue, or for which nobody is told what to do next. */
export async function unqueued({ api }, batch, nextActionOf) {
  const [failed, exceptions] = [await queueOf(api, 'failed', batch.id), await queueOf(api, 'exceptions', batch.id)];
  const queued = new Set([...failed, ...exceptions].map(({ instrId }) => instrId));
  const troubled = batch.lines.filter(({ state, exceptions: odd }) => state !== 'SETTLED' || odd.length > 0);
  return {
    actions: Object.entries(
      failed.reduce((count, { reason }) => {
        const action = nextActionOf(reason);
        return { ...count, [action]: (count[action] ?? 0) + 1 };
      }, {}),
    ),
    exceptions: exceptions.length,
    missing: troubled.filter(({ instrId }) => !queued.has(instrId)).map(({ instrId }) => `${instrId}: in no queue`),
  };
}

/** The oracle knows neither side's code: it adds up the bytes on the wire and the bank's books. */
export async function askOracle(expected) {
  const books = within('sandbox', `books-${randomUUID()}.json`);
  writeFileSync(books, await (await fetch(`${url('hub')}/books.json`)).text());
  const captured = within('sandbox/store/received-bank-payments.jsonl');
  const run = promisify(execFile)('python3', [path.join(root, 'scripts/oracle.py'), captured, books], {
    maxBuffer: 64_000_000,
  });
  // It ends with 1 where the bank paid more than it was told: that is what it must find here.
  const { stdout } = await run.catch((ended) => {
    if (!ended.stdout) throw new Problem(`scripts/oracle.py failed: ${ended.message}`);
    return ended;
  });
  const { messages, problems } = JSON.parse(stdout);
  return { totals: expected.messageIds.map((id) => messages[id]), problems };
}
