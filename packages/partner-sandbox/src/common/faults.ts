import { isPartnerName, PARTNERS, type FaultKind, type PartnerName } from './partners.js';
import { wholeOf } from './whole.js';

/** One switch: the next `times` calls of the operation (or of any) go wrong in that way. */
export interface Fault {
  readonly partner: PartnerName;
  readonly operation: string;
  readonly kind: FaultKind;
  readonly times: number;
  readonly delayMs: number;
}

export interface Faults {
  readonly list: () => readonly Fault[];
  add(fault: Fault): void;
  clear(): void;
  /** Uses up one turn of the first switch that fits. */
  take(partner: PartnerName, operation: string, kinds: readonly FaultKind[]): Fault | undefined;
}

/** `operation` of a fault that hits whatever comes next. */
export const ANY_OPERATION = '*';
const DEFAULT_DELAY_MS = 2000;

export function openFaults(): Faults {
  let open: Fault[] = [];
  return {
    list: () => open,
    add(fault) {
      open.push(fault);
    },
    clear() {
      open = [];
    },
    take(partner, operation, kinds) {
      const fits = (fault: Fault) =>
        fault.partner === partner &&
        (fault.operation === ANY_OPERATION || fault.operation === operation) &&
        kinds.includes(fault.kind);
      const found = open.find(fits);
      if (found) {
        open = open
          .map((fault) => (fault === found ? { ...fault, times: fault.times - 1 } : fault))
          .filter(({ times }) => times > 0);
      }
      return found;
    },
  };
}

/** From a JSON body or a form; a sentence when it is no fault that the partner can show. */
export function readFault(fields: Readonly<Record<string, unknown>>): Fault | string {
  const partner = textOf(fields['partner']);
  if (!isPartnerName(partner)) return `There is no partner "${partner}".`;
  const { operations, faults } = PARTNERS[partner];
  const kind = faults.find((name) => name === fields['kind']);
  if (!kind) return `The partner ${partner} can show: ${faults.join(', ')}.`;
  const operation = textOf(fields['operation']) || ANY_OPERATION;
  if (operation !== ANY_OPERATION && !operations.some((name) => name === operation)) {
    return `The partner ${partner} has the operations ${operations.join(', ')}, and * for any.`;
  }
  const [times, delayMs] = [wholeOf(fields['times'] || 1), wholeOf(fields['delayMs'] || DEFAULT_DELAY_MS)];
  if (!(times >= 1 && delayMs >= 1)) return 'times and delayMs are whole numbers of at least 1.';
  return { partner, operation, kind, times, delayMs };
}

/** What is no text is shown as it came: no partner and no operation is called so. */
const textOf = (given: unknown = ''): string => (typeof given === 'string' ? given : JSON.stringify(given));
