import { useCallback, useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import type { RequestState } from './store/request.js';

type Place = RefObject<HTMLElement>;

export const focusFirst = (place: Place, selector: string) =>
  place.current?.querySelector<HTMLElement>(selector)?.focus();

/** Nobody is elsewhere by now: what had the focus is gone. */
const isLost = () => document.activeElement === document.body;

/**
 * For what comes in the place of a button that was pressed and is gone with its focus: the keyboard goes on at its
 * first field (WCAG 2.4.3). Whoever is elsewhere by now stays there.
 */
export function useFirstField(place: Place): void {
  useEffect(() => {
    if (isLost()) focusFirst(place, 'input, select, textarea');
  }, [place]);
}

/** The same for what has no field: the keyboard goes on at the place itself, which takes the focus by `tabIndex={-1}`. */
export function useSuccessor(place: Place): void {
  useEffect(() => {
    if (isLost()) place.current?.focus();
  }, [place]);
}

/** Where the keyboard goes on when what was pressed is gone with what was done: at the step that is next, or anew. */
const NEXT = ['[aria-current="step"][tabindex="-1"]', 'h1[tabindex="-1"]'];

function goOn(): void {
  if (!isLost()) return;
  const next = NEXT.map((selector) => document.querySelector<HTMLElement>(selector)).find(Boolean);
  next?.focus();
}

/** For an act that is done at once and takes the button that was pressed with it. */
export const leadOn = () => void setTimeout(goOn);

const dialogOf = (place: Element | null) => place?.closest('[role="dialog"]') ?? null;
const isInDialogAbout = (pressed: Element | null) =>
  pressed?.isConnected === true && dialogOf(document.activeElement) !== dialogOf(pressed);

/**
 * A button that is disabled while it works loses the keyboard. It has it again once the work is over, or a dialog that
 * stood in between is left; one that is gone by then leaves it to what is next (WCAG 2.4.3). Whoever is elsewhere stays
 * there. Gives what leads back.
 */
export function useWayBack(status: RequestState<unknown>['status']): () => void {
  const pressed = useRef<Element | null>(null);
  // Before the browser draws, the button that is disabled now has it still.
  useLayoutEffect(() => {
    // What a dialog in between had is gone with it: the button that it was about is the one to come back to.
    if (status === 'loading' && !isLost() && !isInDialogAbout(pressed.current))
      pressed.current = document.activeElement;
  }, [status]);
  const goBack = useCallback(() => {
    setTimeout(() => {
      if (!isLost() || !(pressed.current instanceof HTMLElement)) return;
      pressed.current.focus();
      goOn();
    });
  }, []);
  // Also when what was done takes all of this away with it.
  useEffect(() => (status === 'loading' ? goBack : undefined), [status, goBack]);
  return goBack;
}

/** Leads the keyboard of who sent a form to its first field that is wrong, once that is drawn (WCAG 3.3.1). */
export function leadToError(place: Place): void {
  setTimeout(() => focusFirst(place, '[aria-invalid="true"]'));
}
