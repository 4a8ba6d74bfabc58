import type { ChangeRequest } from '@interlink/contracts/social-registry/change-request';
import { fakeApi } from '@interlink/fe-kit/testing/fake-api';
import { RIGHT_APPROVE, RIGHT_READ, RIGHT_UPDATE } from '../../src/names.js';
import { ID } from './render.js';

export const PERSON = '01930000-0000-7000-8000-0000000000aa';
export const DIGEST = 'a'.repeat(64);
export const ENTERING = [RIGHT_READ, RIGHT_UPDATE];
export const DECIDING = [RIGHT_READ, RIGHT_APPROVE];

export const listed = (over: Partial<ChangeRequest['request']> = {}): ChangeRequest['request'] => ({
  id: ID,
  personId: PERSON,
  event: 'birth',
  happenedOn: '2026-11-20',
  channel: 'person',
  state: 'waiting',
  policy: 'approval',
  makerLogin: 'una.update',
  createdAt: '2026-11-24T08:00:00.000Z',
  ...over,
});
export const change = (over: Partial<ChangeRequest> = {}): ChangeRequest => ({
  request: listed(),
  together: [],
  change: { event: 'birth', givenName: 'Zuri', sex: 'female' },
  evidence: [{ kind: 'certificate', reference: 'B-7' }],
  effect: {
    fields: [{ field: 'place', home: 'openimis', before: 'Kibera', after: 'Mathare' }],
    programmes: [
      {
        programme: 'OAA',
        programmeName: 'Old-age allowance',
        source: 'openimis',
        status: 'active',
        effects: ['district-changes'],
      },
    ],
    otherEnrolments: true,
    membersBefore: 2,
    membersAfter: 3,
    reassessed: [{ formula: 'size', version: 1, before: 2_000_000, after: 3_000_000, gains: ['CHG'], losses: [] }],
    digest: DIGEST,
  },
  reassessed: [],
  spouseReassessed: [],
  ...over,
});
export const service = (over: Parameters<typeof fakeApi>[0] = {}) =>
  fakeApi({
    'GET /social-registry/changes': () => ({ items: [listed()] }),
    [`GET /social-registry/changes/${ID}`]: () => change(),
    ...over,
  });
