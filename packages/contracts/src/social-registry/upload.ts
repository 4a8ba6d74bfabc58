import { Type, type Static } from 'typebox';
import { Time } from '../platform/time.js';

const Count = Type.Integer({ minimum: 0 });

/** The bytes of one chunk; the last may be shorter. */
export const CHUNK_BYTES = 524_288;

/**
 * receiving: chunks come; checking: read to the end, nothing is kept of it yet; checked: may be loaded; refused: too
 * many problems, or no file of ours; loading, loaded; cancelled.
 */
export const UploadState = Type.Enum(['receiving', 'checking', 'checked', 'refused', 'loading', 'loaded', 'cancelled']);
export type UploadState = Static<typeof UploadState>;

/** Why a whole file was refused. */
export const UploadRefusal = Type.Enum([
  'bytes-differ',
  'columns-differ',
  'not-csv',
  'not-utf8',
  'questionnaire-unknown',
  'spreadsheet-macros',
  'spreadsheet-protected',
  'spreadsheet-too-large',
  'spreadsheet-unreadable',
  'too-many-duplicates',
  'too-many-problems',
  'empty',
]);
export type UploadRefusal = Static<typeof UploadRefusal>;

/** Bytes of an XLSX, as it is sent. */
export const MOST_SPREADSHEET_BYTES = 10_485_760;

export const BeginUpload = Type.Object(
  {
    fileName: Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000-\\u001f\\u007f/\\\\]*$' }),
    /** Bytes. */
    size: Type.Integer({ minimum: 1, maximum: 2_000_000_000 }),
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    questionnaire: Type.String({ minLength: 1, maxLength: 40 }),
    /** Households with a problem, in a hundred, above which nothing is loaded; 0: every household must be right. */
    mostProblemPercent: Type.Integer({ minimum: 0, maximum: 50 }),
  },
  { additionalProperties: false },
);
export type BeginUpload = Static<typeof BeginUpload>;

export const Upload = Type.Object({
  id: Type.String({ format: 'uuid' }),
  state: UploadState,
  fileName: Type.String(),
  size: Count,
  questionnaire: Type.String(),
  questionnaireVersion: Type.Integer(),
  mostProblemPercent: Count,
  /** Chunks that are here; the next is asked for by this number. */
  chunks: Count,
  /** Bytes read by the check or, while loading, households done. */
  progress: Type.Object({ done: Count, of: Count }),
  rows: Count,
  households: Count,
  members: Count,
  /** Households that have a problem and are left out. */
  householdsWithProblems: Count,
  problems: Type.Record(Type.String(), Count),
  /** What the load did. */
  created: Count,
  changed: Count,
  unchanged: Count,
  refusal: Type.Optional(UploadRefusal),
  /** What exactly, e.g. the columns that are missing. */
  refusalDetails: Type.Optional(Type.Array(Type.String())),
  makerLogin: Type.String(),
  createdAt: Time,
  updatedAt: Time,
});
export type Upload = Static<typeof Upload>;

export const UploadList = Type.Object({ items: Type.Array(Upload), next: Type.Optional(Type.String()) });
export type UploadList = Static<typeof UploadList>;

/** One cell that is wrong; no value, because it may be a person's. */
export const UploadProblem = Type.Object({
  row: Type.Integer(),
  column: Type.String(),
  /** As a spreadsheet names it, e.g. `D4`; not known of files that were checked before it was kept. */
  cell: Type.Optional(Type.String()),
  code: Type.String(),
});
export type UploadProblem = Static<typeof UploadProblem>;

export const UploadProblems = Type.Object({ items: Type.Array(UploadProblem), next: Type.Optional(Type.String()) });
export type UploadProblems = Static<typeof UploadProblems>;
