import { ServiceError } from '@interlink/contracts/errors';
import { Day, Time } from '@interlink/contracts/platform/time';
import { Purpose } from '@interlink/contracts/registry/scope';
import type { FastifyRequest } from 'fastify';
import { Type, type Static } from 'typebox';

export const tags = ['registry'];
export const Id = Type.String({ format: 'uuid' });
export const ById = Type.Object({ id: Id }, { additionalProperties: false });
export const When = Type.Object(
  {
    purpose: Purpose,
    asOf: Type.Optional(Day),
    knownAt: Type.Optional(Time),
  },
  { additionalProperties: false },
);

export const whenOf = ({ asOf, knownAt }: Static<typeof When>) => ({
  ...(asOf !== undefined && { asOf }),
  ...(knownAt !== undefined && { knownAt: new Date(knownAt) }),
});

/** The version in If-Match; absent when any will do. A tag that is not ours matches nothing. */
export function versionOf({ headers }: FastifyRequest): { version?: number } {
  const tag = headers['if-match'];
  if (tag === undefined || tag === '*') return {};
  const version = /^"(\d{1,9})"$/.exec(tag)?.[1];
  if (version === undefined) throw new ServiceError('platform.conflict');
  return { version: Number(version) };
}
