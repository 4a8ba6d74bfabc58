import { readFileSync } from 'node:fs';
import path from 'node:path';
import { eventually, loadService, signIn } from './demo-payment.mjs';
import { url } from './paths.mjs';
import { Problem, step } from './say.mjs';
import { country } from './services.mjs';

/** What has to stand in the audit log under the id of the journey, from the first consent to the last receipt. */
const ACTIONS = [
  'enrolment.journey-started',
  'enrolment.approved',
  'enrolment.enrolled',
  'payments.make-batch',
  'payments.batch-state',
  'platform.delivered',
];

function mobileOf(persona) {
  const applicants = JSON.parse(readFileSync(path.join(country, 'applicants.json'), 'utf8'));
  return applicants.find((one) => one.persona === persona)?.mobile;
}

/** Read from the gateway: one message that she is enrolled, one that she is paid. */
async function messagesTo(mobile) {
  const inbox = await (await fetch(`${url('hub')}/inbox.json?to=${encodeURIComponent(mobile)}`)).json();
  return inbox.filter(({ from }) => from === 'interlink');
}

async function auditedActions(auditor, correlationId) {
  const actions = new Set();
  let cursor;
  do {
    const more = cursor ? `&cursor=${cursor}` : '';
    const page = await auditor.api.get(`/audit/entries?limit=200&correlation=${correlationId}${more}`);
    for (const { action } of page.items) actions.add(action);
    cursor = page.next;
  } while (cursor);
  return actions;
}

const missingOf = (wanted, found) => wanted.filter((one) => ![...found].some((seen) => seen.startsWith(one)));

/** One applicant's thread from the desk to the money in hand; says what is missing of it, or what it holds. */
export async function proveThread(persona, correlationId, batchId) {
  await step('one correlation id through all of it, from the journey to the second SMS', async () => {
    const service = await loadService();
    const told = await eventually(async () => {
      const messages = await messagesTo(mobileOf(persona));
      return messages.length >= 2 && messages;
    }, `The applicant "${persona}" did not get two messages.`);
    const maker = await signIn(service, 'pam.payments');
    const { files, timeline } = await maker.api.get(`/payments/batches/${batchId}/head`);
    // A statement is of an account, not of a batch: that it is kept is seen among the statements.
    const { items: statements } = await maker.api.get('/payments/statements');
    const kept = [
      ...files.map(({ format }) => format),
      ...timeline.map(({ what }) => what),
      ...statements.map(() => 'camt.053'),
    ];
    const auditor = await signIn(service, 'aud.auditor');
    const missing = [
      ...missingOf(['pain.001', 'received:pain.002', 'camt.053'], kept),
      ...missingOf(ACTIONS, await auditedActions(auditor, correlationId)),
    ];
    if (missing.length > 0 || told.length !== 2) {
      throw new Problem(
        `The thread of "${persona}" is broken: ${told.length} messages; missing: ${missing.join(', ') || 'nothing'}.`,
      );
    }
  });
}
