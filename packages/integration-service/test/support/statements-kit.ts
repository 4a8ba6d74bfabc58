import pg from 'pg';

type Asked = string | { readonly text: string } | { readonly asked: readonly { readonly text: string }[] };

const textsOf = (asked: Asked): readonly string[] => {
  if (typeof asked === 'string') return [asked];
  return 'asked' in asked ? asked.asked.map(({ text }) => text) : [asked.text];
};

/** Every statement that is sent while `work` runs, by whichever connection of this process. */
export async function countStatements<R>(work: () => Promise<R>) {
  const statements: string[] = [];
  const client = pg.Client.prototype as unknown as { query: (asked: Asked, ...rest: unknown[]) => unknown };
  const { query } = client;
  const spy = jest.spyOn(client, 'query').mockImplementation(function (this: unknown, asked, ...rest) {
    for (const text of textsOf(asked)) statements.push(text.replaceAll('"', '').replace(/\s+/g, ' ').trim());
    return query.call(this, asked, ...rest);
  });
  try {
    return { result: await work(), statements };
  } finally {
    spy.mockRestore();
  }
}
