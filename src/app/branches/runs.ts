/** The runs of a document that has several: which there are, which is on show, and what becomes of them. Pure. */
import type { RunSpec } from '../../engine/runspec.ts';
import { MAX_BRANCH_NAME, MAX_BRANCHES } from '../../spec/bounds.ts';
import type { LabDocument } from '../stores/document.ts';

export interface Branch {
  /** Stays the same while the page is open, whatever else comes and goes. */
  readonly id: number;
  readonly name: string;
  readonly spec: RunSpec;
}

/** At least two runs. The spec of the one on show is the document's own; the one kept here is as it was when it came on show. */
export interface Branches {
  readonly list: readonly Branch[];
  readonly shown: number;
}

export const MAIN_NAME = 'Main';
/** The run of a document that has but one. */
const MAIN = 0;

/** All runs as they stand, the main one first. */
export function runsOf({ branches, spec }: LabDocument): readonly Branch[] {
  if (branches === undefined) return [{ id: MAIN, name: MAIN_NAME, spec }];
  return branches.list.map((branch) => (branch.id === branches.shown ? { ...branch, spec } : branch));
}

export function shownId({ branches }: LabDocument): number {
  return branches?.shown ?? MAIN;
}

/** The document with its main run on show: the one that title, claim and notes are about. */
export function mainOf(document: LabDocument): LabDocument {
  const first = document.branches?.list[0];
  return first === undefined ? document : showing(document, first.id);
}

/** With another run on show; the same document if there is no such run, or it is on show already. */
export function showing(document: LabDocument, id: number): LabDocument {
  const { branches } = document;
  const wanted = branches?.list.find((branch) => branch.id === id);
  if (branches === undefined || wanted === undefined || id === branches.shown) return document;
  return { ...document, spec: wanted.spec, branches: { list: runsOf(document), shown: id } };
}

export function isFull(document: LabDocument): boolean {
  return runsOf(document).length >= MAX_BRANCHES;
}

/** A copy of the run on show, right after it, which is then on show itself; the same document if there is no room. */
export function branchedOff(document: LabDocument, id: number): LabDocument {
  if (isFull(document)) return document;
  const list = runsOf(document);
  const at = list.findIndex((branch) => branch.id === shownId(document));
  const copy: Branch = { id, name: freeName(list), spec: document.spec };
  return { ...document, branches: { list: list.toSpliced(at + 1, 0, copy), shown: id } };
}

/** Without a run. The last one cannot go; where the one on show goes, its neighbour comes. */
export function without(document: LabDocument, id: number): LabDocument {
  const list = runsOf(document);
  const at = list.findIndex((branch) => branch.id === id);
  if (at < 0 || list.length < 2) return document;
  const rest = list.toSpliced(at, 1);
  const shown = id === shownId(document) ? (rest[Math.max(0, at - 1)] as Branch).id : shownId(document);
  const { spec } = rest.find((branch) => branch.id === shown) as Branch;
  const { branches: _, ...alone } = document;
  return rest.length === 1 ? { ...alone, spec } : { ...document, spec, branches: { list: rest, shown } };
}

/** With another name of a run; blanks around it go, and a name of nothing else is no name. */
export function renamed(document: LabDocument, id: number, name: string): LabDocument {
  const { branches } = document;
  const clean = name.trim().slice(0, MAX_BRANCH_NAME);
  const old = branches?.list.find((branch) => branch.id === id);
  if (branches === undefined || old === undefined || clean === '' || clean === old.name) return document;
  const list = branches.list.map((branch) => (branch.id === id ? { ...branch, name: clean } : branch));
  return { ...document, branches: { ...branches, list } };
}

/** The run `by` places on from the one on show, round and round. */
export function neighbour(document: LabDocument, by: number): Branch {
  const list = runsOf(document);
  const at = list.findIndex((branch) => branch.id === shownId(document));
  return list[(at + by + list.length) % list.length] as Branch;
}

function freeName(list: readonly Branch[]): string {
  const taken = new Set(list.map((branch) => branch.name));
  let n = list.length + 1;
  while (taken.has(`Branch ${n}`)) n++;
  return `Branch ${n}`;
}
