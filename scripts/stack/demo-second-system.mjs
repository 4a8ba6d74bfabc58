import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { makeCountry } from '../country/generate.mjs';
import { loadService, signIn } from './demo-payment.mjs';
import { country } from './services.mjs';
import { url } from './paths.mjs';
import { Problem } from './say.mjs';
import { loginPassword } from './secrets.mjs';

const LOADER = 'ian.integration';
/** Works in every district, so that openIMIS shows every village. */
const EVERYWHERE = 'sue.supervisor';
const VILLAGES = `query VillagesOfDistricts($text: String!) {
  found: locations(type: $text, first: 100) { edges { node { uuid code name parent { parent { uuid } } } } }
}`;

/** A country that was made before the second system came has no file of it; the same seed gives the same people. */
function readMunicipal() {
  const file = path.join(country, 'municipal.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : makeCountry().municipal;
}

/** Villages by code, with the ids that openIMIS gives them and their districts. */
async function readPlaces(service) {
  const user = await signIn(service, EVERYWHERE);
  const { edges } = await user.ask(VILLAGES, 'V');
  return new Map(
    edges.map(({ node: { uuid, code, name, parent } }) => [
      code,
      { locationId: uuid.toLowerCase(), districtId: parent.parent.uuid.toLowerCase(), name },
    ]),
  );
}

/** Brings what the municipal welfare office's system says into the registry, by file as any second system may. */
export async function bringSecondSystem() {
  const service = await loadService();
  const places = await readPlaces(service);
  const entries = readMunicipal();
  const lines = entries.flatMap(({ village, person, records }) => {
    const place = places.get(village);
    return [{ ...person, data: { ...person.data, ...(place && { place }) } }, ...records];
  });
  const token = await service.logIn({ url: url('openimis') }, LOADER, loginPassword('demo-password'), randomUUID());
  const answer = await fetch(`${url('service')}/interlink/api/v1/registry/sources/second-mis/records`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/octet-stream',
      'x-interlink': '1',
      'idempotency-key': randomUUID(),
    },
    body: lines.map((line) => JSON.stringify(line)).join('\n'),
  });
  if (!answer.ok) throw new Problem(`The second system's records were refused: ${await answer.text()}`);
  const { received, added } = await answer.json();
  console.log(`  second-mis        ${entries.length} people, ${received} records, ${added} of them new`);
}
