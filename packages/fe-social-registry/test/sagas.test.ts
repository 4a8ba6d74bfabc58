/** @jest-environment node */
import { createHash } from 'node:crypto';
import { runSaga } from 'redux-saga';
import type { Upload } from '@interlink/contracts/social-registry/upload';
import { ApiError } from '@interlink/fe-kit/api-problem';
import type { SocialRegistryApi } from '../src/api.js';
import { followOne, isMoving } from '../src/sagas/follow.js';
import { CHUNK_BYTES, sendFileSaga } from '../src/sagas/send-file.js';
import { fromMicro, toMicro } from '../src/score.js';
import { socialRegistryReducer } from '../src/store/reducer.js';
import * as requests from '../src/store/requests.js';

type SocialRegistryState = ReturnType<typeof socialRegistryReducer>;

const upload = (over: Partial<Upload> = {}): Upload =>
  ({ id: 'u1', state: 'receiving', chunks: 0, fileName: 'a.csv', ...over }) as Upload;
const lost = new ApiError({ code: 'lost', status: 0, details: {} });

describe('A file on its way to the service', () => {
  const bytes = Buffer.alloc(CHUNK_BYTES * 2 + 100, 'x');
  const asked = {
    file: new File([bytes], 'Kibera.csv'),
    questionnaire: 'household',
    mostProblemPercent: 5,
    key: 'wish-1',
  };

  /** A service that has these parts already; what is sent to it is remembered. */
  function service(begun: Upload, present: Upload = begun, breaksAt?: number) {
    const sent: { seq: number; size: number }[] = [];
    const acts: string[] = [];
    const begins: unknown[] = [];
    const api = {
      begin: async (body: unknown, key: string) => (begins.push({ body, key }), begun),
      upload: async () => present,
      sendPart: async (_id: string, seq: number, part: ArrayBuffer) => {
        if (seq === breaksAt) throw lost;
        sent.push({ seq, size: part.byteLength });
        return present;
      },
      act: async (_id: string, act: string) => (acts.push(act), upload({ state: 'checking' })),
    } as unknown as SocialRegistryApi;
    return { api, sent, acts, begins };
  }
  const play = async (api: SocialRegistryApi) => {
    const put: { type: string; payload: unknown }[] = [];
    const dispatch = (action: { type: string; payload: unknown }) => put.push(action);
    await runSaga({ dispatch }, sendFileSaga(api), requests.sendFile.ask(asked)).toPromise();
    return put;
  };

  it('SR-020: says beforehand what it is, whole, so that the service can tell a broken one', async () => {
    const { api, begins } = service(upload());
    await play(api);
    expect(begins).toEqual([
      {
        key: 'wish-1',
        body: {
          fileName: 'Kibera.csv',
          size: bytes.length,
          sha256: createHash('sha256').update(bytes).digest('hex'),
          questionnaire: 'household',
          mostProblemPercent: 5,
        },
      },
    ]);
  });

  it('goes part by part, the last one shorter, tells how far it is, and is then complete', async () => {
    const { api, sent, acts } = service(upload());
    const put = await play(api);
    expect(sent).toEqual([
      { seq: 1, size: CHUNK_BYTES },
      { seq: 2, size: CHUNK_BYTES },
      { seq: 3, size: 100 },
    ]);
    expect(acts).toEqual(['complete']);
    expect(put.slice(0, 3).map(({ payload }) => (payload as { done: number }).done)).toEqual([
      CHUNK_BYTES,
      CHUNK_BYTES * 2,
      bytes.length,
    ]);
    expect(put.at(-1)).toMatchObject({ type: requests.sendFile.RESP, payload: { state: 'checking' } });
  });

  it('SR-020: goes on behind the last part that arrived when the network broke', async () => {
    const first = service(upload(), upload(), 3);
    expect((await play(first.api)).at(-1)).toMatchObject({ type: requests.sendFile.ERR, payload: { code: 'lost' } });
    const again = service(upload(), upload({ chunks: 2 }));
    await play(again.api);
    expect(again.sent.map(({ seq }) => seq)).toEqual([3]);
  });

  it('that is with the service already is sent no second time, and shown as it is now', async () => {
    const { api, sent, acts } = service(upload(), upload({ state: 'checked', chunks: 3 }));
    const put = await play(api);
    expect([sent, acts]).toEqual([[], []]);
    expect(put).toEqual([requests.sendFile.answered(asked, upload({ state: 'checked', chunks: 3 }))]);
  });
});

