/**
 * Checks that the clocks of an execution are vector clocks: that there is some run, of events in order on each host and of messages
 * between them, in which every event's clock counts, for each host, the events of that host that it is or is after.
 *
 * Write V(e) for the clock of an event, h(e) for its host, and (g, m) for the event of host g whose own entry is m. The clocks are
 * such exactly if
 *  1. the own entries of a host's events, V(e)[h(e)], are 1, 2, 3, … without gap or repeat;
 *  2. every event that is claimed to have been seen is there: for V(e)[g] = m > 0 there is a (g, m);
 *  3. the clocks of one host never decrease: V of an event is at most V of the next on its host, in every entry;
 *  4. who has seen an event has seen what it had: V((g, V(e)[g])) ≤ V(e) in every entry;
 *  5. no two different events have both seen the other.
 * Each is needed: counting what an event is after has these properties. Together they are enough: let f ≤ e mean V(e)[h(f)] ≥ V(f)[h(f)].
 * By 1 it is reflexive, by 3 and 4 transitive, by 5 antisymmetric; so it is a partial order with the hosts' own orders in it, and by 1
 * and 2 exactly V(e)[g] events of g are ≤ e. With a message for every pair of it, the run that was sought is there.
 * It is enough to look at entries that rose since the event before on the host: the others were judged there.
 * (Fidge 1988; Mattern 1989. ShiViz recomputes the clocks along the edges it infers, and stops at the first that differs.)
 */
import { excerpt } from '../base/text.ts';
import { type Execution, entryOf, type LogEvent, MAX_LISTED } from './log.ts';

export interface Breach {
  /** Index into `Execution.events` of the event whose clock is wrong. */
  readonly event: number;
  /** Lines of the events it is about, ascending. */
  readonly lines: readonly number[];
  /** One sentence; it begins with the lines. */
  readonly why: string;
}

export interface ClockCheck {
  /** The first `MAX_LISTED`, in the order of their lines. */
  readonly breaches: readonly Breach[];
  readonly count: number;
}

/** Indexes of the events of each host, by own entry, then by line. */
export function hostOrder(log: Execution): readonly (readonly number[])[] {
  const own = Float64Array.from(log.events, (event) => entryOf(event, event.host));
  const lists: number[][] = log.hosts.map(() => []);
  for (const [i, { host }] of log.events.entries()) lists[host]?.push(i);
  for (const list of lists) list.sort((a, b) => (own[a] as number) - (own[b] as number) || a - b);
  return lists;
}

export function checkClocks(log: Execution): ClockCheck {
  const found = new Checker(log).run();
  found.sort((a, b) => (a.lines[0] as number) - (b.lines[0] as number) || a.event - b.event);
  return { breaches: found.slice(0, MAX_LISTED), count: found.length };
}

class Checker {
  private readonly log: Execution;
  private readonly found: Breach[] = [];
  private readonly order: readonly (readonly number[])[];
  /** Event by host and own entry; the first, where there are several. */
  private readonly byCount: readonly ReadonlyMap<number, number>[];
  private readonly mutual = new Set<string>();

  constructor(log: Execution) {
    this.log = log;
    this.order = hostOrder(log);
    this.byCount = this.order.map((list) => {
      const map = new Map<number, number>();
      for (const i of list) {
        const own = entryOf(this.event(i), this.event(i).host);
        if (!map.has(own)) map.set(own, i);
      }
      return map;
    });
  }

  run(): Breach[] {
    for (const list of this.order) {
      // Entries of the event before, dense: a clock of few entries is read once for each.
      let before = new Float64Array(this.log.hosts.length);
      for (const [k, i] of list.entries()) {
        const previous = list[k - 1];
        const now = this.dense(i);
        this.checkOwn(i, previous, now);
        if (previous !== undefined) this.checkOrder(i, previous, before, now);
        this.checkSeen(i, before, now);
        before = now;
      }
    }
    return this.found;
  }

  private event(i: number): LogEvent {
    return this.log.events[i] as LogEvent;
  }

  private name(host: number): string {
    return excerpt(this.log.hosts[host] ?? '');
  }

