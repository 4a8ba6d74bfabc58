import { readFileSync } from 'node:fs';
import path from 'node:path';
import { need } from '../../../shell/test/support/browser.js';

const post = async (where: string, body: object) => {
  const answer = await fetch(`${need('SANDBOX_HUB_URL')}${where}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${where}: ${await answer.text()}`);
};

/** What the bank does to the next lines that it takes in; see the sandbox's conduct. */
export const tell = (order: { readonly kind: string; readonly account?: string; readonly reason?: string }) =>
  post('/conduct', order);

/** The bank's day ends, at the earliest that of this date (`YYYY-MM-DD`): its statement is there. */
export async function endDay(date: string): Promise<void> {
  const { now } = (await (await fetch(`${need('SANDBOX_HUB_URL')}/clock`)).json()) as { now: string };
  const day = now.slice(0, 10) > date ? now.slice(0, 10) : date;
  await post('/clock', { at: new Date(Date.parse(day) + 36 * 3_600_000).toISOString() });
}

interface Movement {
  readonly kind: string;
  readonly amount: string;
  readonly messageId: string;
  readonly endToEndId: string;
  readonly creditorAccount: string;
}

/** What the bank itself has booked of this message. */
export async function movements(messageId: string): Promise<Movement[]> {
  const books = (await (await fetch(`${need('SANDBOX_HUB_URL')}/books.json`)).json()) as {
    readonly accounts: readonly { readonly movements: readonly Movement[] }[];
  };
  return books.accounts.flatMap((one) => one.movements).filter((one) => one.messageId === messageId);
}

/** How often the bank itself wrote down that it took in this message. */
export function timesTaken(messageId: string): number {
  const file = path.join(need('INTERLINK_TEST_STATE_DIR'), 'sandbox', 'store', 'bank-payments.jsonl');
  const entries = readFileSync(file, 'utf8').trim().split('\n');
  return entries.filter(
    (line) => (JSON.parse(line) as { message: { messageId: string } }).message.messageId === messageId,
  ).length;
}

type Interlink = (...args: string[]) => Promise<string>;

/** Begins the ceremony of the first approvers; gives its code. */
export async function ceremonyCode(interlink: Interlink, logins: readonly string[]): Promise<string> {
  const witnesses = ['--witness', 'Wanda Witness', '--witness', 'Wilson Witness'];
  const said = await interlink(
    ...['payments', 'ceremony', '--institution', 'MSW', '--place', 'Ministry, room 12', ...witnesses],
    ...logins.flatMap((login) => ['--approver', login]),
  );
  const [, code] = /Code of the ceremony: (\S+)/.exec(said) ?? [];
  if (!code) throw new Error(said);
  return code;
}
