import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { confirmWithCode } from './authenticator.mjs';
import { eventually, loadService, signIn } from './demo-payment.mjs';
import { root } from './paths.mjs';
import { country } from './services.mjs';
import { Problem, step } from './say.mjs';

const SUPERVISOR = 'sue.supervisor';
const APPROVER = 'ana.approver';
const HOUSEHOLDS = 60;
const QUESTIONNAIRE = 'household';
const RELATIONSHIPS = {
  HEAD: 'head',
  SPOUSE: 'spouse',
  DAUGHTER: 'child',
  SON: 'child',
  MOTHER: 'parent',
  FATHER: 'parent',
};
const ROOFS = ['thatch', 'iron', 'tiles'];
const FLOORS = ['earth', 'cement', 'wood'];
const WATER = ['river', 'well', 'pipe'];

const read = (name) => JSON.parse(readFileSync(path.join(country, `${name}.json`), 'utf8'));

/** What the survey found of a dwelling; the seventh part of the households has the worst of everything. */
const dwellingOf = (at) => ({
  roof: ROOFS[at % 7 === 0 ? 0 : at % 3],
  floor: FLOORS[at % 7 === 0 ? 0 : at % 3],
  water: WATER[at % 7 === 0 ? 0 : (at + 1) % 3],
  rooms: 1 + (at % 4),
  owns_land: 'no',
});

/** Households that openIMIS has too, as a survey meets them: one row a person, the head first, by column. */
function* surveyRows() {
  const people = new Map(read('people').map((person) => [person.key, person]));
  for (const [at, { code, village, members }] of read('households').slice(0, HOUSEHOLDS).entries()) {
    for (const { personKey, role } of members) {
      const { givenName, surname, sex, birthDate, nationalId, mobile } = people.get(personKey);
      yield {
        household: code,
        ...(role === 'HEAD' && { village, ...dwellingOf(at) }),
        ...{ given_name: givenName, surname, sex, birth_date: birthDate, relationship: RELATIONSHIPS[role] },
        ...{ national_id: nationalId, mobile },
      };
    }
  }
}

/** The survey as CSV, in the columns of the deployment's own template. */
async function surveyFile(api) {
  const template = await api.download(`/social-registry/questionnaires/${QUESTIONNAIRE}/template`);
  const header = new TextDecoder().decode(template).split(/\r?\n/)[0];
  const columns = header.split(',');
  const rows = [...surveyRows()];
  return {
    people: rows.length,
    text: [header, ...rows.map((row) => columns.map((name) => row[name] ?? '').join(','))].join('\r\n'),
  };
}

/** Sue writes the formula of the guide; it has no effect before another person approved it. */
async function putFormulaIntoEffect(supervisor, approver) {
  const formula = JSON.parse(readFileSync(path.join(root, 'docs/how-to/examples/proxy-means-test.json'), 'utf8'));
  const { code, version } = formula;
  const kept = await supervisor.api.get('/social-registry/formulas');
  const written = kept.find((one) => one.formula.code === code && one.formula.version === version);
  if (!written) await supervisor.api.post('/social-registry/formulas', { body: formula, idempotencyKey: randomUUID() });
  if (written?.state !== 'approved') {
    await confirmWithCode(approver.api, APPROVER);
    await approver.api.post(`/social-registry/formulas/${code}/${version}/approval`);
  }
  return code;
}

/** Sent in one part, checked, loaded; the same file again changes nothing. */
async function loadSurvey({ api }, text) {
  const size = Buffer.byteLength(text);
  const { id } = await api.post('/social-registry/uploads', {
    body: {
      ...{ fileName: 'survey.csv', size, sha256: createHash('sha256').update(text).digest('hex') },
      ...{ questionnaire: QUESTIONNAIRE, mostProblemPercent: 0 },
    },
    idempotencyKey: randomUUID(),
  });
  await api.put(`/social-registry/uploads/${id}/chunks/1`, text);
  await api.post(`/social-registry/uploads/${id}/complete`);
  await untilUpload(api, id, 'checked');
  await api.post(`/social-registry/uploads/${id}/load`);
  return untilUpload(api, id, 'loaded');
}

const untilUpload = (api, id, state) =>
  eventually(async () => {
    const upload = await api.get(`/social-registry/uploads/${id}`);
    if (upload.state === 'refused') throw new Problem(`The survey was refused: ${JSON.stringify(upload.problems)}`);
    return upload.state === state && upload;
  }, `The survey was not ${state}.`);

async function assess({ api }, formula) {
  const { id } = await api.post('/social-registry/runs', { body: { formula }, idempotencyKey: randomUUID() });
  const isDone = async () => (await api.get(`/social-registry/runs/${id}`)).state === 'done';
  await eventually(isDone, 'The households were not assessed.');
  return eventually(async () => {
    const results = await api.get(`/social-registry/runs/${id}/results`);
    return results.state === 'done' && results;
  }, 'What follows from the assessment was not found.');
}

/** Households of the demo country in the social registry, assessed, and who of them is to be reached. */
export async function surveyHouseholds() {
  const service = await loadService();
  const [supervisor, approver] = [await signIn(service, SUPERVISOR), await signIn(service, APPROVER)];
  const formula = await step('Sue writes a formula, Ana puts it into effect', () =>
    putFormulaIntoEffect(supervisor, approver),
  );
  const { text, people } = await surveyFile(supervisor.api);
  await step(`a survey of ${HOUSEHOLDS} households, ${people} people: sent, checked, loaded`, () =>
    loadSurvey(supervisor, text),
  );
  const { programmes } = await step('assessed', () => assess(supervisor, formula));
  for (const { programme, standings } of programmes) {
    console.log(
      `      ${programme}: ${standings.map(({ standing, households }) => `${households} ${standing}`).join(', ')}`,
    );
  }
}
