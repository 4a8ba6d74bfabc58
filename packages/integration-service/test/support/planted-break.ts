import type pg from 'pg';

/**
 * Where PostgreSQL is to fail: an insertion into a table, or the update of it that makes `when` true (`new.done =
 * 340`).
 */
export interface BreakPoint {
  /** `<schema>.<table>`. */
  readonly table: string;
  readonly when?: string;
}

/** From here on the writing fails there, as it does in the middle of something; returns how to mend it. */
export async function plantBreak(superuser: pg.Client, { table, when }: BreakPoint): Promise<() => Promise<void>> {
  const [schema] = table.split('.');
  await superuser.query(`
    create function ${schema}.break() returns trigger language plpgsql as
    $$ begin if ${when ?? 'true'} then raise exception 'planted'; end if; return new; end $$;
    create trigger break before ${when ? 'update' : 'insert'} on ${table} for each row execute function ${schema}.break()`);
  return async () => {
    await superuser.query(`drop function ${schema}.break() cascade`);
  };
}
