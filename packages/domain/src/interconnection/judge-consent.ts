import type { CheckedConsent } from '@interlink/contracts/interconnection/agreement';
import { consentedElements, readConsent, type StatedConsent } from './consent.js';
import { commonElements } from './elements.js';

/** The `consent` and `authorize` objects of one item, and what is known beside them. */
export interface ConsentFacts {
  readonly consent: unknown;
  readonly authorize: unknown;
  /**
   * Payload of the signed consent; undefined when there is one and no key of the partner signed it, or it is no JSON.
   */
  readonly signed?: { readonly payload: unknown; readonly reference: string } | undefined;
  /** By which the partner is known in messages and in our register. */
  readonly partnerIds: readonly string[];
  /** By which we are known to it. */
  readonly ownId: string;
  /** By which one person is asked for; undefined for any other question. */
  readonly asked?: { readonly type: string; readonly value: string } | undefined;
  readonly nowMs: number;
}

export interface JudgedConsent {
  readonly purpose?: string | undefined;
  readonly consent?: CheckedConsent | 'not-valid' | undefined;
}

const SKEW_MS = 60_000;

/**
 * What the partner says about purpose and consent, as far as it may be believed. A stated consent is believed on the
 * partner's own signature of the message; one that it signed must hold for us, now, for this question. What any of them
 * names limits the answer; that several are given never widens it.
 */
export function judgeConsent(facts: ConsentFacts): JudgedConsent {
  const [agreed, stated] = [readConsent(facts.consent), readConsent(facts.authorize)];
  const said = codeOf(stated?.purpose ?? agreed?.purpose);
  const jws = jwsIn(agreed, stated);
  const isLater = [agreed, stated].some((one) => isOfTheFuture(one?.at, facts.nowMs));
  if (jws === 'two' || isLater) return { ...purposed(said), consent: 'not-valid' };
  return jws === undefined ? judgeStated(facts, agreed, said) : judgeSigned(facts, codeOf(agreed?.purpose), said);
}

function judgeStated(facts: ConsentFacts, agreed: StatedConsent | undefined, said: string | undefined): JudgedConsent {
  const elements = common(consentedElements(facts.consent), consentedElements(facts.authorize));
  if (!agreed && elements === undefined) return purposed(said);
  const consent = { reference: referenceOf(agreed), ...limits(codeOf(agreed?.purpose), elements) };
  return { ...purposed(said), consent };
}

function judgeSigned(facts: ConsentFacts, agreed: string | undefined, said: string | undefined): JudgedConsent {
  const { signed, consent, authorize } = facts;
  const payload = toRecord(signed?.payload);
  const purpose = payload && codeOf(purposeIn(payload));
  const isOther = said !== undefined && purpose !== undefined && said !== purpose;
  if (!payload || !signed || isOther || !holds(payload, facts)) return { ...purposed(said), consent: 'not-valid' };
  const elements = [payload, consent, authorize].map(consentedElements).reduce(common, undefined);
  const reference = textOf(payload['jti']) ?? signed.reference;
  return {
    ...purposed(said ?? purpose),
    consent: { reference, isSigned: true, untilMs: endOf(payload), ...limits(purpose ?? agreed, elements) },
  };
}

/** The signed consent of either object; two that differ are no consent. */
function jwsIn(agreed: StatedConsent | undefined, stated: StatedConsent | undefined): string | 'two' | undefined {
  if (agreed?.jws !== undefined && stated?.jws !== undefined && agreed.jws !== stated.jws) return 'two';
  return agreed?.jws ?? stated?.jws;
}

/** The text of the signed consent that is to be verified. */
export function findConsentJws(consent: unknown, authorize: unknown): string | undefined {
  const jws = jwsIn(readConsent(consent), readConsent(authorize));
  return jws === 'two' ? undefined : jws;
}

/** From the partner, for us, in its time, and about whom is asked. */
function holds(payload: Claims, { partnerIds, ownId, asked, nowMs }: ConsentFacts): boolean {
  const { iss, aud, sub, exp, iat, nbf } = payload;
  // One that never ends could not be withdrawn.
  if (typeof exp !== 'number' || isOver(endOf(payload), nowMs)) return false;
  if (![iat, nbf].every((from) => from === undefined || isBegun(from, nowMs))) return false;
  if (iss !== undefined && !partnerIds.includes(String(iss))) return false;
  if (aud !== undefined && ![aud].flat().includes(ownId)) return false;
  return sub === undefined || isAbout(sub, asked);
}

const endOf = ({ exp }: Claims) => Number(exp) * 1000;
const isOver = (untilMs: number, nowMs: number) => untilMs <= nowMs - SKEW_MS;

/** The same consent at a later time: what was told on it may be asked for again. */
export function consentAt(
  consent: CheckedConsent | undefined,
  nowMs: number,
): CheckedConsent | 'not-valid' | undefined {
  return consent?.untilMs !== undefined && isOver(consent.untilMs, nowMs) ? 'not-valid' : consent;
}

const isBegun = (from: unknown, nowMs: number) => typeof from === 'number' && from * 1000 <= nowMs + SKEW_MS;

/** The consent of one person opens nothing about another, and no list of people. */
function isAbout(sub: unknown, asked: ConsentFacts['asked']): boolean {
  return asked !== undefined && (sub === asked.value || sub === `${asked.type}:${asked.value}`);
}

function isOfTheFuture(at: string | undefined, nowMs: number): boolean {
  if (at === undefined) return false;
  const time = Date.parse(at);
  return !Number.isFinite(time) || time > nowMs + SKEW_MS;
}

/** A statement of purpose alone, which neither names a record of the consent nor says when it was given, is none. */
function referenceOf(agreed: StatedConsent | undefined): string | undefined {
  return agreed?.reference ?? (agreed?.at === undefined ? undefined : `stated ${agreed.at}`);
}

type Claims = Readonly<Record<string, unknown>>;

function purposeIn({ purpose }: Claims): string | undefined {
  return textOf(purpose) ?? textOf(toRecord(purpose)?.['code']);
}

/** Codes are lower case with hyphens in agreements; one that is no purpose of ours is simply not agreed. */
const codeOf = (code: string | undefined) => code?.toLowerCase().replaceAll('_', '-');
const purposed = (purpose: string | undefined) => (purpose === undefined ? {} : { purpose });
const limits = (purpose: string | undefined, elements: readonly string[] | undefined) => ({
  ...purposed(purpose),
  ...(elements !== undefined && { elements }),
});

function common(
  one: readonly string[] | undefined,
  other: readonly string[] | undefined,
): readonly string[] | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return commonElements(one, other);
}

const toRecord = (value: unknown): Claims | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Claims) : undefined;
const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value.slice(0, 255) : undefined);
