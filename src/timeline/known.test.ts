import { expect, test } from 'vitest';
import { conesOf } from '../app/timeline/cones.ts';
import { K } from '../engine/trace.ts';
import { protocol as gallery } from '../protocols/gallery/protocol.ts';
import { scenarios as galleryRuns } from '../protocols/gallery/scenarios.ts';
import { protocol as raft } from '../protocols/raft/protocol.ts';
import { scenarios as raftRuns } from '../protocols/raft/scenarios.ts';
import { PAST } from '../query/cones.ts';
import { simulate } from '../testkit/simulate.ts';
import { indexTrace } from './build.ts';
import { FATE } from './index.ts';
import { hearingOf, knownTo } from './known.ts';

const runs = [
  ...raftRuns
    .slice(0, 5)
    .map((scenario) => ({ scenario, index: indexTrace(simulate(raft, scenario.spec).trace) })),
  ...galleryRuns.slice(0, 40).map((scenario) => ({
    scenario,
    index: indexTrace(simulate(gallery, scenario.spec).trace),
  })),
];

test.each(runs)('$scenario.id: nothing of others is left but what was handled', ({ index }) => {
  index.trace.nodes.forEach((node, lane) => {
    const { flights, trace, nodeSteps, inputRows } = knownTo(index, lane);
    for (let i = 0; i < flights.count; i++) {
      expect(flights.from[i] === lane || flights.to[i] === lane).toBe(true);
      if (flights.to[i] === lane) {
        expect(trace.columns.kind[flights.end[i] ?? -1]).toBe(K.deliver);
        continue;
      }
      // Whatever became of it, it looks the same.
      expect(flights.fate[i]).toBe(FATE.pending);
      expect(flights.end[i]).toBe(-1);
      expect((flights.t1[i] ?? 0) - (flights.t0[i] ?? 0)).toBe(index.latency);
    }
    expect(trace.violations).toEqual([]);
    expect(inputRows).toHaveLength(0);
    expect(trace.statuses.every((change) => change.node === lane)).toBe(true);
    expect(trace.notes.every((note) => note.id === '' || note.node === node.id)).toBe(true);
    expect(trace.notes).toHaveLength(index.trace.notes.length);
    nodeSteps.forEach((steps, other) => {
      if (other !== lane) expect(steps).toHaveLength(0);
    });
    // The index stays a proper one: groups hold each flight once, in order.
    expect([...flights.members].sort((a, b) => a - b)).toEqual(
      Array.from({ length: flights.count }, (_, i) => i),
    );
    for (let i = 1; i < flights.count; i++) {
      expect(flights.t0[i]).toBeGreaterThanOrEqual(flights.t0[i - 1] as number);
    }
  });
});

test.each(runs)(
  '$scenario.id: whoever was heard from lies in the past, and nothing later was handled',
  ({ index }) => {
    const { kind, node, peer, step } = index.trace.columns;
    index.trace.nodes.forEach((_, lane) => {
      const hearing = hearingOf(index, lane);
      const last = new Map<number, number>();
      for (let s = 0, row = 0; s < index.trace.steps; s++) {
        for (; row < index.trace.rows && step[row] === s; row++) {
          if (kind[row] === K.deliver && node[row] === lane) last.set(peer[row] as number, s);
        }
        if (s % 5 !== 0) continue;
        index.trace.nodes.forEach((_, from) => {
          const heard = hearing(from, s);
          expect(heard?.step ?? null).toBe(last.get(from) ?? null);
          if (heard !== null && from !== lane) {
            expect((conesOf(index, heard.step)?.[step[heard.send] as number] as number) & PAST).toBe(PAST);
          }
        });
      }
    });
  },
);
