/** Random runs of PBFT for sweeps: sizes, clients, faults of the network, and replicas that lie. The same numbers give the same runs. */
import fc from 'fast-check';
import { faultKind } from '../../engine/faultkinds.ts';
import type { Fault, Input } from '../../engine/runspec.ts';
import { faultInput, HONEST_FAULTS } from '../../testkit/arbitrary.ts';
import type { PartialSpec } from '../../testkit/simulate.ts';

const names = (prefix: string, n: number) => Array.from({ length: n }, (_, i) => `${prefix}${i + 1}`);

/** Sizes with the liars they bear: n from 3f + 1 to 3f + 3. */
const SIZES: readonly (readonly [number, number])[] = [
  [4, 1],
  [4, 1],
  [4, 1],
  [5, 1],
  [6, 1],
  [7, 2],
];

/** Most faults end soon: where everything stays broken nothing happens that could go wrong. */
function shorten(input: Input): Input {
  if (!('fault' in input) || input.at % 10 === 0 || faultKind(input.fault.type).lasts !== 'span')
    return input;
  const { at, fault } = input;
  const until = Math.min(('until' in fault ? fault.until : undefined) ?? at + 300_000, at + 300_000);
  return { at, fault: { ...fault, until } as Fault };
}

function options(behaviour: string, replicas: readonly string[]): fc.Arbitrary<Record<string, unknown>> {
  const some = fc.subarray([...replicas]).map((list) => list.join(' '));
  switch (behaviour) {
    case 'silent':
      return fc.oneof(fc.constant({}), fc.record({ to: fc.constantFrom(...replicas) }));
    case 'ignoreClient':
      return fc.constant({ client: 'C1' });
    case 'equivocate':
      return fc.record({ second: some, third: fc.oneof(fc.constant(''), some) });
    case 'delay':
      return fc.record({ by: fc.integer({ min: 1, max: 400 }) });
    case 'lieInViewChange':
      return fc.record({
        lie: fc.constantFrom('denies', 'invents'),
        proposals: fc.constantFrom(true, true, false),
      });
    case 'wrongSequence':
      return fc.record({ by: fc.constantFrom(1, 2, 5, 1_000_000) });
    case 'collude':
      return fc.oneof(fc.constant({}), fc.record({ with: fc.constantFrom(...replicas) }));
    default:
      return fc.constant({});
  }
}

const BEHAVIOURS = [
  'silent',
  'crash',
  'ignoreClient',
  'equivocate',
  'equivocate',
  'equivocate',
  'delay',
  'lieInViewChange',
  'lieInViewChange',
  'replay',
  'wrongDigest',
  'wrongSequence',
  'replyLies',
  'collude',
  'collude',
  'wrongState',
];

/** A liar is one from start to end, but for what it does. */
function lies(replica: string, replicas: readonly string[], until: number): fc.Arbitrary<Input[]> {
  const change = fc
    .tuple(fc.integer({ min: 0, max: until }), fc.constantFrom(...BEHAVIOURS))
    .chain(([at, behaviour]) =>
      options(behaviour, replicas).map(
        (o): Input => ({
          at,
          fault: { type: 'byzantine', node: replica, behaviour, options: o as never },
        }),
      ),
    );
  return fc
    .tuple(change, fc.array(change, { maxLength: 3 }))
    .map(([first, more]) => [{ ...first, at: 0 }, ...more]);
}

/** One tells different stories from the start, and the others cover for it. */
function plot(who: readonly string[], replicas: readonly string[]): fc.Arbitrary<Input[][]> {
  return options('equivocate', replicas).map((o) =>
    who.map((node, i): Input[] => [
      i === 0
        ? { at: 0, fault: { type: 'byzantine', node, behaviour: 'equivocate', options: o as never } }
        : { at: 0, fault: { type: 'byzantine', node, behaviour: 'collude', options: {} } },
    ]),
  );
}

export interface Shape {
  readonly variants?: readonly string[];
  /** So many liars more than the size bears. */
  readonly extra?: number;
  /** Faults of network and machines too. Default true. */
  readonly faults?: boolean;
  readonly sizes?: readonly (readonly [number, number])[];
}

