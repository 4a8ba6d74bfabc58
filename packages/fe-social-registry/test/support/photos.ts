import { fireEvent, screen, waitFor } from '@testing-library/react';
import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { aFile } from './camera.js';
import { draft, openHousehold } from './drafts.js';
import { intakeApi, kept, questionnaire, TAKE_IN } from './intake.js';
import { ID, words } from './render.js';

export const PUT = 'PUT /social-registry/households/*/photos/*';
/** A questionnaire that asks for a photograph. */
const asking: Questionnaire = {
  ...questionnaire,
  sections: questionnaire.sections.map((section) =>
    section.code === 'dwelling'
      ? {
          ...section,
          questions: [...section.questions, { code: 'front', type: 'photo' as const, label: words('Front') }],
        }
      : section,
  ),
};
export const photoApi = (over: Parameters<typeof intakeApi>[0] = {}) =>
  intakeApi({
    'GET /social-registry/questionnaires': () => [asking],
    [TAKE_IN]: () => kept,
    [PUT]: () => ({ id: ID, awaited: 0 }),
    ...over,
  });
export const open = (api = photoApi()) => openHousehold(api, draft());
/** Through the control behind the button, as the camera's answer comes. */
export async function take(kind: 'camera' | 'file' = 'camera', file = aFile()) {
  const input = await waitFor(() => {
    const found = document.querySelector(`input[data-photo=${kind}]`);
    if (!found) throw new Error('no control yet');
    return found;
  });
  fireEvent.change(input, { target: { files: [file] } });
}
export const preview = () => screen.findByRole('img', { name: 'Photograph: Front' });
