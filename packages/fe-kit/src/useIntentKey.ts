import { useCallback, useRef } from 'react';
import { randomId } from './random-id.js';

/**
 * Gives the Idempotency-Key of what a person wants: the same wish has the same key however often it is sent, another
 * wish has another. Kept in memory only, for as long as the page is open.
 */
export function useIntentKey(): (wish: unknown) => string {
  const last = useRef<{ wish: string; key: string }>();
  return useCallback((wish) => {
    const text = JSON.stringify(wish);
    if (last.current?.wish !== text) last.current = { wish: text, key: randomId() };
    return last.current.key;
  }, []);
}
