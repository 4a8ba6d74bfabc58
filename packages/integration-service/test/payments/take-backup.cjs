/** A process of its own, so that whoever pays can wait for it at a point: every row of every table, as of one moment. */
const { writeFileSync } = require('node:fs');
const pg = require('pg');

async function takeBackup(connectionString, file) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query('begin transaction isolation level repeatable read read only');
  const { rows: tables } = await client.query(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const kept = {};
  for (const { name } of tables) {
    const { rows } = await client.query(`select coalesce(json_agg(one), '[]')::text as rows from ${name} one`);
    if (rows[0].rows !== '[]') kept[name] = rows[0].rows;
  }
  await client.end();
  writeFileSync(file, JSON.stringify(kept));
}

takeBackup(process.argv[2], process.argv[3]).catch((thrown) => {
  process.stderr.write(`${thrown.stack}\n`);
  process.exit(1);
});
