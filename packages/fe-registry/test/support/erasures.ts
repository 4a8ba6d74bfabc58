import type { Erasure } from '@interlink/contracts/registry/erasure';
import { RIGHT_ERASE, RIGHT_READ } from '../../src/names.js';
import { ID } from './render.js';

export const ERASER = { rights: [RIGHT_READ, RIGHT_ERASE] };

/** Of one person, asked for and not confirmed; a test names only what it is about. */
export const erasure = (over: Partial<Erasure> = {}): Erasure => ({
  id: ID,
  kind: 'person',
  state: 'asked',
  people: 1,
  erased: 0,
  reason: 'asked to be forgotten',
  askedBy: 'sue.supervisor',
  askedAt: '2026-11-24T08:00:00.000Z',
  ...over,
});
