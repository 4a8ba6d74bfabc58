/**
 * Who may import whom. Each rule says why; each was seen to fire on a planted violation
 * (scripts/test/import-rules.test.ts).
 */

/** In their order: a capability imports only those before it. One a line. */
const capabilities = [
  'audit',
  'interconnection',
  'registry',
  'exchange',
  'verification',
  'social-registry',
  'fraud',
  'payments',
  'cases',
  'grievances',
  'enrolment',
  'shock',
  'sectors',
  'governance',
];
const any = capabilities.join('|');

/** domain and service: nothing from a later capability. */
const order = capabilities.slice(0, -1).flatMap((name, at) => {
  const later = capabilities.slice(at + 1).join('|');
  return ['domain', 'integration-service'].map((pkg) => ({
    name: `${pkg}-order-${name}`,
    severity: 'error',
    comment: `${name} comes before the capabilities it would import here; go by a domain event or a contribution.`,
    from: { path: `^packages/${pkg}/src/${name}/` },
    to: { path: `^packages/(domain|integration-service)/(src|dist|build)/(${later})/` },
  }));
});

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'A cycle cannot be understood one file at a time.',
      from: {},
      to: { circular: true },
    },
    ...order,
    {
      name: 'only-by-its-service',
      severity: 'error',
      comment: 'Stores are private: another capability is used through its service.ts.',
      from: { path: `^packages/integration-service/src/(${any})/` },
      to: {
        path: `^packages/integration-service/src/(${any})/`,
        pathNot: ['^packages/integration-service/src/$1/', '/service\\.ts$'],
      },
    },
    {
      name: 'platform-knows-no-capability',
      severity: 'error',
      comment: 'platform is below every capability; main.ts wires them.',
      from: { path: '^packages/integration-service/src/platform/' },
      to: { path: `^packages/integration-service/src/(${any}|openimis)/` },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment: 'Rules do no I/O and are bundled into frontends: no library, no Node.',
      from: { path: '^packages/domain/src/' },
      to: { pathNot: ['^packages/domain/src/', '^packages/contracts/', '^@interlink/contracts'] },
    },
    {
      name: 'contracts-know-nobody',
      severity: 'error',
      comment: 'contracts is at the bottom.',
      from: { path: '^packages/contracts/src/' },
      to: { path: '^packages/(domain|integration-service|partner-sandbox|fe-[^/]+|shell)/' },
    },
    {
      name: 'domain-takes-types-and-errors',
      severity: 'error',
      comment: 'typebox must not reach a frontend: domain and frontends take types, and what is written without it.',
      from: { path: '^packages/(domain|fe-[^/]+)/src/' },
      to: {
        path: '^packages/contracts/',
        pathNot: [
          '/errors\\.(ts|js|d\\.ts)$',
          '/interconnection/private-members\\.(ts|js|d\\.ts)$',
          '/registry/room\\.(ts|js|d\\.ts)$',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'domain-knows-no-service',
      severity: 'error',
      comment: 'Rules come before effects.',
      from: { path: '^packages/domain/src/' },
      to: { path: '^packages/(integration-service|partner-sandbox|fe-[^/]+|shell)/' },
    },
    {
      name: 'service-knows-no-frontend',
      severity: 'error',
      comment: 'The service is used by frontends, by partners and by the command line alike.',
      from: { path: '^packages/integration-service/src/' },
      to: { path: '^packages/(partner-sandbox|fe-[^/]+|shell)/' },
    },
    {
      name: 'frontend-modules-stand-alone',
      severity: 'error',
      comment: 'Frontend modules meet through openIMIS contributions and refs only.',
      from: { path: '^packages/(fe-[^/]+)/src/', pathNot: '^packages/fe-kit/' },
      to: {
        path: '^packages/(fe-[^/]+|integration-service|partner-sandbox|shell)/',
        pathNot: ['^packages/$1/', '^packages/fe-kit/'],
      },
    },
    {
      name: 'material-ui-through-the-kit',
      severity: 'error',
      comment: 'The next generation of openIMIS has another Material-UI: only fe-kit/ui imports it.',
      from: { path: '^packages/fe-[^/]+/src/', pathNot: '^packages/fe-kit/src/(ui|testing)/' },
      to: { path: '@material-ui/' },
    },
    {
      name: 'sandbox-is-independent',
      severity: 'error',
      comment: 'A mistake that both sides share would pass.',
      from: { path: '^packages/partner-sandbox/' },
      to: { path: '(^packages/(?!partner-sandbox/)|@interlink/)' },
    },
    {
      name: 'only-openimis-speaks-graphql',
      severity: 'error',
      comment: 'src/openimis is the only place that speaks to openIMIS.',
      from: { path: '^packages/integration-service/src/', pathNot: '^packages/integration-service/src/openimis/' },
      to: { path: 'node_modules/graphql(-request)?/' },
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      comment:
        'An import that nobody can resolve fails at run time. (The shell bundles our modules from their source.)',
      from: { pathNot: '^packages/shell/src/generated/' },
      // This package holds types alone: there is nothing to resolve at run time.
      to: { couldNotResolve: true, pathNot: '^@graphql-typed-document-node/core$' },
    },
    {
      name: 'no-undeclared-dependency',
      severity: 'error',
      comment: 'What is imported is declared in the same package.',
      from: { path: '^packages/[^/]+/src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    // Built files are looked at as targets of an import, never entered.
    doNotFollow: { path: ['node_modules', '^packages/[^/]+/(dist|build)/'] },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'default', 'node', 'require'],
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.mjs', '.cjs', '.json'],
      mainFields: ['module', 'main', 'types'],
    },
    tsConfig: { fileName: 'scripts/config/tsconfig.depcruise.json' },
  },
};