  private dense(i: number): Float64Array<ArrayBuffer> {
    const entries = new Float64Array(this.log.hosts.length);
    const { clock } = this.event(i);
    for (let k = 0; k < clock.length; k += 2) entries[clock[k] as number] = clock[k + 1] as number;
    return entries;
  }

  /** @param others events besides `i` that the sentence names */
  private add(i: number, others: readonly number[], why: string): void {
    const lines = [i, ...others].map((k) => this.event(k).line).sort((a, b) => a - b);
    this.found.push({ event: i, lines, why });
  }

  private checkOwn(i: number, previous: number | undefined, now: Float64Array): void {
    const { host, line } = this.event(i);
    const own = now[host] as number;
    const name = this.name(host);
    if (previous === undefined) {
      if (own !== 1) {
        this.add(
          i,
          [],
          `Line ${line}: the clock of ${name} begins at ${own}; the first event of a host counts 1.`,
        );
      }
      return;
    }
    const before = entryOf(this.event(previous), host);
    const other = this.event(previous).line;
    if (own === before) {
      this.add(i, [previous], `Lines ${other} and ${line}: both are event ${own} of ${name}.`);
    } else if (own > before + 1) {
      const missing = own === before + 2 ? `event ${own - 1} is` : `events ${before + 1} to ${own - 1} are`;
      this.add(
        i,
        [previous],
        `Line ${line}: the clock of ${name} goes from ${before} (line ${other}) to ${own}; ${missing} missing.`,
      );
    }
  }

  private checkOrder(i: number, previous: number, before: Float64Array, now: Float64Array): void {
    const { host, line } = this.event(i);
    for (let g = 0; g < now.length; g++) {
      if ((now[g] as number) >= (before[g] as number)) continue;
      this.add(
        i,
        [previous],
        `Line ${line}: ${this.name(host)} knew ${events(before[g] as number)} of ${this.name(g)} (line ${this.event(previous).line}) and now knows ${now[g] || 'none'}; a clock never goes back.`,
      );
    }
  }

  private checkSeen(i: number, before: Float64Array, now: Float64Array): void {
    const { host, line } = this.event(i);
    for (let g = 0; g < now.length; g++) {
      const count = now[g] as number;
      if (g === host || count <= (before[g] as number)) continue;
      const seen = this.byCount[g]?.get(count);
      if (seen === undefined) this.addMissing(i, g, count);
      else if (entryOf(this.event(seen), host) >= (now[host] as number)) this.addMutual(i, seen);
      else {
        const { clock } = this.event(seen);
        for (let k = 0; k < clock.length; k += 2) {
          const third = clock[k] as number;
          const known = clock[k + 1] as number;
          if ((now[third] as number) >= known) continue;
          const { line: other } = this.event(seen);
          this.add(
            i,
            [seen],
            `Line ${line}: ${this.name(host)} has seen event ${count} of ${this.name(g)} (line ${other}), which knew ${events(known)} of ${this.name(third)}, yet itself it knows ${now[third] || 'none'}.`,
          );
          break;
        }
      }
    }
  }

  private addMissing(i: number, g: number, count: number): void {
    const { host, line } = this.event(i);
    const has = this.order[g]?.length ?? 0;
    const last = this.order[g]?.at(-1);
    const most = last === undefined ? 0 : entryOf(this.event(last), g);
    const why =
      has === 0
        ? `but no event of ${this.name(g)} is in the log`
        : count > most
          ? `but the last in the log is event ${most}`
          : 'which is not in the log';
    this.add(i, [], `Line ${line}: ${this.name(host)} has seen event ${count} of ${this.name(g)}, ${why}.`);
  }

  private addMutual(i: number, seen: number): void {
    const [a, b] = i < seen ? [i, seen] : [seen, i];
    if (this.mutual.has(`${a} ${b}`)) return;
    this.mutual.add(`${a} ${b}`);
    const [first, second] = [this.event(a), this.event(b)];
    this.add(
      a,
      [b],
      `Lines ${Math.min(first.line, second.line)} and ${Math.max(first.line, second.line)}: an event of ${this.name(first.host)} and one of ${this.name(second.host)} claim to have seen each other; one must have come first.`,
    );
  }
}

function events(count: number): string {
  return count === 1 ? '1 event' : `${count} events`;
}
