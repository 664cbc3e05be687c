/** One generator of every type of fault, without its times. */
import fc from 'fast-check';
import { FAULT_KINDS, type FaultType } from '../engine/faultkinds.ts';
import type { NodeId } from '../engine/runspec.ts';
import type { World } from './arbitrary.ts';

/** Fields of a fault, `type` among them; those that are undefined are not there. */
type Fields = fc.Arbitrary<object>;

export interface MadeFault {
  readonly type: FaultType;
  readonly weight: number;
  /** Whether it takes an `until`. */
  readonly lasts: boolean;
  readonly fault: Fields;
}

const RECORDS = ['total', 'heard[0]', 'kept[0]', 'currentTerm', 'votedFor', 'log[0]', 'log[3]'];
const TWICE: readonly FaultType[] = ['crash', 'partition', 'link', 'clock'];

/** What can happen in this world. */
export function faultsOf(world: World): readonly MadeFault[] {
  const fields = generators(world);
  return FAULT_KINDS.flatMap(({ type, lasts }) => {
    const made = world.types === undefined || world.types.includes(type) ? fields[type]() : null;
    if (made === null) return [];
    return [
      {
        type,
        weight: TWICE.includes(type) ? 2 : 1,
        lasts: lasts === 'span' || type === 'tornWrite',
        fault: made.map((f) => ({ type, ...f })),
      },
    ];
  });
}

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

/** By type; null where the world has nothing it could strike. */
function generators({
  nodes,
  until,
  disk = true,
  behaviours = [],
  records = RECORDS,
}: World): Readonly<Record<FaultType, () => Fields | null>> {
  // Durations that a run of this length notices and survives.
  const short = Math.min(20_000, Math.ceil(until / 10));
  const upTo = (most: number) => fc.integer({ min: 0, max: most });
  const span = fc.tuple(upTo(short), fc.integer({ min: short, max: 3 * short }));
  const least = until < 10_000 ? 1 : Math.max(1_000, Math.ceil(until / 200));
  const phase = fc.integer({ min: least, max: least + Math.ceil(until / 5) });
  // A cut that flaps is another thing to test than one that holds: each is common.
  const flap = fc.option(fc.record({ down: phase, up: phase }), { nil: undefined, freq: 2 });

  const one = (ids: readonly NodeId[]): fc.Arbitrary<NodeId> => fc.constantFrom(...ids);
  const pairs = nodes.flatMap((a, i) => nodes.slice(i + 1).map((b) => [a, b] as const));
  const link = fc.tuple(fc.nat(Math.max(0, pairs.length - 1)), fc.boolean()).map(([i, back]) => {
    const [from, to] = pairs[i] as readonly [NodeId, NodeId];
    return back ? { from: to, to: from } : { from, to };
  });
  const nth = maybe(fc.integer({ min: 1, max: 5 }));
  const withDisk = disk === true ? nodes : disk === false ? [] : disk;

  const onNode = (more: Fields = fc.constant({}), ids = nodes) => {
    return ids.length === 0 ? null : fc.tuple(one(ids), more).map(([node, rest]) => ({ node, ...rest }));
  };
  const onDisk = (more?: Fields) => onNode(more, withDisk);
  const onLinks = (made: Fields) => (nodes.length < 2 ? null : made);
  const onLink = (more: Fields = fc.constant({})) =>
    onLinks(fc.tuple(link, more).map(([f, rest]) => ({ ...f, ...rest })));
  const oneMessage = () => onLink(fc.record({ nth }));
  const oneWrite = () => onDisk(fc.record({ nth }));
  const oneRecord = () => onDisk(fc.record({ record: maybe(fc.constantFrom(...records)) }));

  return {
    crash: () => onNode(),
    amnesia: () => onNode(),
    outage: () => fc.record({ nodes: fc.shuffledSubarray([...nodes], { minLength: 1 }) }),
    pause: () => onNode(),
    slow: () => onNode(fc.record({ each: span })),
    byzantine: () => {
      const able = behaviours.filter((b) => b.nodes.length > 0);
      if (able.length === 0) return null;
      return fc
        .constantFrom(...able)
        .chain(({ id, nodes: ids, options }) =>
          fc.record({ node: one(ids), behaviour: fc.constant(id), options }),
        );
    },
    partition: () => onLinks(fc.record({ groups: groups(nodes), oneWay: maybe(fc.constant(true)), flap })),
    partial: () =>
      onLinks(
        fc.record({
          links: fc
            .tuple(fc.shuffledSubarray(pairs, few(pairs)), fc.nat(255))
            .map(([list, back]) => list.map(([a, b], i) => ((back >> i) & 1 ? [b, a] : [a, b]))),
          flap,
        }),
      ),
    block: () => onLink(fc.record({ flap })),
    link: () =>
      onLinks(
        fc.tuple(anyEnds(nodes), linkFields(span)).map(([[from, to], rest]) => ({ from, to, ...rest })),
      ),
    drop: oneMessage,
    delay: () => onLink(fc.record({ nth, by: upTo(2 * short) })),
    duplicate: () => onLink(fc.record({ nth, by: maybe(upTo(2 * short)) })),
    reorder: oneMessage,
    corrupt: oneMessage,
    clock: () => onNode(clockFields()),
    lostWrite: oneWrite,
    tornWrite: () => onDisk(fc.record({ nth, kept: maybe(upTo(3)) })),
    misdirectedWrite: oneWrite,
    bitRot: oneRecord,
    latentError: oneRecord,
    diskFull: () => onDisk(),
    slowFsync: () => onDisk(fc.record({ by: span })),
  };
}

