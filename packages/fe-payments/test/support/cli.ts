import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const program = path.resolve(__dirname, '../../../integration-service/bin/interlink.js');

/** The command line as it is installed, with what it prints. */
export async function interlink(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args], { env: process.env });
  return stdout;
}
