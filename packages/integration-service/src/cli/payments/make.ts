import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Batch, MakeBatch } from '@interlink/contracts/payments/batch';
import type { Making } from '@interlink/contracts/payments/making';
import type { ApiClient } from '../api-client.js';
import { CliError, type Cli } from '../cli.js';

const AGAIN_MS = 1000;

/** Makes a batch of any size: says how far it is until it is made. Throws CliError when it is refused or lost. */
export async function makeBatch(
  { say }: Pick<Cli, 'say'>,
  api: ApiClient,
  body: MakeBatch,
  pause: (milliseconds: number) => Promise<unknown> = sleep,
): Promise<Batch> {
  const call = { body, idempotencyKey: randomUUID() };
  const first = await api.post<Batch | Making>('/payments/batches', call);
  if ('lines' in first) return first;
  for (let making = first; ; making = await api.get<Making>(`/payments/makings/${first.id}`)) {
    if (making.state === 'made') return api.get<Batch>(`/payments/batches/${first.id}`);
    if (making.state !== 'under-way') throw new CliError(sentenceOf(making), 4);
    say(`${making.done} of ${making.total} people looked up`);
    await pause(AGAIN_MS);
  }
}

function sentenceOf({ state, problem }: Making): string {
  if (state === 'lost') return 'The service that was making the batch is gone; nothing was kept. Build it again.';
  const reason = problem?.details['reason'];
  return `The batch was refused (${problem?.code ?? 'no reason given'}${typeof reason === 'string' ? `: ${reason}` : ''}).`;
}
