import pg from 'pg';

/** Whether that is what the database says of a statement that would break this constraint. */
export const breaks = (thrown: unknown, constraint: string): boolean =>
  thrown instanceof pg.DatabaseError && thrown.constraint === constraint;
