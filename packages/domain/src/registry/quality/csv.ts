import type { Quality } from '@interlink/contracts/registry/quality';
import { shown, toLines } from '../statistics/csv.js';

/** What was measured as CSV, by source and by district; `<5` for what is kept back. */
export function qualityCsv({ rules }: Quality): string {
  return toLines([
    ['rule', 'dimension', 'by', 'key', 'people', 'faults'],
    ...rules.flatMap(({ id, dimension, people, faults, sources, districts }) => [
      [id, dimension, 'all', '', shown(people), shown(faults)],
      ...sources.map((one) => [id, dimension, 'source', one.source, shown(one.people), shown(one.faults)]),
      ...districts.map((one) => [
        ...[id, dimension, 'district', one.name ?? one.district],
        ...[shown(one.people), shown(one.faults)],
      ]),
    ]),
  ]);
}
