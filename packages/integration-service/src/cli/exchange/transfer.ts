import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { appendFile, open, rename, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { BULK_PART_BYTES, type BulkFile } from '@interlink/contracts/exchange/bulk';
import { CliError } from '../cli-error.js';
import { call, fetchToken, outcomeOf, refusalOf, type ConnectionOptions, type Outcome } from './connection.js';

/** Asks with a fresh token each time: a long file outlives one. */
async function ask(options: ConnectionOptions, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${await fetchToken(options)}` };
  return call(options, `/files/${path}`, { ...init, headers });
}

/** How far a file is. Throws CliError. */
export const showFile = async (options: ConnectionOptions, id: string): Promise<Outcome> =>
  outcomeOf(options, await ask(options, encodeURIComponent(id)));

export async function hashOfFile(path: string): Promise<{ readonly size: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  try {
    let size = 0;
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      size += chunk.length;
    }
    return { size, sha256: hash.digest('hex') };
  } catch {
    throw new CliError(`${path} cannot be read.`, 2);
  }
}

/** Sends what is not there yet; the last answer. Throws CliError with how to go on. */
export async function sendParts(
  options: ConnectionOptions,
  path: string,
  { file_id: id, received = 0, size = 0 }: BulkFile,
  begun: Outcome,
): Promise<Outcome> {
  const file = await open(path);
  let last = begun;
  try {
    for (let offset = received; offset < size; offset += BULK_PART_BYTES) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(BULK_PART_BYTES), 0, BULK_PART_BYTES, offset);
      const headers = { 'content-type': 'application/octet-stream' };
      const body = buffer.subarray(0, bytesRead);
      last = await outcomeOf(options, await ask(options, `${id}/content/${offset}`, { method: 'PUT', headers, body }));
      if (!last.accepted) throw new CliError(`A part was refused: ${refusalOf(last.answer)}.`, 4);
    }
    return last;
  } catch (thrown) {
    if (!(thrown instanceof CliError)) throw thrown;
    throw new CliError(`${thrown.message} Go on later by --id ${id}.`, thrown.exitCode);
  } finally {
    await file.close();
  }
}

/** The result, from where an earlier try broke off, whole and as it was signed. Throws CliError. */
export async function fetchFile(
  options: ConnectionOptions,
  id: string,
  { size, sha256 }: NonNullable<BulkFile['result']>,
  out: string,
): Promise<void> {
  const part = `${out}.part`;
  const from = Math.min(await startOrGoOn(part), size);
  if (from < size) await fetchRest(options, id, from, part);
  if ((await hashOfFile(part)).sha256 !== sha256) {
    throw new CliError(`${part} is not the file that was signed: delete it and fetch it again.`, 4);
  }
  await rename(part, out);
}

/** How much of it is there; nothing yet, of one that is begun by this. Throws CliError. */
async function startOrGoOn(part: string): Promise<number> {
  try {
    await appendFile(part, '');
    return (await stat(part)).size;
  } catch {
    throw new CliError(`${part} cannot be written.`, 2);
  }
}

async function fetchRest(options: ConnectionOptions, id: string, from: number, part: string): Promise<void> {
  const answer = await ask(options, `${encodeURIComponent(id)}/content`, { headers: { range: `bytes=${from}-` } });
  if (answer.status !== 206 || !answer.body) throw new CliError(`The file was not given (${answer.status}).`, 4);
  const content = Readable.fromWeb(answer.body as ReadableStream<Uint8Array>);
  await pipeline(content, createWriteStream(part, { flags: 'a' })).catch(() => {
    throw new CliError(`It broke off; the same command goes on where ${part} ends.`);
  });
}
