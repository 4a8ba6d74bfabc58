import type { AnswerSet, HouseholdAnswers, Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { questionsOf } from './questionnaire.js';

type Of = 'household' | 'member';

/**
 * The longer edge of a photograph as it is sent, in pixels: a face and a wall can be told, a link of a village carries
 * it.
 */
export const PHOTO_EDGE = 1600;
/** Bytes of a photograph at most. */
export const MOST_PHOTO_BYTES = 2 * 1024 * 1024;

/** A photograph that an answer names. */
export interface NamedPhoto {
  readonly id: string;
  readonly question: string;
  /** From 0; absent: of the household. */
  readonly member?: number;
}

/** Which photographs belong to a household by its answers, in the order of the questions, each once. */
export function photosOf(questionnaire: Questionnaire, { household, members }: HouseholdAnswers): NamedPhoto[] {
  const all = [
    ...ofSet(questionnaire, 'household', household),
    ...members.flatMap((own, member) =>
      ofSet(questionnaire, 'member', own).map((photo): NamedPhoto => ({ ...photo, member })),
    ),
  ];
  return all.filter(({ id }, at) => all.findIndex((one) => one.id === id) === at);
}

function ofSet(questionnaire: Questionnaire, of: Of, answers: AnswerSet): NamedPhoto[] {
  return questionsOf(questionnaire, of).flatMap(({ code, type }) => {
    const id = type === 'photo' ? answers[code] : undefined;
    return typeof id === 'string' ? [{ id, question: code }] : [];
  });
}

/** The same answers without their photographs: they stay where they were taken. */
export function withoutPhotos(questionnaire: Questionnaire, answers: AnswerSet, of: Of = 'household'): AnswerSet {
  const photos = new Set(ofSet(questionnaire, of, answers).map(({ question }) => question));
  return Object.fromEntries(Object.entries(answers).filter(([code]) => !photos.has(code)));
}

/** Scaled down so that the longer edge is `edge`; never up, and never to nothing. Whole pixels. */
export function fitWithin(
  { width, height }: { readonly width: number; readonly height: number },
  edge: number,
): { readonly width: number; readonly height: number } {
  const factor = Math.min(1, edge / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}
