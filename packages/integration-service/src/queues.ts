/** Every queue, because only the owner role may make one (`interlink migrate`). One a line, sorted. */
export const queues: readonly string[] = [
  'enrolment.advance',
  'payments.advance',
  'social-registry.assess',
  'social-registry.check',
  'social-registry.load',
];
