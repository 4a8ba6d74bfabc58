/** Region > district > ward > villages; codes of openIMIS hold eight characters. */
const tree = {
  'Pwani Kusini': {
    Bandari: { 'Mji Mkongwe': ['Shangani', 'Malindi Ndogo'], Mikoko: ['Chumvini', 'Kisiwani'] },
    Mtondoo: { Tiwi: ['Maweni', 'Kongo Beach'], Msambweni: ['Bodo', 'Shirazi'] },
  },
  'Nyanda za Juu': {
    Kilimani: { Mlima: ['Ngurumo', 'Chemchemi'], 'Bonde la Chai': ['Majani', 'Kiwandani'] },
    Ziwani: { Pwani: ['Samaki', 'Mtumbwi'], Kisima: ['Maji Moto', 'Upendo'] },
  },
};
const LEVELS = 'RDWV';

export function makeLocations() {
  const rows = [];
  const grow = (names, parent, level) => {
    const type = LEVELS[level];
    const entries = Array.isArray(names) ? names.map((name) => [name]) : Object.entries(names);
    entries.forEach(([name, below], index) => {
      const code = `${parent ?? ''}${type}${index + 1}`;
      rows.push({ code, name, type, parent });
      if (below) grow(below, code, level + 1);
    });
  };
  grow(tree, null, 0);
  return rows;
}
