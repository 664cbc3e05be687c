/**
 * Puppets do what their commands say, and nothing else: for tests that need a certain message at a certain microsecond. Every
 * message takes 10 µs unless a spec says otherwise. `P1` … are puppets; a spec may ask for guests (`G1`, no disk) and keepers
 * (`K1`, who recover from a bad disk) besides.
 */
import type { Behaviour, Command, NodeId, Protocol, RoleMeta } from '../engine/api.ts';
import type { Input } from '../engine/runspec.ts';
import type { SimulationOptions } from '../engine/simulation.ts';
import { K, KINDS, LOST_NODE_DOWN, LOST_RANDOM, type Trace } from '../engine/trace.ts';
import { type PartialSpec, type Simulated, simulate } from './simulate.ts';
import { type Act, diaristRole, keeperRole, liar, puppetRole, type Word } from './toy-acts.ts';
import { meta as toyMeta } from './toy-meta.ts';

export type { Act } from './toy-acts.ts';

const more = (id: string, prefix: string): RoleMeta => ({
  ...(toyMeta.roles[0] as RoleMeta),
  id,
  prefix,
  count: { min: 0, max: 32, default: 0 },
});

type AnyRole = Protocol['roles'][string];

export const puppet: Protocol = {
  meta: {
    ...toyMeta,
    id: 'puppet',
    roles: [
      ...toyMeta.roles,
      { ...more('guest', 'G'), disk: false },
      more('keeper', 'K'),
      more('diarist', 'D'),
    ],
    behaviours: [{ id: 'liar', role: 'peer', title: 'Lies', help: 'It lies by script.', fields: [] }],
    timers: [
      { id: 'a', role: 'peer', title: 'a' },
      { id: 'b', role: 'peer', title: 'b' },
    ],
    notes: [{ id: 'says', text: '{node}: {what}', level: 'minor' }],
    properties: [],
    engine: { latency: [10, 10] },
    duration: 1000,
  },
  roles: {
    peer: puppetRole as AnyRole,
    guest: puppetRole as AnyRole,
    keeper: keeperRole as AnyRole,
    diarist: diaristRole as AnyRole,
  },
  behaviours: { liar: liar as Behaviour },
  properties: [],
  messageKind: () => 0,
  messageEpoch: () => 0,
  messageLabel: (m) => (m as Word).word,
};

/** At `at`, `node` does this. */
export function act(at: number, node: NodeId, ...acts: Act[]): Input {
  return { at, node, command: { type: 'act', acts } as unknown as Command };
}

export interface Played extends Simulated {
  /** What happened, in words. */
  readonly story: readonly string[];
}

/** Plays inputs with three puppets, to time 1000 unless the spec says otherwise. */
export function play(
  inputs: readonly Input[],
  spec: PartialSpec = {},
  options: SimulationOptions = {},
): Played {
  const played = simulate(puppet, { nodes: { peer: 3 }, ...spec, inputs }, { bodies: true, ...options });
  return {
    ...played,
    story: tell(played.trace, played.simulation.builder.bodies as ReadonlyMap<number, object>),
  };
}

/** Rows as lines like "30 P2 hears hi from P1"; what only says that inputs were taken is left out. */
function tell(trace: Trace, bodies: ReadonlyMap<number, object>): string[] {
  const { columns: c, nodes } = trace;
  const id = (lane: number | undefined) => nodes[lane as number]?.id;
  const word = (row: number) => (bodies.get(row) as Word).word;
  const lines: string[] = [];
  for (let row = 0; row < trace.rows; row++) {
    const at = c.time[row] as number;
    const node = id(c.node[row]);
    const peer = id(c.peer[row]);
    const ref = c.ref[row] as number;
    const cause = c.cause[row] as number;
    const by = ref === LOST_NODE_DOWN ? 'node down' : ref === LOST_RANDOM ? 'chance' : `input ${ref}`;
    const line = {
      [K.start as number]: at === 0 ? null : `${node} starts`,
      [K.deliver as number]: () => `${peer} → ${node} ${word(row)}`,
      [K.timer as number]: `${node} timer ${puppetTimer(ref)}`,
      [K.note as number]: () =>
        `${node}: ${trace.notes[ref]?.fields.what ?? trace.notes[ref]?.fields.message}`,
      [K.error as number]: () => `${node} fails: ${trace.notes[ref]?.fields.message}`,
      [K.sync as number]: `${node} synced`,
      [K.corrupt as number]: () => `${node} ~ ${peer} ${word(cause)} (${by})`,
      [K.lost as number]: () => `${node} ✕ ${peer} ${word(cause)} (${by})`,
      [K.ignored as number]: `ignored: input ${ref}`,
    }[c.kind[row] as number];
    const text = typeof line === 'function' ? line() : line;
    if (text) lines.push(`${at} ${text}`);
  }
  return lines;
}

function puppetTimer(index: number): string {
  return puppet.meta.timers[index]?.id ?? '?';
}

/** Names of the kinds of a trace's rows, in order. */
export function kindsOf(trace: Trace): string[] {
  return Array.from(trace.columns.kind.subarray(0, trace.rows), (k) => KINDS[k] as string);
}
