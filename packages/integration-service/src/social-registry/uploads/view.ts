import type { Upload, UploadList, UploadProblems } from '@interlink/contracts/social-registry/upload';
import type { DbHandle } from '../../platform/database.js';
import type { SocialRegistryTables, UploadRow } from '../tables.js';

const PAGE = 50;
const PROBLEM_PAGE = 100;

export function toUpload(row: UploadRow): Upload {
  const { id, state, fileName, size, questionnaire, questionnaireVersion, mostProblemPercent, chunks } = row;
  const { rows, households, members, householdsWithProblems, problems, created, changed, unchanged, makerLogin } = row;
  const isLoad = state === 'loading' || state === 'loaded';
  const progress = isLoad
    ? { done: row.done, of: households }
    : { done: state === 'receiving' ? row.received : row.bytesRead, of: size };
  return {
    id,
    state,
    fileName,
    size,
    questionnaire,
    questionnaireVersion,
    mostProblemPercent,
    chunks,
    progress,
    rows,
    households,
    members,
    householdsWithProblems,
    problems,
    created,
    changed,
    unchanged,
    makerLogin,
    ...(row.refusal && { refusal: row.refusal }),
    ...(row.refusalDetails && row.refusalDetails.length > 0 && { refusalDetails: [...row.refusalDetails] }),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** Newest first; `after` is the `next` of the page before. */
export async function listUploads(handle: DbHandle, institution: string, after?: string): Promise<UploadList> {
  let query = handle
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.upload')
    .selectAll()
    .where('institution', '=', institution);
  if (after !== undefined) query = query.where('id', '<', after);
  const rows = await query
    .orderBy('id', 'desc')
    .limit(PAGE + 1)
    .execute();
  const items = rows.slice(0, PAGE).map(toUpload);
  const next = rows.length > PAGE ? items.at(-1)?.id : undefined;
  return { items, ...(next !== undefined && { next }) };
}

export async function listProblems(handle: DbHandle, uploadId: string, after = '-1'): Promise<UploadProblems> {
  const rows = await handle
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.uploadProblem')
    .selectAll()
    .where('uploadId', '=', uploadId)
    .where('ordinal', '>', Number(after))
    .orderBy('ordinal')
    .limit(PROBLEM_PAGE + 1)
    .execute();
  const page = rows.slice(0, PROBLEM_PAGE);
  const items = page.map(({ rowNumber: row, columnName: column, cell, code }) => ({
    row,
    column,
    ...(cell !== null && { cell }),
    code,
  }));
  const last = page.at(-1);
  return { items, ...(rows.length > PROBLEM_PAGE && last && { next: String(last.ordinal) }) };
}
