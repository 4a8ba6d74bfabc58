import { ServiceError } from '@interlink/contracts/errors';
import { Purpose } from '@interlink/contracts/registry/scope';
import { KeptPhoto } from '@interlink/contracts/social-registry/intake';
import { MOST_PHOTO_BYTES } from '@interlink/domain/social-registry/photos';
import { Type, type Static } from 'typebox';
import type { Api, HttpKit } from '../../platform/http/api.js';
import type { Intake } from '../intake/service.js';
import type { Photos } from './service.js';

const tags = ['social-registry'];
const path = '/social-registry/households/:id/photos/:photo';
const One = Type.Object({ id: Type.String({ format: 'uuid' }), photo: Type.String({ format: 'uuid' }) });
const Why = Type.Object({ purpose: Purpose }, { additionalProperties: false });
/** RFC 9530. */
const DIGEST = /^sha-256=:([A-Za-z0-9+/]{43}=):$/;

/** Who may take in a household may bring and see its photographs. */
export function photoRoutes(app: Api, http: HttpKit, photos: Photos, intake: Pick<Intake, 'villages'>): void {
  const preHandler = http.requirePermission('social-registry.upload');
  app.put(
    path,
    {
      bodyLimit: MOST_PHOTO_BYTES,
      schema: {
        tags,
        summary: 'A photograph that an answer names, as bytes',
        params: One,
        response: { 200: KeptPhoto },
      },
      preHandler,
    },
    async (request, reply) => {
      const { body: bytes, params, headers } = request as typeof request & { readonly body: unknown };
      if (!Buffer.isBuffer(bytes)) throw new ServiceError('social-registry.photo-refused', { reason: 'not-an-image' });
      const operator = http.operatorOf(request);
      const digest = DIGEST.exec(String(headers['content-digest']))?.[1];
      const sent = { householdId: params.id, id: params.photo, bytes, digest };
      const villages = await intake.villages();
      // By its id and its bytes the same is once: no key is asked for.
      return http.idempotent(
        request,
        reply,
        async (tx) => ({ status: 200, body: await photos.keep(tx, operator, villages, sent) }),
        { key: 'optional' },
      ) as Promise<KeptPhoto>;
    },
  );
  app.get(
    path,
    { schema: { tags, summary: 'A photograph of a household', params: One, querystring: Why }, preHandler },
    async (request, reply) => {
      const { params, query } = request as { params: Static<typeof One>; query: Static<typeof Why> };
      const at = { householdId: params.id, id: params.photo };
      const { type, bytes } = await photos.show(http.operatorOf(request), at, query.purpose);
      // S17: nothing that a browser would run, whatever it holds, and nothing of it stays.
      return reply
        .type(type)
        .header('content-disposition', 'attachment')
        .header('x-content-type-options', 'nosniff')
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('cache-control', 'no-store')
        .send(bytes);
    },
  );
}
