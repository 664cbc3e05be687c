/**
 * A file let go anywhere over the page is opened (and Ctrl O asks for one). Only the listening is here: what follows is fetched when
 * a file comes. A place that takes files itself, like the log page's, is left alone.
 */
const dropping = () => import('./dropping.ts');

/** @param wanted false where files are none of the page's business: in a frame on somebody else's */
export function takeFiles(wanted: () => boolean): void {
  const ours = (event: DragEvent) =>
    !event.defaultPrevented && event.dataTransfer?.types.includes('Files') === true;
  const veil = (shown: boolean) => {
    dropping().then(
      ({ showVeil, hideVeil }) => (shown ? showVeil() : hideVeil()),
      // The drop itself will say what is wrong.
      () => {},
    );
  };
  window.addEventListener('dragover', (event) => {
    if (!ours(event)) return;
    // Without this the browser would leave the page to show the file.
    event.preventDefault();
    if (!wanted()) return;
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
    veil(true);
  });
  window.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) veil(false);
  });
  window.addEventListener('drop', (event) => {
    veil(false);
    if (!ours(event)) return;
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    if (wanted()) void dropping().then(({ openDropped }) => openDropped(files));
  });
  window.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key !== 'o') return;
    if (event.defaultPrevented || !wanted()) return;
    event.preventDefault();
    chooseRun();
  });
}

/** What asks for files. Held, for it stands nowhere on the page, and what nobody holds may be gone before somebody has chosen. */
const asking = new Set<HTMLInputElement>();

/** Asks for a file and opens it. At once: a browser lets a page ask only for some seconds after a press, and a part may take longer. */
export function chooseRun(): void {
  const input = document.createElement('input');
  asking.add(input);
  input.type = 'file';
  input.accept = '.json,application/json';
  input.onchange = () => {
    asking.delete(input);
    const file = input.files?.[0];
    if (file !== undefined) void dropping().then(({ openHere }) => openHere(file));
  };
  input.oncancel = () => asking.delete(input);
  input.click();
}
