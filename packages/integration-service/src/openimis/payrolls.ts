import { ServiceError } from '@interlink/contracts/errors';
import {
  ClosePayrollDocument,
  FindPayrollDocument,
  ListBenefitsOfPayrollDocument,
} from '@interlink/contracts/openimis/generated/operations';
import type { Client } from './client.js';
import { mutate, mutationId } from './mutate.js';
import type { Benefit, PaidBenefit, Payroll, Payrolls } from './port.js';
import { keyOf, nodesOf, pagesOf } from './relay.js';

export function payrollsOf(client: Client): Payrolls {
  return {
    find: (payrollId) => findPayroll(client, payrollId),
    async benefits(payrollId) {
      const benefits: Benefit[] = [];
      const pages = pagesOf(
        async (after) =>
          (await client.query(ListBenefitsOfPayrollDocument, { payrollId, after })).benefitConsumptionByPayroll,
      );
      for await (const rows of pages) {
        benefits.push(
          ...rows.map(({ id, code, status, amount, receipt, individual }) => ({
            benefitId: keyOf(id),
            code,
            status,
            amount: amount ?? '',
            individualId: keyOf(individual.id),
            ...(receipt && { receipt }),
          })),
        );
      }
      return benefits;
    },
    async reconcile(payrollId, fileName, paid) {
      const path = `/api/payroll/csv_reconciliation/?payroll_id=${encodeURIComponent(payrollId)}`;
      const status = await client.upload(path, fileName, reconciliationCsv(paid));
      if (status === 401) throw new ServiceError('platform.unauthenticated', { operation: 'csv_reconciliation' });
      if (status === 403) throw new ServiceError('platform.forbidden', { operation: 'csv_reconciliation' });
      if (status >= 400)
        throw new ServiceError('platform.openimis-refused', { operation: 'csv_reconciliation', status });
    },
    async close(payrollId) {
      await mutate(client, ClosePayrollDocument, { ids: [payrollId] }, mutationId('close-payroll', payrollId));
    },
  };
}

async function findPayroll(client: Client, payrollId: string): Promise<Payroll | undefined> {
  const { payroll } = await client.query(FindPayrollDocument, { id: payrollId });
  const [row] = nodesOf(payroll);
  if (!row) return undefined;
  const { paymentCycle } = row;
  return {
    payrollId: keyOf(row.id),
    name: row.name,
    // openIMIS has the code only in front of the name.
    programme: (row.benefitPlanNameCode ?? '').split(' - ')[0] ?? '',
    cycle: paymentCycle?.code ?? keyOf(row.id),
    status: row.status,
    paymentMethod: row.paymentMethod ?? '',
    ...(paymentCycle && {
      period: { from: paymentCycle.startDate.slice(0, 10), to: paymentCycle.endDate.slice(0, 10) },
    }),
  };
}

/** openIMIS reads its columns by these names; a row without `Paid` or with a blank receipt it would take wrongly. */
export function reconciliationCsv(paid: readonly PaidBenefit[]): string {
  const rows = paid.map(({ code, amount, receipt }) => [code, 'ACCEPTED', amount, receipt, 'Yes'].map(cell).join(','));
  return [['Code', 'Status', 'Amount', 'Receipt', 'Paid'].join(','), ...rows, ''].join('\n');
}

function cell(text: string): string {
  if (text === '' || /[",\r\n]/.test(text)) throw new RangeError('a cell of the reconciliation cannot hold this');
  return text;
}

/**
 * Whether pandas, which reads the file in openIMIS, would take the code for a number or for nothing, and miss the
 * benefit.
 */
export function survivesCsv(code: string): boolean {
  const looksLikeNumber =
    code.trim() === '' || Number.isFinite(Number(code)) || /^[+-]?\d+(\.\d*)?e[+-]?\d+$/i.test(code);
  return (
    !looksLikeNumber &&
    code.length <= 30 &&
    /^[A-Za-z0-9-]+$/.test(code) &&
    !/^-?(na|nan|null|none|inf|infinity|true|false)$/i.test(code)
  );
}
