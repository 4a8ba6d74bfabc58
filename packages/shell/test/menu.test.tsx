import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { contributions as enrolment } from '../../fe-enrolment/src/contributions.js';
import { contributions as interconnection } from '../../fe-interconnection/src/contributions.js';
import { contributions as payments } from '../../fe-payments/src/contributions.js';
import { contributions as registry } from '../../fe-registry/src/contributions.js';
import { contributions as socialRegistry } from '../../fe-social-registry/src/contributions.js';
import { contributions as verification } from '../../fe-verification/src/contributions.js';

interface Menu {
  readonly id: string;
  readonly submenus: readonly { readonly id: string; readonly position: number }[];
}

const root = path.resolve(__dirname, '../../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const { menus } = JSON.parse(read('openimis-config/development/fe-core.json')) as { readonly menus: readonly Menu[] };
const listed = menus.find(({ id }) => id === 'interlink.mainMenu')?.submenus ?? [];
const modules = [enrolment(), interconnection(), payments(), registry(), socialRegistry(), verification()];

const shownTexts = modules
  .flatMap(({ translations }) => translations.filter(({ key }) => key === 'en'))
  .flatMap(({ messages }) => Object.entries(messages))
  .flatMap(([id, text]) => (id.includes('.menu.') ? [text] : []));
const guides = ['how-to', 'tutorials'].flatMap((folder) =>
  readdirSync(path.join(root, 'docs', folder)).flatMap((name) =>
    name.endsWith('.md') ? [`docs/${folder}/${name}`] : [],
  ),
);

// A host whose menus are configured shows what its configuration names and nothing else: a page that is not named there is
// reached by nobody who does not know its address.
describe('The menu Interlink of the deployment', () => {
  it('names every entry of every module, once, and none that no module has', () => {
    const offered = modules.flatMap((one) => one['interlink.MainMenu'].map(({ id }) => id));
    expect(listed.map(({ id }) => id).sort()).toEqual(offered.sort());
  });

  it('gives each its own place, in the order of the file', () => {
    expect(listed.map(({ position }) => position)).toEqual(listed.map((_entry, index) => index + 1));
  });

  it('has the entries that the guides tell to choose', () => {
    const told = guides.flatMap((guide) =>
      [...read(guide).matchAll(/menu\s+\*\*Interlink\*\*,\s+(?:choose\s+)?\*\*([^*]+)\*\*/g)].map(([, text]) => text),
    );
    expect(told.length).toBeGreaterThan(5);
    expect(told.filter((text) => !shownTexts.includes(text ?? ''))).toEqual([]);
  });
});
