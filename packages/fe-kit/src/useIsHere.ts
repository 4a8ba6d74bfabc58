import { useEffect, useRef } from 'react';

/** `current` is false once the component is gone: what is answered later is nobody's. */
export function useIsHere(): { readonly current: boolean } {
  const isHere = useRef(true);
  useEffect(() => () => void (isHere.current = false), []);
  return isHere;
}
