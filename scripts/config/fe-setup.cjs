/**
 * A warning of React is a fault of what is tested, or of a test that ends before what it began: either fails the test in
 * which it is heard.
 */
const { format } = require('node:util');
const { configure } = require('@testing-library/react');

// What a test waits for is there within milliseconds, or, on a machine that serves many, once that has its turn again.
configure({ asyncUtilTimeout: 20_000 });

const heard = [];
const { error } = console;
console.error = (...words) => {
  heard.push(format(...words));
  error(...words);
};
const fail = () => {
  const all = heard.splice(0);
  if (all.length > 0) throw new Error(`console.error was called:\n${all.join('\n')}`);
};
afterEach(fail);
// What is heard once the last test has ended.
afterAll(fail);
