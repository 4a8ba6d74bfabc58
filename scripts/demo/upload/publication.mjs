import { findProcess } from '../../stack/processes.mjs';
import { Problem } from '../../stack/say.mjs';
import { startService } from '../../stack/services.mjs';
import { shownNumbers } from './screens.mjs';

const PATIENCE_MS = 4 * 3_600_000;
const LOOK_EVERY_MS = 2000;

/** Begins the publication of so many households of the file whose page is shown; its id and number of households. */
export async function beginPublication({ page }, most) {
  await page.getByLabel('At most so many households').fill(String(most));
  await page.getByRole('button', { name: 'Publish into openIMIS' }).click();
  await page.waitForURL('**/publications/*');
  await page.getByText('Published', { exact: true }).first().waitFor();
  const { Households: total } = await shownNumbers(page);
  return { id: page.url().split('/').pop(), total };
}

/** Follows it on the screen; kills the worker in the middle and starts it again. What the screen showed, and the seconds. */
export async function followPublication(shell, total) {
  const since = Date.now();
  const seen = [];
  let killedAt;
  let saidAt = 0;
  for (;;) {
    const numbers = await shownNumbers(shell.page);
    const done = numbers.Published + numbers.Refused;
    seen.push(numbers);
    if (Date.now() - saidAt > 30_000 || done === total) {
      saidAt = Date.now();
      say(numbers, total, since);
    }
    if (done === total) return { seconds: (Date.now() - since) / 1000, killedAt, numbers, seen };
    if (killedAt === undefined && done >= total / 3) {
      await shell.picture('5-publishing');
      killedAt = done;
      await killWorker(done);
    }
    if (Date.now() - since > PATIENCE_MS) throw new Problem('The publication did not end within four hours.');
    await shell.page.waitForTimeout(LOOK_EVERY_MS);
  }
}

function say(numbers, total, since) {
  const pace = numbers['Households a minute'] ? `, ${numbers['Households a minute']} a minute` : '';
  const left = numbers['Minutes left'] === undefined ? '' : `, ${numbers['Minutes left']} minutes left`;
  const after = Math.round((Date.now() - since) / 1000);
  console.log(`      the screen shows ${numbers.Published} of ${total} published${pace}${left} after ${after} s`);
}

/** As by a power cut, in the middle of whatever it is doing. */
async function killWorker(done) {
  const worker = findProcess('work');
  if (!worker) throw new Problem('The worker of this stack does not run: `npm start` starts it.');
  process.kill(worker.pid, 'SIGKILL');
  console.log(`      killed the worker after ${done} households; starting it again`);
  for (const until = Date.now() + 10_000; findProcess('work') && Date.now() < until;) {
    await new Promise((wait) => setTimeout(wait, 50));
  }
  await startService('work');
}
