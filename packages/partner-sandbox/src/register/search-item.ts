/** One item of a search, as far as every register reads it. */
export interface SearchItem {
  readonly reference_id: string;
  readonly search_criteria: {
    readonly reg_type?: string;
    readonly reg_record_type?: string;
    readonly sort?: readonly unknown[];
    readonly pagination?: Asked;
  };
}

interface Asked {
  readonly page_size: number;
  readonly page_number?: number;
}

/** What a register keeps, in the words of the standard. */
interface Kept {
  readonly regType: string;
  readonly recordType: string;
}

const MAX_PAGE = 100;
const DEFAULT_PAGE = 25;

/**
 * For the items of one message: the code of one that no register may answer. What is not understood is never ignored.
 */
export function openItemCheck({ regType, recordType }: Kept): (item: SearchItem) => string | undefined {
  const seen = new Set<string>();
  return ({ reference_id: reference, search_criteria: criteria }) => {
    if (seen.has(reference)) return 'rjct.reference_id.duplicate';
    seen.add(reference);
    const { reg_type: type = regType, reg_record_type: record = recordType, sort = [], pagination } = criteria;
    const isKept = type === regType && record.slice(record.lastIndexOf(':') + 1) === recordType;
    if (!isKept) return 'rjct.search_criteria.invalid';
    if (sort.length > 0) return 'rjct.sort.invalid';
    return (pagination?.page_size ?? 1) > MAX_PAGE ? 'rjct.pagination.invalid' : undefined;
  };
}

/** Records, and of how many they are a page. */
export interface Page<Found> {
  readonly records: readonly Found[];
  readonly pagination: { readonly page_size: number; readonly page_number: number; readonly total_count: number };
}

/** The page that was asked for. */
export function pageOf<Found>(records: readonly Found[], asked?: Asked): Page<Found> {
  const { page_size: size, page_number: number = 1 } = asked ?? { page_size: DEFAULT_PAGE };
  const pagination = { page_size: size, page_number: number, total_count: records.length };
  return { records: records.slice((number - 1) * size, number * size), pagination };
}
