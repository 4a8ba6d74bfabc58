import type { Browser, Page } from 'playwright-core';
import { login, newContext } from '../../../shell/test/support/browser.js';
import type { Person } from './country.js';

const QUERY = `query ($given: String!, $surname: String!) {
  beneficiary(individual_FirstName_Iexact: $given, individual_LastName_Iexact: $surname, isDeleted: false) {
    edges { node { status individual { firstName lastName } benefitPlan { code } } }
  }
}`;

interface Edge {
  readonly node: { readonly status: string; readonly benefitPlan: { readonly code: string } };
}

/** What openIMIS itself has of a person, asked by its administrator: programme and status of each enrolment. */
export async function enrolmentsInOpenimis(browser: Browser, { givenName, surname }: Person): Promise<string[]> {
  const page: Page = await login(await newContext(browser), 'Admin');
  const edges = await page.evaluate(
    async ([query, given, family]) => {
      const answer = await fetch('/api/graphql', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-CSRFToken': localStorage.getItem('csrfToken') ?? '' },
        body: JSON.stringify({ query, variables: { given, surname: family } }),
      });
      const body = (await answer.json()) as { data?: { beneficiary?: { edges: Edge[] } }; errors?: unknown };
      if (!body.data?.beneficiary) throw new Error(JSON.stringify(body.errors));
      return body.data.beneficiary.edges;
    },
    [QUERY, givenName, surname] as const,
  );
  await page.context().close();
  return edges.map(({ node }) => `${node.benefitPlan.code} ${node.status}`).sort();
}
