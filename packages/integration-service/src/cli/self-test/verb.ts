import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { Value } from 'typebox/value';
import { CliError, type Cli } from '../cli.js';
import { readText } from '../files.js';
import { SelfTestProfile } from './profile.js';
import { reportLines, runSelfTest } from './run.js';

const LOOK_MS = 1000;

export function selfTestVerb(partner: Command, cli: () => Cli): void {
  partner
    .command('self-test <profile>')
    .description('as the partner that the JSON file describes: try the service and report the level reached, L0 to L5')
    .action(async (path: string) => {
      const { show } = cli();
      const profile = await readProfile(path);
      const report = await runSelfTest(profile, {
        ...{ now: () => new Date(), newId: randomUUID, wait: () => sleep(LOOK_MS) },
      });
      show(report, () => reportLines(report));
      if (report.results.some(({ passed }) => !passed)) throw new CliError('Not every check holds.');
    });
}

async function readProfile(path: string): Promise<SelfTestProfile> {
  const text = await readText(path);
  const value = parsed(text);
  if (Value.Check(SelfTestProfile, value)) return value;
  const [first] = [...Value.Errors(SelfTestProfile, value)];
  const wrong = [first?.instancePath, first?.message].filter(Boolean).join(' ');
  throw new CliError(`${path} is not a profile: ${wrong}.`, 2);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
