import { addressOf } from '@interlink/domain/social-registry/spreadsheet';
import type { Actor } from '../../platform/actor.js';
import type { Tx } from '../../platform/transaction.js';
import type { SocialContext } from '../context.js';
import type { SocialRegistryTables, UploadRow } from '../tables.js';
import type { FileProblem } from './check.js';
import { checkedHouseholds } from './checked.js';
import { FileRefused } from './file-row.js';
import { checkedBytes } from './read-file.js';
import { changeUpload, getUpload, readChunks, setDetails } from './store.js';

const MOST_KEPT = 1000;
const SAY_EVERY = 2000;

interface Found {
  rows: number;
  households: number;
  members: number;
  householdsWithProblems: number;
  readonly problems: Record<string, number>;
  readonly kept: FileProblem[];
  header: readonly string[];
}

/**
 * SR-020: reads a file to its end and keeps what is wrong with it, by cell. Nothing of it is loaded. It may begin again
 * after a kill: only its last transaction decides.
 */
export async function checkUpload(context: SocialContext, id: string, actor: Actor): Promise<void> {
  const { platform } = context;
  const upload = await getUpload(platform, id);
  if (upload.state !== 'checking') return;
  const found: Found = {
    rows: 0,
    households: 0,
    members: 0,
    householdsWithProblems: 0,
    problems: {},
    kept: [],
    header: [],
  };
  const refused = await read(context, upload, found, actor);
  platform.failpoint('social-registry.after-check');
  await platform.inTransaction(actor, (tx) => keepResult(tx, upload, found, refused));
}

async function read(context: SocialContext, upload: UploadRow, found: Found, actor: Actor) {
  const { platform } = context;
  const villages = await context.villages();
  let bytesRead = 0;
  const bytes = checkedBytes(readChunks(platform, upload), upload.sha256);
  try {
    const listening = {
      onBytes: (at: number) => (bytesRead = at),
      onHeader: (names: readonly string[]) => (found.header = names),
    };
    for await (const { household, problems } of checkedHouseholds(context, upload, villages, bytes, listening)) {
      count(found, household, problems);
      if (found.households % SAY_EVERY === 0) {
        const progress = { bytesRead, households: found.households, rows: found.rows };
        await platform.inTransaction(actor, (tx) => changeUpload(tx, upload.id, progress));
      }
    }
  } catch (thrown) {
    if (thrown instanceof FileRefused) return thrown;
    throw thrown;
  }
  return tooMuch(upload, found);
}

function count(found: Found, household: { readonly rows: readonly number[] }, problems: readonly FileProblem[]): void {
  found.households += 1;
  found.rows += household.rows.length;
  found.members += household.rows.length;
  if (problems.length > 0) found.householdsWithProblems += 1;
  for (const problem of problems) {
    found.problems[problem.code] = (found.problems[problem.code] ?? 0) + 1;
    if (found.kept.length < MOST_KEPT) found.kept.push(problem);
  }
}

function tooMuch({ mostProblemPercent }: UploadRow, found: Found): FileRefused | undefined {
  if (found.householdsWithProblems * 100 <= mostProblemPercent * found.households) return undefined;
  const onlyDuplicates = Object.keys(found.problems).every((code) => code === 'duplicate');
  return new FileRefused(onlyDuplicates ? 'too-many-duplicates' : 'too-many-problems');
}

async function keepResult(tx: Tx, upload: UploadRow, found: Found, refused: FileRefused | undefined): Promise<void> {
  const current = await getUpload(tx, upload.id, { lock: true });
  if (current.state !== 'checking') return;
  const { problems, kept, header, ...counts } = found;
  await changeUpload(tx, upload.id, {
    ...counts,
    state: refused ? 'refused' : 'checked',
    bytesRead: upload.size,
    refusal: refused?.reason ?? null,
  });
  await setDetails(tx, upload.id, { problems, refusalDetails: refused?.details ?? null });
  if (kept.length > 0) {
    const rows = kept.map(({ row, column, code }, ordinal) => ({
      uploadId: upload.id,
      ordinal,
      rowNumber: row,
      columnName: column,
      cell: addressOf(header, { row, column }),
      code,
    }));
    await tx.db<SocialRegistryTables>().insertInto('socialRegistry.uploadProblem').values(rows).execute();
  }
  const body = { state: refused ? 'refused' : 'checked', refusal: refused?.reason, households: counts.households };
  tx.audit({ stream: `upload:${upload.id}`, action: 'social-registry.check-upload', subject: upload.id, body });
}
