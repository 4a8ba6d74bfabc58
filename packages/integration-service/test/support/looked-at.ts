import pg from 'pg';

type Asked = string | { readonly text: string; readonly values?: readonly unknown[] };

interface Node {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly Node[];
}

/** Rows of the table that the plan looked at, those among them that it passed over. */
function rowsOf(node: Node, table: string): number {
  const passedOver = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
  const own = node['Relation Name'] === table ? (node['Actual Rows'] + passedOver) * node['Actual Loops'] : 0;
  return (node.Plans ?? []).reduce((sum, one) => sum + rowsOf(one, table), own);
}

/**
 * What each statement about a table looked at of it, while `work` ran: each is run once more just before, explained, and
 * undone. `schema.table`.
 */
export async function lookedAt(superuser: pg.Client, name: string, work: () => Promise<unknown>) {
  const rows: number[] = [];
  const [, table = ''] = name.split('.');
  const client = pg.Client.prototype as unknown as {
    query: (this: unknown, asked: Asked, values?: readonly unknown[], ...rest: unknown[]) => Promise<unknown>;
  };
  const { query } = client;
  const spy = jest.spyOn(client, 'query').mockImplementation(async function (this: unknown, asked, values, ...rest) {
    const text = typeof asked === 'string' ? asked : asked.text;
    if (text?.replaceAll('"', '').includes(name)) {
      const given = typeof asked === 'string' ? values : asked.values;
      await query.call(superuser, 'begin');
      const explained = (await query.call(
        superuser,
        `explain (analyze, format json) ${text}`,
        given,
      )) as pg.QueryResult;
      await query.call(superuser, 'rollback');
      rows.push(rowsOf((explained.rows[0]['QUERY PLAN'] as readonly { Plan: Node }[])[0]?.Plan as Node, table));
    }
    return query.call(this, asked, values, ...rest);
  });
  try {
    await work();
    return rows;
  } finally {
    spy.mockRestore();
  }
}
