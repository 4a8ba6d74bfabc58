import { auditRoutes } from './audit/routes.js';
import { createCapabilities, type Capabilities } from './capabilities.js';
import { enrolmentJobs } from './enrolment/jobs.js';
import { enrolmentRoutes } from './enrolment/routes.js';
import { exchangeJobs, inquiryJobs } from './exchange/jobs.js';
import { followingRoutes, subscriptionRoutes } from './exchange/operator-routes.js';
import { refreshRoutes } from './exchange/refresh-routes.js';
import { exchangeRoutes } from './exchange/routes.js';
import { interconnectionJobs } from './interconnection/jobs.js';
import { operatorRoutes } from './interconnection/operator-routes.js';
import { partnerRoutes } from './interconnection/partner-routes.js';
import { interconnectionRoutes } from './interconnection/routes.js';
import { extensionChecks, loadExtensions } from './extensions.js';
import { accountsReady } from './openimis/accounts-ready.js';
import { modeReady } from './openimis/mode-ready.js';
import { readRights } from './openimis/rights.js';
import { disbursedRoutes } from './payments/disbursed-routes.js';
import { paymentsJobs } from './payments/jobs.js';
import { paymentsRoutes } from './payments/routes.js';
import type { Config } from './platform/config.js';
import { openOpsServer } from './platform/http/ops-server.js';
import { loadRights } from './platform/http/rights.js';
import { openServer, type ServerParts } from './platform/http/server.js';
import { maintenanceJob } from './platform/jobs/maintenance.js';
import { startJobs } from './platform/jobs/runner.js';
import type { JobDefinition } from './platform/jobs/worker.js';
import type { Destination } from './platform/outbox/destination.js';
import { beginLife } from './platform/outbox/life.js';
import { startRelays } from './platform/outbox/relays.js';
import { fetchReceipts, smsDestination, type SmsGateway } from './platform/outbox/sms-destination.js';
import { everySubscriber, subscriberDestination, type Subscriber } from './platform/outbox/subscriber.js';
import type { Platform } from './platform/platform.js';
import { openProcess, type ProcessName } from './platform/process.js';
import { openSealing } from './sealing.js';
import { registryJobs } from './registry/jobs.js';
import { registryRoutes } from './registry/routes.js';
import { socialRegistryJobs } from './social-registry/jobs.js';
import { socialRegistryRoutes } from './social-registry/routes.js';
import { smsGateway } from './sms-gateway.js';
import { subscriptions } from './subscriptions.js';
import { verificationJobs } from './verification/jobs.js';
import { verificationRoutes } from './verification/routes.js';

/** A process that runs until `stop`, which ends it in order: no new work first, the database last. */
export interface Running {
  readonly port: number;
  stop(): Promise<void>;
}

/** Routes under `/interlink/api/v1`. One capability a line, sorted. */
export const apiRoutes = ({
  audit,
  dciServer,
  enrolment,
  exchange,
  interconnection,
  payments,
  personRefresh,
  registry,
  peopleVerification,
  socialRegistry,
  verificationLists,
}: Capabilities): ServerParts['api'] => [
  (app, http) => auditRoutes(app, http, audit),
  (app, http) => enrolmentRoutes(app, http, enrolment),
  (app, http) => followingRoutes(app, http, exchange.following),
  (app, http) => operatorRoutes(app, http, interconnection),
  (app, http) => partnerRoutes(app, http, interconnection),
  (app, http) => paymentsRoutes(app, http, payments),
  (app, http) => refreshRoutes(app, http, personRefresh),
  (app, http) => registryRoutes(app, http, registry),
  (app, http) => socialRegistryRoutes(app, http, socialRegistry),
  (app, http) => subscriptionRoutes(app, http, dciServer.context),
  (app, http) => verificationRoutes(app, http, peopleVerification, verificationLists),
];

/** Routes with an address of their own. One capability a line, sorted. */
const rootRoutes = ({ dciServer, interconnection, payments }: Capabilities): ServerParts['root'] => [
  (app) => exchangeRoutes(app, dciServer.context),
  (app) => interconnectionRoutes(app, interconnection),
  (app) => disbursedRoutes(app, payments.disbursed),
];

/** Where the outbox goes. One stream a line, sorted. */
const destinations = (platform: Platform, gateway: SmsGateway): readonly Destination[] => [
  smsDestination(platform, gateway),
];

/** Who listens to domain events; `subscriptions.ts` says to which. One a line, sorted. */
const subscribers = ({ dciServer, enrolment, payments, socialRegistry }: Capabilities): readonly Subscriber[] => [
  dciServer.subscriber,
  enrolment.receipts,
  payments.deaths,
  payments.holds,
  payments.merged,
  socialRegistry.subscriber,
];