/** Specs of `until` µs with up to `f` liars (exactly `f + extra` where `extra` is given). */
export function specs(until: number, shape: Shape = {}): fc.Arbitrary<PartialSpec> {
  const { variants = [], extra, faults = true, sizes = SIZES } = shape;
  return fc
    .record({
      seed: fc.nat(1_000_000),
      size: fc.constantFrom(...sizes),
      clients: fc.integer({ min: 2, max: 3 }),
      checkpointInterval: fc.constantFrom(1, 2, 4),
      windows: fc.constantFrom(1, 2, 2),
      loss: fc.constantFrom(0, 0, 0.05, 0.15),
      viewTimeout: fc.constantFrom(80_000, 150_000, 250_000),
      statusInterval: fc.constantFrom(60_000, 150_000),
      fsync: fc.constantFrom([0, 0], [0, 0], [500, 4_000]),
    })
    .chain(({ seed, size: [n, f], clients, loss, windows, ...rest }) => {
      const params = { ...rest, window: windows * rest.checkpointInterval };
      const [r, c] = [names('R', n), names('C', clients)];
      const at = fc.integer({ min: 0, max: until });
      const command: fc.Arbitrary<Input> = fc
        .record({
          at,
          node: fc.constantFrom(...c),
          type: fc.constantFrom('write', 'write', 'read'),
          key: fc.constantFrom('x', 'y'),
          value: fc.integer({ min: 1, max: 99 }),
        })
        .map(({ at: time, node, type, key, value }) => ({
          at: time,
          node,
          command: { type, key, ...(type === 'write' ? { value } : {}) },
        }));
      // Some of them, or all, lose patience at about the same time: the view changes in the middle of things.
      const impatience: fc.Arbitrary<Input[]> = fc
        .tuple(at, fc.oneof(fc.constant(r), fc.subarray(r)), fc.nat(5_000))
        .map(([time, who, apart]) =>
          who.map((node, i) => ({ at: time + apart * i, fire: { node, timer: 'view' } })),
        );
      const fault = faultInput({ nodes: [...r, ...c], until, disk: r, types: HONEST_FAULTS }).map(shorten);
      const count =
        extra === undefined ? fc.integer({ min: 0, max: f }) : fc.constant(Math.min(n, f + extra));
      const liars = count
        // Mostly the first primary is among them, or the second: most of what a liar can do it can do as primary.
        .chain((k) =>
          fc.oneof(
            fc.shuffledSubarray(r, { minLength: k, maxLength: k }),
            ...['R1', 'R2'].slice(0, n).map((first) =>
              fc
                .shuffledSubarray(
                  r.filter((id) => id !== first),
                  { minLength: Math.max(0, k - 1), maxLength: Math.max(0, k - 1) },
                )
                .map((rest) => (k === 0 ? [] : [first, ...rest])),
            ),
          ),
        )
        .chain((who) =>
          fc.oneof({ weight: 3, arbitrary: fc.tuple(...who.map((id) => lies(id, r, until))) }, plot(who, r)),
        );
      return fc
        .tuple(
          fc.array(command, { minLength: 5, maxLength: 16, size: 'max' }),
          fc.array(impatience, { maxLength: 3, size: 'max' }),
          faults ? fc.array(fault, { maxLength: 8, size: 'max' }) : fc.constant([]),
          liars,
        )
        .map(([commands, fires, broken, lying]) => ({
          seed,
          nodes: { replica: n, client: clients },
          params: { ...params, f: `${f}`, loss, clientRetry: 100_000 },
          variants,
          until,
          inputs: [...lying.flat(), ...commands, ...fires.flat(), ...broken],
        }));
    });
}

/** `count` specs drawn from `specs`, the same for the same `seed`. */
export function sample(count: number, until: number, shape: Shape = {}, seed = 1): PartialSpec[] {
  return fc.sample(specs(until, shape), { seed, numRuns: count });
}

/** From when on the network behaves in those specs, µs. */
export const CALM = 600_000;

/**
 * Specs in which the network behaves from `CALM` on, and every client asks for something after that. Up to f replicas go on lying; the others are
 * owed nothing but time, and the clients an answer.
 */
export function sampleCalm(count: number, seed = 1): PartialSpec[] {
  return sample(count, CALM, {}, seed).map((spec) => {
    const inputs = (spec.inputs ?? []).flatMap((input): Input[] => {
      if (!('fault' in input) || input.fault.type === 'byzantine') return [input];
      // What waits for one message may yet strike.
      if (faultKind(input.fault.type).lasts !== 'span') return [];
      return [{ at: input.at, fault: { ...input.fault, until: Math.max(input.at + 1, CALM) } as Fault }];
    });
    for (let i = 1; i <= (spec.nodes?.client ?? 0); i++) {
      inputs.push({ at: CALM + 50_000 * i, node: `C${i}`, command: { type: 'write', key: 'x', value: i } });
    }
    const params = { ...spec.params, loss: 0, gst: CALM, progressBound: 12_000_000, fsync: [0, 1_000] };
    return { ...spec, params, inputs, until: 14_000_000 };
  });
}
