/** Where a world reports what happens, and the builder that makes a trace of it. */
import type { NodeInfo } from './runspec.ts';
import type {
  Columns,
  NoteRecord,
  OperationRecord,
  StatusChange,
  Stopped,
  Trace,
  Violation,
} from './trace.ts';

/** A world tells its sink every row, in order. The sink never feeds anything back. */
export interface Sink {
  row(
    time: number,
    kind: number,
    node: number,
    peer: number,
    cause: number,
    step: number,
    ref: number,
    epoch: number,
    stamp: number,
    content: number,
  ): void;
  /** The body of the message of the row just told. */
  body(message: object): void;
  /** Index of a rule id, for `ref`. */
  rule(id: string): number;
  /** Index of the note, for `ref`. */
  note(note: NoteRecord): number;
  invoke(operation: OperationRecord): number;
  reply(id: number, row: number, outcome: 'ok' | 'fail' | 'info', result: unknown): number;
  status(change: StatusChange): void;
  violation(violation: Violation): void;
}

const COLUMN_NAMES = [
  'time',
  'kind',
  'node',
  'peer',
  'cause',
  'step',
  'ref',
  'epoch',
  'stamp',
  'content',
] as const satisfies readonly (keyof Columns)[];

/** A list of which the first `keep` entries are those of an earlier one, and `tail` the rest. */
export interface ListPatch<T> {
  readonly keep: number;
  readonly tail: readonly T[];
}

/** The lists of a trace for one who has those of a run with the same first rows. */
export interface ListsPatch {
  readonly ruleIds: readonly string[];
  readonly notes: ListPatch<NoteRecord>;
  /** `changed`: kept ones that ended later than the kept rows, in this run or the other, with their index. */
  readonly operations: ListPatch<OperationRecord> & {
    readonly changed: readonly (readonly [number, OperationRecord])[];
  };
  readonly statuses: ListPatch<StatusChange>;
  readonly violations: ListPatch<Violation>;
}

/** Bytes one row takes in the columns. */
export const ROW_BYTES = 8 + 1 + 1 + 1 + 4 + 4 + 4 + 4 + 4 + 4;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function allocate(capacity: number): Mutable<Columns> {
  return {
    time: new Float64Array(capacity),
    kind: new Uint8Array(capacity),
    node: new Uint8Array(capacity),
    peer: new Uint8Array(capacity),
    cause: new Int32Array(capacity),
    step: new Int32Array(capacity),
    ref: new Int32Array(capacity),
    epoch: new Int32Array(capacity),
    stamp: new Uint32Array(capacity),
    content: new Uint32Array(capacity),
  };
}

export class TraceBuilder implements Sink {
  rows = 0;
  private capacity = 1024;
  private columns = allocate(this.capacity);
  private ruleIds: string[] = [];
  /** Per rule id: the row that named it first. */
  private ruleRows: number[] = [];
  private ruleIndex = new Map<string, number>();
  notes: NoteRecord[] = [];
  operations: OperationRecord[] = [];
  statuses: StatusChange[] = [];
  violations: Violation[] = [];
  /** Message bodies by row, kept only when asked for. */
  readonly bodies: Map<number, object> | null;

  constructor(options: { bodies?: boolean } = {}) {
    this.bodies = options.bodies ? new Map() : null;
  }

  row(
    time: number,
    kind: number,
    node: number,
    peer: number,
    cause: number,
    step: number,
    ref: number,
    epoch: number,
    stamp: number,
    content: number,
  ): void {
    const i = this.rows;
    if (i === this.capacity) this.grow();
    const c = this.columns;
    c.time[i] = time;
    c.kind[i] = kind;
    c.node[i] = node;
    c.peer[i] = peer;
    c.cause[i] = cause;
    c.step[i] = step;
    c.ref[i] = ref;
    c.epoch[i] = epoch;
    c.stamp[i] = stamp;
    c.content[i] = content;
    this.rows = i + 1;
  }

  body(message: object): void {
    this.bodies?.set(this.rows - 1, message);
  }

  rule(id: string): number {
    let index = this.ruleIndex.get(id);
    if (index === undefined) {
      index = this.ruleIds.push(id) - 1;
      this.ruleRows.push(this.rows);
      this.ruleIndex.set(id, index);
    }
    return index;
  }

  note(note: NoteRecord): number {
    return this.notes.push(note) - 1;
  }

  invoke(operation: OperationRecord): number {
    return this.operations.push(operation) - 1;
  }

  reply(id: number, row: number, outcome: 'ok' | 'fail' | 'info', result: unknown): number {
    const open = this.operations[id];
    // An operation ends once.
    if (open?.outcome === 'open') this.operations[id] = { ...open, replyRow: row, outcome, result };
    return id;
  }

