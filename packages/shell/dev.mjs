#!/usr/bin/env node
/** The shell with reload on every edit, for `npm run dev`: one port above the built shell, with the same proxies. */
import WebpackDevServer from 'webpack-dev-server';
import webpack from 'webpack';
import { ports, url } from '../../scripts/stack/paths.mjs';
import { writeAssembly } from './assemble.mjs';
import { createConfig } from './webpack.config.mjs';

/** Both backends accept changes from the public origin only, which is that of the built shell. */
const asPublicOrigin = (request) => {
  if (request.getHeader('origin')) request.setHeader('origin', url('shell'));
};
const proxy = (context, target) => ({ context: [context], target, xfwd: true, onProxyReq: asPublicOrigin });

writeAssembly();
const server = new WebpackDevServer(
  {
    host: '127.0.0.1',
    port: ports.shell + 1,
    static: false,
    client: { overlay: false },
    historyApiFallback: { index: '/front/index.html' },
    proxy: [proxy('/api', url('openimis')), proxy('/interlink', url('service'))],
    setupMiddlewares: (middlewares) => [
      {
        name: 'front',
        path: '/',
        middleware: (request, response, next) => (request.url === '/' ? response.redirect('/front') : next()),
      },
      ...middlewares,
    ],
  },
  webpack(createConfig('development')),
);
await server.start();
