/** A model of one disk, record by record, written from the words over the types of faults: what the platter holds, and what a boot finds. */
import type { Act } from '../testkit/toy-puppet.ts';
import type { Micros, RecordFault, WriteFault } from './runspec.ts';

export type OnDisk = { readonly at: Micros } & (
  | { readonly acts: readonly Act[] }
  | { readonly fault: WriteFault | (RecordFault & { readonly record: string }) }
  | { readonly fault: { readonly type: 'crash' | 'amnesia'; readonly node: string; readonly until: Micros } }
);

type Value = string | number | null;
/** A puppet's durable state, records by name in the order of its fields: `kept[0]`, `term`, … Of the log only the words. */
type Memory = ReadonlyMap<string, Value>;
interface Cell {
  readonly value: Value;
  readonly bad: 'no' | 'wrong' | 'unreadable';
}
interface Change {
  readonly record: string;
  /** undefined: it goes. */
  readonly value: Value | undefined;
}
interface InForce {
  readonly fault: Extract<OnDisk, { fault: unknown }>['fault'];
  /** Of one that waits for a write: its number. */
  readonly turn: number;
  struck: boolean;
}

const FIELDS: readonly (readonly [field: string, first: Value])[] = [
  ['kept', null],
  ['term', 0],
  ['vote', null],
  ['name', ''],
  ['log', null],
];
const LISTS = ['kept', 'log'];
const WRITE_FAULTS = ['lostWrite', 'misdirectedWrite', 'tornWrite'];
const fieldOf = (record: string) => record.split('[')[0] as string;
const FIRST: Memory = new Map(FIELDS.filter(([field]) => !LISTS.includes(field)));

/** Elements of a list up to the first that is missing. */
function elements(records: ReadonlyMap<string, unknown>, field: string): string[] {
  const names: string[] = [];
  while (records.has(`${field}[${names.length}]`)) names.push(`${field}[${names.length}]`);
  return names;
}

export class OneDisk {
  /** "12 cannot read term,log[1]", "12 back with …", "5 ignored". */
  readonly told: string[] = [];
  /** How many ways there were, at each choice that the model cannot foresee. */
  readonly ways: number[] = [];
  up = false;
  private now = 0;
  private boots = 0;
  private writes = 0;
  private memory: Memory = FIRST;
  private platter = new Map<string, Cell>();
  private pending: { due: Micros; before: Memory; changes: readonly Change[]; bad: string } | null = null;
  private inForce: InForce[] = [];
  private readonly given: readonly OnDisk[];
  private readonly fsync: Micros;
  private readonly recovers: boolean;
  private readonly choices: readonly number[];

  constructor(given: readonly OnDisk[], fsync: Micros, recovers: boolean, choices: readonly number[]) {
    this.given = given;
    this.fsync = fsync;
    this.recovers = recovers;
    this.choices = choices;
  }

  run(until: Micros): this {
    this.agree();
    this.boot();
    for (this.now = 0; this.now <= until; this.now++) {
      for (const one of this.inForce.filter(({ fault }) => 'until' in fault && fault.until === this.now)) {
        this.inForce = this.inForce.filter((other) => other !== one);
        if ((one.struck || !WRITE_FAULTS.includes(one.fault.type)) && !this.cannotBoot()) this.boot();
      }
      for (const one of this.given) if (one.at === this.now) this.take(one);
      if (this.pending && this.pending.due <= this.now) {
        const { changes, bad } = this.pending;
        this.pending = null;
        this.store(changes, bad);
      }
    }
    this.told.push(`in the end ${this.text()}`);
    return this;
  }

  private cannotBoot(): boolean {
    return this.up || this.inForce.some((one) => one.struck || !WRITE_FAULTS.includes(one.fault.type));
  }

  private text(): string {
    return JSON.stringify(Object.fromEntries(this.memory));
  }

  private choose(ways: number): number {
    return ways < 2 ? 0 : (this.choices[this.ways.push(ways) - 1] ?? 0);
  }

  private take(one: OnDisk): void {
    if ('acts' in one) {
      if (this.up) this.step(one.acts);
      return;
    }
    const { fault } = one;
    if (fault.type === 'bitRot' || fault.type === 'latentError') {
      this.spoil(fault.type, fault.record as string);
      return;
    }
    const turn = this.writes + (('nth' in fault ? fault.nth : undefined) ?? 1);
    this.inForce.push({ fault, turn, struck: false });
    if (fault.type !== 'crash' && fault.type !== 'amnesia') return;
    if (this.pending) this.memory = this.pending.before;
    this.pending = null;
    this.up = false;
    if (fault.type === 'crash') return;
    this.memory = FIRST;
    this.agree();
  }

  /** What is in memory is on the platter, and nothing else is. */
  private agree(): void {
    this.platter = new Map([...this.memory].map(([record, value]) => [record, { value, bad: 'no' }]));
  }

  private spoil(type: 'bitRot' | 'latentError', record: string): void {
    const cell = this.platter.get(record);
    if (!cell || (cell.bad !== 'unreadable' && cell.value === null)) this.told.push(`${this.now} ignored`);
    else if (cell.bad !== 'unreadable')
      this.platter.set(record, { ...cell, bad: type === 'bitRot' ? 'wrong' : 'unreadable' });
  }

  // ── boots ─────────────────────────────────────────────────────────────────

