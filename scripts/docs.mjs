#!/usr/bin/env node
/**
 * Writes docs/reference from the code: `node scripts/docs.mjs`, after a build. `--check` writes nothing and fails on
 * drift, `--scorecard` (`npm run scorecard`) writes that page alone. The API reference comes from a running service: `node scripts/docs.mjs --api http://127.0.0.1:8080`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { scorecard } from './docs/scorecard.mjs';
import { describe, policies } from './docs/settings.mjs';
import { built, table } from './docs/table.mjs';
import { root } from './stack/paths.mjs';
import { explain, Problem } from './stack/say.mjs';

const HEADER = '<!-- Made by `node scripts/docs.mjs`. Do not edit. -->\n\n';

async function errors() {
  const { errorCatalogue } = await built('contracts/dist/errors.js');
  const rows = Object.entries(errorCatalogue)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([code, { status, en }]) => [`\`${code}\``, status, en]);
  return `# Errors

Every failure of the API is \`application/problem+json\` (RFC 9457) with a stable \`code\`, a text in the language of
\`Accept-Language\` (English, French, Arabic) and the \`correlationId\` to give to whoever runs the system. Switch on the
code, never on the text.

${table(['code', 'status', 'what it says'], rows)}
`;
}

function rights() {
  const { permissions, roles, serviceAccounts } = JSON.parse(
    readFileSync(path.join(root, 'openimis-config/development/rights.json'), 'utf8'),
  );
  return `# Rights

Interlink owns the openIMIS right codes 990100 to 990199. \`rights.json\` of the deployment alone says what a code permits;
an openIMIS administrator gives a user the role. Being an openIMIS system administrator implies none of them.
\`npx interlink rights install\` makes the roles in a running openIMIS.

${table(
  ['code', 'permission'],
  permissions.map(({ code, permission }) => [code, `\`${permission}\``]),
)}

## Roles of the development deployment

${table(
  ['role', 'permissions', 'openIMIS rights', 'institution'],
  roles.map(({ name, permissions: own, openimis, institution }) => [
    name,
    own.join(', '),
    openimis.join(', '),
    institution ?? '',
  ]),
)}

## Service accounts

What Interlink does in the background it does as one of these. Each has just these rights, checked at start; none may
resolve a task or touch users and roles (S9).

${table(
  ['login', 'for', 'openIMIS rights'],
  serviceAccounts.map(({ login, purpose, openimis }) => [login, purpose, openimis.join(', ')]),
)}
`;
}

async function configuration() {
  const { environmentSettings } = await built('integration-service/dist/platform/environment.js');
  const { InterlinkSettings } = await built('integration-service/dist/platform/settings.js');
  return `# Configuration

## Environment

${table(
  ['variable', 'meaning', 'default'],
  environmentSettings.map((one) => [
    `\`${one.name}\`${one.secret ? ` or \`${one.name}_FILE\`` : ''}`,
    one.meaning,
    one.default ? `\`${one.default}\`` : '',
  ]),
)}

## interlink.json

One file a deployment, in the folder that \`INTERLINK_CONFIG\` names. A text may hold \`\${NAME}\`, taken from the
environment. An unknown key stops the start. \`openimis-config/development/interlink.json\` is a complete example.

${table(['key', 'type', 'required', 'default'], describe(InterlinkSettings))}

A partner's \`allowPrivateAddresses\` and plain http are for development; production refuses to start with them.

## Policies

Each capability reads its own part of \`policies\`. A part that is left out has these defaults; an unknown key, or a value
out of range, stops the start.

${await policies()}
`;
}

function help(...args) {
  const bin = path.join(root, 'packages/integration-service/bin/interlink.js');
  const { stdout, status, stderr } = spawnSync(process.execPath, [bin, ...args, '--help'], {
    encoding: 'utf8',
    env: { ...process.env, COLUMNS: '100', NO_COLOR: '1' },
  });
  if (status !== 0) throw new Problem(`interlink ${args.join(' ')} --help failed: ${stderr}`);
  return stdout.trim();
}

/** Names of the commands that a help text lists. */
const commandsIn = (text) =>
  [...(text.split(/^Commands:$/m)[1] ?? '').matchAll(/^ {2}([a-z][a-z-]*)/gm)]
    .map(([, name]) => name)
    .filter((name) => name !== 'help');

function commandLine() {
  const pages = [];
  const visit = (args) => {
    const text = help(...args);
    pages.push(`## interlink ${args.join(' ')}`.trimEnd() + `\n\n\`\`\`text\n${text}\n\`\`\``);
    for (const name of commandsIn(text)) visit([...args, name]);
  };
  visit([]);
  return `# Command line\n\n\`npx interlink <verb>\`; \`--json\` prints JSON. A failure prints one sentence and exits with a code that is not 0.\n\n${pages.join('\n\n')}\n`;
}

async function api(service) {
  const answer = await fetch(`${service}/interlink/api/openapi.json`).catch((cause) => {
    throw new Problem(`No service answers at ${service} (${cause.message}).`);
  });
  const { paths, info } = await answer.json();
  const rows = Object.entries(paths).flatMap(([where, methods]) =>
    Object.entries(methods).map(([method, { summary, tags }]) => [
      (tags ?? []).join(', '),
      `\`${method.toUpperCase()} ${where}\``,
      summary,
    ]),
  );
  rows.sort((a, b) => `${a[0]}${a[1]}`.localeCompare(`${b[0]}${b[1]}`));
  return `# Operators' API

Version ${info.version}. The whole description, with every schema, is served as OpenAPI 3.1 at
\`/interlink/api/openapi.json\` and as a page at \`/interlink/api/docs\`. Lists go by cursor; a creating call needs an
\`Idempotency-Key\`; a change by cookie needs \`X-Interlink: 1\` and the \`Origin\` of the deployment. Failures:
[errors](errors.md).

${table(['part', 'call', 'what it does'], rows)}
`;
}

const PAGES = {
  'command-line.md': commandLine,
  'configuration.md': configuration,
  'errors.md': errors,
  'rights.md': rights,
  'scorecard.md': scorecard,
};

async function main() {
  const { values } = parseArgs({
    options: { check: { type: 'boolean' }, api: { type: 'string' }, scorecard: { type: 'boolean' } },
  });
  const pages = values.api
    ? { 'api.md': () => api(values.api) }
    : values.scorecard
      ? { 'scorecard.md': scorecard }
      : PAGES;
  const stale = [];
  for (const [name, make] of Object.entries(pages)) {
    const file = path.join(root, 'docs/reference', name);
    const options = { ...(await resolveConfig(file)), parser: 'markdown' };
    const text = await format(HEADER + (await make()), options);
    if (values.check) {
      if (!existsSync(file) || readFileSync(file, 'utf8') !== text) stale.push(name);
    } else writeFileSync(file, text);
  }
  if (stale.length > 0)
    throw new Problem(`docs/reference is behind the code (${stale.join(', ')}): run \`npm run docs\`.`);
}

try {
  await main();
} catch (thrown) {
  console.error(explain(thrown));
  process.exitCode = 1;
}
