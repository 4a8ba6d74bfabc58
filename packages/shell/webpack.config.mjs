import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import HtmlWebpackPlugin from 'html-webpack-plugin';
import Minimizer from 'minimizer-webpack-plugin';
import webpack from 'webpack';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const require = createRequire(import.meta.url);

/** Two copies of any of these break contexts, themes or hooks in silence. */
const SINGLE = [
  ...[
    'react',
    'react-dom',
    'react-redux',
    'redux',
    'react-intl',
    'react-router',
    'react-router-dom',
    'moment',
    'lodash',
  ],
  ...['core', 'icons', 'lab', 'pickers', 'styles'].map((name) => `@material-ui/${name}`),
];

const copyOf = (name) => path.join(root, 'node_modules', name);

/** Our modules are taken from their sources, so that an edit shows at once and one copy of fe-kit is shared. */
function ownSources() {
  const packages = path.join(root, 'packages');
  const modules = readdirSync(packages).filter((name) => name.startsWith('fe-') && name !== 'fe-kit');
  const entries = modules.flatMap((name) => {
    const entry = ['index.tsx', 'index.ts'].map((file) => path.join(packages, name, 'src', file)).find(existsSync);
    return entry ? [[`@interlink/${name}$`, entry]] : [];
  });
  const shared = ['contracts', 'domain', 'fe-kit'].map((name) => [
    `@interlink/${name}`,
    path.join(packages, name, 'src'),
  ]);
  return Object.fromEntries([...entries, ...shared]);
}

/** Its browser build evaluates strings to find the global object, which the Content-Security-Policy refuses. */
const apiMiddleware = { 'redux-api-middleware$': copyOf('redux-api-middleware/es/index.js') };

const alias = { ...apiMiddleware, ...Object.fromEntries(SINGLE.map((name) => [name, copyOf(name)])), ...ownSources() };

const loader = {
  test: /\.[jt]sx?$/,
  exclude: /node_modules/,
  loader: require.resolve('swc-loader'),
  options: {
    jsc: {
      parser: { syntax: 'typescript', tsx: true },
      target: 'es2020',
      transform: { react: { runtime: 'automatic' } },
    },
  },
};

const chunks = {
  interlink: {
    test: /[\\/]packages[\\/](?:fe-|contracts|domain)/,
    name: 'interlink',
    chunks: 'all',
    enforce: true,
    priority: 30,
  },
  icons: { test: /[\\/]@material-ui[\\/]icons/, name: 'icons', chunks: 'all', enforce: true, priority: 20 },
  openimis: { test: /[\\/]node_modules[\\/]@openimis/, name: 'openimis', chunks: 'all', enforce: true, priority: 20 },
  vendor: { test: /[\\/]node_modules[\\/]/, name: 'vendor', chunks: 'all', enforce: true, priority: 10 },
};

/** @param mode `production`, or `development` for the server that reloads. */
export function createConfig(mode) {
  const isProduction = mode === 'production';
  const name = isProduction ? '[name].[contenthash:12]' : '[name]';
  return {
    mode,
    context: here,
    target: ['web', 'es2020'],
    entry: { shell: './src/index.tsx' },
    devtool: isProduction ? false : 'eval-cheap-module-source-map',
    output: {
      path: path.join(here, 'dist'),
      publicPath: '/front/',
      filename: `assets/${name}.js`,
      assetModuleFilename: 'assets/[name].[contenthash:12][ext]',
      clean: true,
    },
    resolve: {
      extensions: ['.tsx', '.ts', '.jsx', '.js', '.json'],
      extensionAlias: { '.js': ['.ts', '.tsx', '.js'] },
      alias,
    },
    module: {
      rules: [
        // Packages of "type": "module" import files of Material-UI 4 without their endings.
        { test: /\.m?[jt]sx?$/, resolve: { fullySpecified: false } },
        loader,
        { test: /\.(?:svg|png|woff2?)$/, type: 'asset/resource' },
      ],
    },
    plugins: [
      new HtmlWebpackPlugin({ template: './src/index.html', favicon: './src/assets/logo.svg', scriptLoading: 'defer' }),
      new webpack.DefinePlugin({
        'process.env.PUBLIC_URL': JSON.stringify('/front'),
        'process.env.REACT_APP_API_URL': JSON.stringify('/api'),
      }),
      new webpack.IgnorePlugin({ resourceRegExp: /^\.\/locale$/, contextRegExp: /moment$/ }),
    ],
    optimization: {
      minimizer: [new Minimizer({ minify: Minimizer.swcMinify, extractComments: false })],
      splitChunks: { cacheGroups: chunks },
      runtimeChunk: 'single',
    },
    // The file cache does not see what this file reads from the disk, so it is part of its name.
    cache: {
      type: 'filesystem',
      cacheDirectory: path.join(root, 'node_modules/.cache/interlink-shell'),
      version: JSON.stringify({ mode, alias }),
      buildDependencies: { config: [fileURLToPath(import.meta.url)] },
    },
    performance: false,
    stats: 'errors-warnings',
  };
}
