import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultInput, inputs } from '../testkit/arbitrary.ts';
import { type PartialSpec, resolve } from '../testkit/simulate.ts';
import { liars, liarsOf } from '../testkit/toy-liar.ts';
import { FAULT_KINDS } from './faultkinds.ts';
import type { Fault, Input } from './runspec.ts';
import { Simulation } from './simulation.ts';
import { isNodeStep, K, stepHeads } from './trace.ts';

/*
 * Randomness is keyed, so that a what-if shows what the change caused and nothing else. What a change touches:
 * - on nodes (crash, slow, clock, disk, lie, command, …): every step of those nodes from its time on;
 * - on links (cut, worse link, one message, …): every arrival on those links from its time on. Its sender is not touched: it never
 *   learns what became of a message.
 * A node is reached when, in either run, it takes a touched step, or a message arrives that was sent after its sender was reached; from
 * then on it is reached in both runs, for what did not come to it has changed it too. Until then it has the same steps in both. What
 * a step says of the network (a message lost, damaged, struck) is not the node's.
 */

const until = 200_000;
const nodes = ['P1', 'P2', 'P3', 'P4'];
const time = fc.integer({ min: 0, max: until });
const command: fc.Arbitrary<Input> = fc.record({
  at: time,
  node: fc.constantFrom(...nodes),
  command: fc.record({ type: fc.constant('add'), amount: fc.integer({ min: 0, max: 9 }) }),
});
const fire: fc.Arbitrary<Input> = fc.record({
  at: time,
  fire: fc.record({ node: fc.constantFrom(...nodes), timer: fc.constantFrom('tick', 'idle') }),
});
const world = { nodes, until, behaviours: liarsOf(nodes) };
const specs = fc
  .record({
    seed: fc.nat(),
    inputs: inputs({ ...world, commands: fc.oneof(command, fire) }, 4),
    params: fc.constantFrom(
      {},
      { fifo: true },
      { fsync: [0, 9_000] },
      { checksums: false, diskChecksums: false },
    ),
  })
  .map((spec): PartialSpec => ({ ...spec, until }));

interface Touched {
  readonly nodes: readonly string[];
  links(from: string, to: string): boolean;
}

function touches(input: Input): Touched {
  if ('command' in input) return { nodes: [input.node], links: () => false };
  if ('fire' in input) return { nodes: [input.fire.node], links: () => false };
  const { fault } = input;
  if ('node' in fault) return { nodes: [fault.node], links: () => false };
  if ('nodes' in fault) return { nodes: fault.nodes, links: () => false };
  return { nodes: [], links: (from, to) => isOn(fault, from, to) };
}

function isOn(fault: Fault, from: string, to: string): boolean {
  if (fault.type === 'partition') {
    const group = (id: string) => fault.groups.findIndex((g) => g.includes(id));
    return group(from) >= 0 && group(to) >= 0 && group(from) !== group(to);
  }
  if (fault.type === 'partial')
    return fault.links.some((l) => l.includes(from) && l.includes(to) && from !== to);
  if (!('from' in fault)) throw new Error(`${fault.type} is on no link`);
  return [from, '*'].includes(fault.from) && [to, '*'].includes(fault.to);
}

const OF_THE_NETWORK = [K.fault, K.lost, K.corrupt, K.ignored];

interface Step {
  readonly time: number;
  readonly text: string;
}
/** A message that came to a node, whether it was handled then, later or never. */
interface Arrival {
  readonly time: number;
  readonly sentAt: number;
  readonly from: number;
  readonly to: number;
}

