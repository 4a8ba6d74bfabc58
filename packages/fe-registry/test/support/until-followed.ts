import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { Condition, RecordType } from '@interlink/contracts/registry/query';
import { PATIENCE_MS } from '../../../shell/test/support/settle.js';
import { shellUrl } from '../../../shell/test/support/browser.js';

/** What a registry that was begun just now may not have read yet: somebody of openIMIS, in a programme if one is named. */
export async function untilFollowed(page: Page, nationalId: string, programme?: string): Promise<void> {
  const recordType: RecordType = programme === undefined ? 'Member' : 'Beneficiary';
  const same = (field: string, value: string): Condition => ({ compare: { field, operator: 'eq', value } });
  const where: Condition = {
    all: [same('identifier', nationalId), ...(programme === undefined ? [] : [same('programme', programme)])],
  };
  const body = { purpose: 'correction', query: { recordType, where, page: { number: 1, size: 1 } } };
  for (const latest = Date.now() + 2 * PATIENCE_MS; Date.now() < latest; await page.waitForTimeout(1000)) {
    const answer = await page.request.post(`${shellUrl()}/interlink/api/v1/registry/search`, {
      headers: { 'x-interlink': '1', origin: shellUrl(), 'idempotency-key': randomUUID() },
      data: body,
    });
    const { total } = (await answer.json()) as { readonly total?: number };
    if (total === undefined) throw new Error(`The registry cannot be searched: ${await answer.text()}`);
    if (total > 0) return;
  }
  throw new Error('The registry does not follow openIMIS');
}
