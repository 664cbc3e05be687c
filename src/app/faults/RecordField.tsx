import { useId, useMemo } from 'react';
import type { NodeId } from '../../engine/runspec.ts';
import { commandName } from '../describe.ts';
import { line } from '../inspector/values.ts';
import { useLab } from '../lab/context.ts';
import { TextField } from './formFields.tsx';
import { type DiskThen, recordsOf } from './records.ts';

/** Which record of a disk goes bad: what is there when the fault strikes is offered. */
export function RecordField({
  node,
  disk,
  value,
  problem,
  onChange,
}: {
  readonly node: NodeId;
  /** Null while it is not known. */
  readonly disk: DiskThen | null;
  readonly value: string;
  readonly problem: string | undefined;
  onChange(value: string): void;
}) {
  const { meta } = useLab();
  const id = useId();
  const records = useMemo(() => recordsOf(disk?.durable ?? {}), [disk]);
  const name = useMemo(() => commandName(meta), [meta]);
  return (
    <div>
      <TextField
        label="Record"
        unit="empty: drawn at random; [0] is the first"
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
          {node} then holds{' '}
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
