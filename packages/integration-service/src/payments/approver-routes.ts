import {
  Approvers,
  AskJudgement,
  AssertionRequest,
  EnrolCredential,
  EnrolmentRequest,
  JudgeCredential,
} from '@interlink/contracts/payments/approvers';
import { Type } from 'typebox';
import type { Api, HttpKit } from '../platform/http/api.js';
import type { ApproverDesk } from './approvers/service.js';

const Nothing = Type.Object({}, { additionalProperties: false });
const tags = ['payments'];
const optional = { key: 'optional' } as const;

/** Who may approve money, and how somebody comes to it (S11). */
export function approverRoutes(app: Api, http: HttpKit, approvers: ApproverDesk): void {
  app.get(
    '/payments/approvers',
    {
      schema: { tags, summary: 'The approvers of money and their security keys', response: { 200: Approvers } },
      preHandler: http.requirePermission('payments.read'),
    },
    (request) => approvers.list(http.operatorOf(request)),
  );
  enrolmentRoutes(app, http, approvers);
  judgementRoutes(app, http, approvers);
}

function enrolmentRoutes(app: Api, http: HttpKit, approvers: ApproverDesk): void {
  const preHandler = http.requirePermission('payments.approve', { fresh: true });
  app.post(
    '/payments/approvers/credentials/challenge',
    {
      schema: { tags, summary: 'What a new security key signs', body: Nothing, response: { 200: EnrolmentRequest } },
      preHandler,
    },
    (request, reply) =>
      http.idempotent(
        request,
        reply,
        async (tx) => ({ status: 200, body: await approvers.askEnrolment(tx, http.operatorOf(request)) }),
        optional,
      ) as Promise<EnrolmentRequest>,
  );
  app.post(
    '/payments/approvers/credentials',
    {
      schema: { tags, summary: 'Enrol a security key', body: EnrolCredential, response: { 201: Approvers } },
      preHandler,
    },
    (request, reply) =>
      http.idempotent(
        request,
        reply,
        async (tx) => ({ status: 201, body: await approvers.enrol(tx, http.operatorOf(request), request.body) }),
        optional,
      ) as Promise<Approvers>,
  );
}

function judgementRoutes(app: Api, http: HttpKit, approvers: ApproverDesk): void {
  const preHandler = http.requirePermission('payments.approve', { fresh: true });
  app.post(
    '/payments/approvers/judgements/challenge',
    {
      schema: {
        tags,
        summary: 'What a word on a security key signs',
        body: AskJudgement,
        response: { 200: AssertionRequest },
      },
      preHandler,
    },
    (request, reply) =>
      http.idempotent(
        request,
        reply,
        async (tx) => ({
          status: 200,
          body: await approvers.askJudgement(tx, http.operatorOf(request), request.body),
        }),
        optional,
      ) as Promise<AssertionRequest>,
  );
  app.post(
    '/payments/approvers/judgements',
    {
      schema: {
        tags,
        summary: 'Endorse, refuse or revoke a security key',
        body: JudgeCredential,
        response: { 200: Approvers },
      },
      preHandler,
    },
    (request, reply) =>
      http.idempotent(
        request,
        reply,
        async (tx) => ({ status: 200, body: await approvers.judge(tx, http.operatorOf(request), request.body) }),
        optional,
      ) as Promise<Approvers>,
  );
}
