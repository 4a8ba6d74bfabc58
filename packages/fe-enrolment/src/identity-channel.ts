/**
 * Tells the desk, in another window of the same browser, that the identity page came back. Carries no personal value.
 */
const NAME = 'interlink-enrolment-identity';

export function announceReturn(journeyId: string): void {
  if (typeof BroadcastChannel === 'function') {
    const channel = new BroadcastChannel(NAME);
    channel.postMessage(journeyId);
    channel.close();
  } else {
    // Older browsers: writing wakes the other windows.
    localStorage.setItem(NAME, journeyId);
    localStorage.removeItem(NAME);
  }
}

/** Calls back when the identity page of this journey came back; the result stops listening. */
export function onReturn(journeyId: string, tell: () => void): () => void {
  if (typeof BroadcastChannel === 'function') {
    const channel = new BroadcastChannel(NAME);
    channel.onmessage = ({ data }) => {
      if (data === journeyId) tell();
    };
    return () => channel.close();
  }
  const listen = ({ key, newValue }: StorageEvent) => {
    if (key === NAME && newValue === journeyId) tell();
  };
  window.addEventListener('storage', listen);
  return () => window.removeEventListener('storage', listen);
}
