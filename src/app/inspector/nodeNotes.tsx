/** What is wrong with a node's disk and clocks, in sentences. */
import { useMemo } from 'react';
import type { DamagedRecord, NodeState } from '../../engine/inspect.ts';
import type { Micros } from '../../engine/runspec.ts';
import { recordWords } from '../../timeline/text.ts';
import { commandName } from '../describe.ts';
import { useLab } from '../lab/context.ts';
import { ms, plainMs } from '../text.ts';
import { readable } from './readable.ts';
import { line } from './values.ts';

/** The write on its way, and the records of which the disk holds something else than the node believes. */
export function DiskNotes({ state, time }: { readonly state: NodeState; readonly time: Micros }) {
  const { syncing, damaged } = state;
  if (syncing === null && damaged.length === 0) return null;
  return (
    <>
      {syncing?.stored && (
        <p className="card-note">
          <span className="mono">{syncing.records.join(', ')}</span> is safe on its disk, but the node is
          frozen and learns of it only when it wakes.
        </p>
      )}
      {syncing && !syncing.stored && (
        <p className="card-note">
          Writing <span className="mono">{syncing.records.join(', ')}</span>: safe in{' '}
          <span className="num">{ms(Math.max(0, syncing.until - time))}</span>. Until then it handles nothing,
          and a crash undoes it.
        </p>
      )}
      {damaged.length > 0 && (
        <>
          <p className="card-sub fault-text">Not what its disk holds</p>
          <Damages state={state} />
        </>
      )}
    </>
  );
}

/** Each record of which the disk holds something else than the node believes. */
export function Damages({ state }: { readonly state: NodeState }) {
  return (
    <>
      <dl className="damages">
        {state.damaged.map((record) => (
          <Damage key={record.record} record={record} durable={state.durable} />
        ))}
      </dl>
      <p className="card-note">{state.id} goes by its memory until it restarts and reads its disk.</p>
    </>
  );
}

function Damage({
  record,
  durable,
}: {
  readonly record: DamagedRecord;
  readonly durable: Readonly<Record<string, unknown>>;
}) {
  const { meta } = useLab();
  const name = useMemo(() => commandName(meta), [meta]);
  const [, field] = /^([^[]*)/.exec(record.record) ?? [];
  const text = (value: unknown) => line(readable(value, meta, field), name);
  return (
    <div className="damage">
      <dt className="mono">{recordWords(record.record)}</dt>
      <dd>
        {held(record, text)}; it believes{' '}
        <span className="mono">{text(believed(record.record, durable))}</span>
      </dd>
    </div>
  );
}

function held({ what, value }: DamagedRecord, text: (value: unknown) => string): string {
  switch (what) {
    case 'unreadable':
      return 'cannot be read';
    case 'gone':
      return 'was never stored';
    case 'old':
      return `still holds ${text(value)}`;
    case 'wrong':
      return `holds ${text(value)}`;
  }
}

/** What a node takes a record to be: a field of its durable state, or an element of one. */
export function believed(record: string, durable: Readonly<Record<string, unknown>>): unknown {
  const [, field = '', index] = /^(.*?)(?:\[(\d+)\])?$/.exec(record) ?? [];
  const value = durable[field];
  return index === undefined ? value : Array.isArray(value) ? value[Number(index)] : undefined;
}

/** Clocks less than this off are right, µs. */
const RIGHT = 1;

/** @param time of the state */
export function ClockNote({ state, time }: { readonly state: NodeState; readonly time: Micros }) {
  const { driftPpm } = state;
  const off = state.wallClock - time;
  const runs =
    driftPpm <= -1_000_000
      ? 'Its clocks stand still'
      : driftPpm === 0
        ? ''
        : `Its clocks run ${Math.abs(driftPpm) / 10_000} % ${driftPpm > 0 ? 'fast' : 'slow'}`;
  const shows =
    Math.abs(off) <= RIGHT
      ? ''
      : `its wall clock is ${plainMs(Math.abs(off))} ms ${off > 0 ? 'ahead' : 'behind'}`;
  if (runs === '' && shows === '') return null;
  const sentence = [runs, shows].filter(Boolean).join('; ');
  return <p className="muted num">{sentence.charAt(0).toUpperCase() + sentence.slice(1)}.</p>;
}
