import { loadService, signIn } from '../stack/demo-payment.mjs';
import { Problem, step, title } from '../stack/say.mjs';
import { doubles } from './upload/doubles.mjs';
import { broken, writeHouseholds } from './upload/file.mjs';
import { openOpenimis } from './upload/in-openimis.mjs';
import { beginPublication, followPublication } from './upload/publication.mjs';
import { openShell, sendFile, shownNumbers, shownProblems, untilWords } from './upload/screens.mjs';

const LOGIN = 'sue.supervisor';
const CHECKED = 'Load these households';
const LOADED = 'The households are in the registry';
const REFUSED = 'More households have a problem than you allowed.';
const BROKEN_ROWS = 300;

/**
 * Loads a file of so many households by the screens of the shell, has a broken one refused, and publishes some of the loaded
 * ones into openIMIS although the worker is killed in the middle. Throws when anything of it does not hold.
 */
export async function demoUpload({ households: count, publish }) {
  const service = await loadService();
  const openimis = await openOpenimis(service);
  const codes = await openimis.villageCodes();
  const run = Math.floor(Date.now() / 1000);
  const wanted = { count, codes, run };
  const file = await step('a file of the generated country', () =>
    writeHouseholds({ name: `country-${run}.csv`, ...wanted }),
  );
  console.log(`      ${count} households, ${file.people} people, ${Math.round(file.bytes / 2 ** 20)} MiB`);
  const shell = await step('the shell, in a browser', () => openShell(LOGIN));
  try {
    title('A broken file, refused by cell');
    await refuseBroken(shell, { codes, run });
    title('The file, through the screens');
    await load(shell, file, count);
    if (publish > 0) {
      title('Into openIMIS, with a worker that is killed');
      await publishSome(service, openimis, shell, Math.min(publish, count));
    }
    console.log(`\nScreens: ${shell.folder}`);
  } finally {
    await shell.close();
  }
}

async function refuseBroken(shell, { codes, run }) {
  const name = `broken-${run}.csv`;
  const file = await writeHouseholds({ name, count: BROKEN_ROWS, codes, run: run + 1, spoil: broken });
  await sendFile(shell, file);
  await untilWords(shell.page, [REFUSED], 'the check');
  const problems = await shownProblems(shell.page);
  await shell.picture('0-broken');
  if ((await shell.page.getByRole('button', { name: CHECKED }).count()) > 0) {
    throw new Problem('A broken file could be loaded.');
  }
  console.log(`      refused; the screen names ${problems.length} cells, among them:`);
  for (const problem of problems.slice(0, 3)) console.log(`        ${problem.join('  ')}`);
}

async function load(shell, file, count) {
  const { page, picture } = shell;
  const since = Date.now();
  const took = () => Math.round((Date.now() - since) / 1000);
  await sendFile(shell, file);
  console.log(`      sent after ${took()} s`);
  const word = await untilWords(page, [CHECKED, REFUSED], 'checking', () => picture('2-checking'));
  if (word === REFUSED)
    throw new Problem(`The file was refused: ${(await shownProblems(page)).slice(0, 5).join('; ')}`);
  console.log(`      checked after ${took()} s`);
  await page.getByRole('button', { name: CHECKED }).click();
  await untilWords(page, [LOADED], 'loading', () => picture('3-loading'));
  const seconds = took();
  await picture('4-loaded');
  const { New: created } = await shownNumbers(page);
  const rate = Math.round(file.people / seconds);
  console.log(
    `      loaded after ${seconds} s (${(seconds / 60).toFixed(1)} min): ${rate} people a second, all in all`,
  );
  if (created !== count) throw new Problem(`The screen shows ${created} new households of ${count}.`);
}

async function publishSome(service, openimis, shell, most) {
  const before = await openimis.count();
  const { id, total } = await beginPublication(shell, most);
  if (total !== most) throw new Problem(`${total} households are to be published, ${most} were asked for.`);
  const { seconds, killedAt, numbers } = await followPublication(shell, total);
  await shell.picture('6-published');
  const { api } = await signIn(service, LOGIN);
  const rows = await allRows(api, id);
  const { found, people, came } = doubles({
    rows,
    before,
    after: await openimis.count(),
    households: await openimis.households(),
  });
  console.log(
    [
      `${numbers.Published} published, ${numbers.Refused} refused, the worker killed after ${killedAt}`,
      `${came.groups} groups and ${came.individuals} individuals came into openIMIS; ${people} people were to come`,
      `${((total * 60) / seconds).toFixed(1)} households a minute, ${((people * 60) / seconds).toFixed(0)} people a minute`,
    ]
      .map((line) => `      ${line}`)
      .join('\n'),
  );
  if (numbers.Refused > 0) found.push(`${numbers.Refused} households were refused`);
  if (found.length > 0) throw new Problem(`It does not hold:\n  ${found.slice(0, 20).join('\n  ')}`);
}

async function allRows(api, id) {
  const rows = [];
  for (let after = '0'; after !== undefined;) {
    const page = await api.get(`/social-registry/publications/${id}/rows?after=${after}`);
    rows.push(...page.items);
    after = page.next;
  }
  return rows;
}
