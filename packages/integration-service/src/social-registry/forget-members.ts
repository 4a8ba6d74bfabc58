import { PERSON_ERASED, type PersonErased } from '@interlink/contracts/registry/events';
import { withoutPhotos } from '@interlink/domain/social-registry/photos';
import type { Subscriber } from '../platform/outbox/subscriber.js';
import type { Tx } from '../platform/transaction.js';
import { PURPOSE, type SocialContext, type Villages } from './context.js';
import { saveKeyed } from './households.js';
import { forgetPhotos } from './photos/store.js';
import { answeredQuestionnaire } from './questionnaires.js';
import { keyOwner, openVersions } from './sealed-answers.js';
import type { SocialRegistryTables } from './tables.js';
import { SOURCE, stateHouseholds } from './to-registry.js';

/**
 * S15: who was erased leaves the answers of their households. The others' answers are sealed under a new key and the
 * old one is destroyed, with every older version: what was said about the one cannot be taken out of them. Safe to
 * repeat.
 */
export function forgetMembers(context: SocialContext): Subscriber {
  return {
    name: 'social-registry',
    kinds: [PERSON_ERASED],
    async handle({ body, actor }) {
      const { records } = body as unknown as PersonErased;
      const own = records.filter(({ source }) => source === SOURCE);
      if (own.length === 0) return;
      const villages = await context.villages();
      for (const { key } of own) {
        const [householdId = '', number] = key.split(':');
        await context.platform.inTransaction(actor, (tx) =>
          forgetMember(context, tx, villages, { householdId, number: Number(number) }),
        );
      }
    },
  };
}

interface Member {
  readonly householdId: string;
  readonly number: number;
}

async function forgetMember(
  context: SocialContext,
  tx: Tx,
  villages: Villages,
  { householdId, number }: Member,
): Promise<void> {
  const { platform, questionnaires, registry } = context;
  const db = tx.db<SocialRegistryTables>();
  const head = await db
    .selectFrom('socialRegistry.household')
    .selectAll()
    .where('id', '=', householdId)
    .forUpdate()
    .executeTakeFirst();
  if (!head) return;
  await forgetPhotos(platform, tx, householdId, number);
  const version = { householdId, version: head.answersVersion };
  const kept = (await openVersions({ vault: platform.vault, db: tx.db }, [version])).get(householdId);
  if (!kept) return;
  const members = kept.answers.members.filter((_member, at) => kept.numbers[at] !== number);
  const keyEpoch = head.keyEpoch + 1;
  if (members.length === 0) {
    await forgetPhotos(platform, tx, householdId);
    await db.deleteFrom('socialRegistry.household').where('id', '=', householdId).execute();
  } else {
    await db.updateTable('socialRegistry.household').set({ keyEpoch }).where('id', '=', householdId).execute();
    // What nobody is asked any more is forgotten all the same.
    const questionnaire =
      (await answeredQuestionnaire(tx, head.questionnaire)) ?? questionnaires.get(head.questionnaire);
    const origin = { institution: head.institution, questionnaire, origin: 'erasure', who: tx.actor.loginName };
    const answers = { household: withoutPhotos(questionnaire, kept.answers.household), members };
    const saved = await saveKeyed(platform, tx, [{ keyIndex: head.keyIndex, answers }], origin);
    await stateHouseholds(registry, tx, questionnaire, villages, saved.kept);
  }
  await platform.vault.eraseSubject(tx, keyOwner(householdId, head.keyEpoch), PURPOSE);
  tx.audit({ stream: `household:${householdId}`, action: 'social-registry.forget-member', subject: householdId });
}
