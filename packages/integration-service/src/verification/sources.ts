import type { VerificationKind } from '@interlink/contracts/verification/result';
import type { VerificationSettings } from '@interlink/contracts/verification/settings';
import type {
  AccountVerifier,
  CivilStatusVerifier,
  EnrolmentVerifier,
  IdentityVerifier,
  VerifierTools,
} from '@interlink/contracts/verification/verifier';
import type { Exchange } from '../exchange/service.js';
import type { Interconnection } from '../interconnection/service.js';
import type { Clock } from '../platform/clock.js';
import type { IdentityTools } from './provider-session.js';
import { verifiers } from './verifiers/registry.js';

export type AnyVerifier = AccountVerifier | CivilStatusVerifier | EnrolmentVerifier | IdentityVerifier<IdentityTools>;

export interface SourceDeps {
  readonly settings: VerificationSettings;
  readonly interconnection: Interconnection;
  readonly exchange: Exchange;
  readonly clock: Clock;
  readonly redirectUri: string;
  readonly extensions?: readonly AnyVerifier[];
}

type Source = VerificationSettings['civilStatus'];

/** Opens whom the settings name, so that a mistake in them stops the start. */
export function openSources(deps: SourceDeps) {
  const { settings, interconnection, clock, redirectUri } = deps;
  const known = [...verifiers, ...(deps.extensions ?? [])];
  const named = <Kind extends VerificationKind>({ verifier }: Source, kind: Kind) => {
    const found = known.find(({ id }) => id === verifier);
    if (found?.kind !== kind) throw new Error(`interlink.json names no ${kind} verifier ${verifier}`);
    return found as Extract<AnyVerifier, { kind: Kind }>;
  };
  const identity = named(settings.identity, 'identity').open({
    partner: interconnection.partner(settings.identity.partner),
    clientKey: interconnection.keys.oidc,
    redirectUri,
    acr: settings.identity.acr,
    maxAgeSeconds: settings.identity.maxAgeSeconds,
    now: () => clock.now().getTime(),
  });
  const openCheck = <Opened>(source: Source, verifier: { open(tools: VerifierTools): Opened }) => ({
    source: source.partner,
    ask: verifier.open(toolsFor(source, deps)),
  });
  const accounts = new Map(
    Object.entries(settings.accounts).map(([provider, source]) => [
      provider,
      openCheck(source, named(source, 'account')),
    ]),
  );
  return {
    identity: { verifier: identity, source: settings.identity.partner },
    civilStatus: openCheck(settings.civilStatus, named(settings.civilStatus, 'civil-status')),
    enrolments: settings.enrolments.map((source) => openCheck(source, named(source, 'enrolment'))),
    account: (provider: string) => accounts.get(provider) ?? accounts.get('*') ?? notCheckable,
  };
}

function toolsFor({ partner }: Source, { settings, interconnection, exchange }: SourceDeps): VerifierTools {
  return {
    partner: interconnection.partner(partner),
    civilRegistry: exchange.civilRegistry(settings.civilStatus.partner),
    mapper: exchange.mapper(partner),
    beneficiaryRegistry: exchange.registry(partner, 'beneficiary-registry'),
  };
}

/** Nobody can be asked about accounts of this provider. */
const notCheckable = {
  source: 'none',
  ask: () =>
    Promise.resolve({
      outcome: 'refused',
      reasons: ['account-not-checkable'],
      evidence: { signature: 'absent' },
      proof: {},
    } as const),
};
