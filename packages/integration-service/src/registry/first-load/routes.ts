import { Type } from 'typebox';
import type { Api, HttpKit } from '../../platform/http/api.js';
import { readJsonLines } from '../json-lines.js';
import type { Registry } from '../service.js';

const tags = ['registry'];
const code = Type.String({ maxLength: 40 });
const file = Type.String({ pattern: '^[0-9a-f]{64}$' });
const number = Type.Integer({ minimum: 1, maximum: 1_000_000 });
const OfSource = Type.Object({ code }, { additionalProperties: false });
const Loaded = Type.Object({ received: Type.Integer(), people: Type.Integer(), households: Type.Integer() });
const Begun = Type.Object({ upTo: Type.Integer(), beyond: Type.Array(Type.Integer()) });
/** A portion of some thousand records; the file is of any size. */
const MOST_BYTES = 8 * 2 ** 20;

/** The first load of an empty registry, by `npx interlink registry load`. Its beginning wants the password again. */
export function firstLoadRoutes(app: Api, http: HttpKit, registry: Registry): void {
  app.post(
    '/registry/sources/:code/first-load',
    {
      schema: {
        tags,
        summary: 'Begin the first load of a file, or go on: which portions are in',
        params: OfSource,
        body: Type.Object({ file }, { additionalProperties: false }),
        response: { 200: Begun },
      },
      preHandler: http.requirePermission('registry.operate', { fresh: true }),
    },
    async (request) => {
      const { actor } = http.operatorOf(request);
      const { upTo, beyond } = await registry.firstLoad.begin(actor, request.params.code, request.body.file);
      return { upTo, beyond: [...beyond] };
    },
  );
  app.put(
    '/registry/sources/:code/first-load/:file/:number',
    {
      schema: {
        tags,
        summary: 'One portion as JSON lines, each subject whole; sent again it changes nothing',
        params: Type.Object({ code, file, number }, { additionalProperties: false }),
        response: { 200: Loaded },
      },
      bodyLimit: MOST_BYTES,
      preHandler: http.requirePermission('registry.operate'),
    },
    (request) => {
      const { code: source, ...portion } = request.params;
      const records = readJsonLines(request.body).flat();
      return registry.firstLoad.portion(http.operatorOf(request).actor, { source, ...portion }, records);
    },
  );
  finishRoute(app, http, registry);
}

function finishRoute(app: Api, http: HttpKit, registry: Registry): void {
  app.post(
    '/registry/sources/:code/first-load/finish',
    {
      schema: {
        tags,
        summary: 'After the last portion: how many there were',
        params: OfSource,
        body: Type.Object({ file, number }, { additionalProperties: false }),
        response: { 204: Type.Null() },
      },
      preHandler: http.requirePermission('registry.operate'),
    },
    async (request, reply) => {
      const portion = { source: request.params.code, ...request.body };
      await registry.firstLoad.finish(http.operatorOf(request).actor, portion);
      return reply.code(204).send(null);
    },
  );
}
