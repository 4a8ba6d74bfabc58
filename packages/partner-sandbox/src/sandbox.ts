import path from 'node:path';
import { openAccountCheck } from './bank/account-check.js';
import { openConduct } from './bank-payments/conduct.js';
import { openBankPayments, readBankFiles, type BankPayments } from './bank-payments/bank-payments.js';
import { openBankSftp, readSftpFiles } from './bank-sftp/bank-sftp.js';
import { openCivilRegistry } from './civil-registry/registry.js';
import { openBusinessClock, type BusinessClock, type Clock } from './common/clock.js';
import { readCountry, type Country } from './common/country.js';
import { readJwk, readJwks } from './common/keys.js';
import type { PartnerTools } from './common/partner-server.js';
import type { PartnerName } from './common/partners.js';
import { openTools } from './common/tools.js';
import { openConsumer } from './consumer/consumer.js';
import { openHub } from './hub/hub.js';
import { openMapper } from './mapper/mapper.js';
import { openMobileMoney } from './mobile-money/wallets.js';
import { openNationalId } from './national-id/national-id.js';
import { openPaymentHub } from './payment-hub/payment-hub.js';
import { openPaymentSwitch } from './payment-switch/payment-switch.js';
import { openReliefAgency } from './relief-agency/relief-agency.js';
import { readClient, type Settings } from './settings.js';
import { openSmsGateway } from './sms/gateway.js';
import { openInbox } from './sms/inbox.js';
import { openWitness } from './witness/witness.js';

const HOST = '127.0.0.1';
/** Between two looks of a management system at what its clerks wrote. */
const PUSH_EVERY_MS = 2000;

/** What every partner can do, whatever it speaks. */
interface PartnerServer {
  listen(at: { readonly host: string; readonly port: number }): PromiseLike<unknown>;
  close(): PromiseLike<unknown>;
}

export interface Sandbox {
  close(): Promise<void>;
}

/** Opens every partner on its own port of the loopback address. */
export async function startSandbox(settings: Settings, clock: Clock): Promise<Sandbox> {
  const servers = await openServers(settings, clock);
  const close = async () => {
    await Promise.all(Object.values(servers).map((server) => server.close()));
  };
  try {
    for (const [name, server] of Object.entries(servers)) {
      await server.listen({ host: HOST, port: settings.ports[name as PartnerName] });
    }
  } catch (thrown) {
    await close();
    throw thrown;
  }
  return { close };
}

async function openServers(settings: Settings, clock: Clock): Promise<Readonly<Record<string, PartnerServer>>> {
  const { stateDir, registeredJwks, redirectUri, ports } = settings;
  const folder = path.join(stateDir, 'store');
  const key = keysOf(settings);
  const country = readCountry(settings.countryDir);
  const inbox = openInbox(folder, clock);
  const businessClock = openBusinessClock(folder, clock);
  const bankFiles = readBankFiles(stateDir);
  const sftpFiles = readSftpFiles(stateDir);
  const tools = openTools(folder, clock);
  const conduct = openConduct(folder);
  const payments =
    bankFiles &&
    openBankPayments(tools, {
      ...{ businessClock, conduct, registeredJwks, ...bankFiles, ...formOf(settings) },
      accounts: country.bank,
    });
  return {
    bank: openAccountCheck(tools, readClient(settings, 'bank'), country.bank),
    ...openRegisters(tools, settings, country),
    consumer: openConsumer(tools, {
      signingKey: key('consumer'),
      interlinkUrl: settings.interlinkUrl,
      ownUrl: `http://${HOST}:${ports.consumer}`,
    }),
    'mobile-money': openMobileMoney(tools, readClient(settings, 'mobile-money'), country.nationalId),
    'national-id': await openNationalId(tools, {
      issuer: `http://${HOST}:${ports['national-id']}`,
      people: country.nationalId,
      signingKey: key('national-id'),
      clientKeys: readJwks(registeredJwks),
      redirectUri,
      sendSms: (to, text) => inbox.send({ from: 'national-id', clientReference: null, to, text, language: 'en' }),
    }),
    'relief-agency': openReliefAgency(tools, {
      client: readClient(settings, 'relief'),
      countryDir: settings.countryDir,
      signingKey: key('relief-agency'),
      registeredJwks,
      interlinkUrl: settings.interlinkUrl,
      ownUrl: `http://${HOST}:${ports['relief-agency']}`,
      pushEveryMs: settings.pushEveryMs ?? PUSH_EVERY_MS,
    }),
    sms: openSmsGateway(tools, readClient(settings, 'sms'), inbox),
    witness: openWitness(tools),
    hub: await openHub({ ...tools, inbox, businessClock, conduct, ...(payments && { books: payments.books }) }),
    ...(payments && { 'bank-payments': payments.app, ...openPayers(tools, settings, payments, businessClock) }),
    ...(payments && sftpFiles && { 'bank-sftp': openBankSftp(tools, { ...sftpFiles, desk: payments.desk }) }),
  };
}

/** Who pays from accounts at the bank. */
function openPayers(tools: PartnerTools, settings: Settings, { desk }: BankPayments, { now }: BusinessClock) {
  const { app } = openPaymentSwitch(tools, {
    client: readClient(settings, 'switch'),
    signingKey: keysOf(settings)('payment-switch'),
    registeredJwks: settings.registeredJwks,
    interlinkUrl: settings.interlinkUrl,
    orders: desk.orders,
    tellEveryMs: settings.pushEveryMs ?? PUSH_EVERY_MS,
  });
  const today = () => now().toISOString().slice(0, 10);
  return {
    'payment-hub': openPaymentHub(tools, { client: readClient(settings, 'hub'), bank: desk, today }),
    'payment-switch': app,
  };
}

const formOf = ({ bankProfile: profile = 'typical', bankStatements: statements = 'camt.053' }: Settings) => ({
  profile,
  statements,
});

const keysOf =
  ({ stateDir }: Settings) =>
  (name: string) =>
    readJwk(path.join(stateDir, 'keys', `${name}.jwk`));

/** Those that are asked by DCI and G2P Connect messages. */
function openRegisters(tools: PartnerTools, settings: Settings, country: Country) {
  const { registeredJwks } = settings;
  const key = keysOf(settings);
  return {
    'civil-registry': openCivilRegistry(tools, {
      client: readClient(settings, 'civil'),
      people: country.civil,
      signingKey: key('civil-registry'),
      registeredJwks,
      interlinkUrl: settings.interlinkUrl,
    }),
    mapper: openMapper(tools, {
      client: readClient(settings, 'mapper'),
      links: country.mapper,
      signingKey: key('mapper'),
      registeredJwks,
    }),
  };
}
