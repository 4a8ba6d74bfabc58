import { render, screen } from '@testing-library/react';
import { renderHost } from '@interlink/fe-kit/testing/host';
import { individualTasks } from '../src/components/IndividualTasks.js';
import { InterlinkRegistryModule } from '../src/index.js';
import './support/render.js';

const given = InterlinkRegistryModule();
const host = globalThis as { fakeGraphql?: (operation: string, variables: unknown) => unknown };
const change = { first_name: 'Amina', last_name: 'Otieno', dob: '1950-03-04', location_id: 7 };

function Row({ data }: { readonly data: object }) {
  const { tableHeaders, itemFormatters } = individualTasks;
  return (
    <table>
      <thead>
        <tr>
          {tableHeaders.map((header) => (
            <th key={header.key}>{header}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          {itemFormatters.map((show, at) => (
            <td key={at}>{show(data)}</td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}

describe('Changes of people in the tasks page of openIMIS', () => {
  afterEach(() => {
    delete host.fakeGraphql;
  });

  it('SR-027: are a section of their own, for the tasks that openIMIS makes of them', () => {
    expect(given['tasksManagement.tasks']).toEqual([expect.objectContaining({ taskSource: ['IndividualService'] })]);
    renderHost(<>{individualTasks.text}</>, { contributions: given, language: 'fr' });
    screen.getByText('Modifications de personnes');
  });

  it('SR-027: show the village by its name, which the task has by number only', async () => {
    const asked: unknown[] = [];
    host.fakeGraphql = (_operation, variables) => {
      asked.push(variables);
      return { locations: { edges: [{ node: { name: 'Kibera', parent: { name: 'Ward 2' } } }] } };
    };
    renderHost(<Row data={change} />, { contributions: given });
    await screen.findByText('Kibera, Ward 2');
    expect(asked).toEqual([{ id: btoa('LocationGQLType:7') }]);
    screen.getByText('Amina');
    expect(screen.getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual([
      'Given name',
      'Surname',
      'Born on',
      'Lives in',
    ]);
  });

  it('show the number when openIMIS does not show the village to whoever decides', async () => {
    host.fakeGraphql = () => ({ locations: { edges: [] } });
    renderHost(<Row data={change} />, { contributions: given });
    await screen.findByText('7');
  });

  it('leave empty what the task does not change', () => {
    const cells = individualTasks.itemFormatters.map((show) => show({}));
    expect(cells.every((cell) => !cell)).toBe(true);
    expect(render(<>{cells}</>).container.textContent).toBe('');
  });
});
