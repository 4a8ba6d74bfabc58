import { createWriteStream, mkdirSync } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import { csvOf, households } from '../../bench/kit/country.mjs';
import { within } from '../../stack/paths.mjs';

/** People of this run, whom no earlier run has named: what is loaded is new, and its time is that of a first load. */
function* newHouseholds({ count, codes, run }) {
  for (const household of households({ count, seed: run })) {
    const members = household.members.map((one) =>
      one.nationalId ? { ...one, nationalId: `${one.nationalId}-${run.toString(36).toUpperCase()}` } : one,
    );
    const village = { code: codes[household.number % codes.length] };
    yield { ...household, number: `${run}-${household.number}`, members, village };
  }
}

/** A file of households of the generated country in villages of this openIMIS. Its path, people and bytes. */
export async function writeHouseholds({ name, count, codes, run, spoil = (piece) => piece }) {
  const folder = within('demo-upload');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, name);
  const out = createWriteStream(file);
  let people = 0;
  const counted = function* () {
    for (const household of newHouseholds({ count, codes, run })) {
      people += household.members.length;
      yield household;
    }
  };
  let at = 0;
  for (const piece of csvOf(counted())) {
    if (!out.write(spoil(piece, at++))) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return { file, name, people, bytes: out.bytesWritten };
}

/** Spoils a cell of every tenth household, each in another way: a roof of gold, a day that never was, a formula. */
export function broken(piece, at) {
  if (at === 0 || at % 10 !== 0) return piece;
  if (at % 30 === 0) return piece.replace(/,(?:thatch|iron|tiles),/, ',gold,');
  if (at % 30 === 10) return piece.replace(/,\d{4}-\d\d-\d\d,/, ',1950-02-31,');
  return piece.replace(/,(?:river|well|pipe),/, ',=1+1,');
}
