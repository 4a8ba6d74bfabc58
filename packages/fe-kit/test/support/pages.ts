import axe from 'axe-core';
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

/** axe measures words on a canvas, which jsdom has none of: it says so at length, and axe goes on without. */
const withoutCanvas = () => {
  const { prototype } = HTMLCanvasElement;
  const known = Object.getOwnPropertyDescriptor(prototype, 'getContext') as PropertyDescriptor;
  Object.defineProperty(prototype, 'getContext', { ...known, value: () => null });
  return () => Object.defineProperty(prototype, 'getContext', known);
};

/**
 * What axe finds wrong; colours and page landmarks are the browser test's, jsdom draws nothing. It takes so long that
 * the page may go on meanwhile.
 */
export async function axeViolations(container: Element): Promise<string[]> {
  const restore = withoutCanvas();
  let violations: axe.Result[] = [];
  await act(async () => {
    const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } };
    ({ violations } = await axe.run(container, { rules }).finally(restore));
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Fills a field at once; what happens key by key is the browser test's. */
export function enter(label: RegExp | string, value: string): void {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
}

/** What stands in the cells of each row under the titles, of the one table or of this one. */
export const cells = (table: HTMLElement = document.body) =>
  within(table)
    .getAllByRole('row')
    .slice(1)
    .map((row) =>
      within(row)
        .getAllByRole('cell')
        .map(({ textContent }) => textContent),
    );

/** Waits for a button and clicks it as a person does. */
export async function press(name: RegExp | string): Promise<void> {
  await userEvent.click(await screen.findByRole('button', { name }));
}

/** Lets an answer arrive that was given, and whatever follows from it within a time. */
export const arrive = (milliseconds = 0) => act(() => new Promise((resolve) => setTimeout(resolve, milliseconds)));

afterEach(cleanup);

/** Where the computer stands it is this day, whatever UTC says. */
export function standOn(day: string): void {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  jest.spyOn(Date.prototype, 'getFullYear').mockReturnValue(year);
  jest.spyOn(Date.prototype, 'getMonth').mockReturnValue(month - 1);
  jest.spyOn(Date.prototype, 'getDate').mockReturnValue(date);
}

afterEach(() => jest.restoreAllMocks());
