import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import type { Questionnaires } from '../questionnaires.js';
import type { UploadRow } from '../tables.js';
import { FileRefused } from './file-row.js';

/** What the file answers. Throws FileRefused when the deployment gave it up since: a job would fail again and again. */
export function questionnaireOf({ all }: Questionnaires, { questionnaire }: UploadRow): Questionnaire {
  const found = all.find(({ code }) => code === questionnaire);
  if (!found) throw new FileRefused('questionnaire-unknown', [questionnaire]);
  return found;
}
