import type { Erasure, ErasurePreview, RetentionPreview, SubjectExport } from '@interlink/contracts/registry/erasure';
import type { Scope } from '@interlink/contracts/registry/scope';
import type { PersonView } from '@interlink/contracts/registry/view';
import type { Actor } from '../../platform/actor.js';
import type { Tx } from '../../platform/transaction.js';
import type { Core } from '../core.js';
import { checkVersion } from '../decide.js';
import type { RegistryTables } from '../tables.js';
import { askErasure, confirmErasure, getErasure, listErasures, previewErasure, withdrawErasure } from './decide.js';
import { heldPeople, reachOf } from './erase.js';
import { exportPerson, type PhotographsOf } from './export.js';
import { erasureJournal } from './journal.js';
import { findElsewhere, type Keepers } from './keepers.js';
import { replayErasures } from './replay.js';
import { askRetention, previewRetention } from './retention.js';

/** What the law asks for: to be forgotten, to be kept, to be told. */
export interface Privacy {
  /** A dry run; the caller has read the person. */
  preview(personId: string): Promise<ErasurePreview>;
  /**
   * Throws `registry.legal-hold`, `registry.decision-not-possible` for somebody who is in a programme, and
   * `registry.enrolment-under-way` or `registry.payment-under-way`.
   */
  ask(tx: Tx, personId: string, reason: string): Promise<string>;
  /** Throws `registry.second-person-needed` for who asked. Goes on where it was broken off. */
  confirm(actor: Actor, id: string): Promise<void>;
  withdraw(tx: Tx, id: string): Promise<void>;
  list(districts: readonly string[]): Promise<Erasure[]>;
  /** Throws `platform.not-found`, also for whoever may not see its people. */
  get(districts: readonly string[], id: string): Promise<Erasure>;
  retention(): Promise<RetentionPreview>;
  askRetention(tx: Tx, reason: string): Promise<string>;
  setHold(tx: Tx, personId: string, holds: boolean, reason: string): Promise<void>;
  /** All that is kept about somebody, photographs and journeys too, for themselves; audited, with which of them. */
  export(actor: Actor, view: PersonView, scope: Scope): Promise<SubjectExport>;
  /** Everybody whom a law holds, by every id under which they are or were known. */
  heldPeople(): Promise<readonly string[]>;
  /** After a restore: how many keys were destroyed again. */
  replay(actor: Actor): Promise<number>;
}

export function openPrivacy(core: Core, photographsOf: PhotographsOf, keepers: Keepers): Privacy {
  const { platform } = core;
  const erasing = { core, keepers, journal: erasureJournal(platform) };
  return {
    preview: (personId) => previewErasure(erasing, personId),
    ask: (tx, personId, reason) => askErasure(erasing, tx, personId, reason),
    confirm: (actor, id) => confirmErasure(erasing, actor, id),
    withdraw: (tx, id) => withdrawErasure(erasing, tx, id),
    list: (districts) => listErasures(platform, districts),
    get: (districts, id) => getErasure(platform, districts, id),
    retention: () => previewRetention(core, platform),
    askRetention: (tx, reason) => askRetention(core, tx, reason),
    setHold,
    heldPeople: () => heldPeople(platform),
    async export(actor, view, scope) {
      const { personId, records } = view;
      const photographs = await photographsOf(platform, records, scope.institutions);
      const elsewhere = await findElsewhere(core, keepers, platform, await reachOf(platform, personId));
      const read = {
        ...{ action: 'registry.export-person', stream: `person:${personId}`, subjects: [personId] },
        body: { purpose: scope.purpose, photographs: photographs.ids, journeys: elsewhere.journeys },
      };
      return platform.auditedRead(actor, read, () =>
        exportPerson(core, view, scope, { photographs, keepers, elsewhere }),
      );
    },
    replay: (actor) => replayErasures(erasing, actor),
  };
}

async function setHold(tx: Tx, personId: string, holds: boolean, reason: string): Promise<void> {
  await checkVersion(tx, personId, undefined);
  await tx
    .db<RegistryTables>()
    .updateTable('registry.person')
    .set({ legalHold: holds })
    .where('personId', '=', personId)
    .execute();
  const action = holds ? 'registry.hold-person' : 'registry.release-person';
  tx.audit({ stream: `person:${personId}`, action, subject: personId, body: { reason } });
}
