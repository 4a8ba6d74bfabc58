import { spawnSync } from 'node:child_process';

/** What the public schema says against a message; undefined when it is valid. Throws when xmllint cannot be run. */
export function schemaProblem(xml: string, xsdFile: string): string | undefined {
  const ran = spawnSync('xmllint', ['--noout', '--nonet', '--schema', xsdFile, '-'], { input: xml, encoding: 'utf8' });
  if (ran.error) throw new Error('xmllint cannot be run; install libxml2-utils.', { cause: ran.error });
  return ran.status === 0 ? undefined : ran.stderr.split('\n').slice(0, 3).join(' ');
}
