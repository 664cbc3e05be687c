/** Branches as a document carries them, to and fro. */
import type { RunDocument } from '../../spec/document.ts';
import type { LabDocument } from '../stores/document.ts';
import { type Branch, MAIN_NAME, runsOf, shownId } from './runs.ts';

type Carried = Pick<RunDocument, 'spec' | 'name' | 'branches' | 'shown'>;

/** What a document carries of all the runs of the lab: its main run, and the others beside it. */
export function carriedOf(document: LabDocument): Carried {
  const list = runsOf(document);
  const [main, ...others] = list;
  if (main === undefined || others.length === 0) return { spec: document.spec };
  return {
    spec: main.spec,
    ...(main.name === MAIN_NAME ? {} : { name: main.name }),
    branches: others.map(({ name, spec }) => ({ name, spec })),
    shown: list.findIndex((branch) => branch.id === shownId(document)),
  };
}

/** The runs of a document that was opened. */
export function openedRuns({
  spec,
  name,
  branches = [],
  shown = 0,
}: Carried): Pick<LabDocument, 'spec' | 'branches'> {
  if (branches.length === 0) return { spec };
  const main = { name: name ?? MAIN_NAME, spec };
  const list = [main, ...branches].map((branch, id): Branch => ({ id, ...branch }));
  return {
    spec: list[shown]?.spec ?? spec,
    branches: { list, shown: list[shown] === undefined ? 0 : shown },
  };
}
