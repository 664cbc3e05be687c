/** Over the picture what is shown and asked, below it what came of the last edit. */
import type { ComponentProps } from 'react';
import type { StampKind } from '../../query/stamps-exercise.ts';
import headed from '../../widgets/headed.module.css';
import css from './view.module.css';
import { AddForm } from './view-add.tsx';
import { choiceEdit, clearEdit, type Edit, idOf, lanesEdit, redrawEdit } from './view-edits.ts';
import type { DrawnEvent } from './view-events.ts';
import { CLOCK_NAMES } from './view-words.ts';

export type Exercise = 'none' | 'fill' | 'order';

export function Head({
  clock,
  exercise,
  lanes,
  choosable,
  editable,
  onEdit,
}: {
  readonly clock: StampKind;
  readonly exercise: Exercise;
  readonly lanes: number;
  /** Whether another clock or exercise can be chosen. */
  readonly choosable: boolean;
  /** Whether it can be drawn on. */
  readonly editable: boolean;
  onEdit(edit: Edit): void;
}) {
  return (
    <div className={`${headed.line} ${css.top}`}>
      {exercise !== 'order' && (
        <select
          aria-label="Stamps in the picture"
          value={clock}
          disabled={!choosable}
          onChange={(e) => onEdit(choiceEdit('clock', e.target.value, 'vector'))}
        >
          {Object.entries(CLOCK_NAMES).map(([kind, name]) => (
            <option key={kind} value={kind}>
              {name} stamps
            </option>
          ))}
        </select>
      )}
      <select
        aria-label="Exercise"
        value={exercise}
        disabled={!choosable}
        onChange={(e) => onEdit(choiceEdit('exercise', e.target.value, 'none'))}
      >
        <option value="none">Draw</option>
        <option value="fill">Exercise: fill in</option>
        <option value="order">Exercise: before or after</option>
      </select>
      {editable && (
        <button type="button" className={css.small} onClick={() => onEdit(redrawEdit())}>
          Another drawing
        </button>
      )}
      {editable && exercise === 'none' && (
        <>
          <button type="button" className={css.small} onClick={() => onEdit(clearEdit())}>
            Clear
          </button>
          <span className={css.count} role="group" aria-label="Processes">
            <button
              type="button"
              className={css.small}
              aria-label="One process less"
              disabled={lanes <= 2}
              onClick={() => onEdit(lanesEdit(lanes - 1))}
            >
              −
            </button>
            {lanes} lanes
            <button
              type="button"
              className={css.small}
              aria-label="One process more"
              disabled={lanes >= 6}
              onClick={() => onEdit(lanesEdit(lanes + 1))}
            >
              +
            </button>
          </span>
        </>
      )}
    </div>
  );
}

export function Foot({
  said,
  picked,
  add,
  onDelete,
}: {
  /** What the last edit did to the stamps, null before there was one. */
  readonly said: string | null;
  /** The event that can be deleted. */
  readonly picked: DrawnEvent | undefined;
  /** Null where nothing can be added. */
  readonly add: ComponentProps<typeof AddForm> | null;
  onDelete(event: DrawnEvent): void;
}) {
  return (
    <div className={css.foot}>
      <p className={css.said} role="status">
        {said ??
          (add !== null &&
            'Click a lane for an event; draw from one lane to another for a message; slide what is there.')}
      </p>
      {picked !== undefined && (
        <button type="button" className={css.small} onClick={() => onDelete(picked)}>
          Delete {picked.kind === 'local' ? 'the event' : 'the message'} at {idOf(picked.lane)},{' '}
          {picked.time / 1000} ms
        </button>
      )}
      {add !== null && (
        <details className={css.words}>
          <summary>Add in words</summary>
          <AddForm {...add} />
        </details>
      )}
    </div>
  );
}
