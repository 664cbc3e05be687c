/**
 * Rows per second of a five-node Raft run with steady client writes: trace and hash on, properties off and on. Beside it, what
 * the least imaginable engine costs: the same number of rows through the queue, the hash and the columns, with no protocol.
 * In Chromium, where people run it, and in Node, where tests and command line do.
 */
import { RollingHash } from '../src/base/hash.ts';
import { Heap } from '../src/base/heap.ts';
import { TraceBuilder } from '../src/engine/builder.ts';
import { Simulation } from '../src/engine/simulation.ts';
import { loadProtocol } from '../src/worker/discover.ts';
import { median, steadyWrites } from './support.ts';

const ROUNDS = 7;
export default async function bench(report: (line: string) => void): Promise<void> {
  // Not imported above: this module itself is opened in the browser.
  const { inChromium } = await import('./browser.ts');
  tell('Chromium', (await inChromium(import.meta.url, 'measure')) as Measured, report);
  tell('Node', await measure(), report);
}

interface Times {
  readonly wall: number[];
  readonly cpu: number[];
}
type Measured = { readonly rows: number; readonly off: Times; readonly on: Times; readonly bare: Times };

/** Runs here, be it Node or a page. */
export async function measure(): Promise<Measured> {
  const raft = await loadProtocol('raft');
  const run = steadyWrites(120_000_000);
  let rows = 0;
  const simulate = (properties: boolean) =>
    repeat(() => {
      const simulation = new Simulation(raft, run, { properties }).finish();
      if (simulation.stopped) throw new Error(simulation.stopped.why);
      rows = simulation.builder.rows;
    });
  const off = simulate(false);
  const on = simulate(true);
  return { rows, off, on, bare: repeat(() => bareLoop(rows)) };
}

function tell(where: string, { rows, off, on, bare }: Measured, report: (line: string) => void): void {
  report(`  ${where}: ${rows} rows, of which per second, median and best of ${ROUNDS}`);
  for (const [name, { wall, cpu }] of [
    ['properties off', off],
    ['properties on', on],
    ['bare loop', bare],
  ] as const) {
    const rate = (ms: number) => `${(rows / ms / 1000).toFixed(2)} M`;
    const least = Math.min(...cpu);
    const processor = least > 0 ? `  ${rate(least)} per second of processor time` : '';
    report(`    ${name.padEnd(15)} ${rate(median(wall))}  ${rate(Math.min(...wall))}${processor}`);
  }
}

/** Queue, hash and columns, and nothing to decide. A third of the rows wait in the queue, as messages do. */
function bareLoop(rows: number): void {
  const builder = new TraceBuilder();
  const hash = new RollingHash();
  const queue = new Heap<{ time: number; due: number; seq: number }>();
  for (let seq = 0; seq < 16; seq++) queue.push({ time: seq, due: seq, seq });
  for (let row = 0; row < rows; row++) {
    if (row % 3 === 0) {
      const { time } = queue.pop() as { time: number };
      const next = time + 10_000 + ((row * 7919) % 20_000);
      queue.push({ time: next, due: next, seq: row });
    }
    hash.word(row & 255);
    builder.row(row, row & 7, 0, 1, row - 1, row, 0, 0, row, row);
  }
}

/** Milliseconds by the wall and, where it is told, of processor time (collector and compiler threads included), round by round. */
function repeat(act: () => void): Times {
  const node = (globalThis as { process?: NodeJS.Process }).process;
  const used = () => {
    const usage = node?.cpuUsage();
    return usage ? (usage.user + usage.system) / 1000 : 0;
  };
  const wall: number[] = [];
  const cpu: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const before = used();
    const start = performance.now();
    act();
    wall.push(performance.now() - start);
    cpu.push(used() - before);
  }
  return { wall, cpu };
}
