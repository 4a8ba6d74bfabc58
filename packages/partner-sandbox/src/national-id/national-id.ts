import formbody from '@fastify/formbody';
import type { FastifyInstance } from 'fastify';
import type { JWK } from 'jose';
import type { NationalIdPerson } from '../common/country.js';
import type { PrivateJwk } from '../common/keys.js';
import { tellOwnError } from '../common/own-errors.js';
import { openServer, type PartnerTools } from '../common/partner-server.js';
import { addInteraction } from './interaction.js';
import { openOtpDesk } from './otp-desk.js';
import { openProvider } from './provider.js';
import { openVisits } from './visits.js';
import { watchWire } from './wire.js';

export interface NationalIdSettings {
  readonly issuer: string;
  readonly people: readonly NationalIdPerson[];
  readonly signingKey: PrivateJwk;
  readonly clientKeys: readonly JWK[];
  readonly redirectUri: string;
  /** Puts a message into the person's telephone. */
  readonly sendSms: (to: string, text: string) => void;
}

/** OpenID Connect provider of the country: people sign in with their number and a code sent to their telephone. */
export async function openNationalId(tools: PartnerTools, settings: NationalIdSettings): Promise<FastifyInstance> {
  const byId = new Map(settings.people.map((person) => [person.nationalId, person]));
  const find = (nationalId: string) => byId.get(nationalId);
  const desk = openOtpDesk(tools.clock, (to, otp) =>
    settings.sendSms(to, `${otp} is your National ID code. It is valid for 5 minutes. Tell it only to the officer.`),
  );
  const provider = openProvider({
    ...settings,
    clock: tools.clock,
    find,
    findForUserinfo: (nationalId) =>
      tools.faults.take('national-id', 'userinfo', ['wrong-person'])
        ? settings.people.find((person) => person.nationalId !== nationalId)
        : find(nationalId),
  });
  watchWire(provider, tools, settings.signingKey);
  return serve(provider, (app) => addInteraction(app, provider, openVisits(find, desk)));
}

/** Our pages beside the library's routes; those read their bodies themselves. */
async function serve(provider: ReturnType<typeof openProvider>, addPages: (app: FastifyInstance) => void) {
  const app = openServer('national-id');
  provider.on('server_error', (ctx, error) => tellOwnError('national-id', `${ctx.method} ${ctx.path}`, error));
  await app.register(async (pages) => {
    await pages.register(formbody);
    addPages(pages);
  });
  await app.register(async (rest) => {
    rest.removeAllContentTypeParsers();
    rest.addContentTypeParser('*', (_request, _payload, done) => done(null));
    const answer = provider.callback();
    rest.all('/*', (request, reply) => {
      reply.hijack();
      void answer(request.raw, reply.raw);
    });
  });
  return app;
}
