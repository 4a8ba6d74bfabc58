/** A process of its own for a kill test: TypeScript by swc, as jest runs it, without a build. */
const Module = require('node:module');
const fs = require('node:fs');
const path = require('node:path');
const { transformSync } = require('@swc/core');

const root = path.resolve(__dirname, '../../../..');
const resolve = Module._resolveFilename;
Module._resolveFilename = (request, parent, ...rest) => {
  const own = /^@interlink\/([^/]+)\/(.*)$/.exec(request);
  if (own) return path.join(root, 'packages', own[1], 'src', `${own[2]}.ts`);
  if (/^\.{1,2}\/.*\.js$/.test(request) && parent?.filename?.endsWith('.ts')) {
    const file = path.resolve(path.dirname(parent.filename), request.replace(/\.js$/, '.ts'));
    if (fs.existsSync(file)) return file;
  }
  return resolve(request, parent, ...rest);
};
// Every process of a run loads the same hundreds of files: they are transformed once, into the run's own folder.
const kept = path.join(process.env.INTERLINK_TEST_SHARED_DIR, 'transformed');
fs.mkdirSync(kept, { recursive: true });

function transformed(filename) {
  const file = path.join(kept, `${path.relative(root, filename).replaceAll(path.sep, '~')}.js`);
  if (fs.existsSync(file)) return fs.readFileSync(file, 'utf8');
  const { code } = transformSync(fs.readFileSync(filename, 'utf8'), {
    filename,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  // As a whole: two processes may load it at once.
  const part = `${file}.${process.pid}`;
  fs.writeFileSync(part, code);
  fs.renameSync(part, file);
  return code;
}

require.extensions['.ts'] = (module, filename) => module._compile(transformed(filename), filename);
require('./mortal-process.ts').begin(process.argv[2]);
