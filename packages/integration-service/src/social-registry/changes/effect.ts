import { createHash } from 'node:crypto';
import type { PersonView } from '@interlink/contracts/registry/view';
import type { Change, ChangeEffect, EffectOnOne } from '@interlink/contracts/social-registry/change-request';
import { canonicalJson } from '@interlink/domain/interconnection/canonical-json';
import { effectsOn, fieldEffects } from '@interlink/domain/social-registry/changes/effects';
import { reassess } from '@interlink/domain/social-registry/changes/reassess';
import type { DbHandle } from '../../platform/database.js';
import { formulasInEffect } from '../assessments/formulas.js';
import type { SocialContext } from '../context.js';
import type { ChangeRow } from '../tables.js';
import { changedHouseholds, type ChangedHousehold } from './household.js';
import type { ChangeContent } from './store.js';

/** Whom a change is about, as the one who looks may see them. */
export interface Couple {
  readonly view: PersonView;
  /** Of a marriage that joins two households. */
  readonly spouse?: PersonView | undefined;
}

/** What a change would do now: fields, programmes, the household's score. Nothing is changed by asking. */
export async function effectOf(
  context: SocialContext,
  handle: DbHandle,
  row: ChangeRow,
  content: ChangeContent,
  { view, spouse }: Couple,
): Promise<ChangeEffect> {
  const { change, place } = content;
  const { own, joined } = await changedHouseholds(context, handle, row, content);
  const onHousehold = (household: ChangedHousehold | undefined) => householdEffect(context, handle, row, household);
  const districtChanges = place?.districtId !== undefined && place.districtId !== view.data.place?.districtId;
  const effect = {
    fields: fieldEffects(change, row.happenedOn, view.data, row.individualId !== null, place),
    ...programmeEffects(change, view, districtChanges),
    ...(await onHousehold(own)),
    ...(spouse && {
      spouse: {
        fields: fieldEffects(change, row.happenedOn, spouse.data, false),
        ...programmeEffects(change, spouse, false),
        ...(await onHousehold(joined)),
      },
    }),
  };
  return { ...effect, digest: digestOf(effect) };
}

const programmeEffects = (change: Change, { enrolments, otherEnrolments }: PersonView, districtChanges: boolean) => ({
  programmes: enrolments.map((enrolment) => ({
    programme: enrolment.programme,
    programmeName: enrolment.programmeName,
    source: enrolment.source,
    status: enrolment.status,
    effects: effectsOn(change, enrolment, districtChanges),
  })),
  otherEnrolments,
});

type OnHousehold = Pick<EffectOnOne, 'membersAfter' | 'membersBefore' | 'reassessed'>;

async function householdEffect(
  { platform }: SocialContext,
  handle: DbHandle,
  { institution }: ChangeRow,
  household: ChangedHousehold | undefined,
): Promise<OnHousehold> {
  if (!household) return { reassessed: [] };
  const { before, after, questionnaire } = household;
  const day = platform.clock.now().toISOString().slice(0, 10);
  const formulas = await formulasInEffect(handle, institution, questionnaire.code, day);
  return {
    membersBefore: before.members.length,
    membersAfter: after?.members.length ?? 0,
    reassessed: formulas.map((one) => reassess(one, before, after, day)),
  };
}

/** What was shown, in one number: an approval holds for this and nothing else (S10). */
const digestOf = (effect: object) => createHash('sha256').update(canonicalJson(effect, 'as-is')).digest('hex');
