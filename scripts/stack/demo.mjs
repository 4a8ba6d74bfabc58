import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { country, interlink } from './services.mjs';
import { url, within } from './paths.mjs';
import { Problem, title } from './say.mjs';
import { loginPassword } from './secrets.mjs';

/** One applicant a branch, and the state in which each journey must rest. */
const BRANCHES = [
  ['happy', 'enrolled'],
  ['wrong-otp', 'authenticating'],
  ['deceased', 'refused'],
  ['name-mismatch', 'held'],
  ['closed-account', 'checking'],
  ['already-enrolled', 'refused'],
  ['twin', 'held'],
  ['birth-year-only', 'held'],
  ['no-phone', 'enrolled'],
  ['no-id', 'enrolled'],
  ['too-young', 'refused'],
];

const done = within('country', '.journeys-made');

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

const logIn = (login) => runAs(login, ['login', '--user', login], `${loginPassword('demo-password')}\n`);

async function takeThrough(persona) {
  const since = Date.now();
  const made = await runAs('ina.intake', ['enrol', '--demo', persona, '--country', country, '--inbox', url('hub')]);
  const journey =
    made.state === 'awaiting-approval' ? await runAs('ana.approver', ['journey', made.id, '--approve']) : made;
  return { journey, seconds: (Date.now() - since) / 1000 };
}

const stepLine = ({ name, status, tookMs, reasons }) =>
  `      ${name.padEnd(14)} ${status.padEnd(8)} ${tookMs === undefined ? '' : `${String(tookMs).padStart(6)} ms`} ${reasons.join(', ')}`.trimEnd();

/** The main job, done once: a journey for every branch, each with its steps and their times. */
export async function runDemo() {
  if (existsSync(done)) return;
  title('The first journeys: Ina takes them in, Ana approves');
  await logIn('ina.intake');
  await logIn('ana.approver');
  const wrong = [];
  for (const [persona, expected] of BRANCHES) {
    const { journey, seconds } = await takeThrough(persona);
    console.log(
      `  ${persona.padEnd(17)} ${journey.state} (${seconds.toFixed(1)} s in all, ${(journey.systemMs / 1000).toFixed(1)} s of ours)`,
    );
    if (persona === 'happy') for (const line of journey.steps) console.log(stepLine(line));
    if (persona === 'happy') console.log(`      ${url('shell')}/front/interlink/enrolment/journeys/${journey.id}`);
    if (journey.state !== expected) wrong.push(`${persona} is ${journey.state} instead of ${expected}`);
  }
  if (wrong.length > 0) throw new Problem(`Not every first journey ended as it must: ${wrong.join('; ')}.`);
  writeFileSync(done, new Date().toISOString());
}
