/** What is seen of a file on its way to the page: a veil that says what letting go will do, and a sentence if it does not open. */
import { clearNotice, showNotice } from './notice.ts';
import { openFile } from './openFile.ts';
import './dropping.css';

let veil: HTMLElement | null = null;

export function showVeil(): void {
  if (veil !== null) return;
  veil = document.createElement('div');
  veil.className = 'drop-veil';
  veil.setAttribute('aria-hidden', 'true');
  const words = document.createElement('p');
  words.textContent = 'Let go to open this run';
  veil.append(words);
  document.body.append(veil);
}

export function hideVeil(): void {
  veil?.remove();
  veil = null;
}

export async function openDropped(files: readonly File[]): Promise<void> {
  hideVeil();
  const [file, ...more] = files;
  if (file === undefined) return;
  if (more.length > 0) {
    showNotice('Drop one file at a time: each opens as a run of its own.');
    return;
  }
  await openHere(file);
}

export async function openHere(file: File): Promise<void> {
  clearNotice();
  const opened = await openFile(file);
  if (!opened.ok) showNotice(opened.why);
}
