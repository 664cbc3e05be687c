/**
 * A text of 10,000 characters: what one keystroke takes at its replica, what its operation takes at another, and what it takes to merge
 * two whole copies that differ in a thousand characters. Then a run in which it is typed and edited, with every promise checked, and what a
 * keystroke costs there beside one in an empty text, in time of the processor: alike, for the text is kept in pieces.
 */
import { protocol } from '../src/protocols/crdts/protocol.ts';
import { CATALOGUE } from '../src/protocols/crdts/types/catalogue.ts';
import type { Author } from '../src/protocols/crdts/types/data-type.ts';
import { simulate } from '../src/testkit/simulate.ts';
import { percentiles } from './support.ts';

const LENGTH = 10_000;
const ROUNDS = 400;
const PASTE = 1_000;
const KEYS = 100;

export default async function bench(report: (line: string) => void): Promise<void> {
  for (const id of ['rga', 'fugue'] as const) {
    const { state: type, ops } = CATALOGUE[id];
    let clock = 0;
    const by = (name: string, ticks = 1): Author => {
      clock += ticks;
      return { id: name, n: clock, clock: clock - ticks + 1, stamp: clock };
    };
    let state = ops.bottom();
    for (let at = 0; at < LENGTH; at += PASTE) {
      const made = ops.prepare(state, { type: 'type', at, text: 'x'.repeat(PASTE) }, by('R1', PASTE));
      if (made.ok) state = ops.effect(state, made.operation);
    }
    let other = state;
    const [here, there, merging]: [number[], number[], number[]] = [[], [], []];
    for (let i = 0; i < ROUNDS; i++) {
      const at = (i * 7919) % LENGTH;
      let start = performance.now();
      const made = ops.prepare(state, { type: 'type', at, text: 'y' }, by('R2'));
      if (!made.ok) throw new Error(made.why);
      state = ops.effect(state, made.operation);
      ops.value(state);
      here.push(performance.now() - start);
      start = performance.now();
      other = ops.effect(other, made.operation);
      ops.value(other);
      there.push(performance.now() - start);
    }
    let [a, b] = [state, state];
    for (let i = 0; i < 500; i++) {
      const [x, y] = [
        type.update(a, { type: 'type', at: i * 3, text: 'a' }, by('R1')),
        type.update(b, { type: 'type', at: i * 5, text: 'b' }, by('R2')),
      ];
      if (x.ok) a = x.state;
      if (y.ok) b = y.state;
    }
    for (let i = 0; i < 60; i++) {
      const start = performance.now();
      type.join(a, b);
      merging.push(performance.now() - start);
    }
    report(`  ${id}: a keystroke here, ms   ${percentiles(here)}`);
    report(`  ${id}: its operation there    ${percentiles(there)}`);
    report(`  ${id}: merging whole copies   ${percentiles(merging)}`);

    for (const length of [0, LENGTH]) {
      report(
        `  ${id}: a keystroke in a run, text of ${length}: ${keystroke(id, length).toFixed(2)} ms of processor`,
      );
    }
    for (const replication of ['operations', 'deltas', 'state'] as const) {
      const paste = Array.from({ length: LENGTH / PASTE }, (_, i) => ({
        at: 10_000 + i * 100_000,
        node: 'R1',
        command: { type: 'type', at: i * PASTE, text: 'x'.repeat(PASTE) },
      }));
      const keys = Array.from({ length: 50 }, (_, i) => ({
        at: 1_200_000 + i * 20_000,
        node: `R${(i % 2) + 2}`,
        command: { type: 'type', at: i * 100, text: 'y' },
      }));
      const start = performance.now();
      const { trace } = simulate(
        protocol,
        { params: { type: id, replication }, until: 2_600_000, inputs: [...paste, ...keys] },
        { freeze: false },
      );
      const took = performance.now() - start;
      report(
        `  ${id} by ${replication}: a run of ${trace.steps} steps in ${took.toFixed(0)} ms, ${(took / trace.steps).toFixed(1)} ms a step`,
      );
      if (trace.violations.length > 0) throw new Error(JSON.stringify(trace.violations));
    }
  }
}

/** What one keystroke costs its own replica and two others, promises checked, ms of processor. */
function keystroke(type: 'rga' | 'fugue', length: number): number {
  const paste = Array.from({ length: length / PASTE }, (_, i) => ({
    at: 10_000 + i * 10_000,
    node: 'R1',
    command: { type: 'type', at: i * PASTE, text: 'x'.repeat(PASTE) },
  }));
  const cost = (keys: number) => {
    const typed = Array.from({ length: keys }, (_, i) => ({
      at: 400_000 + i * 10_000,
      node: `R${(i % 2) + 2}`,
      command: { type: 'type', at: length === 0 ? i : i * 100, text: 'y' },
    }));
    const began = process.cpuUsage();
    simulate(
      protocol,
      { params: { type, replication: 'operations' }, until: 1_500_000, inputs: [...paste, ...typed] },
      { freeze: false },
    );
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1_000;
  };
  cost(KEYS);
  return (cost(KEYS) - cost(0)) / KEYS;
}
