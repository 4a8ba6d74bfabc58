import type { When } from './api.js';

/** A moment as it stands behind an address: whoever goes on from a past day stays on it. */
export function whenQuery({ asOf, knownAt }: When): string {
  const said = new URLSearchParams({ ...(asOf !== undefined && { asOf }), ...(knownAt !== undefined && { knownAt }) });
  return isPast({ asOf, knownAt }) ? `?${said.toString()}` : '';
}

export function whenOf(search: string): When {
  const said = new URLSearchParams(search);
  const [asOf, knownAt] = [said.get('asOf'), said.get('knownAt')];
  return { ...(asOf !== null && { asOf }), ...(knownAt !== null && { knownAt }) };
}

export const isPast = ({ asOf, knownAt }: When): boolean => asOf !== undefined || knownAt !== undefined;

export const isSameMoment = (one: When, other: When): boolean =>
  one.asOf === other.asOf && one.knownAt === other.knownAt;
