import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { branches } from '../country/applicants.mjs';
import { payFirstPayroll } from './demo-payment.mjs';
import { letReliefAgencyPush } from './demo-relief.mjs';
import { bringSecondSystem } from './demo-second-system.mjs';
import { surveyHouseholds } from './demo-survey.mjs';
import { proveThread } from './demo-thread.mjs';
import { country, interlink } from './services.mjs';
import { url, within } from './paths.mjs';
import { Problem, title } from './say.mjs';
import { loginPassword } from './secrets.mjs';

/** Which journey each persona has made, so that a start that was cut off goes on where it stopped. */
const made = within('country', '.journeys.json');
const readMade = () => (existsSync(made) ? JSON.parse(readFileSync(made, 'utf8')) : {});

/** Runs one command as one of the demo users; the answer is JSON. */
function runAs(login, args, input = '') {
  const env = {
    ...process.env,
    OPENIMIS_URL: url('openimis'),
    INTERLINK_URL: url('service'),
    INTERLINK_SESSION_FILE: within('secrets', `session-${login}`),
  };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [interlink, '--json', ...args], { env });
    const [out, err] = [[], []];
    child.stdout.on('data', (chunk) => out.push(chunk));
    child.stderr.on('data', (chunk) => err.push(chunk));
    child.on('close', (code) => {
      const text = Buffer.concat(out).toString();
      if (code !== 0)
        reject(new Problem(`interlink ${args.join(' ')} failed: ${Buffer.concat(err).toString().trim() || text}`));
      else resolve(text ? JSON.parse(text) : undefined);
    });
    child.stdin.end(input);
  });
}

const password = () => `${loginPassword('demo-password')}\n`;

const logIn = (login) => runAs(login, ['login', '--user', login], password());

const enrol = (persona) =>
  runAs('ina.intake', ['enrol', '--demo', persona, '--country', country, '--inbox', url('hub')]);

/** Nobody finds a person without ID in the registry: somebody who may looks at the papers and lets the journey go on. */
async function enrolWithoutId(persona) {
  const { id } = await enrol(persona);
  const reason = 'The chief confirmed the person in writing';
  await runAs('ana.approver', ['journey', id, '--override', '--reason', reason], password());
  return enrol(persona);
}

async function takeThrough(persona) {
  const since = Date.now();
  const taken = persona === 'no-id' ? await enrolWithoutId(persona) : await enrol(persona);
  const journey =
    taken.state === 'awaiting-approval'
      ? await runAs('ana.approver', ['journey', taken.id, '--approve'], password())
      : taken;
  return { journey, seconds: (Date.now() - since) / 1000 };
}

const stepLine = ({ name, status, tookMs, reasons }) =>
  `      ${name.padEnd(14)} ${status.padEnd(8)} ${tookMs === undefined ? '' : `${String(tookMs).padStart(6)} ms`} ${reasons.join(', ')}`.trimEnd();

/** The main job, done once: a journey for every branch, then a payroll that pays those who are enrolled. */
export async function runDemo() {
  await takeInEveryBranch();
  await bringMunicipal();
  await survey();
  if (readMade().payment) return;
  title('The first payroll: Pam makes it, Ana approves, the bank pays');
  const { correlationId } = await runAs('ina.intake', ['journey', readMade().happy]);
  const payment = await payFirstPayroll(correlationId);
  await proveThread('happy', correlationId, payment);
  console.log(`      all of it, from the journey to the SMS: npx interlink audit log --correlation ${correlationId}`);
  writeFileSync(made, JSON.stringify({ ...readMade(), payment }));
}

/** The second management system of the country, once. */
async function bringMunicipal() {
  if (readMade().secondSystem) return;
  title('The second system: what the municipal welfare office knows');
  await bringSecondSystem();
  title('Another system: the food relief agency, which pushes by itself');
  await logIn('ian.integration');
  await logIn('sue.supervisor');
  await letReliefAgencyPush((login, args) => runAs(login, args, password()));
  writeFileSync(made, JSON.stringify({ ...readMade(), secondSystem: true }));
}

/** Households of the country in the social registry, once. */
async function survey() {
  if (readMade().survey) return;
  title('The social registry: a survey of households, assessed');
  await surveyHouseholds();
  writeFileSync(made, JSON.stringify({ ...readMade(), survey: true }));
}

/** Each journey with its steps and their times. */
async function takeInEveryBranch() {
  const known = readMade();
  const open = branches.filter(([persona]) => !(persona in known));
  if (open.length === 0) return;
  title('The first journeys: Ina takes them in, Ana approves');
  await logIn('ina.intake');
  await logIn('ana.approver');
  const wrong = [];
  for (const [persona, expected] of open) {
    const { journey, seconds } = await takeThrough(persona);
    console.log(
      `  ${persona.padEnd(17)} ${journey.state} (${seconds.toFixed(1)} s in all, ${(journey.systemMs / 1000).toFixed(1)} s of ours)`,
    );
    if (persona === 'happy') for (const line of journey.steps) console.log(stepLine(line));
    if (persona === 'happy') console.log(`      ${url('shell')}/front/interlink/enrolment/journeys/${journey.id}`);
    if (journey.state === expected) writeFileSync(made, JSON.stringify({ ...readMade(), [persona]: journey.id }));
    else wrong.push(`${persona} is ${journey.state} instead of ${expected}`);
  }
  if (wrong.length > 0) throw new Problem(`Not every first journey ended as it must: ${wrong.join('; ')}.`);
}
