import type { When } from './api.js';

export const isPast = ({ asOf, knownAt }: When): boolean => asOf !== undefined || knownAt !== undefined;

export const isSameMoment = (one: When, other: When): boolean =>
  one.asOf === other.asOf && one.knownAt === other.knownAt;
