/** Whether the first picture has stood for a while: what it can do without is fetched then, and nothing of it waits for that. */
import { useEffect, useState } from 'react';

const STANDS_MS = 1500;

let stands = false;

export function useStanding(): boolean {
  const [now, setNow] = useState(stands);
  useEffect(() => {
    if (now) return;
    const timer = setTimeout(() => {
      stands = true;
      setNow(true);
    }, STANDS_MS);
    return () => clearTimeout(timer);
  }, [now]);
  return now;
}
