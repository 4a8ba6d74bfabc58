/** `node asker-process.mjs <origin>`: the partners' side, in a process of its own. Its parent says what to ask, and when. */
import { Agent, request } from 'node:http';
import { serve } from './child.mjs';
import { paced, rateOf } from './pace.mjs';

const [origin] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true });
let ready = [];

function post({ path, headers, payload }) {
  return new Promise((resolve, reject) => {
    const asked = request(`${origin}${path}`, { agent, method: 'POST', headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (some) => (text += some));
      answer.on('end', () => resolve({ status: answer.statusCode, text })).on('error', reject);
    });
    asked.on('error', reject).end(payload);
  });
}

async function next(expected) {
  const { status, text } = await post(ready.pop());
  if (status !== 200 || !text.includes(expected)) throw new Error(`a search was not answered: ${status} ${text}`);
}

serve({
  prepare: ({ requests }) => void (ready = requests),
  async atOnce({ expected }) {
    const took = [];
    return { took, rate: await rateOf(ready.length, () => next(expected), took) };
  },
  paced: async ({ expected, perSecond }) => ({ took: await paced(perSecond, ready.length, () => next(expected)) }),
});
