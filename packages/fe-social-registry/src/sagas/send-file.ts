import { call, put } from 'redux-saga/effects';
import type { Upload } from '@interlink/contracts/social-registry/upload';
import { toProblem } from '@interlink/fe-kit/api-problem';
import type { Asked } from '@interlink/fe-kit/store/request';
import type { SocialRegistryApi } from '../api.js';
import { sendFile, sent, type SendFile } from '../store/requests.js';

/** As in the contract (typebox is not for browsers of ES2018, so its constants are not imported). */
export const CHUNK_BYTES = 524_288;

/** Lower-case hex. */
async function sha256Of(file: File): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const partOf = (file: File, seq: number) => file.slice((seq - 1) * CHUNK_BYTES, seq * CHUNK_BYTES).arrayBuffer();

/** Sends a file part by part. Pressed again after a break, it goes on behind the last part that arrived. */
export function sendFileSaga(api: SocialRegistryApi) {
  return function* ({ payload: args }: Asked<SendFile>) {
    const { file, questionnaire, mostProblemPercent, key } = args;
    try {
      const sha256: string = yield call(sha256Of, file);
      const body = { fileName: file.name, size: file.size, sha256, questionnaire, mostProblemPercent };
      const begun: Upload = yield call(api.begin, body, key);
      // A repeated beginning is answered as it was then; how far it came since is asked anew.
      const present: Upload = yield call(api.upload, begun.id);
      const { id, chunks, state } = present;
      const parts = Math.ceil(file.size / CHUNK_BYTES);
      for (let seq = chunks + 1; state === 'receiving' && seq <= parts; seq += 1) {
        const bytes: ArrayBuffer = yield call(partOf, file, seq);
        yield call(api.sendPart, id, seq, bytes);
        yield put(sent(Math.min(seq * CHUNK_BYTES, file.size), file.size));
      }
      const done: Upload = state === 'receiving' ? yield call(api.act, id, 'complete') : present;
      yield put(sendFile.answered(args, done));
    } catch (thrown) {
      yield put(sendFile.refused(args, toProblem(thrown)));
    }
  };
}
