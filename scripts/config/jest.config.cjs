/** Jest runs `src` through swc to CommonJS: no build step before tests. */
const { createRequire } = require('node:module');
const path = require('node:path');
const root = path.resolve(__dirname, '../..');

const swc = (jsx) => [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', tsx: jsx },
      target: 'es2022',
      transform: jsx ? { react: { runtime: 'automatic' } } : undefined,
    },
    module: { type: 'commonjs' },
  },
];

// These publish ESM only, or load by import(), which jest 29 cannot do untransformed.
const esmOnly = [
  'jose',
  'typebox',
  'content-disposition',
  'cookie',
  'any-ascii',
  'graphql-request',
  '@fastify/type-provider-typebox',
  '@opentelemetry/otlp-exporter-base',
  'openid-client',
  'oauth4webapi',
  'axios',
  'oidc-provider',
];

// One copy for both, so that what a user does is within React's `act` as is what a test waits for.
const testingDom = createRequire(require.resolve('@testing-library/react')).resolve('@testing-library/dom');

const base = (name, over) => ({
  displayName: name,
  rootDir: root,
  testEnvironment: 'node',
  transform: { '\\.m?[jt]sx?$': swc(false) },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  moduleNameMapper: {
    '^@interlink/([^/]+)/(.*)$': '<rootDir>/packages/$1/src/$2',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['/dist/', '/build/'],
  ...over,
});

module.exports = {
  rootDir: root,
  // A slow machine is no failure; a test that hangs still ends.
  testTimeout: 60_000,
  testSequencer: path.join(__dirname, 'test-sequencer.cjs'),
  projects: [
    base('unit', {
      testMatch: [
        '<rootDir>/packages/{contracts,domain,integration-service,partner-sandbox,shell}/test/**/*.test.ts',
        '<rootDir>/scripts/test/**/*.test.ts',
      ],
      testPathIgnorePatterns: ['/node_modules/', '\\.(pg|openimis|browser|kill|sinks)\\.test\\.ts$'],
    }),
    base('fe', {
      testEnvironment: 'jsdom',
      setupFilesAfterEnv: [path.join(__dirname, 'fe-setup.cjs')],
      testMatch: ['<rootDir>/packages/fe-*/test/**/*.test.{ts,tsx}', '<rootDir>/packages/shell/test/**/*.test.tsx'],
      testPathIgnorePatterns: ['/node_modules/', '\\.(openimis|browser)\\.test\\.tsx?$'],
      transform: { '\\.m?[jt]sx?$': swc(true) },
      moduleNameMapper: {
        '^@testing-library/dom$': testingDom,
        '^@openimis/fe-core$': '<rootDir>/packages/fe-kit/src/testing/fe-core.tsx',
        '^@interlink/([^/]+)/(.*)$': '<rootDir>/packages/$1/src/$2',
        '^(\\.{1,2}/.*)\\.js$': '$1',
      },
    }),
    base('pg', {
      testMatch: ['<rootDir>/packages/**/test/**/*.pg.test.ts'],
      globalSetup: '<rootDir>/packages/integration-service/test/support/postgres-global-setup.cjs',
      globalTeardown: '<rootDir>/packages/integration-service/test/support/postgres-global-teardown.cjs',
    }),
    base('openimis', { testMatch: ['<rootDir>/packages/**/test/**/*.openimis.test.ts'] }),
    base('browser', { testMatch: ['<rootDir>/packages/**/test/**/*.browser.test.ts'] }),
    base('kill', { testMatch: ['<rootDir>/packages/**/test/**/*.kill.test.ts'] }),
    base('sinks', { testMatch: ['<rootDir>/packages/**/test/**/*.sinks.test.ts'] }),
  ],
};
