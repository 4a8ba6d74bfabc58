import { join } from 'node:path';
import type { CivilRecord } from '@interlink/contracts/exchange/civil-record';
import { PaymentSettings } from '@interlink/contracts/payments/settings';
import type { ApprovalLimits } from '@interlink/domain/payments/approvals';
import type { BankCalendar } from '@interlink/domain/payments/calendar';
import { hoursIn } from '@interlink/domain/platform/times';
import { ConfigError } from '../platform/config-error.js';
import { readPolicy } from '../platform/config.js';
import type { Platform } from '../platform/platform.js';
import type { Interconnection, Partner } from '../interconnection/service.js';
import type { OpenImis } from '../openimis/port.js';
import type { Registry } from '../registry/service.js';
import type { Verification } from '../verification/service.js';
import type { ChannelTools, OpenChannel } from './channels/channel.js';
import { openChannels } from './channels/open.js';
import { channels } from './channels/registry.js';
import { openFormats, type OpenFormats } from './formats.js';
import { transmitJournal, type TransmitJournal } from './journal.js';
import type { RefoldDeps } from './refold.js';

/** What every part of payments works with. */
export interface PaymentsContext {
  readonly platform: Platform;
  readonly settings: PaymentSettings;
  readonly limits: ApprovalLimits;
  readonly calendar: BankCalendar;
  /** The time of day, `HH:MM`, that it is at a moment where the deployment is. */
  readonly hourOf: (time: Date) => string;
  readonly refold: RefoldDeps;
  readonly openimis: OpenImis;
  readonly verification: Verification;
  readonly interconnection: Interconnection;
  readonly bank: Partner;
  /** By id: every way to the bank that this deployment has. */
  readonly channels: ReadonlyMap<string, OpenChannel>;
  /** By name: the formats that are data. */
  readonly formats: OpenFormats;
  readonly journal: TransmitJournal;
  readonly householdMates: Registry['householdMates'];
  readonly linkedKeys: Registry['linkedKeys'];
  readonly keysOfPerson: Registry['keysOfPerson'];
}

/** What a signed notice of a death says of the person; undefined when the notice was forgotten or says nothing. */
export type ReadDeath = (receivedId: string, place: number) => Promise<CivilRecord | undefined>;

export interface PaymentsDeps {
  /** Notices of deaths that partners sent; without it there are none. */
  readonly readDeath?: ReadDeath;
  readonly openimis: OpenImis;
  readonly verification: Verification;
  readonly interconnection: Interconnection;
  /**
   * Who lives with whom, and which individuals are one person; without it no household is known, and who said to live
   * with somebody approves nothing, and every individual is a person.
   */
  readonly registry?: Pick<Registry, 'householdMates' | 'keysOfPerson' | 'linkedKeys'>;
  /** How long the making of a batch is waited for; milliseconds. */
  readonly makingWaitMs?: number;
}

export function openContext(platform: Platform, deps: PaymentsDeps): PaymentsContext {
  const settings = readPolicy(platform.config, 'payments', PaymentSettings);
  const journalPath = settings.transmitJournal ?? join(platform.config.secretsDir, 'transmit-journal.jsonl');
  const bank = deps.interconnection.partner(settings.bank);
  const opened = openChannels(channels, channelTools(platform, deps.interconnection, bank), settings.channels);
  refuseCutOffs(settings, opened);
  return {
    platform,
    settings,
    limits: limitsOf(settings),
    calendar: { bankDays: settings.bankDays, holidays: settings.holidays },
    hourOf: hoursIn(platform.config.settings.timeZone ?? 'UTC'),
    refold: { dayOf: platform.dayOf, ids: platform.ids, publish: platform.publish },
    ...deps,
    householdMates: deps.registry?.householdMates ?? unknownHouseholds,
    linkedKeys: deps.registry?.linkedKeys ?? eachAlone,
    keysOfPerson: deps.registry?.keysOfPerson ?? (() => Promise.resolve([])),
    bank,
    channels: opened,
    formats: openFormats(settings, opened),
    journal: transmitJournal(journalPath),
  };
}

/** Throws ConfigError where the bands overlap: one approver would do for sums that ask for three. */
export function limitsOf({
  approvalLimit1Minor: limit1Minor,
  approvalLimit2Minor: limit2Minor,
}: Pick<PaymentSettings, 'approvalLimit1Minor' | 'approvalLimit2Minor'>): ApprovalLimits {
  if (limit1Minor <= limit2Minor) return { limit1Minor, limit2Minor };
  throw new ConfigError('interlink.json: policies.payments: approvalLimit1Minor is above approvalLimit2Minor.');
}

/** One that nobody heeds would let a file leave too late. */
function refuseCutOffs({ cutOffs }: PaymentSettings, opened: PaymentsContext['channels']): void {
  const unknown = Object.keys(cutOffs).find((id) => !opened.has(id));
  if (unknown === undefined) return;
  throw new ConfigError(`interlink.json: policies.payments.cutOffs names the channel ${unknown}: there is none.`);
}

const unknownHouseholds: Registry['householdMates'] = (_handle, _source, keys) =>
  Promise.resolve({ keys: new Set(keys), isComplete: false });

const eachAlone: Registry['linkedKeys'] = (_handle, _source, keys) =>
  Promise.resolve(new Map(keys.map((key) => [key, [key]])));

function channelTools(platform: Platform, { partner }: Interconnection, bank: Partner): ChannelTools {
  const { config, failpoint, log, clock, ids } = platform;
  return {
    bank,
    partner,
    ownUrl: `${config.publicOrigin}/interlink`,
    now: () => clock.now(),
    newId: ids.next,
    secretsDir: config.secretsDir,
    failpoint,
    alarm: (code, cause) =>
      log.error('A payment channel wants somebody to look at it', {
        ...{ partner: bank.id, code },
        ...(cause instanceof Error && { errorName: cause.name }),
      }),
  };
}
