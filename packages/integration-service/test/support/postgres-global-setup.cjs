/** jest maps `./x.js` to `./x.ts` for tests, not for its global set-up: here it is done by hand. */
const Module = require('node:module');
const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  try {
    return resolve.call(this, request, ...rest);
  } catch (thrown) {
    if (!/^[./].*\.js$/.test(request)) throw thrown;
    return resolve.call(this, request.replace(/\.js$/, '.ts'), ...rest);
  }
};

module.exports = async () => require('./postgres-setup.ts').setup();
