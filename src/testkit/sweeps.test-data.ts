/** Naive twins, and random runs under faults: what is tested of every small protocol in the same way. */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Env, NodeView, Property, Protocol, SentMessage, StepView } from '../engine/api.ts';
import { FAULT_KINDS, type FaultType } from '../engine/faultkinds.ts';
import type { Input } from '../engine/runspec.ts';
import { faultInput, worldOf } from './arbitrary.ts';
import { type PartialSpec, resolve, simulate } from './simulate.ts';

/** The world after a step, and what the step sent. */
export interface Moment {
  readonly time: number;
  /** The node that took the step, after it. */
  readonly node: NodeView;
  readonly nodes: readonly NodeView[];
  readonly sent: readonly SentMessage[];
}
/** Whether a promise is broken, worked out from everything that was ever seen, the present last. */
export type Test = (history: readonly Moment[], env: Env) => boolean;

/** Properties under their own names that carry nothing along but all they have seen. Slow and plain. */
export function naive(tests: Readonly<Record<string, Test>>): readonly Property[] {
  return Object.entries(tests).map(
    ([id, test]): Property<{ readonly env: Env; readonly history: readonly Moment[] }> => ({
      id,
      init: (_nodes, env) => ({ env, history: [] }),
      step({ env, history }, step: StepView, nodes, say) {
        const moment = { time: step.time, node: { ...step.node }, nodes: [...nodes], sent: [...step.sent] };
        const next = [...history, moment];
        if (test(next, env)) say(id);
        return { env, history: next };
      },
    }),
  );
}

/** Runs of a protocol with faults of these types only and its own commands. The same numbers give the same runs. */
export function faulty(
  protocol: Protocol,
  types: readonly FaultType[],
  more: {
    readonly params?: fc.Arbitrary<Readonly<Record<string, unknown>>>;
    readonly nodes?: fc.Arbitrary<Readonly<Record<string, number>>>;
    readonly variants?: readonly string[];
    readonly faults?: number;
    readonly commands?: number;
    readonly until?: number;
  } = {},
): fc.Arbitrary<PartialSpec> {
  const until = more.until ?? protocol.meta.duration;
  return fc
    .record({
      seed: fc.nat(1_000_000),
      params: more.params ?? fc.constant({}),
      nodes: more.nodes ?? fc.constant({}),
    })
    .chain(({ seed, params, nodes }) => {
      const spec = {
        seed,
        nodes,
        params: params as PartialSpec['params'],
        until,
        variants: more.variants ?? [],
      };
      const world = worldOf(protocol.meta, resolve(protocol, spec as PartialSpec).nodes, until);
      const list = (made: fc.Arbitrary<Input>, maxLength: number) =>
        fc.array(made, { maxLength, size: 'max' });
      const faults =
        types.length > 0 ? list(faultInput({ ...world, types }), more.faults ?? 5) : fc.constant([]);
      const commands = world.commands ? list(world.commands, more.commands ?? 8) : fc.constant([]);
      return fc
        .tuple(faults, commands)
        .map(([f, c]) => ({ ...spec, inputs: [...f, ...c].sort((a, b) => a.at - b.at) }) as PartialSpec);
    });
}

/** Faults that can strike a run of this protocol at all. */
export function faultTypes({ meta }: Protocol): FaultType[] {
  const diskless = meta.roles.every((role) => role.disk === false);
  return FAULT_KINDS.map((k) => k.type).filter((type) => {
    if (type === 'byzantine') return (meta.behaviours ?? []).length > 0;
    return !diskless || !DISK.includes(type);
  });
}
const DISK: readonly FaultType[] = [
  'lostWrite',
  'tornWrite',
  'misdirectedWrite',
  'bitRot',
  'latentError',
  'diskFull',
  'slowFsync',
];

/** What `count` of these runs break. Fails, with the whole spec, where a handler throws or a promise breaks that must not. */
export function brokenIn(
  protocol: Protocol,
  specs: fc.Arbitrary<PartialSpec>,
  count: number,
  mayBreak: readonly string[] = [],
): Set<string> {
  const found = new Set<string>();
  for (const spec of fc.sample(specs, { seed: 1, numRuns: count })) {
    const { trace } = simulate(protocol, spec);
    const errors = trace.notes.filter((n) => n.id === '!error');
    const wrong = trace.violations.filter((v) => !mayBreak.includes(v.property));
    if (errors.length + wrong.length > 0) {
      expect.fail(`${JSON.stringify(wrong)} ${JSON.stringify(errors)} in ${JSON.stringify(spec)}`);
    }
    for (const v of trace.violations) found.add(v.property);
  }
  return found;
}

/** Each promise and its naive twin break at the same steps of the same runs; says which broke at all. */
export function agree(
  protocol: Protocol,
  twins: readonly Property[],
  specs: readonly PartialSpec[],
): Set<string> {
  const found = new Set<string>();
  const breaks = (p: Protocol, spec: PartialSpec) =>
    simulate(p, spec)
      .trace.violations.map((v) => `${v.property} ${v.step}`)
      .sort();
  for (const spec of specs) {
    const real = breaks(protocol, spec);
    expect([spec, real]).toEqual([spec, breaks({ ...protocol, properties: twins }, spec)]);
    for (const v of real) found.add(v.split(' ')[0] as string);
  }
  return found;
}
