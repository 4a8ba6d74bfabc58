import type { NewAuthenticator } from '@interlink/contracts/platform/confirmation';
import { Secret, TOTP } from 'otpauth';
import type { DbHandle } from '../database.js';
import type { Tx } from '../transaction.js';
import type { SealedPlace, Vault } from '../vault.js';
import type { SessionTables } from './tables.js';

const PERIOD_SECONDS = 30;
/** One step to either side: clocks of telephones differ. */
const WINDOW = 1;

/** RFC 6238 with six digits of SHA-1, which every authenticator speaks. */
const totp = (secret: string, label: string) =>
  new TOTP({ issuer: 'Interlink', label, secret, digits: 6, period: PERIOD_SECONDS });

/** The step that this code belongs to; undefined when it is not a code of this secret near this time. */
export function stepOf(secret: string, code: string, now: Date): number | undefined {
  const timestamp = now.getTime();
  const delta = totp(secret, '').validate({ token: code, timestamp, window: WINDOW });
  return delta === null ? undefined : Math.floor(timestamp / 1000 / PERIOD_SECONDS) + delta;
}

/** The authenticators of S11: a secret a user, sealed; each code counts once. */
export interface Authenticators {
  has(handle: DbHandle, userId: string): Promise<boolean>;
  /** A new secret that waits for its first code; the one before counts until then. */
  begin(tx: Tx, userId: string, loginName: string): Promise<NewAuthenticator>;
  /** True, and the new secret counts from now on, when the code is of it. */
  activate(tx: Tx, userId: string, code: string): Promise<boolean>;
  /** True once for each code. */
  accept(tx: Tx, userId: string, code: string): Promise<boolean>;
}

export function openAuthenticators(vault: Vault): Authenticators {
  const placeOf = (userId: string): SealedPlace => ({
    table: 'platform.authenticator',
    column: 'secret',
    rowId: userId,
    subjectId: userId,
    purpose: 'authenticator',
  });
  const judge = async (tx: Tx, userId: string, which: 'pending' | 'secret', code: string) => {
    const row = await lockRow(tx, userId);
    const sealed = row?.[which];
    const secret = sealed && (await vault.open(tx, placeOf(userId), sealed));
    const step = secret ? stepOf(secret, code, tx.now) : undefined;
    // A code that was seen once, or one before it, may have been seen by others too.
    return row && step !== undefined && (which === 'pending' || step > row.lastStep) ? { row, step } : undefined;
  };
  return {
    async has(handle, userId) {
      const row = await rowOf(handle, userId).executeTakeFirst();
      return (row?.secret ?? null) !== null;
    },
    async begin(tx, userId, loginName) {
      const secret = new Secret({ size: 20 }).base32;
      const pending = await vault.seal(tx, placeOf(userId), secret);
      const values = { pending, changedAt: tx.now };
      await tx
        .db<SessionTables>()
        .insertInto('platform.authenticator')
        .values({ userId, secret: null, ...values })
        .onConflict((clash) => clash.column('userId').doUpdateSet(values))
        .execute();
      return { secret, uri: totp(secret, loginName).toString() };
    },
    async activate(tx, userId, code) {
      const found = await judge(tx, userId, 'pending', code);
      if (found) await change(tx, userId, { secret: found.row.pending, pending: null, lastStep: found.step });
      return found !== undefined;
    },
    async accept(tx, userId, code) {
      const found = await judge(tx, userId, 'secret', code);
      if (found) await change(tx, userId, { lastStep: found.step });
      return found !== undefined;
    },
  };
}

const rowOf = (handle: DbHandle, userId: string) =>
  handle.db<SessionTables>().selectFrom('platform.authenticator').selectAll().where('userId', '=', userId);

const lockRow = (tx: Tx, userId: string) => rowOf(tx, userId).forUpdate().executeTakeFirst();

type Change = { readonly secret?: Buffer | null; readonly pending?: null; readonly lastStep: number };

const change = (tx: Tx, userId: string, values: Change) =>
  tx
    .db<SessionTables>()
    .updateTable('platform.authenticator')
    .set({ ...values, changedAt: tx.now })
    .where('userId', '=', userId)
    .execute();
