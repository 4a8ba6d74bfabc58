import { openCivilRegistry } from '../../../partner-sandbox/src/civil-registry/registry.js';
import { agreed, ALL } from './exchange-kit.js';
import { openOfficeKit } from './office-kit.js';

const NAME = 'civil-registry';
const PEOPLE = [
  {
    identifier: [{ identifier_type: 'UIN', identifier_value: '880012' }],
    name: { given_name: 'Ada', surname: 'Okoro' },
    ...{ sex: 'female', birth_date: '1950-04-03', death_date: '' },
  },
];

/** We and the sandbox's civil registry, which may answer and tell us everything. */
export async function openInquiryKit() {
  const kit = await openOfficeKit({
    name: NAME,
    open: ({ tools, common }) => openCivilRegistry(tools, { ...common, people: PEOPLE }),
  });
  for (const mode of ['event', 'query'] as const) {
    await kit.addAgreement(NAME, agreed({ mode, direction: 'in', elements: ALL }));
  }
  return {
    ...kit,
    civil: kit.office,
    enterDeath: (identifier: string, on: string) =>
      fetch(`${kit.officeUrl}/desk/deaths`, { method: 'POST', body: JSON.stringify({ identifier, on }) }),
  };
}
export type InquiryKit = Awaited<ReturnType<typeof openInquiryKit>>;
