/**
 * What takes longest begins first, so that no worker is left alone with it at the end. A fresh clone has no times of an
 * earlier run to go by: these are the files that kill processes or walk through whole exchanges.
 */
const Sequencer = require('@jest/test-sequencer').default;

const LONGEST = [
  /kills\.pg/,
  /(restores|approvers|bank-conduct|upload|tampers|publication)\.pg/,
  /(tutorial|consumer)\.openimis/,
];
const rank = ({ path }) => {
  const at = LONGEST.findIndex((pattern) => pattern.test(path));
  return at === -1 ? LONGEST.length : at;
};

module.exports = class extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other));
  }
};
