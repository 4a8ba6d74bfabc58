import pg from 'pg';

type Asked = string | { readonly text: string };

/** Every statement that is sent while `work` runs, by whichever connection of this process. */
export async function countStatements<R>(work: () => Promise<R>) {
  const statements: string[] = [];
  const client = pg.Client.prototype as unknown as { query: (asked: Asked, ...rest: unknown[]) => unknown };
  const { query } = client;
  const spy = jest.spyOn(client, 'query').mockImplementation(function (this: unknown, asked, ...rest) {
    statements.push((typeof asked === 'string' ? asked : asked.text).replaceAll('"', '').replace(/\s+/g, ' ').trim());
    return query.call(this, asked, ...rest);
  });
  try {
    return { result: await work(), statements };
  } finally {
    spy.mockRestore();
  }
}
