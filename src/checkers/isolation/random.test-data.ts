/** Random histories: what a database without any control might do, and one that does most things right. */
import fc from 'fast-check';
import type { IsolationEvent, IsolationHistory, Version, WriteEvent } from './history.ts';

export interface Shape {
  readonly transactions: number;
  readonly rows: number;
  readonly operations: number;
  /** Searches among the operations. */
  readonly searches: boolean;
  /** Reads show the last version of somebody who has committed, or one's own, most of the time. */
  readonly decent: boolean;
  /** Nobody writes a row without having read the version that it takes the place of; no write to oneself. */
  readonly seenWrites?: boolean;
}

interface Move {
  readonly txn: number;
  readonly kind: 'read' | 'write' | 'delete' | 'search' | 'commit' | 'abort' | 'undo';
  readonly row: number;
  readonly pick: number;
  readonly odd: boolean;
}

const CONDITIONS = ['even', 'low'];

export function histories(shape: Shape): fc.Arbitrary<IsolationHistory> {
  const weights = [
    { weight: 8, arbitrary: fc.constant<Move['kind']>('read') },
    { weight: 6, arbitrary: fc.constant<Move['kind']>('write') },
    { weight: 1, arbitrary: fc.constant<Move['kind']>('delete') },
    { weight: shape.searches ? 6 : 0, arbitrary: fc.constant<Move['kind']>('search') },
    { weight: 3, arbitrary: fc.constant<Move['kind']>('commit') },
    { weight: 1, arbitrary: fc.constant<Move['kind']>('abort') },
    { weight: 1, arbitrary: fc.constant<Move['kind']>('undo') },
  ];
  const move: fc.Arbitrary<Move> = fc.record({
    txn: fc.integer({ min: 1, max: shape.transactions }),
    kind: fc.oneof(...weights),
    row: fc.nat(shape.rows - 1),
    pick: fc.nat(1000),
    odd: fc.nat(9).map((n) => (shape.decent ? n === 0 : n < 5)),
  });
  return fc
    .array(move, { minLength: 3, maxLength: shape.operations })
    .map((moves) => new Store(shape).play(moves));
}

class Store {
  private readonly shape: Shape;
  private readonly events: IsolationEvent[] = [];
  private readonly writes: WriteEvent[] = [];
  private readonly ended = new Map<number, 'commit' | 'abort'>();
  private readonly begun = new Set<number>();
  private readonly undone = new Set<Version>();
  private questions: { predicate: number; condition: string }[] = [];

  constructor(shape: Shape) {
    this.shape = shape;
    for (let row = 0; row < shape.rows - 1; row++) this.write(0, row, row, false);
  }

  play(moves: readonly Move[]): IsolationHistory {
    for (const move of moves) {
      if (this.ended.has(move.txn)) continue;
      if (!this.begun.has(move.txn)) {
        this.begun.add(move.txn);
        this.events.push({ kind: 'begin', txn: move.txn, session: `T${move.txn}`, level: 'none' });
      }
      this.move(move);
    }
    for (const txn of this.begun) {
      if (!this.ended.has(txn) && txn % 4 !== 3) this.events.push({ kind: 'commit', txn });
    }
    return { events: this.events };
  }

  private move({ txn, kind, row, pick, odd }: Move): void {
    const seen = this.visible(txn, row, pick, odd);
    if (kind === 'commit' || kind === 'abort') {
      this.ended.set(txn, kind);
      this.events.push({ kind, txn });
    } else if (kind === 'read') {
      if (seen && seen.op !== 'delete') this.read(txn, row, seen.version);
    } else if (kind === 'search') {
      const condition = CONDITIONS[pick % CONDITIONS.length] ?? '';
      const looked = Array.from({ length: this.shape.rows }, (_, r) => ({
        r,
        w: this.visible(txn, r, pick, odd),
      }));
      const predicate = this.questions.length + 1;
      this.events.push({
        kind: 'predicate',
        txn,
        predicate,
        table: 't',
        condition,
        looked: looked.flatMap(({ r, w }) => (w ? [{ row: `${r}`, version: w.version }] : [])),
        matching: this.writes.filter((w) => meets(condition, w)).map(({ version }) => version),
      });
      this.questions.push({ predicate, condition });
    } else if (kind === 'undo') {
      const mine = this.writes.filter((w) => w.txn === txn && !this.undone.has(w.version)).slice(-2);
      if (mine.length < 2 || this.shape.seenWrites) return;
      for (const { version } of mine) this.undone.add(version);
      this.events.push({ kind: 'undo', txn, versions: mine.map(({ version }) => version) });
    } else {
      const last = this.last(row);
      if (this.shape.seenWrites) {
        if (!last || last.op === 'delete' || kind === 'delete') return;
        // As with locks: nobody writes over what is not committed, and what is written over has been read.
        if (last.txn !== 0 && last.txn !== txn && this.ended.get(last.txn) !== 'commit') return;
        if (last.txn === txn) return;
        this.read(txn, row, last.version);
      }
      this.write(txn, row, pick, kind === 'delete' && last !== undefined);
    }
  }

  private read(txn: number, row: number, version: Version): void {
    this.events.push({ kind: 'read', txn, table: 't', row: `${row}`, version });
  }

  private write(txn: number, row: number, value: number, dead: boolean): void {
    const last = this.last(row);
    const event: WriteEvent = {
      kind: 'write',
      txn,
      op: dead ? 'delete' : last === undefined || last.op === 'delete' ? 'insert' : 'update',
      table: 't',
      row: `${row}`,
      version: this.writes.length + 1,
      replaces: last?.version ?? null,
      value: dead ? null : { value },
      matches: [],
    };
    const matches = this.questions.filter(({ condition }) => meets(condition, event));
    const told = { ...event, matches: matches.map(({ predicate }) => predicate) };
    this.writes.push(told);
    this.events.push(told);
  }

  /** The last version of a row that was not taken back. */
  private last(row: number): WriteEvent | undefined {
    return this.of(row).findLast((w) => !this.undone.has(w.version) && this.ended.get(w.txn) !== 'abort');
  }

  private of(row: number): WriteEvent[] {
    return this.writes.filter((w) => w.row === `${row}`);
  }

  private visible(txn: number, row: number, pick: number, odd: boolean): WriteEvent | undefined {
    const all = this.of(row);
    // A row that was there from the beginning is never unborn.
    if (odd) return all[pick % (all[0]?.txn === 0 ? all.length : all.length + 1)];
    const own = all.findLast((w) => w.txn === txn && !this.undone.has(w.version));
    return own ?? all.findLast((w) => w.txn === 0 || this.ended.get(w.txn) === 'commit');
  }
}

function meets(condition: string, { value }: WriteEvent): boolean {
  if (value === null) return false;
  const number = Number(value.value);
  return condition === 'even' ? number % 2 === 0 : number % 10 < 5;
}