  status(change: StatusChange): void {
    this.statuses.push(change);
  }

  violation(violation: Violation): void {
    this.violations.push(violation);
  }

  /** Takes over the first `rows` rows (and `steps` steps) of another builder's trace. */
  adopt(other: TraceBuilder, rows: number, steps: number): void {
    // Room for as many as it has in all: an edited run is about as long as it was.
    while (this.capacity < other.rows) this.capacity *= 2;
    this.columns = allocate(this.capacity);
    for (const name of COLUMN_NAMES) this.columns[name].set(other.columns[name].subarray(0, rows));
    this.rows = other.rows;
    this.ruleIds = other.ruleIds;
    this.ruleRows = other.ruleRows;
    this.notes = other.notes;
    this.operations = other.operations;
    this.statuses = other.statuses;
    this.violations = other.violations;
    if (this.bodies && other.bodies) for (const [row, body] of other.bodies) this.bodies.set(row, body);
    this.truncate(rows, steps);
  }

  /** Forgets every row from `rows` (a step's head) on: what a keyframe there has not seen. */
  truncate(rows: number, steps: number): void {
    this.rows = rows;
    this.ruleRows = this.ruleRows.filter((r) => r < rows);
    this.ruleIds = this.ruleIds.slice(0, this.ruleRows.length);
    this.ruleIndex = new Map(this.ruleIds.map((id, i) => [id, i]));
    this.notes = this.notes.filter((n) => n.row < rows);
    this.operations = this.operations
      .filter((o) => o.invokeRow < rows)
      .map((o) => (o.replyRow < rows ? o : { ...o, replyRow: -1, outcome: 'open', result: undefined }));
    this.statuses = this.statuses.filter((s) => s.step < steps);
    this.violations = this.violations.filter((v) => v.event < rows);
    if (this.bodies) for (const row of this.bodies.keys()) if (row >= rows) this.bodies.delete(row);
  }

  /** The lists, for one who has them as they were up to row `rows` and step `steps`. Shares records with this builder. */
  since(rows: number, steps: number): ListsPatch {
    const kept = lowerBound(this.operations, (o) => o.invokeRow, rows);
    const changed: [number, OperationRecord][] = [];
    for (let i = 0; i < kept; i++) {
      const o = this.operations[i] as OperationRecord;
      // One that is open here may have ended, after these rows, in the other run.
      if (o.replyRow < 0 || o.replyRow >= rows) changed.push([i, o]);
    }
    return {
      ruleIds: [...this.ruleIds],
      notes: tailOf(this.notes, (n) => n.row, rows),
      operations: { keep: kept, tail: this.operations.slice(kept), changed },
      statuses: tailOf(this.statuses, (s) => s.step, steps),
      violations: tailOf(this.violations, (v) => v.event, rows),
    };
  }

  /** How many rows lie before a time. */
  rowsBefore(time: number): number {
    const times = this.columns.time.subarray(0, this.rows);
    return lowerBound(times, (at) => at, time);
  }

  /** Copies of the rows [from, to): safe to transfer. */
  slice(from: number, to = this.rows): Columns {
    const out = {} as Record<string, unknown>;
    for (const name of COLUMN_NAMES) out[name] = this.columns[name].slice(from, to);
    return out as unknown as Columns;
  }

  /** Views of the columns, valid until the next row. */
  view(): Columns {
    const out = {} as Record<string, unknown>;
    for (const name of COLUMN_NAMES) out[name] = this.columns[name].subarray(0, this.rows);
    return out as unknown as Columns;
  }

  trace(
    nodes: readonly NodeInfo[],
    run: { steps: number; hash: string | null; end: number; stopped: Stopped | null },
    columns: Columns = this.view(),
  ): Trace {
    return {
      nodes,
      rows: this.rows,
      columns,
      ruleIds: [...this.ruleIds],
      notes: [...this.notes],
      operations: [...this.operations],
      statuses: [...this.statuses],
      violations: [...this.violations],
      ...run,
    };
  }

  private grow(): void {
    const capacity = this.capacity * 2;
    const next = allocate(capacity);
    for (const name of COLUMN_NAMES) next[name].set(this.columns[name]);
    this.columns = next;
    this.capacity = capacity;
  }
}

/** Index of the first of `items`, ascending by `key`, whose key is ≥ `value`. */
function lowerBound<T>(items: ArrayLike<T>, key: (item: T) => number, value: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (key(items[middle] as T) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function tailOf<T>(items: readonly T[], key: (item: T) => number, from: number): ListPatch<T> {
  const keep = lowerBound(items, key, from);
  return { keep, tail: items.slice(keep) };
}
