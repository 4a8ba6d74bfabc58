import { forgetPayments, givePayroll, openPaymentsKit, type PaymentsKit } from './payments-kit.js';

/**
 * Payments for the tests of one file, handed over by `take`; before each test nothing is left but a payroll of so many
 * people.
 */
export function givenPayments(
  people: number,
  take: (kit: PaymentsKit) => void,
  ...opening: Parameters<typeof openPaymentsKit>
): void {
  let kit: PaymentsKit;
  beforeAll(async () => {
    kit = await openPaymentsKit(...opening);
    take(kit);
  }, 120_000);
  afterAll(() => kit.close());
  beforeEach(async () => {
    await forgetPayments(kit);
    givePayroll(kit, people);
  });
}
