import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { formsOf } from '../../src/cli/enrol/html-form';
import { completionOf, signIn } from '../../src/cli/enrol/sign-in';

describe('a form of an identity provider', () => {
  it('is read with its hidden fields, and entities in them', () => {
    const html = `<form action="/login?a=1&amp;b=2" method="post"><input type="hidden" name="csrf" value="x&quot;y">
      <input name=otp><button name="decision" value="allow">Allow</button></form>`;
    expect(formsOf(html)).toEqual([
      {
        action: '/login?a=1&b=2',
        method: 'POST',
        fields: { csrf: 'x"y', otp: '' },
        buttons: [{ name: 'decision', value: 'allow', text: 'Allow' }],
      },
    ]);
  });
});

describe('the address at which a browser ended', () => {
  it('gives the code, or the error that the provider sent', () => {
    expect(completionOf('http://desk/front/x?state=s&code=c')).toEqual({ state: 's', code: 'c' });
    expect(completionOf('http://desk/front/x?state=s&error=access_denied')).toEqual({
      state: 's',
      error: 'access_denied',
    });
  });

  it.each(['', 'c', 'front/x?state=s&code=c', '?state=s&code=c'])(
    'ends with one sentence when it is none: %j',
    (typed) => {
      expect(() => completionOf(typed)).toThrow(expect.objectContaining({ name: 'CliError', exitCode: 2 }));
    },
  );

  it('gives one of each, as they were before the address was written, and no more', () => {
    expect(completionOf('http://desk/x?state=a%2Bb&code=c%20d&code=e&iss=https%3A%2F%2Fidp.example#code=f')).toEqual({
      ...{ state: 'a+b', code: 'c d' },
    });
  });
});

describe('a sign-in that is played', () => {
  let server: Server;
  const bodies: string[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        bodies.push(body);
        const isKnown = request.headers.cookie === 'visit=1';
        if (request.url === '/start')
          response.setHeader('set-cookie', 'visit=1; HttpOnly').end(form('/id', 'individualId'));
        else if (!isKnown) response.writeHead(403).end();
        else if (request.url === '/id') response.end(form('/otp', 'otp'));
        else response.writeHead(302, { location: '/front/interlink/enrolment/identity?state=s&code=c' }).end();
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  });
  afterAll(() => void server.close());

  const form = (action: string, field: string) =>
    `<form method="post" action="${action}"><input name="${field}"><button>Next</button></form>`;

  it('fills in identifier and password, keeps cookies and stops at our own page', async () => {
    const { port } = server.address() as AddressInfo;
    const person = { nationalId: '2900', otp: async () => '123456' };
    await expect(signIn(`http://127.0.0.1:${port}/start`, person)).resolves.toEqual({ state: 's', code: 'c' });
    expect(bodies).toEqual(['', 'individualId=2900', 'otp=123456']);
  });
});
