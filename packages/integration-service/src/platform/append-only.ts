/**
 * Tables that the service may read and add to, never change (S1): data, so that `migrate` grants by it and a test tries
 * every one of them. Sorted; a table that does not exist yet is skipped.
 */
export const appendOnlyTables: readonly string[] = [
  'enrolment.approval',
  'enrolment.journey_event',
  'enrolment.personal',
  'exchange.sent_message',
  'payments.approval',
  'payments.ceremony',
  'payments.channel_attempt',
  'payments.credential',
  'payments.credential_event',
  'payments.evidence',
  'payments.fact',
  'payments.file',
  'payments.received',
  'payments.statement',
  'payments.suspense',
  'platform.audit_body',
  'platform.audit_entry',
  'platform.audit_tree_head',
  'platform.audit_witness',
  'social_registry.assessment',
  'social_registry.household_answers',
  'verification.result',
];
