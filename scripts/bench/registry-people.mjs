import { run as runRegistry } from './registry.mjs';

export const title = 'Registry: many people, without their benefits';
export const note = `The same country and the same questions, where nobody was paid anything yet: so ten million people fit on a disk of 60 GB.
\`npm run bench -- registry-people --people 10000000\` takes other sizes; without it, a hundred thousand.

![Growth of cost with people](registry-people-growth.svg)`;

export const run = (asked) => runRegistry({ ...asked, months: 0, growth: 'registry-people-growth.svg' });
