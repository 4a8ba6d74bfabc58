import { FormatName } from '@interlink/contracts/payments/file-format';
import { BatchDetail, BatchSummary } from '@interlink/contracts/payments/payment-hub';
import { GOVSTACK_FORMAT } from '@interlink/domain/payments/formats/govstack-batch';
import type { PartnerAnswer } from '@interlink/contracts/interconnection/partner-port';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { OutgoingError, type Partner } from '../../interconnection/service.js';
import { parseJson, parseJsonObject } from '../../platform/json.js';
import type { Cause, ChannelOutcome, ChannelTools, OutgoingFile, PaymentChannel } from './channel.js';
import { readHubAnswers } from '../readers/hub-status.js';
import { channelClock } from './clock.js';
import { LARGE_ANSWER } from './large-answer.js';

const Short = Type.String({ minLength: 1, maxLength: 20 });
const HubSettings = Type.Object(
  {
    /** Key of `partners`: the hub; its token or certificate is there. */
    partner: Type.String({ minLength: 1 }),
    /** Whose names of headers it wants: they differ. */
    headers: Type.Enum(['govstack', 'payment-hub'], { default: 'govstack' }),
    tenant: Short,
    programme: Short,
    institution: Short,
    /** Of `policies.payments.formats`: the hub's CSV; absent: the bulk list as JSON. */
    format: Type.Optional(FormatName),
  },
  { additionalProperties: false },
);
type HubSettings = Static<typeof HubSettings>;

/**
 * The bulk API of the GovStack payment building block and of Mifos Payment Hub: the sealed list in one request, known
 * by its correlation id; its batch is found by that id also when the answer was lost, and asked how each payment
 * stands.
 */
export const paymentHub: PaymentChannel<typeof HubSettings> = {
  id: 'payment-hub',
  settings: HubSettings,
  open(tools, settings) {
    const line: Line = { ...tools, settings, hub: tools.partner(settings.partner) };
    const reports = (messageId: string, cause: Cause) => askHub(line, messageId, cause);
    return {
      send: (file, cause) => sendBatch(line, file, cause),
      reports,
      clock: channelClock(line.hub, reports),
      readReport: (text, currency) => ({ kind: 'hub-status', report: readHubAnswers(text, currency) }),
      from: settings.partner,
      format: settings.format ?? GOVSTACK_FORMAT,
    };
  },
};

interface Line extends ChannelTools {
  readonly settings: HubSettings;
  readonly hub: Partner;
}

/** So much of a message id has room there, and is enough to tell it apart. */
export const correlationIdOf = (messageId: string): string => messageId.slice(0, 20);

async function sendBatch(line: Line, file: OutgoingFile, cause: Cause): Promise<ChannelOutcome> {
  const type = line.settings.format === undefined ? 'raw' : 'csv';
  const headers = {
    ...namesOf(line.settings, file.messageId),
    ...{ type, 'content-type': file.contentType, 'x-jws-signature': file.bodySignature },
  };
  const path = `/batchtransactions?type=${type}`;
  const answer = await orNothing(line.hub.post({ operation: 'hub-batch', path, body: file.text, headers, cause }));
  return answer === undefined ? 'unknown' : outcomeOf(answer);
}

function namesOf({ headers, tenant, programme, institution }: HubSettings, messageId: string) {
  const isGovstack = headers === 'govstack';
  return {
    'x-correlationid': correlationIdOf(messageId),
    'platform-tenantid': tenant,
    [isGovstack ? 'x-program-id' : 'x-programid']: programme,
    [isGovstack ? 'x-registering-institution-id' : 'x-registering-institutionid']: institution,
  };
}

/** A receipt names the batch, a refusal its error: anything else may be of whoever stands in between. */
function outcomeOf({ status, bytes }: PartnerAnswer): ChannelOutcome {
  const said = parseJsonObject(bytes);
  const has = (...names: readonly string[]) =>
    names.some((name) => typeof said[name] === 'string' && said[name] !== '');
  if (status >= 200 && status < 300) return has('batchId', 'PollingPath') ? 'received' : 'unknown';
  const isRefusal = status >= 400 && status < 500 && ![408, 409, 425, 429].includes(status);
  return isRefusal && has('errorCode', 'errorDescription') ? 'refused' : 'unknown';
}

/** Nothing when the hub does not know the batch, or an answer is missing: half a report is none. */
async function askHub(line: Line, messageId: string, cause: Cause): Promise<readonly string[]> {
  const get = async (operation: string, path: string) => {
    const headers = namesOf(line.settings, messageId);
    const answer = await orNothing(line.hub.get({ ...LARGE_ANSWER, operation, path, headers, cause }));
    return answer?.status === 200 ? Buffer.from(answer.bytes).toString('utf8') : undefined;
  };
  const found = await get('hub-response', `/responses/${correlationIdOf(messageId)}`);
  const { link } = parseJsonObject(found ?? '');
  const batchId = /^\/batch\/Summary\/([A-Za-z0-9_-]{1,50})$/.exec(String(link))?.[1];
  if (batchId === undefined) return [];
  const summary = await get('hub-summary', `/batch/Summary/${batchId}`);
  if (summary === undefined) return [];
  if (!isOf(summary, messageId, batchId)) {
    line.alarm('hub-answer-about-another-batch');
    return [];
  }
  const details = await readPages((page) =>
    get('hub-detail', `/batch/detail?batchId=${batchId}&pageNo=${page}&pageSize=${PAGE}`),
  );
  return details ? [JSON.stringify({ messageId, summary, details })] : [];
}

function isOf(summary: string, messageId: string, batchId: string): boolean {
  const body = parseJson(summary);
  return Value.Check(BatchSummary, body) && body.batchId === batchId && body.requestId === correlationIdOf(messageId);
}

const PAGE = 500;
/** No file has so many payments. */
const MAX_PAGES = 200;

/** Undefined when one is missing, or there is no end of them. */
async function readPages(get: (page: number) => Promise<string | undefined>): Promise<readonly string[] | undefined> {
  const pages: string[] = [];
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const text = await get(page);
    const body = text === undefined ? undefined : parseJson(text);
    if (text === undefined || !Value.Check(BatchDetail, body)) return undefined;
    pages.push(text);
    if (body.last) return pages;
  }
  return undefined;
}

/** Undefined when no answer came. */
async function orNothing(asked: Promise<PartnerAnswer>): Promise<PartnerAnswer | undefined> {
  try {
    return await asked;
  } catch (thrown) {
    if (!(thrown instanceof OutgoingError)) throw thrown;
    return undefined;
  }
}
