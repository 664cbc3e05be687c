import { useId, useMemo } from 'react';
import type { NodeId } from '../../engine/runspec.ts';
import { commandName } from '../describe.ts';
import { line } from '../inspector/values.ts';
import { useLab } from '../lab/context.ts';
import { useSession } from '../stores/use.ts';
import { TextField } from './formFields.tsx';

/** Of a long list only so many of the latest elements are offered; any other can be typed. */
const MOST = 40;

/** Which record of a disk goes bad: any name may be typed, for it may be written later; what is there now is offered. */
export function RecordField({
  node,
  value,
  problem,
  onChange,
}: {
  readonly node: NodeId;
  readonly value: string;
  readonly problem: string | undefined;
  onChange(value: string): void;
}) {
  const { meta } = useLab();
  const id = useId();
  const durable = useSession((s) => s.world?.nodes.find((n) => n.id === node)?.durable);
  const records = useMemo(() => recordsOf(durable ?? {}), [durable]);
  const name = useMemo(() => commandName(meta), [meta]);
  return (
    <div>
      <TextField
        label="Record"
        unit="empty: drawn at random"
        value={value}
        placeholder="any"
        list={id}
        problem={problem}
        onChange={onChange}
      />
      <datalist id={id}>
        {records.map(([record, held]) => (
          <option key={record} value={record}>
            {line(held, name)}
          </option>
        ))}
      </datalist>
      {records.length > 0 && (
        <p className="form-sentence form-records">
          {node} holds now{' '}
          {records.slice(-SHOWN).map(([record, held]) => (
            <button
              key={record}
              type="button"
              className="form-record mono"
              aria-pressed={record === value}
              title={`${record} is ${line(held, name)}`}
              onClick={() => onChange(record === value ? '' : record)}
            >
              {record}
            </button>
          ))}
        </p>
      )}
    </div>
  );
}

/** So many are shown to be pressed. */
const SHOWN = 6;

/** The records of a durable state, as a disk sees it: its fields, and of lists each element. Those that hold nothing are none. */
export function recordsOf(
  durable: Readonly<Record<string, unknown>>,
): readonly (readonly [string, unknown])[] {
  return Object.entries(durable).flatMap(([field, held]): (readonly [string, unknown])[] => {
    if (!Array.isArray(held)) return held === null || held === undefined ? [] : [[field, held]];
    const first = Math.max(0, held.length - MOST);
    return held.slice(first).map((element, i) => [`${field}[${first + i}]`, element] as const);
  });
}
