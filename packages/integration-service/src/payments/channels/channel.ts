import type { Static, TObject } from 'typebox';
import type { Partner } from '../../interconnection/service.js';
import type { Failpoint } from '../../platform/failpoints.js';
import type { Actor } from '../../platform/actor.js';
import type { StatusReport } from '../readers/pain-002.js';

/** `received`: the other side says that it has the file. `unknown`: it may have it. `refused`: it does not want it. */
export type ChannelOutcome = 'received' | 'refused' | 'unknown';

/** On whose behalf, and about which batch. */
export interface Cause {
  readonly actor: Actor;
  readonly subjectId: string;
}

/** A sealed file as it leaves. */
export interface OutgoingFile {
  readonly messageId: string;
  readonly text: string;
  /** Hex SHA-256 of the text. */
  readonly sha256: string;
  /** Bytes of the text. */
  readonly size: number;
  readonly count: number;
  /** Decimal text: the sum of its lines. */
  readonly total: string;
  readonly contentType: string;
  /** Of the file's name, without a dot. */
  readonly extension: string;
  /** Detached JWS over the text. */
  readonly bodySignature: string;
}

/** What a report says, and as what it is kept: `pain.002`, `csv-status`, ... */
export interface ReadReport {
  readonly kind: string;
  readonly report: StatusReport;
}

/** A way to the bank that is open. */
export interface OpenChannel {
  /** Asked at most once for a file; what goes wrong on the way is an outcome, not an exception. */
  send(file: OutgoingFile, cause: Cause): Promise<ChannelOutcome>;
  /**
   * Status reports about the message that are there now, as texts; none when the bank has nothing or does not answer.
   */
  reports(messageId: string, cause: Cause): Promise<readonly string[]>;
  /** How they are read where they are neither pain.002 nor in the columns of its format. Throws UnreadableMessage. */
  readReport?(text: string, currency: string): ReadReport;
  /**
   * Asks for a payment back; the same bytes may go again until the other side has them. Absent: nobody can be asked.
   */
  recall?(message: OutgoingFile, cause: Cause): Promise<ChannelOutcome>;
  /** What the other side said to that message so far, as texts. */
  recallAnswers?(messageId: string, cause: Cause): Promise<readonly string[]>;
  /** Name of the format of its files in `policies.payments.formats`; absent: pain.001.001.09. */
  readonly format?: string;
  /** Who answers, where it is not the bank: the source of what is kept of its words. */
  readonly from?: string;
  /** How far the other side's clock is from ours, where it tells the time (S14). */
  readonly clock?: ChannelClock;
}

export interface ChannelClock {
  /** Milliseconds, as the last answer proved; undefined before there was one. Asks nobody. */
  lastSkewMs(): number | undefined;
  /**
   * As `lastSkewMs`, after asking when that answer is old or its clock was wrong; `messageId` is what is asked about.
   */
  skewMs(messageId: string, cause: Cause): Promise<number | undefined>;
}

export interface ChannelTools {
  /** The bank as a partner of interlink.json. */
  readonly bank: Partner;
  /** Another partner of interlink.json; throws when there is none of that name. */
  readonly partner: (id: string) => Partner;
  /** Base of our own addresses for partners, `https://…/interlink`. */
  readonly ownUrl: string;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly secretsDir: string;
  readonly failpoint: Failpoint;
  /** Something came that cannot be believed, or could not be made, and by which error: for people to look at. */
  readonly alarm: (code: string, cause?: unknown) => void;
}

/** One file of `channels/`, registered by one line. */
export interface PaymentChannel<Settings extends TObject = TObject> {
  readonly id: string;
  /** Its part of `policies.payments.channels` of interlink.json. */
  readonly settings: Settings;
  /** Throws one sentence when it cannot work with these settings; opens no connection. */
  open(tools: ChannelTools, settings: Static<Settings>): OpenChannel;
}
