import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

/** A folder that is made once for all test files of a run, for its owner's eyes only; whole, or not there. */
export async function madeOnce(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const shared = process.env['INTERLINK_TEST_SHARED_DIR'];
  if (shared === undefined) throw new Error('Only the PostgreSQL tests have a folder that a whole run shares.');
  const folder = path.join(shared, name);
  if (existsSync(folder)) return folder;
  const scratch = mkdtempSync(path.join(shared, `${name}-`));
  await make(scratch);
  try {
    renameSync(scratch, folder);
  } catch (thrown) {
    if (!existsSync(folder)) throw thrown;
    // Another worker was quicker: one set for all.
    rmSync(scratch, { recursive: true });
  }
  return folder;
}
