import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Extension } from '@interlink/contracts/extension';
import { openAuditLog, type AuditLog } from './audit/query.js';
import { createEnrolment, journeyKeeper, type Enrolment } from './enrolment/service.js';
import {
  createDciServer,
  createExchange,
  createPersonRefresh,
  type DciServer,
  type Exchange,
  type PersonRefresh,
} from './exchange/service.js';
import { createInterconnection, type Interconnection } from './interconnection/service.js';
import { parseMapping } from './openimis/mapping.js';
import { openImis } from './openimis/open-imis.js';
import { countPayments, createPayments, type Payments } from './payments/service.js';
import { required } from './platform/environment.js';
import type { Platform } from './platform/platform.js';
import { readConfigFile } from './platform/read-config-file.js';
import {
  createRegistry,
  openFollowers,
  openInstances,
  type Instance,
  type Keepers,
  type Registry,
} from './registry/service.js';
import { createSocialRegistry, photographsOf, type SocialRegistry } from './social-registry/service.js';
import { createVerificationLists, type VerificationLists } from './verification/lists/service.js';
import { createPeopleVerification, type PeopleVerification } from './verification/people.js';
import { createVerification, verificationKeeper, type Verification } from './verification/service.js';

/** Every capability, built in its order. */
export interface Capabilities {
  readonly audit: AuditLog;
  readonly openimis: ReturnType<typeof openImis>;
  readonly instances: readonly Instance[];
  readonly interconnection: Interconnection;
  readonly registry: Registry;
  readonly dciServer: DciServer;
  readonly exchange: Exchange;
  readonly personRefresh: PersonRefresh;
  readonly peopleVerification: PeopleVerification;
  readonly verification: Verification;
  readonly verificationLists: VerificationLists;
  readonly socialRegistry: SocialRegistry;
  readonly payments: Payments;
  readonly enrolment: Enrolment;
}

/** S15: whom an erasure reaches beside the registry, or counts. */
const keepersOf = (platform: Platform): Keepers => ({
  journeys: journeyKeeper(platform),
  verifications: verificationKeeper(platform),
  payments: { count: countPayments },
});

/** Opens no connection; a mistake of configuration is thrown here, before anything listens. */
export async function createCapabilities(
  platform: Platform,
  extensions: readonly Extension[] = [],
): Promise<Capabilities> {
  const { config } = platform;
  const openimis = openImis({
    endpoint: { url: required(config.openimisUrl, 'OPENIMIS_URL') },
    mapping: parseMapping(await readConfigFile(join(config.configDir, 'mapping.json'))),
    secretsDir: config.secretsDir,
    newId: platform.ids.next,
  });
  const interconnection = await createInterconnection(platform);
  const registry = createRegistry(platform, { photographs: photographsOf(platform), keepers: keepersOf(platform) });
  const instances = await openInstances(platform, registry.policy);
  const exchanging = openExchanging(platform, extensions, { openimis, instances, interconnection, registry });
  const { dciServer, exchange } = exchanging;
  const verification = createVerification(platform, {
    ...{ interconnection, exchange },
    extensions: extensions.flatMap(({ verifiers = [] }) => verifiers),
  });
  const verifying = { openimis, verification, registry };
  const socialRegistry = await createSocialRegistry(platform, { registry, openimis });
  const payments = createPayments(platform, {
    ...{ openimis, verification, interconnection, registry },
    readDeath: dciServer.readDeath,
  });
  const enrolment = createEnrolment(platform, {
    ...{ verification, openimis },
    sleep: async (time) => void (await sleep(time)),
  });
  return {
    audit: openAuditLog(platform),
    openimis,
    instances,
    interconnection,
    registry,
    ...exchanging,
    verification,
    peopleVerification: createPeopleVerification(platform, verifying),
    verificationLists: createVerificationLists(platform, verifying),
    socialRegistry,
    payments,
    enrolment,
  };
}

type Spoken = Pick<Capabilities, 'instances' | 'interconnection' | 'openimis' | 'registry'>;

/** Both ways of DCI, and whom the registry asks by it. */
function openExchanging(platform: Platform, extensions: readonly Extension[], spoken: Spoken) {
  const { interconnection, registry, openimis, instances } = spoken;
  const exchange = createExchange(
    platform,
    interconnection,
    extensions.flatMap(({ connectors = [] }) => connectors),
  );
  return {
    exchange,
    dciServer: createDciServer(platform, { interconnection, registry }),
    personRefresh: createPersonRefresh({
      ...{ platform, registry, exchange, inbound: interconnection.inbound },
      followers: openFollowers(registry, openimis, instances),
    }),
  };
}
