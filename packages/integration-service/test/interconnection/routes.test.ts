import Fastify from 'fastify';
import { interconnectionRoutes } from '../../src/interconnection/routes.js';

describe('the address of our public keys', () => {
  it('serves the keys without a private member', async () => {
    const key = { kty: 'OKP', crv: 'Ed25519', x: 'x', kid: 'k', use: 'sig' };
    const app = Fastify();
    interconnectionRoutes(app, { keyring: { published: async () => [key] } as never, inbound: {} as never });
    const answer = await app.inject('/interlink/.well-known/jwks.json');
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ keys: [key] });
    await app.close();
  });
});
