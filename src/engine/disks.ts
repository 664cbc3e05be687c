/**
 * The disks: under each node's durable state a cache that loses what was not synced in time, and records of which the platter holds
 * something else than the node believes. A node without disk (a client) writes and is done.
 *
 * Most runs have no fault of a disk and no time to sync: then nothing here is asked but `watches`.
 */
import type { Completion, Env, RecordName, Role } from './api.ts';
import type { Outbound } from './ctx.ts';
import { flipBits } from './damage.ts';
import type { FaultTables } from './faults.ts';
import { type Damage, type Damages, drawn, missed, named } from './platter.ts';
import {
  ABSENT,
  type Change,
  type Content,
  compose,
  elementsOf,
  isListField,
  listLike,
  recordIn,
  recordsOf,
  recordText,
} from './records.ts';
import type { Micros, NodeInfo } from './runspec.ts';

/** A write on its way to the platter. The node handles nothing until it is there. */
export interface PendingWrite {
  /** Place in the queue of the entry that says it is safe. */
  readonly seq: number;
  readonly until: Micros;
  /** Head of the step that wrote. */
  readonly row: number;
  readonly before: object;
  readonly volatileBefore: object;
  readonly changes: readonly Change[];
  /** Lost or misdirected, by a fault that struck it. */
  readonly bad: BadWrite | null;
  /** What leaves when it is safe. */
  readonly outbound: readonly Outbound[];
  readonly completed: readonly Completion[];
  /** Whether the step has been judged already, because something left before the sync. */
  readonly checked: boolean;
  /** Whether it is on the platter, though its node, frozen, has not yet been told. */
  readonly stored: boolean;
}

export interface BadWrite {
  readonly type: 'lostWrite' | 'misdirectedWrite';
  /** Where a misdirected one lands: a fraction in [0, 1) to choose by. */
  readonly where: number;
}

const SOUND: Damages = new Map();
const UNREADABLE = Symbol('unreadable');

export interface SavedDisks {
  readonly pending: readonly (PendingWrite | null)[];
  readonly damages: readonly Damages[];
}

export class Disks {
  readonly pending: (PendingWrite | null)[];
  private damages: Damages[];
  /** Per node: whether a keyframe holds its damages too, so that they must not be changed but replaced. */
  private readonly shared: boolean[];
  /** Per node: whether it has a disk. */
  readonly has: readonly boolean[];
  private readonly nodes: readonly NodeInfo[];
  private readonly tables: FaultTables;
  private readonly checksums: boolean;

  constructor(nodes: readonly NodeInfo[], has: readonly boolean[], tables: FaultTables, checksums: boolean) {
    this.nodes = nodes;
    this.has = has;
    this.tables = tables;
    this.checksums = checksums;
    this.pending = nodes.map(() => null);
    this.damages = nodes.map(() => SOUND);
    this.shared = nodes.map(() => true);
  }

  /** Whether a write of this node is more than a change of its state. */
  watches(node: number): boolean {
    const { tables } = this;
    return (
      (this.has[node] as boolean) &&
      ((tables.fsyncHigh[node] as number) > 0 ||
        tables.watched[tables.diskCell(node)] === 1 ||
        (tables.fullBy[node] as number) >= 0 ||
        (this.damages[node] as Damages).size > 0)
    );
  }

  /** The node is down: what was on its way to the platter never was. @returns the durable state that is left */
  crash(node: number, durable: object): object {
    const pending = this.pending[node];
    if (!pending) return durable;
    this.pending[node] = null;
    return pending.stored ? durable : pending.before;
  }

  /** The write on its way has reached the platter. */
  settle(node: number, durable: object): void {
    const write = this.pending[node] as PendingWrite;
    if (write.stored) return;
    this.pending[node] = { ...write, stored: true };
    this.store(node, write.changes, durable, write.bad);
  }

  /** A new disk. */
  replace(node: number): void {
    this.pending[node] = null;
    this.repair(node);
  }

  // ── writes ────────────────────────────────────────────────────────────────

  /** A write has reached the platter, or is said to. @param after the node's state with it */
  store(node: number, changes: readonly Change[], after: object, bad: BadWrite | null): void {
    if (bad === null && (this.damages[node] as Damages).size === 0) return;
    const damages = this.own(node);
    if (bad?.type === 'lostWrite') for (const change of changes) missed(damages, change);
    else {
      const stored = bad === null ? changes : changes.slice(0, -1);
      for (const change of stored) damages.delete(recordText(change));
      if (bad !== null) this.misdirect(damages, changes, after, bad.where);
    }
  }

  /** A node's damages, to be changed. */
  private own(node: number): Map<string, Damage> {
    if (this.shared[node]) {
      this.damages[node] = new Map(this.damages[node]);
      this.shared[node] = false;
    }
    return this.damages[node] as Map<string, Damage>;
  }

