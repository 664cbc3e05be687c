import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type PartialSpec, simulate } from '../testkit/simulate.ts';
import { liars } from '../testkit/toy-liar.ts';
import type { Fault, Input, NodeId } from './runspec.ts';
import { nodes, runs } from './toyruns.test-data.ts';
import { isNodeStep, K, type Trace } from './trace.ts';

/**
 * What nodes, cuts and messages do under overlapping crashes, freezes and cuts, against the words over each fault's type and nothing
 * of the engine: whoever is down or frozen by definition does nothing; whatever arrives was cut off at no time on its way; whatever is lost has
 * its reason; and each message has one fate.
 */
const NODE_FAULTS = ['crash', 'amnesia', 'outage', 'pause'] as const;
const CUTS = ['partition', 'partial', 'block'] as const;

function faultsIn(spec: PartialSpec): { at: number; end: number; fault: Fault }[] {
  return (spec.inputs ?? []).flatMap((input: Input) =>
    'fault' in input
      ? [
          {
            at: input.at,
            end: ('until' in input.fault ? input.fault.until : undefined) ?? Number.POSITIVE_INFINITY,
            fault: input.fault,
          },
        ]
      : [],
  );
}

const strikes = (fault: Fault, node: NodeId): boolean =>
  fault.type === 'outage' ? fault.nodes.includes(node) : 'node' in fault && fault.node === node;

function cuts(fault: Fault, from: NodeId, to: NodeId): boolean {
  if (fault.type === 'block') return fault.from === from && fault.to === to;
  if (fault.type === 'partial')
    return fault.links.some(([a, b]) => (a === from && b === to) || (a === to && b === from));
  if (fault.type !== 'partition') return false;
  const a = fault.groups.findIndex((group) => group.includes(from));
  const b = fault.groups.findIndex((group) => group.includes(to));
  return a >= 0 && b >= 0 && (fault.oneWay ? a < b : a !== b);
}

/** Whether the fault is on at some time from `from` to `to`, both counted: what happens then happens after inputs. */
function onWithin(
  { at, end, fault }: ReturnType<typeof faultsIn>[number],
  from: number,
  to: number,
): boolean {
  const flap = 'flap' in fault ? fault.flap : undefined;
  if (at > to || end <= from) return false;
  if (!flap) return true;
  const start = Math.max(from, at);
  const since = (start - at) % (flap.down + flap.up);
  return since < flap.down || start + (flap.down + flap.up - since) <= Math.min(to, end - 1);
}

function judge(spec: PartialSpec, trace: Trace, seen: { cut: number; down: number; arrived: number }): void {
  const { columns: c } = trace;
  const faults = faultsIn(spec);
  const name = (lane: number) => nodes[lane] as NodeId;
  const fates = new Map<number, number>();
  // A restart comes before what begins at its instant; a command may stand before it in the document.
  const heldAt = (node: NodeId, time: number, before: boolean) =>
    faults.some(
      (f) =>
        NODE_FAULTS.some((type) => type === f.fault.type) &&
        strikes(f.fault, node) &&
        onWithin(f, time, time) &&
        !(before && f.at === time),
    );
  for (let row = 0; row < trace.rows; row++) {
    const kind = c.kind[row] as number;
    const time = c.time[row] as number;
    const node = name(c.node[row] as number);
    if (isNodeStep(kind) && !(kind === K.start && time === 0)) {
      expect(
        heldAt(node, time, kind === K.start || kind === K.command),
        `row ${row}: ${node} acts at ${time}`,
      ).toBe(false);
    }
    if (kind === K.deliver || kind === K.lost) {
      const send = c.cause[row] as number;
      fates.set(send, (fates.get(send) ?? 0) + 1);
      const [from, to] = [name(c.node[send] as number), name(c.peer[send] as number)];
      const sent = c.time[send] as number;
      const frozen = faults.some((f) => f.fault.type === 'pause' && strikes(f.fault, to));
      if (kind === K.deliver && !frozen) {
        seen.arrived++;
        const by = faults.find((f) => cuts(f.fault, from, to) && onWithin(f, sent, time));
        expect(by, `row ${row}: ${from} to ${to}, sent at ${sent}, arrives at ${time}`).toBeUndefined();
      }
      const ref = c.ref[row] as number;
      const eater = ref >= 0 ? spec.inputs?.[ref] : undefined;
      if (kind === K.lost && eater && 'fault' in eater) {
        const [own] = faultsIn({ inputs: [eater] });
        const cut = CUTS.some((type) => type === eater.fault.type);
        seen[cut ? 'cut' : 'down']++;
        expect(cut ? cuts(eater.fault, from, to) : strikes(eater.fault, to), `row ${row}`).toBe(true);
        expect(own && onWithin(own, time, time), `row ${row}: lost at ${time}`).toBe(true);
      }
    }
  }
  for (const [send, count] of fates) expect(count, `the message of row ${send}`).toBe(1);
}

test('under crashes, freezes and cuts that overlap in any way each does what is written over it, and no more', () => {
  const seen = { cut: 0, down: 0, arrived: 0 };
  fc.assert(
    fc.property(runs({}, [...NODE_FAULTS, ...CUTS]), (spec) => {
      judge(spec, simulate(liars, spec).trace, seen);
    }),
    { numRuns: 120 },
  );
  expect(seen.cut).toBeGreaterThan(100);
  expect(seen.down).toBeGreaterThan(20);
  expect(seen.arrived).toBeGreaterThan(1000);
});
