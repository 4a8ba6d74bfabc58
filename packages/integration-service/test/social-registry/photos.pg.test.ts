import { join } from 'node:path';
import { PERSON_ERASED } from '@interlink/contracts/registry/events';
import { jpeg, png } from '../../../domain/test/social-registry/images.js';
import { systemActor } from '../../src/platform/actor.js';
import { liveInProcess } from '../support/mortal.js';
import { plantBreak } from '../support/planted-break.js';
import { AMINA, household, JUMA, openIntakeKit, OTHER, type IntakeKit } from './intake-kit.js';
import {
  CARD,
  CARD_PICTURE,
  digestOf,
  FRONT,
  JUMAS,
  PICTURE,
  putPhoto,
  seePhoto,
  takenWithPhotos,
  withPhotos,
} from './photo-kit.js';

describe('SR-008: the photographs of a household', () => {
  let kit: IntakeKit;
  let id: string;
  beforeEach(async () => {
    kit = await openIntakeKit();
    const answer = await kit.take(withPhotos());
    expect(answer.statusCode).toBe(201);
    ({ id } = answer.json());
  });
  afterEach(() => kit.close());

  const photos = async () => (await kit.get(id)).json().photos as { id: string; isKept: boolean }[];
  const stillToCome = async () => (await photos()).filter(({ isKept }) => !isKept).map((one) => one.id);
  const send = (photo: string, over: Parameters<typeof putPhoto>[3] = {}) => putPhoto(kit.app, id, photo, over);
  const see = (photo: string, by?: string, query?: string) => seePhoto(kit.app, id, photo, by, query);
  const actions = async (action: string) =>
    kit.rows(`select header->>'subject' as subject from platform.audit_entry where header->>'action' = '${action}'`);

  it('follow it one by one, and the household says which are still to come', async () => {
    expect(await photos()).toEqual([
      { id: FRONT, question: 'dwelling_photo', isKept: false },
      { id: CARD, question: 'id_photo', member: 0, isKept: false },
    ]);
    expect((await send(CARD, { bytes: CARD_PICTURE })).json()).toEqual({ id: CARD, awaited: 1 });
    expect(await stillToCome()).toEqual([FRONT]);
    expect((await send(FRONT)).json()).toEqual({ id: FRONT, awaited: 0 });
    const seen = await see(CARD);
    expect(seen.rawPayload.equals(CARD_PICTURE)).toBe(true);
    expect(seen.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': 'attachment',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
  });

  it('S4: are each kept once, however often and however much at once the same is sent', async () => {
    const answers = await Promise.all([send(FRONT), send(FRONT), send(FRONT)]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    expect(await kit.count('social_registry.photo')).toBe(1);
    expect(await actions('social-registry.keep-photo')).toHaveLength(1);
    const another = await send(FRONT, { bytes: CARD_PICTURE });
    expect(another.json()).toMatchObject({ code: 'social-registry.photo-refused', details: { reason: 'another' } });
    expect((await see(FRONT)).rawPayload.equals(PICTURE)).toBe(true);
  });

  it.each(['transaction.before-commit', 'transaction.after-commit'] as const)(
    'S4: are each kept once when the service is killed %s and the same is sent again',
    async (point) => {
      const task = { household: id, photo: FRONT };
      expect(await liveInProcess(kit, join(__dirname, 'photo-life'), task, point)).toBe('SIGKILL');
      expect(await stillToCome()).toEqual(point === 'transaction.after-commit' ? [CARD] : [FRONT, CARD]);
      expect((await send(FRONT)).json()).toEqual({ id: FRONT, awaited: 1 });
      expect(await kit.count('social_registry.photo')).toBe(1);
      expect((await see(FRONT)).rawPayload.equals(PICTURE)).toBe(true);
    },
  );

  it('S15: lie sealed, and stand in no log, audit body or kept answer', async () => {
    await send(FRONT);
    await see(FRONT);
    const dump = JSON.stringify(
      await kit.rows(`select encode(sealed, 'escape') as t from social_registry.photo
        union all select body::text from platform.audit_body union all select response::text from platform.idempotency_key`),
    );
    for (const marker of ['Marker-of-a-face', Buffer.from('Marker-of-a-face').toString('base64').slice(0, 18)]) {
      expect(dump).not.toContain(marker);
    }
  });

  it('S2: are brought and seen by who may take in households of that institution and district, nobody else', async () => {
    await send(FRONT);
    for (const by of ['far', 'nda', 'none']) {
      expect((await send(CARD, { by, bytes: CARD_PICTURE })).json()).toMatchObject({
        code: 'social-registry.not-found',
      });
      expect((await see(FRONT, by)).json()).toMatchObject({ code: 'social-registry.not-found' });
    }
    expect((await see(FRONT, 'aud')).statusCode).toBe(403);
    expect((await send(CARD, { by: 'aud' })).statusCode).toBe(403);
    expect((await see(FRONT, 'nobody')).statusCode).toBe(401);
    expect((await see(FRONT, 'ivy')).statusCode).toBe(200);
    expect(await stillToCome()).toEqual([CARD]);
  });

  it('S6: are seen for a purpose, and who saw whom is written down before', async () => {
    await send(FRONT);
    await send(CARD, { bytes: CARD_PICTURE });
    for (const query of ['', '?purpose=curiosity']) expect((await see(FRONT, 'ina', query)).statusCode).toBe(400);
    await see(CARD);
    expect(await actions('social-registry.read-photo')).toHaveLength(1);
    await see(FRONT, 'ina', '?purpose=audit');
    // One of the household may show anybody of it.
    expect(await actions('social-registry.read-photo')).toHaveLength(3);
    await plantBreak(kit.superuser, { table: 'platform.audit_entry' });
    const unseen = await see(FRONT);
    expect(unseen.statusCode).toBe(503);
    expect(unseen.body).not.toContain('Marker');
  });

  it('S17: that are none, are broken, say more than they show or came otherwise than they were sent are refused', async () => {
    const wrong = [
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'not-an-image'],
      [PICTURE.subarray(0, 40), 'broken'],
      [jpeg({ segments: [[0xe1, 'Exif\0\0GPS']] }), 'metadata'],
      [png({ width: 30_000 }), 'too-large'],
    ] as const;
    for (const [bytes, reason] of wrong) {
      const refused = await send(FRONT, { bytes });
      expect(refused.statusCode).toBe(422);
      expect(refused.json()).toMatchObject({ code: 'social-registry.photo-refused', details: { reason } });
    }
    for (const digest of [digestOf(CARD_PICTURE), '', 'md5=:AAAA:']) {
      expect((await send(FRONT, { digest })).json()).toMatchObject({ details: { reason: 'digest' } });
    }
    expect((await send(FRONT, { bytes: Buffer.alloc(2 * 1024 * 1024 + 1) })).statusCode).toBe(400);
    expect(await kit.count('social_registry.photo')).toBe(0);
  });

  it('that no newest answer names are refused, of this household or another', async () => {
    const nobody = '0000000c-0000-4000-8000-000000000001';
    expect((await send(nobody)).json()).toMatchObject({ code: 'social-registry.photo-unasked' });
    const other = (
      await kit.take(
        household({ members: [{ ...AMINA, birth_date: '1961-01-01', given_name: 'Wanjiru', national_id: 'ZZ-1' }] }),
      )
    ).json();
    expect((await putPhoto(kit.app, other.id, FRONT)).json()).toMatchObject({ code: 'social-registry.photo-unasked' });
    await send(FRONT);
    expect((await seePhoto(kit.app, other.id, FRONT)).statusCode).toBe(404);
    // Somebody answered anew meanwhile, without the photograph of the card.
    await kit.renew(id, 1, withPhotos({ members: [AMINA, { ...JUMA, national_id: '' }] }));
    expect((await send(CARD)).json()).toMatchObject({ code: 'social-registry.photo-unasked' });
    expect(await photos()).toEqual([{ id: FRONT, question: 'dwelling_photo', isKept: true }]);
  });

  it('that are named as anything but an id are refused with the answers', async () => {
    const answer = await kit.take(
      withPhotos({ household: { dwelling_photo: '../../etc/passwd', village: OTHER.code } }),
      'far',
    );
    expect(answer.json()).toMatchObject({
      code: 'social-registry.answers-refused',
      details: { problems: [{ question: 'dwelling_photo', code: 'wrong-form' }] },
    });
  });
});

describe('S15: the photographs of an erased member', () => {
  let kit: IntakeKit;
  let id: string;
  beforeEach(async () => {
    kit = await openIntakeKit();
    id = await takenWithPhotos(kit);
  });
  afterEach(() => kit.close());

  async function forget(key: string) {
    const { subscriber } = kit.registry;
    const body = { records: [{ source: 'social-registry', key }] };
    await subscriber.handle({
      kind: PERSON_ERASED,
      body,
      actor: systemActor('00000000-0000-4000-8000-0000000000ff'),
    } as never);
  }
  const keysOf = async (photo: string) =>
    kit.rows(
      `select wrapped_key is null as is_gone from platform.subject_key where subject_id like '%:photo:${photo}'`,
    );

  it('go with their keys, and so do those of the household, while the others’ stay', async () => {
    await forget(`${id}:1`);
    expect((await kit.get(id)).json().photos).toEqual([{ id: JUMAS, question: 'id_photo', member: 0, isKept: true }]);
    expect((await seePhoto(kit.app, id, JUMAS)).rawPayload.includes('Juma')).toBe(true);
    for (const photo of [FRONT, CARD]) {
      expect((await seePhoto(kit.app, id, photo)).statusCode).toBe(404);
      expect(await keysOf(photo)).toEqual([{ is_gone: true }]);
      expect((await putPhoto(kit.app, id, photo)).json()).toMatchObject({ code: 'social-registry.photo-unasked' });
    }
    await forget(`${id}:2`);
    expect(await kit.count('social_registry.photo')).toBe(0);
    expect(await keysOf(JUMAS)).toEqual([{ is_gone: true }]);
  });

  it('go also when newer answers had left them out', async () => {
    await kit.renew(id, 1, household({ members: [AMINA, { ...JUMA, national_id: '' }] }));
    expect(await kit.count('social_registry.photo')).toBe(3);
    await forget(`${id}:1`);
    expect(await kit.rows('select id::text from social_registry.photo')).toEqual([{ id: JUMAS }]);
  });
});
