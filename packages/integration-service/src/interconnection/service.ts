import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PartnerSettings } from '@interlink/contracts/interconnection/partner';
import type { PartnerPort } from '@interlink/contracts/interconnection/partner-port';
import type { Platform } from '../platform/platform.js';
import { openTokenClient, type TokenClient } from './access-token.js';
import { callWithToken } from './call-with-token.js';
import { openInbound, type Inbound } from './inbound/inbound.js';
import { openTokenIssuer } from './inbound/tokens.js';
import { openKeyring, type Keyring } from './keyring.js';
import { loadOwnKeys, openPartnerKeys, type OwnKeys } from './keys.js';
import { signMessage, verifyMessage } from './message-signature.js';
import { openOutgoing, type Outgoing } from './outgoing.js';
import { recordCall } from './outgoing-calls.js';
import { partnerEncryption } from './partner-encryption.js';
import { openPartnerAdmin, type PartnerAdmin } from './partner-admin.js';
import { destinationDefaults, interconnectionPolicy } from './policy.js';
import { partnerCache } from './store/partner-records.js';

export { isVolumeUsedUp } from './store/agreements.js';
export { nextDay, type AgreementAsker } from './inbound/agreement-gate.js';
export type { EncryptedMessage } from './inbound/encryption.js';
export type { Inbound } from './inbound/inbound.js';
export type { PartnerAdmin } from './partner-admin.js';
export type { ExchangeEntry } from './exchange-log.js';
export { OutgoingError } from './outgoing-error.js';
export type { OutgoingReason } from './outgoing-error.js';
export { openOutgoing } from './outgoing.js';
export type { OwnKey } from './keys.js';
export type { ExchangeRecord, Outgoing, OutgoingAnswer, OutgoingRequest } from './outgoing.js';

/** One partner of interlink.json, with the way to it for what is not a post with a token. */
export interface Partner extends PartnerPort {
  readonly outgoing: Outgoing;
  /** Undefined for a partner that takes no client credentials. */
  readonly tokens: TokenClient | undefined;
}

/** Partners, keys, signatures and the way out. */
export interface Interconnection {
  /** Partners who come to us: who they are, what they sent, what they may have. */
  readonly inbound: Inbound;
  /** What operators do about partners. */
  readonly admin: PartnerAdmin;
  /** Our own keys, rotated ones included; the public ones are served at /interlink/.well-known/jwks.json. */
  readonly keyring: Keyring;
  readonly keys: OwnKeys;
  /** Throws when interlink.json has no partner of that name: a mistake of configuration. */
  partner(id: string): Partner;
  close(): Promise<void>;
}

const DEFAULTS = { ...destinationDefaults, signature: 'required', dialect: 'attached-jws' } as const;

/** Reads keys and secrets once; opens no connection. */
export async function createInterconnection(platform: Platform): Promise<Interconnection> {
  const keys = await loadOwnKeys(platform.config.secretsDir);
  const keyring = openKeyring(platform, keys);
  const { inbound, admin } = openFaces(platform, keyring);
  const partners = new Map<string, Partner>();
  for (const [id, settings] of Object.entries(platform.config.settings.partners)) {
    partners.set(id, await openPartner(id, settings, keyring, platform));
  }
  return {
    keys,
    keyring,
    inbound,
    admin,
    partner(id) {
      const found = partners.get(id);
      if (!found) throw new Error(`interlink.json names no partner ${id}`);
      return found;
    },
    close: async () => {
      await Promise.all([...partners.values()].map((partner) => partner.outgoing.close()));
    },
  };
}

function openFaces(platform: Platform, keyring: Keyring): { readonly inbound: Inbound; readonly admin: PartnerAdmin } {
  const policy = interconnectionPolicy(platform.config);
  const now = () => platform.clock.now();
  const partners = partnerCache(platform, () => now().getTime());
  const tokens = openTokenIssuer({
    ...{ keyring, now, newId: platform.ids.next, lifetimeSeconds: policy.tokenSeconds },
    issuer: `${platform.config.publicOrigin}/interlink`,
  });
  const inbound = openInbound({ platform, policy, keyring, partners, tokens });
  return { inbound, admin: openPartnerAdmin({ platform, policy, partners, inbound, keyring }) };
}

async function openPartner(
  id: string,
  settings: PartnerSettings,
  keyring: Keyring,
  platform: Platform,
): Promise<Partner> {
  const now = () => platform.clock.now().getTime();
  const outgoing = openOutgoing(
    {
      partner: id,
      url: settings.url,
      timeoutMs: settings.timeoutMs ?? DEFAULTS.timeoutMs,
      connections: settings.connections ?? DEFAULTS.connections,
      allowPrivateAddresses: settings.allowPrivateAddresses ?? false,
      clientCertificate: await readCertificate(settings, platform.config.secretsDir),
    },
    { now, record: (record) => recordCall(platform, record) },
  );
  const tokens = await openTokens(outgoing, settings, platform.config.secretsDir, now);
  const nowSeconds = () => Math.floor(now() / 1000);
  const policy = settings.signature ?? DEFAULTS.signature;
  const partnerKeys = openPartnerKeys(
    join(platform.config.secretsDir, settings.jwksFile ?? `partners/${id}-jwks.json`),
    now,
  );
  return {
    id,
    settings,
    outgoing,
    tokens,
    post: (post) => callWithToken(outgoing, tokens, post),
    get: (get) => callWithToken(outgoing, tokens, get),
    ...partnerEncryption({ partner: id, policy: settings.encryption ?? 'none', keyring, keys: partnerKeys }),
    sign: async (parts) =>
      signMessage(parts, settings.dialect ?? DEFAULTS.dialect, {
        key: await keyring.signing(),
        senderId: settings.ownDciId ?? settings.clientId,
        nowSeconds: nowSeconds(),
      }),
    async verify(signature, parts) {
      const state = await verifyMessage(signature, parts, { keys: partnerKeys, policy, nowSeconds: nowSeconds() });
      return state === 'absent' && policy === 'required' ? 'invalid' : state;
    },
  };
}

async function readCertificate({ clientCertificate: files }: PartnerSettings, secretsDir: string) {
  if (files === undefined) return undefined;
  const [cert = '', key = '', ca = ''] = await Promise.all(
    [files.certificateFile, files.keyFile, files.authorityFile].map((file) => readFile(join(secretsDir, file), 'utf8')),
  );
  return { cert, key, ca };
}

async function openTokens(outgoing: Outgoing, settings: PartnerSettings, secretsDir: string, now: () => number) {
  const { clientSecretFile, tokenPath, clientId } = settings;
  if (clientSecretFile === undefined || tokenPath === undefined) return undefined;
  const clientSecret = (await readFile(join(secretsDir, clientSecretFile), 'utf8')).trim();
  return openTokenClient(outgoing, { clientId, clientSecret, tokenPath }, now);
}
