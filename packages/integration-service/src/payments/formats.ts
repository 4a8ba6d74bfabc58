import {
  DelimitedFormat,
  FixedWidthFormat,
  FormatName,
  type FileFormat,
} from '@interlink/contracts/payments/file-format';
import { canonicalJson } from '@interlink/domain/interconnection/canonical-json';
import { delimited } from '@interlink/domain/payments/formats/delimited';
import { fitTexts, headFits, refuseForFormat, type SentTexts } from '@interlink/domain/payments/formats/fit';
import { fixedWidth } from '@interlink/domain/payments/formats/fixed-width';
import {
  disburseHeadFits,
  G2P_DISBURSE,
  G2P_FORMAT,
  g2pDisburse,
  refuseForDisburse,
} from '@interlink/domain/payments/formats/g2p-disburse';
import {
  GOVSTACK_BATCH,
  GOVSTACK_FORMAT,
  govstackBatch,
  refuseForGovstack,
} from '@interlink/domain/payments/formats/govstack-batch';
import { PAIN_001_001_03, pain00100103 } from '@interlink/domain/payments/formats/pain-001-001-03';
import {
  PAIN_001_001_09,
  pain00100109,
  type CreditTransferFile,
} from '@interlink/domain/payments/formats/pain-001-001-09';
import { refuseFormat } from '@interlink/domain/payments/formats/refuse-format';
import type { ExclusionReason } from '@interlink/domain/payments/check-line';
import type { PaymentLine } from '@interlink/domain/payments/line';
import { Value } from 'typebox/value';
import { ConfigError } from '../platform/config-error.js';
import type { OpenChannel } from './channels/channel.js';
import { channelOf } from './channels/open.js';
import { sha256Hex } from './hashes.js';
import type { ReadBack } from './read-back.js';
import { readG2pDisburse } from './readers/g2p-disburse.js';
import { readGovstackBatch } from './readers/govstack-batch.js';
import { readPain001 } from './readers/pain-001.js';
import { readPaymentFile } from './readers/payment-file.js';

/** How the files of a channel are written, and read again before they are sealed. */
export interface OpenFormat {
  /** As statements and files name it: a definition that changes is another format (A1.5). */
  readonly id: string;
  /** Absent for pain.001, which is code. */
  readonly definition?: FileFormat;
  write(file: CreditTransferFile, lines: readonly PaymentLine[]): string;
  /** Throws UnreadableMessage. */
  read(text: string, currency: string): ReadBack;
  /** Name and remittance as it sends them; absent: as they are. */
  fitTexts?(texts: SentTexts): SentTexts;
  /** Why it cannot say a payment; absent: it says all. */
  refuse?(file: CreditTransferFile, line: PaymentLine): ExclusionReason | undefined;
  /** Whether it can say what all lines share; absent: it can. */
  headFits?(file: CreditTransferFile): boolean;
}

export type OpenFormats = ReadonlyMap<string, OpenFormat>;

const pain001: OpenFormat = {
  id: PAIN_001_001_09,
  write: (file, lines) => textOf(pain00100109(file, lines)),
  read: (text) => readPain001(text),
};

/** By the name that a channel gives. */
const OLD_PAIN_001 = 'pain-001-001-03';

const oldPain001: OpenFormat = {
  id: PAIN_001_001_03,
  write: (file, lines) => textOf(pain00100103(file, lines)),
  read: (text) => readPain001(text),
};

const disbursement: OpenFormat = {
  id: G2P_DISBURSE,
  write: g2pDisburse,
  read: (text) => readG2pDisburse(text),
  refuse: (_file, line) => refuseForDisburse(line),
  headFits: disburseHeadFits,
};

const bulkList: OpenFormat = {
  id: GOVSTACK_BATCH,
  write: govstackBatch,
  read: (text) => readGovstackBatch(text),
  refuse: (_file, line) => refuseForGovstack(line),
};

