/** What a hand holds on the timeline, and what becomes of it as the hand moves. */
import type { Input } from '../../engine/runspec.ts';
import { type InputEdit, moveInput, moveTogether, stretchInput } from '../../timeline/edit.ts';
import { bodyAt, type Hit } from '../../timeline/hit.ts';
import { snap } from '../../timeline/scale.ts';
import type { Box, Scene } from '../../timeline/types.ts';
import type { Hands } from './gestures.ts';
import { togetherWith } from './picks.ts';

export type Drag =
  | { readonly kind: 'pan'; x: number; readonly hit: Hit }
  | { readonly kind: 'scrub' }
  /** A band drawn around what is to be picked; scene pixels. */
  | { readonly kind: 'band'; readonly x: number; readonly y: number; readonly hit: Hit; box: Box | null }
  | { readonly kind: 'pinch'; spread: number; middle: number }
  | {
      readonly kind: 'input';
      readonly input: number;
      readonly part: 'body' | 'start' | 'end';
      readonly original: Input;
      /** All that move with it, itself among them, as they were. */
      readonly together: readonly InputEdit[];
      /** Time under the hand when it took hold, and that of the part it holds, µs. */
      readonly grabbed: number;
      readonly held: number;
      readonly hit: Hit;
      last: readonly InputEdit[] | null;
    };

export function begin(
  hands: Hands,
  hit: Hit,
  at: { readonly x: number; readonly y: number; readonly clientX: number },
  { touch, shift }: { readonly touch: boolean; readonly shift: boolean },
): Drag {
  if (hit.kind === 'axis' || hit.kind === 'cursor') return { kind: 'scrub' };
  const picked = hands.props.selected?.kind === 'input' ? hands.props.selected.input : null;
  const held = heldInput(hands, hit, at, picked);
  if (shift && hands.props.onEditInputs) {
    // Whatever message lies on top, it is faults that are picked. A cut lies over everything: a band begins on it as on nothing.
    const meant: Hit = held >= 0 && hit.kind !== 'edge' ? { kind: 'input', input: held } : hit;
    const wide = meant.kind === 'input' && hands.scene.inputs[meant.input]?.form === 'partition';
    if (held < 0 || wide) return { kind: 'band', x: at.x, y: at.y, hit: meant, box: null };
    hit = meant;
  }
  const original = held >= 0 ? hands.props.resolved.spec.inputs[held] : undefined;
  const object = hands.scene.inputs[held];
  // A finger pans over a wide fault until it has picked it: a stray swipe must not rewrite the run.
  const free = !touch || picked === held || hit.kind === 'edge' || object?.form !== 'partition';
  if (!original || !object || !free) return { kind: 'pan', x: at.clientX, hit };
  const part = hit.kind === 'edge' ? hit.end : 'body';
  const { inputs } = hands.props.resolved.spec;
  const together = (part === 'body' && hands.props.onEditInputs ? togetherWith(held) : [held]).flatMap(
    (index): InputEdit[] => (inputs[index] ? [{ index, input: inputs[index] }] : []),
  );
  const { scale } = hands.scene.view;
  return {
    kind: 'input',
    input: held,
    part,
    original,
    together,
    grabbed: scale.t(at.x),
    held: part === 'end' ? scale.t(object.x1) : original.at,
    hit,
    last: null,
  };
}

/** The input a drag from here moves: a message or an event is clicked, not dragged, so the fault under it is meant. */
function heldInput(
  hands: Hands,
  hit: Hit,
  at: { readonly x: number; readonly y: number },
  selected: number | null,
) {
  if (hit.kind === 'input' || hit.kind === 'edge' || hit.kind === 'letter') return hit.input;
  if (hit.kind !== 'message' && hit.kind !== 'step') return -1;
  return bodyAt(hands.scene, at.x, at.y, { selected })?.input ?? -1;
}

export function dragInput(hands: Hands, drag: Drag & { kind: 'input' }, time: number): void {
  const { until } = hands.props.resolved.spec;
  const aimed = drag.held + time - drag.grabbed;
  const target = snap(aimed, hands.scene.view.scale.perPixelAt(aimed));
  const by = target - drag.original.at;
  const next: readonly InputEdit[] =
    drag.part !== 'body'
      ? [{ index: drag.input, input: stretchInput(drag.original, drag.part, target, until) }]
      : drag.together.length > 1
        ? moveTogether(drag.together, by, until)
        : [{ index: drag.input, input: moveInput(drag.original, by, until) }];
  if (drag.last && JSON.stringify(next) === JSON.stringify(drag.last)) return;
  drag.last = next;
  report(hands, next, 'drag');
}

/** Tells whoever holds the run: of one as of one, of several at once. */
export function report(
  { props }: Hands,
  edits: readonly InputEdit[],
  phase: 'drag' | 'end' | 'cancel',
): void {
  const [first] = edits;
  if (edits.length > 1) props.onEditInputs?.(edits, phase);
  else if (first) props.onEditInput(first.index, first.input, phase);
}

/** The inputs a band touches. Of a cut, which lies over everything, one of its ends must be in it. */
export function inBand({ inputs, view }: Scene, band: Box): readonly number[] {
  const right = band.x + band.width;
  const bottom = band.y + band.height;
  const meets = (box: Box) =>
    box.x <= right && box.x + box.width >= band.x && box.y <= bottom && box.y + box.height >= band.y;
  const holds = (x: number) => x >= band.x && x <= right;
  return inputs
    .filter((object) => {
      if (object.form !== 'partition') return object.pieces.some(meets);
      return (
        (holds(object.x0) || holds(Math.min(object.x1, view.scale.x(view.scale.until)))) && meets(object.body)
      );
    })
    .map((object) => object.input);
}
