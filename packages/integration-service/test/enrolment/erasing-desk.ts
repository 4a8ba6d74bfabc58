import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Journey } from '@interlink/contracts/enrolment/journey';
import { journeyKeeper } from '../../src/enrolment/service.js';
import { createRegistry, type Keepers, type Registry } from '../../src/registry/service.js';
import { postgresResultStore, type ResultStore } from '../../src/verification/store.js';
import { verificationKeeper } from '../../src/verification/service.js';
import { aPerson } from '../registry/registry-kit.js';
import { ana, sue } from '../registry/erasure-kit.js';
import { testActor } from '../support/platform.js';
import { openDesk, type Desk } from './desk.js';

export const NID = '29990001';

/**
 * An enrolment desk and a registry over one database, which erases what the desk and verification keep, by retention after
 * seven years.
 */
export interface ErasingDesk extends Desk {
  readonly registry: Registry;
  readonly results: ResultStore;
  /** Where the journal of erasures lies. */
  readonly secretsDir: string;
  /** What the registry is told of payments to whomever it asks about. */
  readonly paid: { kept: number; open: number };
  query(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  /** A journey to its end, and its person in the registry as openIMIS has them. */
  enrolled(): Promise<{ readonly journey: Journey; readonly individualId: string; readonly personId: string }>;
  /** An answer about a journey or an individual, with what was said. */
  answered(subjectId: string): Promise<string>;
  ask(personId: string): Promise<string>;
  erase(personId: string): Promise<void>;
}

export async function openErasingDesk(): Promise<ErasingDesk> {
  const secretsDir = mkdtempSync(path.join(tmpdir(), 'interlink-erasing-'));
  const desk = await openDesk();
  const { platform, test } = desk;
  const paid = { kept: 0, open: 0 };
  const keepers: Keepers = {
    journeys: journeyKeeper(platform),
    verifications: verificationKeeper(platform),
    payments: { count: () => Promise.resolve(paid) },
  };
  const { settings } = platform.config;
  const policies = {
    ...settings.policies,
    registry: { ...(settings.policies['registry'] as object), retentionYears: 7 },
  };
  const config = { ...platform.config, secretsDir, settings: { ...settings, policies } };
  const registry = createRegistry({ ...platform, config }, { keepers });
  const results = postgresResultStore(platform, platform.vault, platform.ids);
  const query: ErasingDesk['query'] = async (text, values = []) => (await test.superuser.query(text, values)).rows;
  const ask = (personId: string) =>
    platform.inTransaction(sue, (tx) => registry.privacy.ask(tx, personId, 'asked to be forgotten'));
  return {
    ...{ ...desk, registry, results, secretsDir, paid, query, ask },
    async enrolled() {
      const { id } = await desk.submitted({ nationalId: NID });
      await desk.approve(id);
      const journey = await desk.enrolment.get(desk.ina, id);
      const { individualId = '' } = journey.openimis;
      const record = aPerson(individualId, { identifiers: [{ type: 'NID', value: NID }] });
      const { people } = await registry.ingest(testActor('interlink'), 'openimis', [record]);
      return { journey, individualId, personId: people[0] ?? '' };
    },
    async answered(subjectId) {
      const asked = { subjectId, kind: 'civil-status', source: 'civil-registry', requestId: 'r', inputs: 'i' } as const;
      const evidence = { raw: Buffer.from('the signed answer'), signature: 'verified' } as const;
      const answer = {
        outcome: 'verified',
        reasons: [],
        evidence,
        proof: {},
        attributes: { fullName: 'Amina W' },
      } as const;
      const time = { checkedAt: test.clock.now(), expiresAt: test.clock.now(), tookMs: 1 };
      return (await platform.inTransaction(desk.ina.actor, (tx) => results.add(tx, asked, answer, time))).id;
    },
    async erase(personId) {
      await registry.privacy.confirm(ana, await ask(personId));
    },
    async close() {
      await desk.close();
      rmSync(secretsDir, { recursive: true, force: true });
    },
  };
}
