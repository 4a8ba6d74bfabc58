import {
  ActivateAuthenticator,
  ConfirmSession,
  NewAuthenticator,
  SessionConfirmed,
} from '@interlink/contracts/platform/confirmation';
import { GiveReason } from '@interlink/contracts/platform/reason';
import { Session } from '@interlink/contracts/platform/session';
import { Type } from 'typebox';
import { giveReason } from '../people/count-people.js';
import type { Confirmations } from '../session/confirmations.js';
import type { InTransaction } from '../transaction.js';
import type { Api, HttpKit } from './api.js';

const tags = ['platform'];
/** From one address, for openIMIS's sake; guessing is stopped for each user by the lock. */
const config = { rateLimit: { max: 300, timeWindow: 60_000 } };

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

/** S12: whoever must look at very many people today says why. */
export function reasonRoute(app: Api, http: HttpKit, inTransaction: InTransaction): void {
  app.post(
    '/session/reason',
    {
      config,
      schema: {
        tags,
        summary: 'Why you look at so many people today',
        body: GiveReason,
        response: { 204: Type.Null() },
      },
      preHandler: http.requireSession(),
    },
    async (request, reply) => {
      await inTransaction(http.operatorOf(request).actor, (tx) => giveReason(tx, request.body.reason));
      return reply.status(204).send(null);
    },
  );
}