/** Each node's steps as comparable text, and all arrivals. */
function live(spec: PartialSpec): { lives: Step[][]; arrivals: Arrival[] } {
  const simulation = new Simulation(liars, resolve(liars, spec), { properties: false });
  const { nodes: kept } = simulation.world;
  const arrivals: Arrival[] = [];
  const wait = kept.wait.bind(kept);
  kept.wait = (entry) => {
    const { type, due, sentAt, peer, node } = entry;
    if (type === 'deliver') arrivals.push({ time: due, sentAt, from: peer, to: node });
    wait(entry);
  };
  const trace = simulation.finish().trace();
  const { columns: c } = trace;
  const heads = stepHeads(trace);
  const lives: Step[][] = trace.nodes.map(() => []);
  for (let s = 0; s < trace.steps; s++) {
    const head = heads[s] as number;
    if (!isNodeStep(c.kind[head] as number)) continue;
    const [time, node] = [c.time[head] as number, c.node[head] as number];
    if (c.kind[head] === K.deliver) {
      const sentAt = c.time[c.cause[head] as number] as number;
      arrivals.push({ time, sentAt, from: c.peer[head] as number, to: node });
    }
    const rows: unknown[] = [];
    for (let row = head; row < trace.rows && c.step[row] === s; row++) {
      if (OF_THE_NETWORK.includes(c.kind[row] as number)) continue;
      rows.push([c.time[row], c.kind[row], c.peer[row], c.epoch[row], c.content[row]]);
    }
    lives[node]?.push({ time, text: JSON.stringify(rows) });
  }
  return { lives, arrivals };
}

/** By node: when the change reaches it. */
function reached(
  runs: readonly ReturnType<typeof live>[],
  what: Touched,
  spec: PartialSpec,
  at: number,
): number[] {
  const when = nodes.map(() => Number.POSITIVE_INFINITY);
  for (const { lives } of runs) {
    for (const id of what.nodes) {
      const node = nodes.indexOf(id);
      const first = lives[node]?.find(({ time }) => time >= at);
      when[node] = Math.min(when[node] as number, first?.time ?? Number.POSITIVE_INFINITY);
    }
  }
  const holds = (spec.inputs ?? []).flatMap((i) =>
    'fault' in i && ('reorder' in i.fault || i.fault.type === 'reorder') ? [i.fault] : [],
  );
  const arrivals = runs.flatMap((run) => run.arrivals).sort((a, b) => a.time - b.time);
  for (let more = true; more; ) {
    more = false;
    for (const { time, sentAt, from, to } of arrivals) {
      if (time >= (when[to] as number)) continue;
      const [a, b] = [nodes[from] as string, nodes[to] as string];
      // What was held back came when its sender sent the next.
      const since = holds.some((fault) => isOn(fault, a, b)) ? time : sentAt;
      if (!(time >= at && what.links(a, b)) && since < (when[from] as number)) continue;
      when[to] = time;
      more = true;
    }
  }
  return when;
}

describe('until a change has reached it, in either run, a node has the same steps in both', () => {
  /** Steps that agreed after the change had been made, by its type; and nodes that it never reached. */
  const agreed = new Map<string, number>();

  function agree(spec: PartialSpec, change: Input): void {
    const changed = { ...spec, inputs: [...(spec.inputs ?? []), change] };
    const [a, b] = [live(spec), live(changed)];
    const when = reached([a, b], touches(change), changed, change.at);
    const type = 'fault' in change ? change.fault.type : 'command' in change ? 'command' : 'fire';
    nodes.forEach((_, n) => {
      const unreached = ({ lives }: typeof a) =>
        (lives[n] ?? []).filter(({ time }) => time < (when[n] as number));
      expect(unreached(b)).toEqual(unreached(a));
      agreed.set(type, (agreed.get(type) ?? 0) + unreached(a).filter(({ time }) => time > change.at).length);
    });
  }

  test.each(FAULT_KINDS.map((kind) => kind.type))('%s', (type) => {
    fc.assert(fc.property(specs, faultInput({ ...world, types: [type] }), agree), { numRuns: 25 });
    expect(agreed.get(type) ?? 0).toBeGreaterThan(20);
  });

  test('a command, a timer made to expire', () => {
    fc.assert(fc.property(specs, fc.oneof(command, fire), agree), { numRuns: 40 });
    expect(agreed.get('command') ?? 0).toBeGreaterThan(50);
    expect(agreed.get('fire') ?? 0).toBeGreaterThan(50);
  });
});