const textOf = ({ buffer, byteOffset, length }: Uint8Array) =>
  Buffer.from(buffer, byteOffset, length).toString('latin1');

interface Configured {
  readonly formats: Readonly<Record<string, unknown>>;
  readonly maxLinesPerFile: number;
}

/**
 * The formats of interlink.json by name. Throws ConfigError for one that cannot be worked with, and for a channel that
 * names none.
 */
export function openFormats(
  { formats, maxLinesPerFile }: Configured,
  channels: ReadonlyMap<string, OpenChannel>,
): OpenFormats {
  const opened = new Map<string, OpenFormat>([
    [G2P_FORMAT, disbursement],
    [GOVSTACK_FORMAT, bulkList],
    [OLD_PAIN_001, oldPain001],
  ]);
  for (const [name, given] of Object.entries(formats)) {
    if (opened.has(name)) throw wrong(name, ': the name is taken by a format of ours');
    if (!Value.Check(FormatName, name)) throw wrong(name, ': a name is small letters, digits and hyphens');
    const definition = readDefinition(name, given);
    const problem = refuseFormat(definition, maxLinesPerFile);
    if (problem) throw wrong(name, `: ${problem}`);
    opened.set(name, openFormat(name, definition));
  }
  for (const [id, { format }] of channels) {
    if (format === undefined || opened.has(format)) continue;
    throw new ConfigError(`interlink.json: the payment channel ${id} names the format ${format}: there is none.`);
  }
  return opened;
}

/** By its kind, so that a mistake is told where it is. */
function readDefinition(name: string, given: unknown): FileFormat {
  const kind = typeof given === 'object' && given !== null && 'kind' in given ? given.kind : undefined;
  const schema = kind === 'fixed-width' ? FixedWidthFormat : DelimitedFormat;
  const filled: unknown = Value.Default(schema, Value.Clone(given));
  if (Value.Check(schema, filled)) return filled;
  const [first] = Value.Errors(schema, filled);
  throw wrong(name, `${first?.instancePath ?? ''} ${first?.message ?? 'is not as expected'}`);
}

const wrong = (name: string, what: string) =>
  new ConfigError(`interlink.json: policies.payments.formats.${name}${what}.`);

function openFormat(name: string, definition: FileFormat): OpenFormat {
  const version = sha256Hex(canonicalJson(definition, 'as-is')).slice(0, 16);
  return {
    id: `${definition.kind}:${name}:${version}`,
    definition,
    write: (file, lines) =>
      [
        ...(definition.kind === 'delimited' ? delimited(definition, file, lines) : fixedWidth(definition, file, lines)),
      ].join(''),
    read: (text, currency) => readPaymentFile(definition, text, currency),
    fitTexts: (texts) => fitTexts(definition, texts),
    refuse: (file, line) => refuseForFormat(definition, file, line),
    headFits: (file) => headFits(definition, file),
  };
}

interface WithFormats {
  readonly channels: ReadonlyMap<string, OpenChannel>;
  readonly formats: OpenFormats;
}

/** What the files of a channel are made by. Throws `payments.channel-missing`. */
export function formatOf(context: WithFormats, channel: string): OpenFormat {
  const name = channelOf(context, channel).format;
  return (name === undefined ? undefined : context.formats.get(name)) ?? pain001;
}

/** How a sealed file is called and what it is, by the format that it was sealed with. */
export function mediaOf(formatId: string): { readonly contentType: string; readonly extension: string } {
  if (formatId.startsWith('delimited:')) return { contentType: 'text/csv', extension: 'csv' };
  if (formatId.startsWith('govstack:')) return { contentType: 'application/json', extension: 'json' };
  if (formatId.startsWith('g2p-connect:')) return { contentType: 'application/json', extension: 'json' };
  if (formatId.startsWith('fixed-width:')) return { contentType: 'text/plain', extension: 'txt' };
  return { contentType: 'application/xml', extension: 'xml' };
}
