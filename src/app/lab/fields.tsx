import { useId, useState } from 'react';
import { Icon } from '../../widgets/icons.tsx';

/** A number's own unit per shown unit, without binary dust: 0.07 / 0.01 shows as 7. */
function shown(value: number, scale: number): string {
  return String(Math.round((value / scale) * 1e6) / 1e6);
}

function read(text: string, scale: number, whole: boolean): number {
  const value = Number(text.trim().replace('−', '-')) * scale;
  if (text.trim() === '' || !Number.isFinite(value)) return Number.NaN;
  return whole ? Math.round(value) : Math.round(value * 1e9) / 1e9;
}

/** Text that follows the value until it is typed in; what was typed counts on Enter or on leaving. */
function useTyped(text: string) {
  const [typed, setTyped] = useState<string | null>(null);
  return { text: typed ?? text, typed: typed !== null, setTyped };
}

interface Numeric {
  readonly label: string;
  readonly help?: string;
  readonly unit?: string;
  /** The value's unit per unit shown: 1000 shows µs as ms. */
  readonly scale?: number;
  readonly min: number;
  readonly max: number;
}

/** A number in a key–value card. What is out of bounds is said, not bent. */
export function NumberField({
  label,
  help,
  unit = '',
  scale = 1,
  min,
  max,
  value,
  whole = true,
  onChange,
  another,
}: Numeric & {
  readonly value: number;
  readonly whole?: boolean;
  onChange(value: number): void;
  /** Offers a fresh value at a press. */
  another?(): void;
}) {
  const id = useId();
  const { text, typed, setTyped } = useTyped(shown(value, scale));
  const [problem, setProblem] = useState('');
  const commit = () => {
    if (!typed) return;
    const next = read(text, scale, whole);
    if (Number.isNaN(next) || next < min || next > max) {
      setProblem(`From ${shown(min, scale)} to ${shown(max, scale)}${unit === '' ? '' : ` ${unit}`}.`);
      return;
    }
    setProblem('');
    setTyped(null);
    if (next !== value) onChange(next);
  };
  return (
    <div className="kv-row" title={help}>
      <label htmlFor={id}>{label}</label>
      <span className="kv-value">
        {another !== undefined && (
          <button
            type="button"
            className="mini-button"
            aria-label="Next seed"
            title="Next seed"
            onClick={another}
          >
            <Icon name="redo" size={12} />
          </button>
        )}
        <input
          id={id}
          className="kv-input mono"
          inputMode="decimal"
          autoComplete="off"
          style={{ width: `${Math.max(text.length, 2) + 1.6}ch` }}
          value={text}
          aria-invalid={problem !== ''}
          aria-describedby={problem === '' ? undefined : `${id}-problem`}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit();
            if (event.key === 'Escape') {
              setTyped(null);
              setProblem('');
            }
          }}
        />
        {unit !== '' && <span className="kv-unit">{unit}</span>}
      </span>
      {problem !== '' && (
        <span className="kv-problem" id={`${id}-problem`} role="alert">
          {problem}
        </span>
      )}
    </div>
  );
}

/** Two numbers, the lower first. */
export function RangeField({
  label,
  help,
  unit = '',
  scale = 1,
  min,
  max,
  low,
  high,
  onChange,
}: Numeric & { readonly low: number; readonly high: number; onChange(low: number, high: number): void }) {
  const id = useId();
  const a = useTyped(shown(low, scale));
  const b = useTyped(shown(high, scale));
  const [problem, setProblem] = useState('');
  const commit = () => {
    if (!a.typed && !b.typed) return;
    const x = read(a.text, scale, true);
    const y = read(b.text, scale, true);
    if (Number.isNaN(x) || Number.isNaN(y) || x < min || y > max) {
      setProblem(`From ${shown(min, scale)} to ${shown(max, scale)}${unit === '' ? '' : ` ${unit}`}.`);
      return;
    }
    if (x > y) {
      setProblem('The lower number comes first.');
      return;
    }
    setProblem('');
    a.setTyped(null);
    b.setTyped(null);
    if (x !== low || y !== high) onChange(x, y);
  };
  const input = (part: typeof a, name: string) => (
    <input
      className="kv-input mono"
      aria-label={`${label}, ${name}`}
      inputMode="decimal"
      autoComplete="off"
      style={{ width: `${Math.max(part.text.length, 2) + 1.6}ch` }}
      value={part.text}
      aria-invalid={problem !== ''}
      aria-describedby={problem === '' ? undefined : `${id}-problem`}
      onChange={(event) => part.setTyped(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') {
          a.setTyped(null);
          b.setTyped(null);
          setProblem('');
        }
      }}
    />
  );
  return (
    <div
      className="kv-row"
      title={help}
      role="group"
      aria-label={label}
      onBlur={(event) => {
        // Between the two fields the range may be upside down for a moment.
        if (!event.currentTarget.contains(event.relatedTarget)) commit();
      }}
    >
      <span>{label}</span>
      <span className="kv-value">
        {input(a, 'lowest')}
        <span aria-hidden="true">–</span>
        {input(b, 'highest')}
        {unit !== '' && <span className="kv-unit">{unit}</span>}
      </span>
      {problem !== '' && (
        <span className="kv-problem" id={`${id}-problem`} role="alert">
          {problem}
        </span>
      )}
    </div>
  );
}
