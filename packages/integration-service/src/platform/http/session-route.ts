import {
  ActivateAuthenticator,
  ConfirmSession,
  NewAuthenticator,
  SessionConfirmed,
} from '@interlink/contracts/platform/confirmation';
import { Session } from '@interlink/contracts/platform/session';
import type { Confirmations } from '../session/confirmations.js';
import type { Api, HttpKit } from './api.js';

const tags = ['platform'];
/** Guessing is slow; what is wrong five times is locked besides. */
const config = { rateLimit: { max: 20, timeWindow: 60_000 } };

/** Who is signed in and what that permits here: the first thing a frontend asks; and the password again (S7). */
export function sessionRoutes(app: Api, http: HttpKit, confirmations: Confirmations): void {
  app.get(
    '/session',
    {
      schema: { tags, summary: 'Who is signed in', response: { 200: Session } },
      preHandler: http.requireSession(),
    },
    async (request) => http.operatorOf(request).session,
  );
  app.post(
    '/session/confirm',
    {
      config,
      schema: {
        tags,
        summary: 'Give the password again, for five minutes',
        body: ConfirmSession,
        response: { 200: SessionConfirmed },
      },
      preHandler: http.requireSession(),
    },
    (request) => confirmations.confirm(http.operatorOf(request), request.body),
  );
  authenticatorRoutes(app, http, confirmations);
}

function authenticatorRoutes(app: Api, http: HttpKit, confirmations: Confirmations): void {
  const preHandler = http.requireSession();
  app.post(
    '/session/totp',
    {
      config,
      schema: {
        tags,
        summary: 'The secret of a new authenticator, shown this once',
        response: { 200: NewAuthenticator },
      },
      preHandler,
    },
    (request) => confirmations.newAuthenticator(http.operatorOf(request)),
  );
  app.post(
    '/session/totp/activation',
    {
      config,
      schema: {
        tags,
        summary: 'The first code of a new authenticator, which counts from then on',
        body: ActivateAuthenticator,
        response: { 200: SessionConfirmed },
      },
      preHandler,
    },
    (request) => confirmations.activateAuthenticator(http.operatorOf(request), request.body.code),
  );
}
