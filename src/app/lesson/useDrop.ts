import { useEffect, useRef } from 'react';

/** The page takes files itself here: elsewhere a file that is let go is a run. */
export function useDrop(take: (transfer: DataTransfer) => void): void {
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const onDrop = (event: DragEvent) => {
      if (event.dataTransfer === null || !event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      latest.current(event.dataTransfer);
    };
    const onOver = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    // Before the listener of the whole page, which leaves alone what somebody has taken.
    window.addEventListener('drop', onDrop, true);
    window.addEventListener('dragover', onOver, true);
    return () => {
      window.removeEventListener('drop', onDrop, true);
      window.removeEventListener('dragover', onOver, true);
    };
  }, []);
}
