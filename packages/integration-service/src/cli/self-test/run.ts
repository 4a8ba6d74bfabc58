import { toReport, type ConformanceReport, type ConformanceResult } from '@interlink/domain/exchange/conformance';
import { tokenOf } from './answers.js';
import { checks } from './checks.js';
import { openPeer, type PeerDeps } from './peer.js';
import type { SelfTestProfile } from './profile.js';

export interface SelfTestDeps extends PeerDeps {
  /** Between two looks for an answer that comes later. */
  readonly wait: () => Promise<void>;
}

/** Plays the partner against the service and says how far they understand each other (dci.md 10). */
export async function runSelfTest(profile: SelfTestProfile, deps: SelfTestDeps): Promise<ConformanceReport> {
  const peer = await openPeer(profile, deps);
  const token = tokenOf(await peer.token());
  const results: ConformanceResult[] = [];
  for (const [level, check, holds] of checks) {
    const detail = await holds({ ...deps, peer, profile, token });
    results.push({ level, check, passed: detail === undefined, ...(detail !== undefined && { detail }) });
  }
  return toReport(results);
}

export function reportLines({ reached, results }: ConformanceReport): readonly string[] {
  return [
    ...results.map(
      ({ level, check, passed, detail }) =>
        `${level}  ${passed ? 'holds ' : 'FAILS '}  ${check}${detail === undefined ? '' : `: ${detail}`}`,
    ),
    reached === undefined ? 'No level is reached.' : `Level ${reached} is reached.`,
  ];
}
