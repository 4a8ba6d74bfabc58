import type { Generated } from 'kysely';

export interface SessionTables {
  'platform.sessionConfirmation': { tokenHash: string; userId: string; secondFactor: boolean; expiresAt: Date };
  'platform.confirmationTry': { userId: string; wrong: number; triedAt: Date; lockedUntil: Date | null };
  /** `secret` counts; `pending` waits for its first code. Both sealed. `lastStep`: no code up to it counts again. */
  'platform.authenticator': {
    userId: string;
    secret: Buffer | null;
    pending: Buffer | null;
    lastStep: Generated<number>;
    changedAt: Date;
  };
}