describe('Following what moves by itself', () => {
  it.each([
    ['checking', true],
    ['loading', true],
    ['running', true],
    ['checked', false],
    ['refused', false],
    ['done', false],
    ['receiving', false],
  ] as const)('%s moves: %s', (state, moves) => {
    expect(isMoving({ state })).toBe(moves);
  });

  it('looks quickly at first, then spares a slow link, and ends when nothing moves', () => {
    const following = followOne({} as SocialRegistryApi, { what: 'upload', id: 'u1' });
    following.next();
    const pauses: number[] = [];
    for (let turn = 0; turn < 6; turn += 1) {
      following.next();
      const { value } = following.next(true as never) as { value: { payload: { args: number[] } } };
      pauses.push(value.payload.args[0] ?? 0);
    }
    expect(pauses).toEqual([500, 1000, 1000, 2000, 4000, 4000]);
    following.next();
    expect(following.next(false as never).done).toBe(true);
  });

  it.each([
    [new ApiError({ code: 'social-registry.not-found', status: 404, details: {} }), false],
    [new ApiError({ code: 'platform.forbidden', status: 403, details: {} }), false],
  ])('gives up over what is refused: it stays refused', async (thrown) => {
    let tries = 0;
    const api = { upload: async () => ((tries += 1), Promise.reject(thrown)) } as unknown as SocialRegistryApi;
    const put: { type: string }[] = [];
    const dispatch = (action: { type: string }) => put.push(action);
    await runSaga({ dispatch }, followOne, api, { what: 'upload', id: 'u1' } as const).toPromise();
    expect([tries, put.map(({ type }) => type)]).toEqual([1, [requests.loadUpload.REQ, requests.loadUpload.ERR]]);
  });
});

describe('The store of the social registry pages', () => {
  const play = (...actions: { readonly type: string }[]): SocialRegistryState =>
    actions.reduce<SocialRegistryState | undefined>(
      (state, action) => socialRegistryReducer(state, action),
      undefined,
    ) as SocialRegistryState;

  it('does not show one upload while another is loaded', () => {
    const first = requests.loadUpload.answered({ id: 'u1' }, upload());
    expect(play(first, requests.loadUpload.ask({ id: 'u2' })).upload).toMatchObject({
      status: 'loading',
      value: undefined,
    });
    expect(play(first, requests.loadUpload.ask({ id: 'u1' })).upload.value?.id).toBe('u1');
  });

  it('shows what an act on the upload has changed', () => {
    const acted = requests.actOnUpload.answered(
      { id: 'u1', seen: 'checked', act: 'load' },
      upload({ state: 'loading' }),
    );
    expect(play(requests.loadUpload.answered({ id: 'u1' }, upload()), acted).upload.value?.state).toBe('loading');
  });

  it('does not show what was done to one upload in the place of another', () => {
    const second = requests.loadUpload.answered({ id: 'u2' }, upload({ id: 'u2' }));
    const late = requests.actOnUpload.answered(
      { id: 'u1', seen: 'checked', act: 'load' },
      upload({ state: 'loading' }),
    );
    expect(play(second, late).upload.value?.id).toBe('u2');
  });

  it('knows of no sending that was broken off', () => {
    const args = { file: new File(['abc'], 'a.csv'), questionnaire: 'q', mostProblemPercent: 0, key: 'k' };
    const failed = requests.sendFile.refused(args, lost.problem);
    expect(play(requests.sendFile.ask(args), requests.sent(2, 3), failed).sending).toBeNull();
  });

  it('knows how much of a file was sent, and forgets it when it is there', () => {
    const args = { file: new File(['abc'], 'a.csv'), questionnaire: 'q', mostProblemPercent: 0, key: 'k' };
    expect(play(requests.sendFile.ask(args)).sending).toEqual({ done: 0, of: 3 });
    expect(play(requests.sendFile.ask(args), requests.sent(2, 3)).sending).toEqual({ done: 2, of: 3 });
    expect(play(requests.sent(3, 3), requests.sendFile.answered(args, upload())).sending).toBeNull();
  });

  it('joins pages behind a cursor and begins anew without one', () => {
    const page = (code: string, after?: string) =>
      requests.loadProblems.answered({ id: 'u1', after }, { items: [{ row: 1, column: 'a', code }] });
    const codes = (state: SocialRegistryState) => state.problems.value?.items.map(({ code }) => code);
    expect(codes(play(page('x'), page('y', '1')))).toEqual(['x', 'y']);
    expect(codes(play(page('x'), page('y', '1'), page('z')))).toEqual(['z']);
  });
});

describe('Scores and amounts as people type them', () => {
  it.each([
    ['0.25', 250_000],
    ['-1', -1_000_000],
    ['1,5', 1_500_000],
    [' 12 ', 12_000_000],
    ['0.000001', 1],
    ['999999999', 999_999_999_000_000],
  ])('%j is %d millionths', (text, micro) => {
    expect(toMicro(text)).toBe(micro);
  });

  it.each(['', '1,000', '.', '1.', '1e3', '--1', '1.0000001', '1 000', '١'])('%j is no score', (text) => {
    expect(toMicro(text)).toBeUndefined();
  });

  it('shows a score with two decimals', () => {
    expect([fromMicro(1_234_567), fromMicro(-1_234_567), fromMicro(12_000_000)]).toEqual([1.23, -1.23, 12]);
  });
});
