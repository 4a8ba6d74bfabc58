import { createHash } from 'node:crypto';
import { ServiceError } from '@interlink/contracts/errors';
import type { ConfirmSession, NewAuthenticator, SessionConfirmed } from '@interlink/contracts/platform/confirmation';
import type { Operator } from '../http/api.js';
import type { PasswordCheck } from '../http/operators.js';
import type { Platform } from '../platform.js';
import type { Tx } from '../transaction.js';
import { openAuthenticators } from './authenticators.js';
import type { SessionTables } from './tables.js';
import { forgetTries, returnTry, takeTry } from './tries.js';

export interface ConfirmationNeed {
  /** S11: an attested approval of money wants an authenticator's code too. */
  readonly secondFactor: boolean;
}

/** S7: what weighs is done only by somebody who gave the password again less than five minutes ago. */
export interface Confirmations {
  /** Throws `platform.confirmation-needed` or `platform.second-factor-needed`, whose details a dialog acts on. */
  check(operator: Operator, need: ConfirmationNeed): Promise<void>;
  /** Asks openIMIS about the password of the same user; it is kept and logged nowhere. */
  confirm(operator: Operator, given: ConfirmSession): Promise<SessionConfirmed>;
  /** A new authenticator; who has one already has confirmed with it. */
  newAuthenticator(operator: Operator): Promise<NewAuthenticator>;
  activateAuthenticator(operator: Operator, code: string): Promise<SessionConfirmed>;
}

const HOLDS_MS = 5 * 60_000;

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');
const streamOf = ({ session }: Operator) => `session:${session.userId}`;

type Parts = Pick<Platform, 'clock' | 'db' | 'inTransaction' | 'vault'>;

export function openConfirmations(platform: Parts, passwords: PasswordCheck): Confirmations {
  const authenticators = openAuthenticators(platform.vault);
  const check: Confirmations['check'] = async (operator, { secondFactor }) => {
    const found = await findConfirmation(platform, operator);
    const enrolled = secondFactor ? await authenticators.has(platform, operator.session.userId) : undefined;
    const details = { secondFactor, ...(enrolled !== undefined && { enrolled }) };
    if (!found) throw new ServiceError('platform.confirmation-needed', details);
    if (secondFactor && !found.secondFactor) throw new ServiceError('platform.second-factor-needed', details);
  };
  /** One try: `judge` says whether it was right, and what was refused stays counted and audited. */
  const attempt = async (operator: Operator, judge: (tx: Tx) => Promise<SessionConfirmed | undefined>) => {
    const confirmed = await platform.inTransaction(operator.actor, async (tx) => {
      const answer = await judge(tx);
      if (answer) await forgetTries(tx, operator.session.userId);
      const action = answer ? 'platform.confirm' : 'platform.confirm-refused';
      tx.audit({ stream: streamOf(operator), action, body: { secondFactor: answer?.secondFactor ?? false } });
      return answer;
    });
    if (!confirmed) throw new ServiceError('platform.confirmation-refused');
    return confirmed;
  };
  const spendTry = ({ actor, session }: Operator) => platform.inTransaction(actor, (tx) => takeTry(tx, session.userId));
  return {
    check,
    async confirm(operator, { password, code }) {
      await spendTry(operator);
      const isRight = await askPassword(platform, passwords, operator, password);
      return attempt(operator, async (tx) => {
        if (!isRight) return undefined;
        const { userId } = operator.session;
        if (code === undefined) return keep(tx, operator, false);
        return (await authenticators.accept(tx, userId, code)) ? keep(tx, operator, true) : undefined;
      });
    },
    async newAuthenticator(operator) {
      const { userId, loginName } = operator.session;
      await check(operator, { secondFactor: await authenticators.has(platform, userId) });
      return platform.inTransaction(operator.actor, (tx) => {
        tx.audit({ stream: streamOf(operator), action: 'platform.new-authenticator', body: {} });
        return authenticators.begin(tx, userId, loginName);
      });
    },
    async activateAuthenticator(operator, code) {
      await check(operator, { secondFactor: false });
      await spendTry(operator);
      return attempt(operator, async (tx) =>
        (await authenticators.activate(tx, operator.session.userId, code)) ? keep(tx, operator, true) : undefined,
      );
    },
  };
}

async function askPassword(platform: Parts, passwords: PasswordCheck, operator: Operator, password: string) {
  const { loginName, userId } = operator.session;
  try {
    return (await passwords.whoHas(loginName, password)) === userId;
  } catch (thrown) {
    await platform.inTransaction(operator.actor, (tx) => returnTry(tx, userId));
    throw thrown;
  }
}

const findConfirmation = ({ clock, db }: Parts, { token, session }: Operator) =>
  db<SessionTables>()
    .selectFrom('platform.sessionConfirmation')
    .select('secondFactor')
    .where('tokenHash', '=', hashOf(token))
    .where('userId', '=', session.userId)
    .where('expiresAt', '>', clock.now())
    .executeTakeFirst();

async function keep(tx: Tx, { token, session }: Operator, secondFactor: boolean): Promise<SessionConfirmed> {
  const expiresAt = new Date(tx.now.getTime() + HOLDS_MS);
  const values = { userId: session.userId, secondFactor, expiresAt };
  const db = tx.db<SessionTables>();
  await db.deleteFrom('platform.sessionConfirmation').where('expiresAt', '<=', tx.now).execute();
  await db
    .insertInto('platform.sessionConfirmation')
    .values({ tokenHash: hashOf(token), ...values })
    .onConflict((clash) => clash.column('tokenHash').doUpdateSet(values))
    .execute();
  return { confirmedUntil: expiresAt.toISOString(), secondFactor };
}