  private boot(): void {
    this.up = true;
    if (++this.boots === 1) return;
    const found = new Map<string, Value>();
    const lost: string[] = [];
    for (const [field, first] of FIELDS) {
      if (LISTS.includes(field)) this.readList(field, found, lost);
      else if (this.isSound(field)) found.set(field, this.platter.get(field)?.value as Value);
      else {
        lost.push(field);
        found.set(field, first);
      }
    }
    if (lost.length > 0) this.told.push(`${this.now} cannot read ${lost.sort()}`);
    if (lost.length > 0 && this.recovers) found.set('name', 'lost');
    this.memory = found;
    this.agree();
    this.told.push(`${this.now} back with ${this.text()}`);
  }

  private isSound(record: string): boolean {
    return this.platter.get(record)?.bad === 'no';
  }

  private readList(field: string, found: Map<string, Value>, lost: string[]): void {
    const places = [...this.platter.keys()].flatMap((record) =>
      fieldOf(record) === field ? [Number(record.slice(field.length + 1, -1))] : [],
    );
    let whole = true;
    for (let i = 0; i <= Math.max(-1, ...places); i++) {
      const record = `${field}[${i}]`;
      const sound = this.isSound(record);
      if (!sound) lost.push(record);
      whole &&= sound;
      if (whole || this.recovers)
        found.set(record, sound ? (this.platter.get(record)?.value as Value) : null);
    }
  }

  // ── writes ────────────────────────────────────────────────────────────────

  private step(acts: readonly Act[]): void {
    const before = this.memory;
    const after = new Map(before);
    for (const [what, a, b] of acts) {
      if (what === 'put') after.set(a as string, b as Value);
      else if (what === 'cut') for (const one of elements(after, 'log').slice(a as number)) after.delete(one);
      else if (what === 'keep') after.set(`kept[${elements(after, 'kept').length}]`, a as string);
      else if (what === 'append') after.set(`log[${elements(after, 'log').length}]`, a as string);
    }
    this.memory = inOrder(after);
    const changes = [...inOrder(new Map([...before, ...after])).keys()]
      .filter((record) => before.get(record) !== after.get(record))
      .map((record): Change => ({ record, value: after.get(record) }));
    if (changes.length > 0) this.write(before, changes);
  }

  private write(before: Memory, changes: readonly Change[]): void {
    const turn = ++this.writes;
    const hits = this.inForce.filter(
      (one) => WRITE_FAULTS.includes(one.fault.type) && !one.struck && one.turn === turn,
    );
    const torn = hits.filter(({ fault }) => fault.type === 'tornWrite');
    this.inForce = this.inForce.filter((one) => torn.includes(one) || !hits.includes(one));
    if (torn.length > 0) {
      this.tear(before, changes, torn);
      return;
    }
    const types = hits.map(({ fault }) => fault.type);
    const bad = types.includes('lostWrite') ? 'lostWrite' : (types[0] ?? '');
    if (this.fsync > 0) this.pending = { due: this.now + this.fsync, before, changes, bad };
    else this.store(changes, bad);
  }

  private store(changes: readonly Change[], bad: string): void {
    if (bad === 'lostWrite') return;
    for (const { record, value } of bad === '' ? changes : changes.slice(0, -1)) {
      if (value === undefined) this.platter.delete(record);
      else this.platter.set(record, { value, bad: 'no' });
    }
    const last = changes.at(-1) as Change;
    if (bad === '' || last.value === undefined) return;
    const inList = last.record.includes('[');
    const others = [...this.memory].flatMap(([record, value]) => {
      const alike = inList ? fieldOf(record) === fieldOf(last.record) : typeof value === typeof last.value;
      return alike && value !== null && record !== last.record && record.includes('[') === inList
        ? [record]
        : [];
    });
    const victim = others[this.choose(others.length)];
    if (victim !== undefined) this.platter.set(victim, { value: last.value, bad: 'wrong' });
  }

  private tear(before: Memory, changes: readonly Change[], torn: readonly InForce[]): void {
    const said = torn.map(({ fault }) => (fault as WriteFault).kept).findLast((kept) => kept !== undefined);
    const drawn = changes.length < 2 ? 0 : 1 + (said === undefined ? this.choose(changes.length - 1) : 0);
    const kept = changes.slice(0, said ?? drawn);
    const bad = new Set(
      [...this.platter].filter(([r, c]) => c.bad !== 'no' || c.value !== before.get(r)).map(([r]) => r),
    );
    this.store(kept, '');
    const after = new Map(before);
    for (const { record, value } of kept) {
      if (value === undefined) after.delete(record);
      else after.set(record, value);
    }
    // Elements behind a gap are not reached; those that the platter held wrongly before stay as they are.
    for (const field of LISTS) {
      const reached = elements(after, field);
      for (const record of [...after.keys()]) {
        if (fieldOf(record) !== field || reached.includes(record)) continue;
        after.delete(record);
        if (!bad.has(record)) this.platter.delete(record);
      }
    }
    this.memory = inOrder(after);
    this.up = false;
    for (const one of torn) one.struck = true;
  }
}

/** The records in the order of their fields, elements from the first. */
function inOrder(records: Memory): Memory {
  const place = (record: string) => {
    const index = record.includes('[') ? Number(record.slice(record.indexOf('[') + 1, -1)) : 0;
    return FIELDS.findIndex(([field]) => field === fieldOf(record)) * 1000 + index;
  };
  return new Map([...records].sort(([a], [b]) => place(a) - place(b)));
}
