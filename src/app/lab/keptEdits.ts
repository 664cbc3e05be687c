/** What was done to a run and can be undone, kept by the tab over a reload. The run itself is in the address. */
import { runsOf } from '../branches/runs.ts';
import type { DocumentState, HistoryEntry, LabDocument } from '../stores/document.ts';

type Edits = Pick<DocumentState, 'past' | 'future'>;

interface Kept extends Edits {
  /** The page that wrote it: another may have other bounds. */
  readonly version: string;
  /** The link to the run it leads to, without words and cursor. */
  readonly run: string;
  /** Entries name the runs of a document by these. */
  readonly branches: readonly number[];
}

const KEY = 'faultline.edits';
/** Entries each way. */
const MOST = 50;
/** Characters: a tab keeps some five million in all. */
const MOST_TEXT = 1_000_000;

export function keepEdits(run: string, document: LabDocument, { past, future }: Edits): void {
  try {
    const kept: Kept = {
      version: version(),
      run,
      branches: branchesOf(document),
      past: past.slice(-MOST),
      future: future.slice(-MOST),
    };
    const text = past.length + future.length === 0 ? '' : JSON.stringify(kept);
    if (text === '' || text.length > MOST_TEXT) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, text);
  } catch {
    // A tab that may keep nothing begins with no edits.
  }
}

/** Whether there is anything to ask for. */
export function anyEditsKept(): boolean {
  try {
    return sessionStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}

/** The edits that led to a run; null if none are kept, or those of another. */
export function keptEdits(run: string, document: LabDocument): Edits | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Kept | null;
    if (kept === null || kept.version !== version() || kept.run !== run) return null;
    if (kept.branches.join() !== branchesOf(document).join()) return null;
    const { past, future } = kept;
    return [past, future].every((list) => list.length <= MOST && list.every(isEntry))
      ? { past, future }
      : null;
  } catch {
    return null;
  }
}

function isEntry({ name, before, from, after }: HistoryEntry): boolean {
  return (
    typeof name === 'string' &&
    typeof before.title === 'string' &&
    Array.isArray(before.spec.inputs) &&
    Number.isInteger(from) &&
    Number.isInteger(after)
  );
}

function branchesOf(document: LabDocument): readonly number[] {
  return runsOf(document).map(({ id }) => id);
}

function version(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="faultline-version"]')?.content ?? '';
}
