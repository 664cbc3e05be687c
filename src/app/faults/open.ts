/** The way in to forms and drops for the rest of the page: light, so that their code is loaded when first used. */
import type { NodeId } from '../../engine/runspec.ts';
import { holdKeys } from '../ahead.ts';
import { loading } from '../idle.ts';
import { loadDrops } from '../timeline/aiming.ts';
import type { ChipKind, DropTarget } from '../views.ts';
import type { DraftKind } from './drafts.ts';

type Begin = typeof import('./begin.ts');

let begun: Begin | null = null;

function withBegin(use: (begin: Begin) => void, loaded = loading()): void {
  import('./begin.ts')
    .then((begin) => {
      begun = begin;
      use(begin);
    })
    .finally(loaded);
}

/** A form is on its way as soon as it is asked for. */
function opening(form: (begin: Begin) => void): void {
  if (begun !== null) {
    form(begun);
    return;
  }
  withBegin(form, holdKeys());
}

/** What letting go of a chip here would do, in words; null until the code for it is there. */
export function sayDrop(chip: ChipKind, target: DropTarget): string | null {
  return begun?.sayDrop(chip, target) ?? null;
}

/** Fetches the code early: a hand on a chip will need it in a moment. */
export function prepare(): void {
  withBegin(() => {});
  for (const load of [
    loadDrops,
    () => import('../timeline/preview.ts'),
    () => import('../stage/Preview.tsx'),
  ]) {
    load().catch(() => {});
  }
}

/** Opens the form for a new input, filled in as far as selection, cursor and place allow. */
export function openForm(kind: DraftKind, target?: DropTarget): void {
  opening((begin) => begin.beginForm(kind, target));
}

/** Opens the form for an input of the run. */
export function openInput(index: number): void {
  opening((begin) => begin.beginChange(index));
}

/** Makes a node's timer run out where the cursor stands. */
export function fireNow(node: NodeId, timer: string): void {
  withBegin((begin) => begin.fire(node, timer));
}

export function dropChip(chip: ChipKind, target: DropTarget): void {
  withBegin((begin) => begin.drop(chip, target));
}
