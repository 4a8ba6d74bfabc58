import { Session } from '@interlink/contracts/platform/session';
import type { Api, HttpKit } from './api.js';

/** Who is signed in and what that permits here: the first thing a frontend asks. */
export function sessionRoute(app: Api, http: HttpKit): void {
  app.get(
    '/session',
    {
      schema: { tags: ['platform'], summary: 'Who is signed in', response: { 200: Session } },
      preHandler: http.requireSession(),
    },
    async (request) => http.operatorOf(request).session,
  );
}
