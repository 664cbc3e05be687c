import { createStore, type StoreApi } from 'zustand/vanilla';
import { jsonEqual } from '../../base/json.ts';
import type { RunSpec } from '../../engine/runspec.ts';
import { type Branches, showing, shownId } from '../branches/runs.ts';

/** What is edited, undone and shared: a run with the words around it. The cursor belongs to the session. */
export interface LabDocument {
  readonly title: string;
  readonly claim: string;
  /** Paragraph for the left panel; only named scenarios carry one. */
  readonly notes: string;
  /** The run that title and claim were written about, where somebody has rewritten them; else the one that was opened. */
  readonly about?: RunSpec;
  /** The run on show. */
  readonly spec: RunSpec;
  /** All runs, that one among them, where there are several. */
  readonly branches?: Branches;
}

/** Whether the run is no longer the one its title, claim and notes were written about. */
export function isChanged({ document, opened }: Pick<DocumentState, 'document' | 'opened'>): boolean {
  if (document === null || opened === null || document === opened) return false;
  const about = document.about ?? opened.spec;
  // Several parts of the page ask of every edit.
  if (compared.a !== document.spec || compared.b !== about) {
    compared = { a: document.spec, b: about, equal: jsonEqual(document.spec, about) };
  }
  return !compared.equal;
}

let compared: { readonly a: RunSpec | null; readonly b: RunSpec | null; readonly equal: boolean } = {
  a: null,
  b: null,
  equal: true,
};

/**
 * There is one history for the whole document, not one for each branch: making, naming and deleting branches is undone like any
 * other edit, and undo takes back what was done last, wherever that was; the run it was done to comes on show.
 */
export interface HistoryEntry {
  /** What was done, to complete "Undo …": "move the cut". */
  readonly name: string;
  /** The document before it was done. */
  readonly before: LabDocument;
  /** The run that was on show when it was done, and the one right after. */
  readonly from: number;
  readonly after: number;
}

export interface DocumentState {
  readonly document: LabDocument | null;
  /** The document as it was loaded: what the words around the run are about. */
  readonly opened: LabDocument | null;
  readonly past: readonly HistoryEntry[];
  /** Entries as they were undone; `before` is then the document to return to on redo. */
  readonly future: readonly HistoryEntry[];
  /** The document before a gesture still going on; its steps are not entries of their own. */
  readonly gesture: LabDocument | null;
  /** @param opened what it was changed from, if not itself */
  load(document: LabDocument, opened?: LabDocument): void;
  /** One undoable edit. An edit that changes nothing leaves no entry. */
  edit(name: string, change: (spec: RunSpec) => RunSpec): void;
  /** An edit that joins the last entry if that has the same name and nothing was undone or shown since: one burst of typing, one entry. */
  amend(name: string, change: (spec: RunSpec) => RunSpec): void;
  /** The same for the document as a whole: its branches. */
  revise(name: string, change: (document: LabDocument) => LabDocument): void;
  /** Puts another run of the document on show. Like a move of the cursor, this is no edit; undo finds its way by itself. */
  turnTo(id: number): void;
  /** Shows a change while the hand is still moving. */
  preview(change: (spec: RunSpec) => RunSpec): void;
  /** Ends the gesture as one entry. */
  commit(name: string): void;
  /** Ends the gesture as if it had not begun. */
  cancel(): void;
  undo(): void;
  redo(): void;
}

/** Deep enough for an afternoon's play, small enough to forget about. */
const MAX_HISTORY = 200;

export function createDocumentStore(): StoreApi<DocumentState> {
  return createStore<DocumentState>()((set, get) => {
    const remember = (name: string, before: LabDocument, document: LabDocument) =>
      set((state) => ({
        document,
        gesture: null,
        past: [
          ...state.past.slice(-(MAX_HISTORY - 1)),
          { name, before, from: shownId(before), after: shownId(document) },
        ],
        future: [],
      }));
    return {
      document: null,
      opened: null,
      past: [],
      future: [],
      gesture: null,
      load: (document, opened = document) => set({ document, opened, past: [], future: [], gesture: null }),
      edit: (name, change) => {
        get().cancel();
        const { document } = get();
        if (document === null) return;
        const spec = change(document.spec);
        if (!jsonEqual(spec, document.spec)) remember(name, document, { ...document, spec });
      },
      amend: (name, change) => {
        get().cancel();
        const { document, past, future } = get();
        const last = past.at(-1);
        const joins =
          document !== null && last?.name === name && future.length === 0 && last.after === shownId(document);
        if (joins) set({ document: { ...document, spec: change(document.spec) } });
        else get().edit(name, change);
      },
      revise: (name, change) => {
        get().cancel();
        const { document } = get();
        if (document === null) return;
        const next = change(document);
        if (next !== document) remember(name, document, next);
      },
      turnTo: (id) => {
        get().cancel();
        const { document } = get();
        if (document !== null) set({ document: showing(document, id) });
      },
      preview: (change) => {
        const { document, gesture } = get();
        if (document === null) return;
        const from = gesture ?? document;
        set({ gesture: from, document: { ...from, spec: change(from.spec) } });
      },
      commit: (name) => {
        const { document, gesture } = get();
        if (document === null || gesture === null) return;
        if (jsonEqual(document.spec, gesture.spec)) set({ document: gesture, gesture: null });
        else remember(name, gesture, document);
      },
      cancel: () => {
        const { gesture } = get();
        if (gesture !== null) set({ document: gesture, gesture: null });
      },
      undo: () => {
        get().cancel();
        const { document, past, future } = get();
        const entry = past.at(-1);
        if (document === null || entry === undefined) return;
        set({
          document: entry.before,
          past: past.slice(0, -1),
          future: [...future, { ...entry, before: document }],
        });
      },
      redo: () => {
        get().cancel();
        const { document, past, future } = get();
        const entry = future.at(-1);
        if (document === null || entry === undefined) return;
        set({
          document: showing(entry.before, entry.after),
          future: future.slice(0, -1),
          past: [...past, { ...entry, before: showing(document, entry.from) }],
        });
      },
    };
  });
}

export const documentStore = createDocumentStore();
