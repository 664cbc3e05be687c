/** The sides of the cut that is picked, for the keyboard: a button for each lane, also for those on no side. */
import type { Turns } from '../../timeline/edit.ts';
import { letterX } from '../../timeline/faults.ts';
import type { Scene } from '../../timeline/types.ts';
import type { ViewProps } from '../views.ts';

/** Buttons stay inside the picture, px. */
export function clampX(x: number, scene: Scene): number {
  return Math.min(scene.view.width - 12, Math.max(0, x));
}

export function sideButtons(scene: Scene, scrollY: number, view: ViewProps, turns: Turns) {
  const { selected } = view;
  const object = selected?.kind === 'input' ? scene.inputs[selected.input] : undefined;
  const input = object && view.resolved.spec.inputs[object.input];
  if (!object || !input || !('fault' in input) || input.fault.type !== 'partition') return null;
  const cursorX = scene.view.scale.x(view.cursor?.time ?? -1);
  return [...object.letters, ...object.loose].map((letter) => {
    const id = view.resolved.nodes[letter.node]?.id ?? '';
    return (
      <button
        key={`side-${id}`}
        type="button"
        className="timeline-handle"
        style={{
          left: clampX(letterX(letter, cursorX) - 9, scene),
          top: letter.y - 9 - scrollY,
          width: 18,
          height: 18,
        }}
        aria-label={`${id} is on ${letter.side < 0 ? 'no side' : `side ${letter.letter}`} of the cut; Enter puts it on the next side`}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          event.stopPropagation();
          const turned = turns.turn(object.input, input, id);
          if (turned !== input) view.onEditInput(object.input, turned, 'end');
        }}
      />
    );
  });
}
