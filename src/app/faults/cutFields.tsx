/** What is particular to cuts: sides or links, one way or both, on and off again. */
import { useId } from 'react';
import type { NodeId } from '../../engine/runspec.ts';
import { type Draft, linkKey } from './drafts.ts';
import { Check, Problem, Sides, TextField } from './formFields.tsx';

export function CutFields({
  draft,
  ids,
  problems,
  set,
}: {
  readonly draft: Draft;
  readonly ids: readonly NodeId[];
  readonly problems: Readonly<Record<string, string>>;
  set(change: Partial<Draft>): void;
}) {
  const sides = Object.values(draft.sides).filter((side) => side !== '');
  const [first = 'a', second = 'b'] = [...new Set(sides)].sort();
  return (
    <>
      {draft.kind === 'partition' && (
        <>
          <Sides
            ids={ids}
            sides={draft.sides}
            problem={problems.sides}
            onChange={(changed) => set({ sides: changed })}
          />
          <Check
            label="One way only"
            help={`Nothing gets from side ${first} to side ${second}; the way back stays open.`}
            on={draft.oneWay}
            onChange={(oneWay) => set({ oneWay })}
          />
        </>
      )}
      <Check
        label="Flapping"
        help="On and off again, over and over."
        on={draft.flap}
        onChange={(flap) => set({ flap })}
      />
      {draft.flap && (
        <div className="form-row">
          <TextField
            label="Cut for"
            unit="ms"
            value={draft.flapDown}
            problem={problems.flapDown}
            onChange={(flapDown) => set({ flapDown })}
          />
          <TextField
            label="then open for"
            unit="ms"
            value={draft.flapUp}
            problem={problems.flapUp}
            onChange={(flapUp) => set({ flapUp })}
          />
        </div>
      )}
    </>
  );
}

/** The links of a partial cut: of each node those to the nodes after it, so that each link is there once. */
export function LinkList({
  ids,
  chosen,
  problem,
  onChange,
}: {
  readonly ids: readonly NodeId[];
  readonly chosen: readonly string[];
  readonly problem: string | undefined;
  onChange(links: readonly string[]): void;
}) {
  const id = useId();
  const keys = chosen.map((key) => linkKey(key.split(' ')[0] ?? '', key.split(' ')[1] ?? '', ids));
  return (
    <div className="sides links" role="group" aria-label="Links that are cut">
      {ids.slice(0, -1).map((a, i) => (
        <fieldset key={a} className="sides-row">
          <legend>{a}</legend>
          {ids.slice(i + 1).map((b) => {
            const key = linkKey(a, b, ids);
            const on = keys.includes(key);
            return (
              <label key={b} className="side" data-on={on || undefined} data-cut={on || undefined}>
                <input
                  type="checkbox"
                  aria-label={`Cut ${a}–${b}`}
                  checked={on}
                  aria-invalid={problem !== undefined || undefined}
                  aria-describedby={problem === undefined ? undefined : `${id}-problem`}
                  onChange={() => onChange(on ? keys.filter((k) => k !== key) : [...keys, key])}
                />
                <span aria-hidden="true">{b}</span>
              </label>
            );
          })}
        </fieldset>
      ))}
      <Problem text={problem} id={`${id}-problem`} />
    </div>
  );
}
