import { useEffect, type RefObject } from 'react';

type Place = RefObject<HTMLElement>;

export const focusFirst = (place: Place, selector: string) =>
  place.current?.querySelector<HTMLElement>(selector)?.focus();

/**
 * For what comes in the place of a button that was pressed and is gone with its focus: the keyboard goes on at its
 * first field (WCAG 2.4.3). Whoever is elsewhere by now stays there.
 */
export function useFirstField(place: Place): void {
  useEffect(() => {
    if (document.activeElement === document.body) focusFirst(place, 'input, select, textarea');
  }, [place]);
}

/** Leads the keyboard of who sent a form to its first field that is wrong, once that is drawn (WCAG 3.3.1). */
export function leadToError(place: Place): void {
  setTimeout(() => focusFirst(place, '[aria-invalid="true"]'));
}
