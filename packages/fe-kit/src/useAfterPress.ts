import { useCallback, useEffect, useRef } from 'react';

/**
 * Gives what puts an act off while a button of the mouse is down. Words that come into the page in between move what is
 * being pressed from under the pointer, and the press is lost.
 */
export function useAfterPress(): (act: () => void) => void {
  const isDown = useRef(false);
  const put = useRef<(() => void)[]>([]);
  useEffect(() => {
    const press = () => void (isDown.current = true);
    const release = () => {
      isDown.current = false;
      // The click comes right behind it.
      setTimeout(() => put.current.splice(0).forEach((act) => act()));
    };
    document.addEventListener('mousedown', press, true);
    document.addEventListener('mouseup', release, true);
    return () => {
      document.removeEventListener('mousedown', press, true);
      document.removeEventListener('mouseup', release, true);
      put.current = [];
    };
  }, []);
  return useCallback((act) => void (isDown.current ? put.current.push(act) : act()), []);
}
