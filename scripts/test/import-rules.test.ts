import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

interface Violation {
  rule: string;
  /** Folder under packages in which the forbidden import is planted. */
  from: string;
  imports: string;
  /** File that makes the import resolvable, if nothing real does. */
  target?: string;
}

const violations: Violation[] = [
  {
    rule: 'contracts-know-nobody',
    from: 'contracts/src/audit',
    imports: '../../../domain/src/audit/planted.js',
    target: 'domain/src/audit/planted.ts',
  },
  { rule: 'domain-is-pure', from: 'domain/src/audit', imports: 'node:fs' },
  {
    rule: 'domain-takes-types-and-errors',
    from: 'domain/src/audit',
    imports: '@interlink/contracts/platform/session',
    target: 'contracts/build/platform/session.d.ts',
  },
  {
    rule: 'domain-knows-no-service',
    from: 'domain/src/audit',
    imports: '../../../integration-service/src/audit/planted.js',
    target: 'integration-service/src/audit/planted.ts',
  },
  {
    rule: 'integration-service-order-audit',
    from: 'integration-service/src/audit',
    imports: '../enrolment/service.js',
    target: 'integration-service/src/enrolment/service.ts',
  },
  {
    rule: 'domain-order-verification',
    from: 'domain/src/verification',
    imports: '../shock/planted.js',
    target: 'domain/src/shock/planted.ts',
  },
  {
    rule: 'only-by-its-service',
    from: 'integration-service/src/shock',
    imports: '../cases/store.js',
    target: 'integration-service/src/cases/store.ts',
  },
  {
    rule: 'platform-knows-no-capability',
    from: 'integration-service/src/platform',
    imports: '../shock/service.js',
    target: 'integration-service/src/shock/service.ts',
  },
  {
    rule: 'service-knows-no-frontend',
    from: 'integration-service/src/shock',
    imports: '../../../fe-kit/src/planted.js',
    target: 'fe-kit/src/planted.ts',
  },
  {
    rule: 'frontend-modules-stand-alone',
    from: 'fe-enrolment/src',
    imports: '../../shell/src/planted.js',
    target: 'shell/src/planted.ts',
  },
  { rule: 'material-ui-through-the-kit', from: 'fe-enrolment/src', imports: '@material-ui/core' },
  {
    rule: 'sandbox-is-independent',
    from: 'partner-sandbox/src',
    imports: '@interlink/contracts/errors',
    target: 'contracts/build/errors.d.ts',
  },
  { rule: 'only-openimis-speaks-graphql', from: 'integration-service/src/shock', imports: 'graphql-request' },
  { rule: 'no-circular', from: 'domain/src/shock', imports: './z-cycle.js' },
  { rule: 'not-to-unresolvable', from: 'domain/src/shock', imports: './nowhere.js' },
  { rule: 'no-undeclared-dependency', from: 'contracts/src/audit', imports: 'fastify' },
];

const nameOf = ({ rule }: Violation) => `planted-${rule}`;

function write(ground: string, file: string, text: string): void {
  const place = path.join(ground, 'packages', file);
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, text);
}

/** Plants every violation in a tree of its own, so that nobody's work tree is touched. */
function plantAll(ground: string): void {
  for (const violation of violations) {
    const { from, imports, target } = violation;
    const [pkg] = from.split('/');
    const manifest = path.join('packages', String(pkg), 'package.json');
    cpSync(path.join(root, manifest), path.join(ground, manifest));
    write(ground, `${from}/${nameOf(violation)}.ts`, `import { x } from '${imports}';\nexport const y = x;\n`);
    if (target) write(ground, target, 'export const x = 1;\n');
  }
  write(ground, 'domain/src/shock/z-cycle.ts', "export { y as x } from './planted-no-circular.js';\n");
}

/** Libraries are the real ones; our own packages are the planted ones. */
function linkPackages(ground: string): void {
  mkdirSync(path.join(ground, 'node_modules/@interlink'), { recursive: true });
  for (const name of ['@material-ui', 'fastify', 'graphql', 'graphql-request', 'typescript']) {
    symlinkSync(path.join(root, 'node_modules', name), path.join(ground, 'node_modules', name));
  }
  symlinkSync(path.join(ground, 'packages/contracts'), path.join(ground, 'node_modules/@interlink/contracts'));
}

function findViolations(ground: string): { rule: string; from: string }[] {
  const { stdout, stderr } = spawnSync(
    path.join(root, 'node_modules/.bin/depcruise'),
    ['-c', '.dependency-cruiser.cjs', '--output-type', 'json', 'packages'],
    { cwd: ground, encoding: 'utf8', maxBuffer: 1e8 },
  );
  if (!stdout) throw new Error(stderr);
  const { summary } = JSON.parse(stdout) as { summary: { violations: { rule: { name: string }; from: string }[] } };
  return summary.violations.map(({ rule, from }) => ({ rule: rule.name, from }));
}

describe('the import rules', () => {
  const ground = path.join(root, '.cache', `planted-${process.pid}`);
  let found: { rule: string; from: string }[] = [];

  beforeAll(() => {
    for (const file of ['package.json', '.dependency-cruiser.cjs', 'scripts/config/tsconfig.depcruise.json']) {
      cpSync(path.join(root, file), path.join(ground, file));
    }
    plantAll(ground);
    linkPackages(ground);
    found = findViolations(ground);
  }, 60_000);
  afterAll(() => rmSync(ground, { recursive: true, force: true }));

  it.each(violations)('refuse a planted violation of $rule', (violation) => {
    expect(found).toContainEqual({
      rule: violation.rule,
      from: expect.stringContaining(`${violation.from}/${nameOf(violation)}.ts`) as string,
    });
  });

  it('refuse nothing that is allowed', () => {
    const planted = new Set(violations.map((violation) => `packages/${violation.from}/${nameOf(violation)}.ts`));
    expect(found.filter(({ from }) => !planted.has(from) && !from.endsWith('/z-cycle.ts'))).toEqual([]);
  });
});
