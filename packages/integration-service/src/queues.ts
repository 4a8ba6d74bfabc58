/** Every queue, because only the owner role may make one (`interlink migrate`). One a line, sorted. */
export const queues: readonly string[] = [
  'enrolment.advance',
  'exchange.bulk',
  'exchange.work',
  'payments.advance',
  'registry.rebuild',
  'social-registry.assess',
  'social-registry.check',
  'social-registry.load',
  'verification.work-list',
];
