import type { Scope } from '@interlink/contracts/registry/scope';
import type { Core } from './core.js';
import { loadProgrammes } from './load-people.js';
import type { Shown } from './person-view.js';

export async function shownFor(core: Core, scope: Scope, asOf?: string, knownAt?: Date): Promise<Shown> {
  return { ...shownAt(core, scope, asOf, knownAt), programmes: await loadProgrammes(core) };
}

export function shownAt({ platform }: Core, scope: Scope, asOf?: string, knownAt?: Date): Omit<Shown, 'programmes'> {
  const now = platform.clock.now();
  return { scope, asOf: asOf ?? now.toISOString().slice(0, 10), knownAt: (knownAt ?? now).toISOString() };
}
