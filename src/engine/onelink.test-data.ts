/** A model of the link from P1 to P2, looked at every microsecond in turn, written from the words over the types of faults. */
import type { Fault, LinkFault } from './runspec.ts';

/** P1 sends so many messages at once, or something goes wrong. */
export type OnLink = { readonly at: number } & ({ readonly sends: number } | { readonly fault: Fault });

type Of<T extends Fault['type']> = Extract<Fault, { type: T }>;
type Cut = Of<'partition' | 'partial' | 'block'>;
type One = Of<'drop' | 'delay' | 'duplicate' | 'reorder' | 'corrupt'>;
type Field = 'latency' | 'loss' | 'duplicate' | 'reorder' | 'corrupt';

interface Flying {
  readonly id: number;
  time: number;
  order: number;
  /** The input that damaged it, or −1. */
  readonly damagedBy: number;
}

/** The number of the `k`th message that the input sends. */
export const idOf = (input: number, k: number) => input * 100 + k;

const isCut = (fault: Fault): fault is Cut => ['partition', 'partial', 'block'].includes(fault.type);
const isOne = (fault: Fault): fault is One =>
  ['drop', 'delay', 'duplicate', 'reorder', 'corrupt'].includes(fault.type);

function cuts(fault: Cut): boolean {
  if (fault.type === 'block') return fault.from === 'P1' && fault.to === 'P2';
  if (fault.type === 'partial') return fault.links.some((pair) => pair.includes('P1') && pair.includes('P2'));
  const [a, b] = ['P1', 'P2'].map((id) => fault.groups.findIndex((group) => group.includes(id))) as [
    number,
    number,
  ];
  return a >= 0 && b >= 0 && (fault.oneWay ? a < b : a !== b);
}

/** Whether a cut is on at a time, and whether it goes on then. */
function isOn({ flap, until }: Cut, start: number, time: number): boolean {
  if (time < start || time >= (until ?? Number.POSITIVE_INFINITY)) return false;
  return flap === undefined || (time - start) % (flap.down + flap.up) < flap.down;
}
function goesOn(fault: Cut, start: number, time: number): boolean {
  if (!isOn(fault, start, time)) return false;
  return fault.flap === undefined ? time === start : (time - start) % (fault.flap.down + fault.flap.up) === 0;
}

export class OneLink {
  /** "12 gets 300", "20 lost 301 by 4". */
  readonly told: string[] = [];
  private flying: Flying[] = [];
  private held: Flying[] = [];
  private now = 0;
  private order = 0;
  private sent = 0;
  /** Where links keep order: when the latest arrives. */
  private latest = 0;
  /** Those that wait for a message, with its number; worse links and cuts in force, each in the order in which they started. */
  private waiting: { readonly input: number; readonly fault: One; readonly turn: number }[] = [];
  private worse: { readonly input: number; readonly fault: LinkFault }[] = [];
  private cutBy: number[] = [];
  private readonly given: readonly OnLink[];
  private readonly latency: number;
  private readonly fifo: boolean;

  constructor(given: readonly OnLink[], latency: number, fifo: boolean) {
    this.given = given;
    this.latency = latency;
    this.fifo = fifo;
  }

  run(until: number): this {
    for (this.now = 0; this.now <= until; this.now++) {
      this.takeEnds();
      for (const [input, one] of this.given.entries()) {
        if ('fault' in one) this.start(input, one.at, one.fault);
        else if (one.at === this.now) for (let k = 0; k < one.sends; k++) this.send(idOf(input, k));
      }
      this.arrive();
    }
    return this;
  }

  /** Numbers of what is still on its way, or held back. */
  get left(): number[] {
    return [...this.flying, ...this.held].map((m) => m.id).sort((a, b) => a - b);
  }

  private takeEnds(): void {
    this.worse = this.worse.filter(({ fault }) => fault.until !== this.now);
    this.cutBy = this.cutBy.filter((input) => {
      const { at, fault } = this.given[input] as { at: number; fault: Cut };
      return isOn(fault, at, this.now);
    });
  }

  private start(input: number, at: number, fault: Fault): void {
    if (isCut(fault)) {
      if (!cuts(fault) || !goesOn(fault, at, this.now)) return;
      this.cutBy = [...this.cutBy.filter((other) => other !== input), input];
      const eaten = [...this.flying, ...this.held].sort((a, b) => a.order - b.order);
      for (const { id } of eaten) this.lose(id, input);
      [this.flying, this.held, this.latest] = [[], [], 0];
    } else if (at !== this.now) return;
    else if (isOne(fault)) this.waiting.push({ input, fault, turn: this.sent + (fault.nth ?? 1) });
    else if (fault.type === 'link') this.worse.push({ input, fault });
  }

  private lose(id: number, by: number): void {
    this.told.push(`${this.now} lost ${id} by ${by}`);
  }

  /** The latest that says something of this link. */
  private says(field: Field): { readonly input: number; readonly fault: LinkFault } | undefined {
    return this.worse.findLast(
      ({ fault }) =>
        fault[field] !== undefined && ['P1', '*'].includes(fault.from) && ['P2', '*'].includes(fault.to),
    );
  }

  private send(id: number): void {
    const turn = ++this.sent;
    const hits = this.waiting.filter((one) => one.turn === turn);
    this.waiting = this.waiting.filter((one) => one.turn !== turn);
    const cut = this.cutBy.at(-1);
    if (cut !== undefined) {
      this.lose(id, cut);
      return;
    }
    const of = (type: One['type']) => hits.filter(({ fault }) => fault.type === type);
    const takes = this.says('latency')?.fault.latency?.[0] ?? this.latency;
    const delays = of('delay').reduce((sum, { fault }) => sum + (fault.by ?? 0), 0);
    const dropped =
      of('drop').at(-1) ?? (this.says('loss')?.fault.loss === 1 ? this.says('loss') : undefined);
    let arrives = this.now + takes + delays;
    if (dropped) this.lose(id, dropped.input);
    else {
      const damaging =
        of('corrupt').at(-1) ??
        (this.says('corrupt')?.fault.corrupt === 1 ? this.says('corrupt') : undefined);
      const message = { id, time: arrives, order: 0, damagedBy: damaging?.input ?? -1 };
      const byChance = this.says('reorder')?.fault.reorder === 1 && this.held.length === 0;
      if (of('reorder').length > 0 || byChance) this.held.push({ ...message, order: this.order++ });
      else {
        arrives = this.carry(message);
        for (const late of this.held) this.flying.push({ ...late, time: arrives + 1, order: this.order++ });
        this.held = [];
      }
    }
    const copies = of('duplicate').map(({ fault }) => fault.by);
    if (this.says('duplicate')?.fault.duplicate === 1) copies.unshift(undefined);
    for (const by of copies) {
      this.carry({ id, time: by === undefined ? this.now + takes : arrives + by, order: 0, damagedBy: -1 });
    }
  }

  /** @returns when it arrives */
  private carry(message: Flying): number {
    if (this.fifo) this.latest = message.time = Math.max(message.time, this.latest);
    message.order = this.order++;
    this.flying.push(message);
    return message.time;
  }

  private arrive(): void {
    const due = this.flying.filter((m) => m.time <= this.now).sort((a, b) => a.order - b.order);
    this.flying = this.flying.filter((m) => m.time > this.now);
    for (const { id, damagedBy } of due) {
      if (damagedBy >= 0) this.lose(id, damagedBy);
      else this.told.push(`${this.now} gets ${id}`);
    }
  }
}