/** At least one, if there is one, and at most eight. */
function few(all: readonly unknown[]): { minLength: number; maxLength: number } {
  return { minLength: Math.min(1, all.length), maxLength: Math.min(8, all.length) };
}

/** Two to three sides; in every other cut everybody is on one of two. */
function groups(nodes: readonly NodeId[]): fc.Arbitrary<NodeId[][]> {
  const sides = (from: number, to: number) =>
    fc.array(fc.integer({ min: from, max: to }), { minLength: nodes.length, maxLength: nodes.length });
  return fc
    .oneof(sides(1, 2), sides(0, 3))
    .map((list) =>
      [1, 2, 3].map((side) => nodes.filter((_, i) => list[i] === side)).filter((group) => group.length > 0),
    )
    .filter((made) => made.length > 1);
}

/** Ends of a link fault; either may be any node. Documents name a node twice only to be refused. */
function anyEnds(nodes: readonly NodeId[]): fc.Arbitrary<readonly [string, string]> {
  const end = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...nodes) }, fc.constant('*'));
  return fc.tuple(end, end).filter(([from, to]) => from !== to || from === '*');
}

function linkFields(latency: fc.Arbitrary<[number, number]>): Fields {
  const chance = maybe(fc.constantFrom(0, 0.2, 0.5, 1));
  return fc
    .record({ latency: maybe(latency), loss: chance, duplicate: chance, reorder: chance, corrupt: chance })
    .map((f) => (Object.values(f).some((value) => value !== undefined) ? f : { loss: 0.5 }));
}

/** At least one of what can happen to a clock; one that stands still does not drift. */
function clockFields(): Fields {
  const jump = fc.integer({ min: -50_000, max: 50_000 });
  return fc
    .record({
      offset: maybe(jump),
      driftPpm: fc.integer({ min: -900_000, max: 900_000 }),
      step: maybe(jump),
      how: fc.constantFrom('drift', 'drift', 'stop', 'only'),
    })
    .map(({ how, driftPpm, ...rest }) => {
      if (how === 'drift') return { ...rest, driftPpm };
      return how === 'stop' ? { ...rest, stop: true } : { ...rest, step: rest.step ?? 1_000 };
    });
}
