import { readFileSync } from 'node:fs';
import path from 'node:path';
import { need } from '../../../shell/test/support/browser.js';

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
