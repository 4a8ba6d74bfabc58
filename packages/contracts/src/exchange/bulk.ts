import { Type, type Static } from 'typebox';
import { Anything, LongId, ShortId, Timestamp } from './dci/values.js';
import { Time } from '../platform/time.js';

/** Most bytes of a file that one request may carry, either way. */
export const BULK_PART_BYTES = 524_288;
/** Actions of the signed messages that begin a file and tell of it. */
export const BULK_ACTION = 'bulk';
export const BULK_REPLY_ACTION = 'on-bulk';

/** One item a line (`jsonl`), a row (`csv`) or an element (`xml`); UTF-8. */
export const BulkFormat = Type.Enum(['csv', 'jsonl', 'xml']);
export type BulkFormat = Static<typeof BulkFormat>;

/** The operation whose items an uploaded file lists: beneficiaries, or items of a search. */
export const BulkOperation = Type.Enum(['enrollment-updates', 'sync-search']);
export type BulkOperation = Static<typeof BulkOperation>;

/** A file comes from the partner; each line is answered as a message of its own with that one item. */
const Push = Type.Object(
  {
    kind: Type.Literal('push'),
    operation: BulkOperation,
    format: BulkFormat,
    /** Bytes of the whole file. */
    size: Type.Integer({ minimum: 1 }),
    /** Of the whole file, hex: what is signed here is the file's content. */
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  },
  { additionalProperties: false },
);

const search = Type.Object({
  reference_id: LongId,
  timestamp: Timestamp,
  search_criteria: Anything,
});

/** Every record that a search finds, as a file. */
const Pull = Type.Object({ kind: Type.Literal('pull'), format: BulkFormat, search }, { additionalProperties: false });

/** The same, but only what differs from an earlier file of the same search. */
const Synchronise = Type.Object(
  {
    kind: Type.Literal('synchronise'),
    format: BulkFormat,
    search,
    /** `file_id` of the last one that the partner worked in; left out: everything. */
    since: Type.Optional(Type.String({ format: 'uuid' })),
  },
  { additionalProperties: false },
);

/** The message that begins a file. */
export const BulkRequest = Type.Object({
  transaction_id: ShortId,
  bulk_request: Type.Union([Push, Pull, Synchronise]),
});
export type BulkRequest = Static<typeof BulkRequest>;
export type BulkKind = BulkRequest['bulk_request']['kind'];

/**
 * `receiving`: parts of it are still to come. `working`: lines are being handled, or records written. `ready`: the
 * result can be fetched. `refused`: nothing more comes of it; `refusal` says why. `forgotten`: its days are over.
 */
export const BulkState = Type.Enum(['receiving', 'working', 'ready', 'refused', 'forgotten']);
export type BulkState = Static<typeof BulkState>;

/** Why a file comes to nothing. */
export const bulkRefusals = [
  'bytes-differ',
  'empty',
  'not-csv',
  'not-utf8',
  'not-xml',
  'partner-suspended',
  'too-many-columns',
] as const;

/** How far a file is. */
export const BulkFile = Type.Object({
  file_id: Type.String({ format: 'uuid' }),
  kind: Type.Enum(['pull', 'push', 'synchronise']),
  operation: BulkOperation,
  format: BulkFormat,
  state: BulkState,
  /** Bytes that are here; the next part begins there. Of a push. */
  received: Type.Optional(Type.Integer({ minimum: 0 })),
  size: Type.Optional(Type.Integer({ minimum: 1 })),
  /** Lines that were handled, or written. */
  lines: Type.Integer({ minimum: 0 }),
  /** Of them, those that were refused; the result says why, line by line. */
  rejected: Type.Integer({ minimum: 0 }),
  /** One of `bulkRefusals`, `err.*` or `rjct.*`. */
  refusal: Type.Optional(Type.String({ maxLength: 99 })),
  /** The file to be fetched, once it is ready. */
  result: Type.Optional(
    Type.Object({ size: Type.Integer({ minimum: 0 }), sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) }),
  ),
  expires_at: Timestamp,
});
export type BulkFile = Static<typeof BulkFile>;

/** What is answered to the beginning, to each part and to a question: signed, so the result's hash is too. */
export const BulkReply = Type.Object({
  transaction_id: ShortId,
  correlation_id: ShortId,
  bulk_response: BulkFile,
});
export type BulkReply = Static<typeof BulkReply>;

/** What came of one line of a pushed file; beside these the members of the operation's own answer. */
export const BulkLineResult = Type.Object({
  line: Type.Integer({ minimum: 1 }),
  status: Type.Enum(['rjct', 'succ', 'pdng', 'rcvd']),
  status_reason_code: Type.Optional(Type.String({ maxLength: 99 })),
  status_reason_message: Type.Optional(Type.String({ maxLength: 999 })),
});

/** A file as an operator sees it: how far it is, and nothing of whom it is about. */
export const BulkFilePage = Type.Object({
  items: Type.Array(
    Type.Object({
      ...BulkFile.properties,
      partner: Type.String(),
      role: Type.String(),
      at: Time,
    }),
  ),
});
export type BulkFilePage = Static<typeof BulkFilePage>;

export const BulkFileFilter = Type.Object(
  { partner: Type.Optional(Type.String({ maxLength: 40 })) },
  { additionalProperties: false },
);
export type BulkFileFilter = Static<typeof BulkFileFilter>;
