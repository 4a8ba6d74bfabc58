import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { NationalIdPerson } from '../common/country.js';
import { openPartnerServer, takeFault, type PartnerTools } from '../common/partner-server.js';
import { openTokenEndpoint, type Client } from '../common/token-endpoint.js';

interface Wallet {
  readonly firstName: string;
  readonly lastName: string;
}

/** A mobile money operator: everybody who has a mobile has a wallet; it says whether it works and whose it is. */
export function openMobileMoney(
  tools: PartnerTools,
  client: Client,
  people: readonly NationalIdPerson[],
): FastifyInstance {
  const app = openPartnerServer('mobile-money', tools);
  const bearerOf = openTokenEndpoint(app, { path: '/oauth2/token', client, clock: tools.clock });
  const wallets = new Map(people.flatMap(walletOf));
  const fail = (reply: FastifyReply, code: number, [errorCategory, errorCode]: readonly [string, string]) =>
    reply.code(code).send({ errorCategory, errorCode, errorDateTime: new Date(tools.clock()).toISOString() });
  const answering =
    (answer: (wallet: Wallet, request: FastifyRequest) => object) => (request: FastifyRequest, reply: FastifyReply) => {
      if (bearerOf(request) === undefined) return fail(reply, 401, ['authorisation', 'clientAuthorisationError']);
      const { type, identifier } = request.params as { readonly type: string; readonly identifier: string };
      if (type !== 'msisdn' || !/^\+[1-9]\d{6,14}$/.test(identifier)) {
        return fail(reply, 400, ['validation', 'formatError']);
      }
      const wallet = wallets.get(identifier);
      if (!wallet) return fail(reply, 404, ['identification', 'identifierError']);
      return reply.send(answer(wallet, request));
    };
  app.get(
    '/accounts/:type/:identifier/status',
    { config: { operation: 'status' } },
    answering((_wallet, request) => ({
      accountStatus: takeFault('mobile-money', tools, request, 'closed-account') ? 'unavailable' : 'available',
    })),
  );
  app.get(
    '/accounts/:type/:identifier/accountname',
    { config: { operation: 'name' } },
    answering((wallet, request) => {
      const isAnother = takeFault('mobile-money', tools, request, 'wrong-person') !== undefined;
      const { firstName, lastName } = isAnother ? { firstName: 'Somebody', lastName: 'Else' } : wallet;
      return { name: { title: '', firstName, lastName, fullName: `${firstName} ${lastName}` }, lei: '' };
    }),
  );
  return app;
}

function walletOf({ mobile, givenName, surname }: NationalIdPerson): [string, Wallet][] {
  return mobile === undefined ? [] : [[mobile, { firstName: givenName, lastName: surname }]];
}
