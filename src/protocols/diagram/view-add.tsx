/** Drawing without a pointer: an event or a message in words. */
import { type FormEvent, useId, useState } from 'react';
import css from './view.module.css';
import { arrival, type Edit, idOf, localEdit, sendEdit, snap } from './view-edits.ts';

export function AddForm({
  lanes,
  until,
  strokes,
  last,
  onEdit,
}: {
  readonly lanes: number;
  readonly until: number;
  /** How many inputs the run has. */
  readonly strokes: number;
  /** Time of the last event, µs. */
  readonly last: number;
  onEdit(edit: Edit, input: number): void;
}) {
  const id = useId();
  const [from, setFrom] = useState(0);
  /** −1: a local event. */
  const [to, setTo] = useState(-1);
  const [at, setAt] = useState('');
  const [arrives, setArrives] = useState('');
  const sure = Math.min(from, lanes - 1);
  const aim = to === sure || to >= lanes ? -1 : to;
  const start = snap(at === '' ? Math.min(last + 5000, until) : 1000 * Number(at), until);
  const end = arrival(start, arrives === '' ? start + 15_000 : 1000 * Number(arrives), until);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onEdit(aim < 0 ? localEdit(strokes, sure, start) : sendEdit(strokes, sure, start, aim, end), strokes);
    setAt('');
    setArrives('');
  };
  const all = Array.from({ length: lanes }, (_, lane) => lane);
  return (
    <form className={css.add} onSubmit={submit} aria-label="Add an event">
      <label htmlFor={`${id}-from`}>On</label>
      <select id={`${id}-from`} value={sure} onChange={(e) => setFrom(Number(e.target.value))}>
        {all.map((lane) => (
          <option key={lane} value={lane}>
            {idOf(lane)}
          </option>
        ))}
      </select>
      <select aria-label="What happens" value={aim} onChange={(e) => setTo(Number(e.target.value))}>
        <option value={-1}>a local event</option>
        {all
          .filter((lane) => lane !== sure)
          .map((lane) => (
            <option key={lane} value={lane}>
              a message to {idOf(lane)}
            </option>
          ))}
      </select>
      <label htmlFor={`${id}-at`}>at</label>
      <input
        id={`${id}-at`}
        type="number"
        min={1}
        max={until / 1000 - 1}
        placeholder={String(start / 1000)}
        value={at}
        onChange={(e) => setAt(e.target.value)}
      />
      {aim >= 0 && (
        <>
          <label htmlFor={`${id}-to`}>arrives</label>
          <input
            id={`${id}-to`}
            type="number"
            min={start / 1000 + 1}
            max={until / 1000}
            placeholder={String(end / 1000)}
            value={arrives}
            onChange={(e) => setArrives(e.target.value)}
          />
        </>
      )}
      <span>ms</span>
      <button type="submit" className={css.small}>
        Add
      </button>
    </form>
  );
}
