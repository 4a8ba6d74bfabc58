import { createHash } from 'node:crypto';
import type { PersonView } from '@interlink/contracts/registry/view';
import type { ChangeEffect } from '@interlink/contracts/social-registry/change-request';
import { canonicalJson } from '@interlink/domain/interconnection/canonical-json';
import { effectsOn, fieldEffects } from '@interlink/domain/social-registry/changes/effects';
import { reassess } from '@interlink/domain/social-registry/changes/reassess';
import type { DbHandle } from '../../platform/database.js';
import { formulasInEffect } from '../assessments/formulas.js';
import type { SocialContext } from '../context.js';
import type { ChangeRow } from '../tables.js';
import { changedHousehold } from './household.js';
import type { ChangeContent } from './store.js';

/** What a change would do now: fields, programmes, the household's score. Nothing is changed by asking. */
export async function effectOf(
  context: SocialContext,
  handle: DbHandle,
  row: ChangeRow,
  content: ChangeContent,
  view: PersonView,
): Promise<ChangeEffect> {
  const { change, place } = content;
  const isInOpenImis = row.individualId !== null;
  const districtChanges = place?.districtId !== undefined && place.districtId !== view.data.place?.districtId;
  const programmes = view.enrolments.map((enrolment) => ({
    programme: enrolment.programme,
    programmeName: enrolment.programmeName,
    source: enrolment.source,
    status: enrolment.status,
    effects: effectsOn(change, enrolment, districtChanges),
  }));
  const household = await changedHousehold(context, handle, row, change);
  const day = context.platform.clock.now().toISOString().slice(0, 10);
  const formulas = household ? await formulasInEffect(handle, row.institution, household.questionnaire.code, day) : [];
  const effect = {
    fields: fieldEffects(change, row.happenedOn, view.data, isInOpenImis, place),
    programmes,
    otherEnrolments: view.otherEnrolments,
    ...(household && {
      membersBefore: household.before.members.length,
      membersAfter: household.after?.members.length ?? 0,
    }),
    reassessed: household ? formulas.map((one) => reassess(one, household.before, household.after, day)) : [],
  };
  return { ...effect, digest: digestOf(effect) };
}

/** What was shown, in one number: an approval holds for this and nothing else (S10). */
const digestOf = (effect: object) => createHash('sha256').update(canonicalJson(effect, 'as-is')).digest('hex');
