import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openJournal } from '../common/journal.js';
import { compileSchema } from '../common/schema.js';

/** What the agency gave on one day; `amount` is decimal text, absent for food. */
export interface Delivery {
  readonly on: string;
  readonly what: string;
  readonly amount?: string;
}

/** One person in the agency's own books. */
export interface ReliefMember {
  readonly memberId: string;
  readonly nationalId: string;
  readonly givenName: string;
  readonly surname: string;
  readonly sex: string;
  readonly birthDate: string;
  readonly phone?: string;
  readonly enrolledOn: string;
  readonly status: 'active' | 'graduated' | 'suspended';
  readonly deliveries: readonly Delivery[];
}

const day = { type: 'string', format: 'date' };
const text = { type: 'string', minLength: 1, maxLength: 200 };

const problemOf = compileSchema({
  type: 'object',
  additionalProperties: false,
  required: [
    'memberId',
    'nationalId',
    'givenName',
    'surname',
    'sex',
    'birthDate',
    'enrolledOn',
    'status',
    'deliveries',
  ],
  properties: {
    ...{ memberId: text, nationalId: text, givenName: text, surname: text, phone: text },
    ...{ sex: { enum: ['female', 'male', 'other', 'unknown'] }, birthDate: day, enrolledOn: day },
    status: { enum: ['active', 'graduated', 'suspended'] },
    deliveries: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['on', 'what'],
        properties: { on: day, what: text, amount: { type: 'string', pattern: '^\\d{1,9}\\.\\d{2}$' } },
      },
    },
  },
});

export interface Members {
  /** In the order of their numbers. */
  list(): readonly ReliefMember[];
  /** What a clerk writes down; a sentence when it is not a member. */
  write(entry: unknown): string | undefined;
  findByNationalId(nationalId: string): ReliefMember | undefined;
}

/**
 * The people of the country whom the agency serves, and what its clerks wrote since: the last entry of a member counts.
 */
export function openMembers(folder: string, countryDir: string): Members {
  const file = path.join(countryDir, 'relief.json');
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as readonly ReliefMember[]) : [];
  const written = openJournal<ReliefMember>(folder, 'relief-agency-members');
  const byId = new Map([...known, ...written.entries].map((one) => [one.memberId, one]));
  return {
    list: () => [...byId.values()].sort((a, b) => (a.memberId < b.memberId ? -1 : 1)),
    write(entry) {
      const problem = problemOf(entry);
      if (problem !== undefined) return problem;
      const member = entry as ReliefMember;
      written.append(member);
      byId.set(member.memberId, member);
      return undefined;
    },
    findByNationalId: (nationalId) => [...byId.values()].find((one) => one.nationalId === nationalId),
  };
}

/** Changes when anything of the member does. */
export const digestOf = (member: ReliefMember): string =>
  createHash('sha256').update(JSON.stringify(member)).digest('hex').slice(0, 32);
