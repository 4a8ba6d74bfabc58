import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { InteractionResults, Provider } from 'oidc-provider';
import { html, page } from '../common/html.js';
import { ACR, CLIENT_ID } from './provider.js';
import { signInPage } from './pages.js';
import type { Problem, Visit, Visits } from './visits.js';

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;
type Request = FastifyRequest<{ Params: { uid: string }; Body: Record<string, string | undefined> | undefined }>;

/** Error codes at the way back: why nobody was authenticated. */
const ERRORS: Readonly<Record<Problem, string>> = {
  'unknown-id': 'invalid_individual_id',
  'no-phone': 'send_otp_failed',
  'too-many': 'send_otp_failed',
  wrong: 'auth_failed',
  expired: 'otp_expired',
  locked: 'otp_locked',
};

/** The pages on which a person signs in and consents, each form followed by a redirect. */
export function addInteraction(app: FastifyInstance, provider: Provider, visits: Visits): void {
  const leave = async (request: Request, reply: FastifyReply, result: InteractionResults) => {
    visits.forget(request.params.uid);
    reply.hijack();
    await provider.interactionFinished(request.raw, reply.raw, result, { mergeWithLastSubmission: false });
  };
  const show = async (request: Request, reply: FastifyReply, visit: Visit) => {
    if (visit.problem === 'locked') return leave(request, reply, failure('locked'));
    return reply.redirect(`/interaction/${request.params.uid}`, 303);
  };
  const post = (path: string, act: (request: Request, reply: FastifyReply, details: Interaction) => Promise<unknown>) =>
    app.post(`/interaction/:uid/${path}`, async (request, reply) => {
      const details = await provider.interactionDetails(request.raw, reply.raw);
      return act(request as Request, reply, details);
    });

  app.get('/interaction/:uid', async (request, reply) => {
    const { params, uid } = await provider.interactionDetails(request.raw, reply.raw);
    const hint = typeof params['login_hint'] === 'string' ? params['login_hint'] : '';
    const client = 'Interlink, Ministry of Social Welfare,';
    return reply
      .type('text/html; charset=utf-8')
      .send(signInPage(uid, visits.get(uid), { client, hint, claims: claimsAsked(params) }));
  });
  post('identifier', (request, reply) =>
    show(request, reply, visits.enterIdentifier(request.params.uid, (request.body?.['individualId'] ?? '').trim())),
  );
  post('resend', (request, reply) => show(request, reply, visits.resend(request.params.uid)));
  post('otp', (request, reply) =>
    show(request, reply, visits.enterOtp(request.params.uid, (request.body?.['otp'] ?? '').trim())),
  );
  post('consent', async (request, reply, details) => {
    const { step, nationalId } = visits.get(request.params.uid);
    if (step !== 'consent' || nationalId === undefined) return show(request, reply, visits.get(request.params.uid));
    if (request.body?.['decision'] !== 'allow') return leave(request, reply, failure());
    return leave(request, reply, await success(provider, nationalId, details));
  });
  post('cancel', (request, reply) => leave(request, reply, failure(visits.get(request.params.uid).problem)));
  app.setErrorHandler(async (_error, _request, reply) => {
    const content = html`<p class="problem" role="alert">This sign-in has ended. Go back and start again.</p>`;
    await reply
      .code(400)
      .type('text/html; charset=utf-8')
      .send(page('Demo National ID', content, 'narrow'));
  });
}

const failure = (problem?: Problem): InteractionResults => ({
  error: problem ? ERRORS[problem] : 'access_denied',
  error_description: problem ? `Nobody was authenticated: ${problem}` : 'The person refused',
});

async function success(provider: Provider, accountId: string, { params }: Interaction): Promise<InteractionResults> {
  const grant = new provider.Grant({ accountId, clientId: CLIENT_ID });
  grant.addOIDCScope(String(params['scope'] ?? 'openid'));
  grant.addOIDCClaims([...claimsAsked(params)]);
  const grantId = await grant.save();
  return { login: { accountId, acr: ACR, amr: ['otp'], remember: false }, consent: { grantId } };
}

/** What the client asked for one by one, without what every ID token bears. */
function claimsAsked(params: Readonly<Record<string, unknown>>): readonly string[] {
  const asked: unknown = typeof params['claims'] === 'string' ? JSON.parse(params['claims']) : {};
  const { userinfo = {}, id_token: idToken = {} } = asked as { userinfo?: object; id_token?: object };
  const names = new Set([...Object.keys(userinfo), ...Object.keys(idToken)]);
  return [...names].filter((name) => !['sub', 'acr', 'auth_time', 'amr'].includes(name));
}