  private repair(node: number): void {
    this.damages[node] = SOUND;
    this.shared[node] = true;
  }

  /** Of a torn write the first `kept` records are stored. @returns the durable state that is left */
  tear(node: number, before: object, changes: readonly Change[], kept: number): object {
    const stored = changes.slice(0, kept);
    const after = compose(before, stored);
    this.store(node, stored, after, null);
    return after;
  }

  private misdirect(
    damages: Map<string, Damage>,
    changes: readonly Change[],
    after: object,
    where: number,
  ): void {
    const change = changes.at(-1) as Change;
    missed(damages, change);
    if (change.after === ABSENT) return;
    const others = recordsOf(after).filter(
      (record) =>
        (change.index === null
          ? record.index === null && typeof recordIn(after, record) === typeof change.after
          : record.field === change.field) && recordText(record) !== recordText(change),
    );
    const victim = others[Math.floor(where * others.length)];
    if (victim) damages.set(recordText(victim), { ...victim, what: 'wrong', value: change.after });
  }

  // ── rot ───────────────────────────────────────────────────────────────────

  /**
   * A record of the platter goes bad. False if there is no such record, or none at all.
   * @param durable what the node has stored
   * @param record by name, or null to let `pick` choose
   */
  spoil(
    node: number,
    what: 'wrong' | 'unreadable',
    durable: object,
    record: string | null,
    pick: (n: number) => number,
  ): boolean {
    const damages = this.damages[node] as Damages;
    if (record === null) this.tables.effort += damages.size;
    const pending = this.pending[node];
    const stored = pending && !pending.stored ? pending.before : durable;
    const found = record === null ? drawn(stored, damages, pick) : named(record, stored, damages);
    if (found === null) return false;
    const { field, index } = found;
    const damage = damages.get(recordText(found));
    const unreadable = what === 'unreadable' || damage?.what === 'unreadable';
    const value = unreadable
      ? null
      : flipBits(damage ? damage.value : recordIn(stored, found), this.nodes, pick);
    this.own(node).set(recordText(found), { field, index, what: unreadable ? 'unreadable' : what, value });
    return true;
  }

  // ── reading ───────────────────────────────────────────────────────────────

  damaged(node: number): readonly Damage[] {
    return [...(this.damages[node] as Damages).values()];
  }

  /** What a node finds on its disk when it boots. From then on its memory and its disk agree. */
  read(node: number, durable: object, role: Role<object, object, never>, env: Env): Found {
    const damages = this.damages[node] as Damages;
    if (damages.size === 0) return { durable, unreadable: [] };
    const first = role.durable(env) as Record<string, unknown>;
    const fields = { ...durable } as Record<string, unknown>;
    const unreadable: RecordName[] = [];
    const lists = new Map<string, Content[]>();
    for (const damage of damages.values()) {
      const { field, index } = damage;
      const content = this.contentOf(damage);
      if (index === null) {
        const lost = content === ABSENT || content === UNREADABLE;
        if (lost) unreadable.push({ field, index });
        fields[field] = lost ? first[field] : content;
      } else {
        const elements = lists.get(field) ?? (isListField(fields[field]) ? elementsOf(fields[field]) : []);
        lists.set(field, elements);
        while (elements.length < index) elements.push(ABSENT);
        elements[index] = content;
      }
    }
    for (const [field, elements] of lists) {
      // What was never stored at the end of a list is nothing anybody could miss.
      while (elements.length > 0 && missing(elements.at(-1))) elements.pop();
      const holes: number[] = [];
      elements.forEach((content, index) => {
        if (missing(content) || content === UNREADABLE) holes.push(index);
      });
      for (const index of holes) unreadable.push({ field, index });
      const found = role.recover
        ? elements.map((content, index) => (holes.includes(index) ? null : content))
        : elements.slice(0, holes[0]);
      fields[field] = listLike(fields[field], found);
    }
    const found = unreadable.length > 0 && role.recover ? role.recover(env, fields, unreadable) : fields;
    this.repair(node);
    return { durable: found, unreadable };
  }

  private contentOf({ what, value }: Damage): Content {
    if (what === 'gone') return ABSENT;
    return what === 'unreadable' || (what === 'wrong' && this.checksums) ? UNREADABLE : value;
  }

  // ── keyframes ─────────────────────────────────────────────────────────────

  save(): SavedDisks {
    this.shared.fill(true);
    return { pending: this.pending.slice(), damages: this.damages.slice() };
  }

  load({ pending, damages }: SavedDisks): void {
    pending.forEach((write, node) => {
      this.pending[node] = write;
    });
    this.damages = damages.slice();
    this.shared.fill(true);
  }
}

export interface Found {
  readonly durable: object;
  readonly unreadable: readonly RecordName[];
}

function missing(content: Content): boolean {
  return content === ABSENT || content === undefined;
}
