/** Every point at which a kill test can end the process; `<capability>.<before|after>-<what>`. Sorted. */
export const failpoints = [
  'enrolment.after-account-check',
  'enrolment.after-approval',
  'enrolment.after-civil-status',
  'enrolment.after-eligibility',
  'enrolment.after-ensure-beneficiary',
  'enrolment.after-ensure-individual',
  'enrolment.after-identity',
  'enrolment.after-start',
  'enrolment.after-task-resolution',
  'enrolment.before-account-check',
  'enrolment.before-civil-status',
  'enrolment.before-eligibility',
  'enrolment.before-enrolled',
  'enrolment.before-ensure-beneficiary',
  'enrolment.before-ensure-individual',
  'enrolment.before-task-resolution',
  'exchange.after-answer',
  'exchange.after-asked',
  'exchange.after-bulk-line',
  'exchange.after-bulk-page',
  'exchange.after-callback',
  'exchange.after-work',
  'exchange.before-callback',
  'payments.after-answer',
  'payments.after-attempt',
  'payments.after-close',
  'payments.after-journal',
  'payments.after-make',
  'payments.after-seal',
  'payments.after-sftp-manifest',
  'payments.after-statement',
  'payments.after-status',
  'payments.after-told',
  'payments.after-write-back',
  'payments.before-attempt',
  'payments.before-close',
  'payments.before-make',
  'payments.before-seal',
  'payments.before-sftp-manifest',
  'payments.before-sftp-upload',
  'payments.before-statement',
  'payments.before-status',
  'payments.before-write-back',
  'registry.after-erasure',
  'registry.after-ingest',
  'registry.after-quality-page',
  'registry.after-sweep-page',
  'registry.in-first-load',
  'relay.after-claim',
  'relay.after-delivery',
  'relay.before-delivery',
  'social-registry.after-assessments',
  'social-registry.after-batch',
  'social-registry.after-change-approved',
  'social-registry.after-change-kept',
  'social-registry.after-change-sent',
  'social-registry.after-check',
  'social-registry.after-individuals',
  'social-registry.after-publish',
  'transaction.after-commit',
  'transaction.before-commit',
  'verification.after-person',
] as const;
export type FailpointName = (typeof failpoints)[number];

export type Failpoint = (name: FailpointName) => void;

/** SIGKILL, as a power cut would: nothing is flushed, no handler runs. */
export function openFailpoint(armed: string | undefined, mode: string): Failpoint {
  if (armed === undefined || mode === 'production') return () => undefined;
  if (!(failpoints as readonly string[]).includes(armed)) throw new Error(`there is no failpoint ${armed}`);
  return (name) => {
    if (name === armed) process.kill(process.pid, 'SIGKILL');
  };
}
