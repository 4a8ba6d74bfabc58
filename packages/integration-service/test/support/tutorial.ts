import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { admin, need, persona, type DemoApplicant } from '../enrolment/running-stack';

const root = path.resolve(__dirname, '../../../..');

export interface Tutorial {
  /** What the reader types; blocks marked `no-test` bring up what already runs here. */
  readonly blocks: readonly string[];
  /** What is written behind the fences of all blocks. */
  readonly fences: readonly string[];
}

export function readTutorial(name: string): Tutorial {
  const text = readFileSync(path.join(root, `docs/tutorials/${name}.md`), 'utf8');
  return {
    blocks: [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, code]) => code ?? ''),
    fences: [...text.matchAll(/^```(\w.*)$/gm)].map(([, info]) => info ?? ''),
  };
}

/** So that a tutorial may be typed again on the same data. */
export async function unusedApplicant(): Promise<DemoApplicant> {
  const { people, programmes } = await admin();
  for (let number = 20; number <= 25; number += 1) {
    const one = persona(`happy-${number}`);
    const [known] = await people.find({ nationalId: one.nationalId ?? '' });
    if (!known || (await programmes.findBeneficiaries(known.individualId)).length === 0) return one;
  }
  throw new Error('happy-20 to happy-25 are all beneficiaries already');
}

/** The reader's machine has the addresses of `npm start`; here others do the same. */
const addresses = () => ({
  'http://127.0.0.1:8080': need('INTERLINK_URL'),
  'http://127.0.0.1:8090': need('SANDBOX_HUB_URL'),
  'http://127.0.0.1:8097': need('SANDBOX_CONSUMER_URL'),
});

/** Types all blocks into one shell, with words of the text replaced. */
export function typeTutorial({ blocks }: Tutorial, home: string, words: Readonly<Record<string, string>>) {
  const typed = blocks.map((code, index) => `echo '=== block ${index + 1}'\n${code}`).join('\n');
  const script = Object.entries({ ...words, ...addresses() }).reduce(
    (text, [word, other]) => text.replaceAll(word, other),
    typed,
  );
  return spawnSync('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      INTERLINK_URL: need('INTERLINK_URL'),
      OPENIMIS_URL: need('OPENIMIS_URL'),
      INTERLINK_STATE_DIR: path.dirname(need('INTERLINK_TEST_COUNTRY_DIR')),
      INTERLINK_SESSION_FILE: path.join(home, 'session.json'),
    },
  });
}
