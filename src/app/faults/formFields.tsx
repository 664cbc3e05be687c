import { useId } from 'react';
import { FEWEST_SIDES, SIDES } from './drafts.ts';

export function Problem({ text, id }: { readonly text: string | undefined; readonly id: string }) {
  if (text === undefined) return null;
  return (
    <p className="form-problem" id={id} role="alert">
      {text}
    </p>
  );
}

export function TextField({
  label,
  unit,
  value,
  placeholder,
  list,
  problem,
  onChange,
}: {
  readonly label: string;
  readonly unit?: string;
  readonly value: string;
  readonly placeholder?: string;
  /** Id of a list of suggestions. */
  readonly list?: string;
  readonly problem: string | undefined;
  onChange(value: string): void;
}) {
  const id = useId();
  return (
    <div className="form-field">
      <label htmlFor={id}>
        {label} {unit !== undefined && <span className="form-unit">{unit}</span>}
      </label>
      <input
        id={id}
        className="form-input mono"
        autoComplete="off"
        value={value}
        placeholder={placeholder}
        list={list}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        onChange={(event) => onChange(event.target.value)}
      />
      <Problem text={problem} id={`${id}-problem`} />
    </div>
  );
}

/** One of a few nodes (or options). `*` stands for every node. */
export function NodeChoice({
  label,
  ids,
  names,
  value,
  none,
  problem,
  onChange,
}: {
  readonly label: string;
  readonly ids: readonly string[];
  /** What they are called, where it is not their id. */
  readonly names?: readonly string[];
  readonly value: string;
  /** What choosing none is called, where that may be. */
  readonly none?: string;
  readonly problem: string | undefined;
  onChange(value: string): void;
}) {
  const id = useId();
  const known = ids.includes(value) || (none !== undefined && value === '');
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="form-input"
        value={known ? value : ''}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        onChange={(event) => onChange(event.target.value)}
      >
        {none !== undefined && <option value="">{none}</option>}
        {none === undefined && !known && <option value="">choose…</option>}
        {ids.map((node, i) => (
          <option key={node} value={node}>
            {node === '*' ? 'every node' : (names?.[i] ?? node)}
          </option>
        ))}
      </select>
      <Problem text={problem} id={`${id}-problem`} />
    </div>
  );
}

/** A few named choices, all in sight. */
export function Choice({
  legend,
  name,
  value,
  options,
  onChange,
}: {
  readonly legend: string;
  readonly name: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  onChange(value: string): void;
}) {
  const id = useId();
  return (
    <fieldset className="choice">
      <legend className="visually-hidden">{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className="choice-option" data-on={option.value === value || undefined}>
          <input
            type="radio"
            name={`${name}-${id}`}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}

/** Something that is so or not, with a sentence on what it means. */
export function Check({
  label,
  help,
  on,
  onChange,
}: {
  readonly label: string;
  readonly help: string;
  readonly on: boolean;
  onChange(on: boolean): void;
}) {
  const id = useId();
  return (
    <div className="form-check">
      <label>
        <input
          type="checkbox"
          checked={on}
          aria-describedby={id}
          onChange={(event) => onChange(event.target.checked)}
        />
        {label}
      </label>
      <span className="form-sentence" id={id}>
        {help}
      </span>
    </div>
  );
}

/** Any number of nodes. */
export function NodesChoice({
  legend,
  ids,
  chosen,
  problem,
  onChange,
}: {
  readonly legend: string;
  readonly ids: readonly string[];
  readonly chosen: readonly string[];
  readonly problem: string | undefined;
  onChange(chosen: readonly string[]): void;
}) {
  const id = useId();
  return (
    <fieldset className="form-nodes">
      <legend>{legend}</legend>
      <div className="sides-row">
        {ids.map((node) => {
          const on = chosen.includes(node);
          return (
            <label key={node} className="side" data-on={on || undefined}>
              <input
                type="checkbox"
                checked={on}
                aria-invalid={problem !== undefined || undefined}
                aria-describedby={problem === undefined ? undefined : `${id}-problem`}
                onChange={() => onChange(on ? chosen.filter((n) => n !== node) : [...chosen, node])}
              />
              {node}
            </label>
          );
        })}
      </div>
      <Problem text={problem} id={`${id}-problem`} />
    </fieldset>
  );
}

/** The sides there are to choose from: a few, and more where the cut has more. */
function sideNames(sides: Readonly<Record<string, string>>) {
  const last = Math.max(...Object.values(sides).map((side) => SIDES.indexOf(side)), FEWEST_SIDES - 1);
  return [
    ...SIDES.slice(0, last + 1).map((side) => ({ value: side, label: side, spoken: `side ${side}` })),
    { value: '', label: '–', spoken: 'neither side' },
  ];
}

/** Which side of a cut each node is on: a row of radios per node. */
export function Sides({
  ids,
  sides,
  problem,
  onChange,
}: {
  readonly ids: readonly string[];
  readonly sides: Readonly<Record<string, string>>;
  readonly problem: string | undefined;
  onChange(sides: Readonly<Record<string, string>>): void;
}) {
  const id = useId();
  return (
    <div className="sides" role="group" aria-label="Sides of the cut">
      {ids.map((node) => (
        <fieldset key={node} className="sides-row">
          <legend>{node}</legend>
          {sideNames(sides).map(({ value, label, spoken }) => (
            <label key={value} className="side" data-on={(sides[node] ?? '') === value || undefined}>
              <input
                type="radio"
                name={`${id}-${node}`}
                aria-label={`${node}: ${spoken}`}
                checked={(sides[node] ?? '') === value}
                aria-invalid={problem !== undefined || undefined}
                onChange={() => onChange({ ...sides, [node]: value })}
              />
              <span aria-hidden="true">{label}</span>
            </label>
          ))}
        </fieldset>
      ))}
      <Problem text={problem} id={`${id}-problem`} />
    </div>
  );
}
