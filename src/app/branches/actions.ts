/** What the page does with branches. All but turning to another and comparing are edits that can be undone. */
import { jsonEqual } from '../../base/json.ts';
import type { RunSpec } from '../../engine/runspec.ts';
import { MAX_BRANCHES } from '../../spec/bounds.ts';
import { documentStore } from '../stores/document.ts';
import { sessionStore } from '../stores/session.ts';
import { compareStore, endCompare, namingStore } from './compareStore.ts';
import { branchedOff, isFull, neighbour, renamed, runsOf, shownId, without } from './runs.ts';

const documents = () => documentStore.getState();

function say(announcement: string): void {
  sessionStore.getState().set({ announcement });
}

/** Above every number a document can be opened with. */
let nextId = MAX_BRANCHES;

/** A copy of the run on show comes beside it and on show. */
export function branchHere(): void {
  const { document, revise } = documents();
  if (document === null) return;
  if (isFull(document)) {
    say(`${MAX_BRANCHES} runs are as many as fit: delete one first.`);
    return;
  }
  const from = nameOf(shownId(document));
  revise(`branch off from ${from}`, (d) => branchedOff(d, nextId++));
  const made = documents().document;
  if (made !== null) say(`${nameOf(shownId(made))} is on show, so far the same as ${from}.`);
}

/** A changed copy of the run on show comes beside it and on show, under a name; one that is there already comes on show. */
export function branchAs(name: string, change: (spec: RunSpec) => RunSpec): void {
  const { document, revise } = documents();
  if (document === null) return;
  const spec = change(document.spec);
  const there = runsOf(document).find((run) => jsonEqual(run.spec, spec));
  if (there !== undefined) {
    if (there.id === shownId(document)) say('That is the run on show.');
    turnTo(there.id);
    return;
  }
  if (isFull(document)) {
    say(`${MAX_BRANCHES} runs are as many as fit: delete one first.`);
    return;
  }
  const id = nextId++;
  revise(`open ${name}`, (d) => renamed({ ...branchedOff(d, id), spec }, id, name));
  say(`${name} is on show.`);
}

function nameOf(id: number): string {
  const { document } = documents();
  return (document === null ? undefined : runsOf(document).find((run) => run.id === id))?.name ?? '';
}

/** Lets the run on show be given another name, where its tab stands. */
export function nameHere(): void {
  const { document } = documents();
  if (document !== null) namingStore.setState({ naming: shownId(document) });
}

/** Puts another run on show; the cursor keeps its time. */
export function turnTo(id: number): void {
  const { document } = documents();
  if (document === null || id === shownId(document)) return;
  const left = shownId(document);
  // Inputs are told by their places, and at that place stands another one there.
  const { selected, hover, set } = sessionStore.getState();
  set({
    selected: selected?.kind === 'input' ? null : selected,
    hover: hover?.kind === 'input' ? null : hover,
    form: null,
  });
  documents().turnTo(id);
  if (compareStore.getState().other === id) compareStore.setState({ other: left });
  say(`${nameOf(id)} is on show.`);
}

export function turnBy(by: 1 | -1): void {
  const { document } = documents();
  if (document !== null) turnTo(neighbour(document, by).id);
}

export function renameRun(id: number, name: string): void {
  documents().revise(`rename ${nameOf(id)}`, (document) => renamed(document, id, name));
}

export function deleteRun(id: number): void {
  const name = nameOf(id);
  documents().revise(`delete ${name}`, (document) => without(document, id));
  say(`Deleted: ${name}. Undo brings it back.`);
}

/** Compares the run on show with another: with `id`, or with its neighbour; if that is on show already, closes it. */
export function compareWith(id?: number): void {
  const { document } = documents();
  if (document === null) return;
  const list = runsOf(document);
  if (list.length < 2) {
    say('There is nothing to compare yet: branch off first.');
    return;
  }
  if (id === undefined && compareStore.getState().other !== null) {
    endCompare();
    return;
  }
  const at = list.findIndex((run) => run.id === shownId(document));
  // What it was branched off from stands before it.
  const usual = at > 0 ? list[at - 1] : list[1];
  compareStore.setState({ other: id ?? usual?.id ?? null });
}
