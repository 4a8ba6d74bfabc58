/**
 * One build for every module of ours: run it inside packages/fe-<name>. What openIMIS provides stays outside; the rest,
 * packages of npm included, is brought to ES2018, which the oldest openIMIS shell (webpack 4) still reads.
 */
const { existsSync } = require('node:fs');
const path = require('node:path');
const Minimizer = require('minimizer-webpack-plugin');
const { sources } = require('webpack');

const root = path.resolve(__dirname, '..');
const here = process.cwd();
const source = (name) => path.join(root, 'packages', name, 'src');

/** The host's copies are used: a second React or Redux beside them would not work. */
const EXTERNALS = [
  /^@material-ui\//,
  /^@openimis\//,
  /^(?:react|redux)(?:$|\/|-(?!saga))/,
  /^(?:history|lodash|moment|prop-types)(?:$|\/)/,
];

const swc = (parser) => ({
  loader: require.resolve('swc-loader'),
  options: { jsc: { parser, target: 'es2018', transform: { react: { runtime: 'automatic' } } } },
});

/** The package is "type": "module", its dist is not. */
class CommonJsPackage {
  apply(compiler) {
    compiler.hooks.thisCompilation.tap('CommonJsPackage', (compilation) => {
      compilation.hooks.processAssets.tap('CommonJsPackage', () =>
        compilation.emitAsset('package.json', new sources.RawSource('{"type":"commonjs"}\n')),
      );
    });
  }
}

module.exports = {
  mode: 'production',
  context: here,
  target: ['web', 'es2018'],
  entry: ['index.tsx', 'index.ts'].map((name) => path.join(here, 'src', name)).find(existsSync),
  devtool: 'source-map',
  output: {
    path: path.join(here, 'dist'),
    filename: 'index.js',
    library: { type: 'commonjs2' },
    clean: true,
  },
  externals: EXTERNALS,
  externalsType: 'commonjs2',
  resolve: {
    extensions: ['.tsx', '.ts', '.js', '.json'],
    extensionAlias: { '.js': ['.ts', '.tsx', '.js'] },
    alias: Object.fromEntries(['contracts', 'domain', 'fe-kit'].map((name) => [`@interlink/${name}`, source(name)])),
  },
  module: {
    rules: [
      { test: /\.m?js$/, resolve: { fullySpecified: false } },
      { test: /\.[cm]?js$/, include: /node_modules/, use: swc({ syntax: 'ecmascript' }) },
      { test: /\.tsx?$/, exclude: /node_modules/, use: swc({ syntax: 'typescript', tsx: true }) },
    ],
  },
  optimization: { minimizer: [new Minimizer({ minify: Minimizer.swcMinify, extractComments: false })] },
  plugins: [new CommonJsPackage()],
  performance: false,
  stats: 'errors-warnings',
};