/** Work in the background. One capability a line, sorted. */
const jobs = (
  platform: Platform,
  {
    dciServer,
    enrolment,
    exchange,
    instances,
    openimis,
    payments,
    registry,
    socialRegistry,
    verificationLists,
  }: Capabilities,
  gateway: SmsGateway,
): readonly JobDefinition[] => [
  ...enrolmentJobs(enrolment),
  ...exchangeJobs(dciServer.context),
  ...inquiryJobs(exchange.inquiries),
  ...interconnectionJobs(platform, () => registry.privacy.heldPeople()),
  ...paymentsJobs(payments),
  ...platformJobs(platform, gateway),
  ...registryJobs(registry, openimis, instances, platform),
  ...socialRegistryJobs(socialRegistry),
  ...verificationJobs(verificationLists),
];

const platformJobs = (platform: Platform, gateway: SmsGateway): readonly JobDefinition[] => [
  maintenanceJob(platform),
  {
    name: 'platform.fetch-sms-receipts',
    everySeconds: 5,
    run: async () => void (await fetchReceipts(platform, gateway)),
  },
];

/** A service account that may do more than rights.json says makes the process not ready (S9). */
const accountsCheck = async (config: Config, { openimis }: Capabilities) =>
  accountsReady(openimis, await readRights(config.configDir), () => performance.now());

/**
 * S14: in production an openIMIS that takes calls without a CSRF token, as in MODE=dev, makes the process not ready.
 */
const modeCheck = ({ mode, openimisUrl = '' }: Config, { openimis }: Capabilities) =>
  mode === 'production' ? [modeReady({ url: openimisUrl }, openimis.accounts, () => performance.now())] : [];

/** What both processes stand on, and what makes each of them not ready. */
async function openService(config: Config, name: ProcessName) {
  const parts = await openProcess(config, name, subscriptions);
  const extensions = await loadExtensions(config);
  const capabilities = await createCapabilities(
    parts.platform,
    extensions.map(({ extension }) => extension),
  );
  const readyChecks = [
    ...parts.readyChecks,
    ...extensionChecks(extensions),
    await accountsCheck(config, capabilities),
    ...modeCheck(config, capabilities),
    capabilities.payments.readyCheck,
    capabilities.payments.clockCheck,
  ];
  return { ...parts, capabilities, readyChecks };
}

/** The operators' API and its operations port. */
export async function serve(config: Config): Promise<Running> {
  const { platform, database, telemetry, capabilities, readyChecks } = await openService(config, 'serve');
  const app = await openServer({
    platform,
    readyChecks,
    directory: capabilities.openimis.directory,
    rights: await loadRights(config.configDir),
    api: apiRoutes(capabilities),
    root: rootRoutes(capabilities),
  });
  const ops = openOpsServer(platform.metrics, readyChecks);
  await app.listen({ host: config.host, port: config.port });
  await ops.listen({ host: '127.0.0.1', port: config.opsPort });
  platform.log.info('Serving', { port: config.port, host: config.host });
  return {
    port: config.port,
    async stop() {
      await app.close();
      await ops.close();
      await capabilities.dciServer.close();
      await capabilities.interconnection.close();
      await database.close();
      await telemetry.stop();
    },
  };
}

/** Relays, jobs and the seal. */
export async function work(config: Config): Promise<Running> {
  const { platform, database, boss, telemetry, capabilities, readyChecks } = await openService(config, 'work');
  const gateway = smsGateway(capabilities.interconnection.partner('sms'));
  const sealing = await openSealing(platform, capabilities.interconnection);
  const life = beginLife(database.pool, platform.ids.next());
  const relays = startRelays(platform, life, [
    ...destinations(platform, gateway),
    ...everySubscriber(subscriptions, subscribers(capabilities)).map(subscriberDestination),
  ]);
  const partnerRelays = capabilities.dciServer.startRelays(life);
  const runner = await startJobs(platform, boss, [...sealing.jobs, ...jobs(platform, capabilities, gateway)]);
  const ops = openOpsServer(platform.metrics, readyChecks);
  await ops.listen({ host: '127.0.0.1', port: config.opsPort });
  platform.log.info('Working', { port: config.opsPort });
  return {
    port: config.opsPort,
    async stop() {
      await relays.stop();
      await partnerRelays.stop();
      life.end();
      await runner.stop();
      await ops.close();
      await capabilities.dciServer.close();
      await capabilities.interconnection.close();
      await sealing.close();
      await database.close();
      await telemetry.stop();
    },
  };
}
