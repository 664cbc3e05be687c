import { describe, expect, it } from 'vitest';
import type { Input } from '../../engine/runspec.ts';
import { K, LOST_NODE_DOWN, type Trace } from '../../engine/trace.ts';
import { indexTrace } from '../../timeline/build.ts';
import { type Flight, flightOfSend, flightsAt, flightsOf, nextSend, progress } from './flights.ts';
import { clockOff, clockText, faultEra, faultsAt, indexMoments, lastContacts, statusAt } from './moments.ts';

interface Row {
  t: number;
  kind: keyof typeof K;
  node: number;
  peer?: number;
  cause?: number;
  step: number;
  ref?: number;
  epoch?: number;
}

function traceOf(rows: Row[], statuses: Trace['statuses'] = []): Trace {
  const column = <T>(make: (r: Row) => T) => rows.map(make);
  return {
    nodes: ['C1', 'S1', 'S2'].map((id, index) => ({ id, role: id[0] === 'C' ? 'client' : 'server', index })),
    rows: rows.length,
    steps: (rows.at(-1)?.step ?? -1) + 1,
    columns: {
      time: Float64Array.from(column((r) => r.t)),
      kind: Uint8Array.from(column((r) => K[r.kind])),
      node: Uint8Array.from(column((r) => r.node)),
      peer: Uint8Array.from(column((r) => r.peer ?? 255)),
      cause: Int32Array.from(column((r) => r.cause ?? -1)),
      step: Int32Array.from(column((r) => r.step)),
      ref: Int32Array.from(column((r) => r.ref ?? 0)),
      epoch: Int32Array.from(column((r) => r.epoch ?? 0)),
      stamp: new Uint32Array(rows.length),
      content: new Uint32Array(rows.length),
    },
    ruleIds: [],
    notes: [],
    operations: [],
    statuses,
    violations: [],
    hash: null,
    end: rows.at(-1)?.t ?? 0,
    stopped: null,
  };
}

describe('messages in flight', () => {
  const trace = traceOf([
    { t: 0, kind: 'timer', node: 1, step: 0 },
    { t: 0, kind: 'send', node: 1, peer: 2, step: 0, epoch: 1 }, // delivered at 100, its copy at 150
    { t: 0, kind: 'send', node: 1, peer: 0, step: 0, epoch: 1 }, // eaten at 0 by input 0
    { t: 0, kind: 'lost', node: 1, peer: 0, cause: 2, step: 1, ref: 0 },
    { t: 100, kind: 'deliver', node: 2, peer: 1, cause: 1, step: 2 },
    { t: 100, kind: 'send', node: 2, peer: 1, step: 2, epoch: 1 }, // finds nobody at 180
    { t: 120, kind: 'send', node: 2, peer: 1, step: 3, epoch: 1 }, // the run ends first
    { t: 150, kind: 'deliver', node: 2, peer: 1, cause: 1, step: 4 },
    { t: 180, kind: 'lost', node: 2, peer: 1, cause: 5, step: 5, ref: LOST_NODE_DOWN },
    { t: 400, kind: 'timer', node: 2, step: 6 },
  ]);
  const flights = flightsOf(indexTrace(trace), [], [60, 100]);
  const all = Array.from({ length: flights.count }, (_, i) => flights.at(i)).filter(
    (f): f is Flight => f !== null,
  );
  const at = (step: number, time: number) => flightsAt(flights, step, time).map((f) => `${f.send}.${f.copy}`);

  it('holds each from its send to its fate, by step and not only by time', () => {
    expect(flights.typical).toBe(80);
    expect(at(0, 0)).toEqual(['1.0', '1.1', '2.0']);
    expect(at(1, 50)).toEqual(['1.0', '1.1', '2.0']);
    // At 100 µs, before and after the step that handles it.
    expect(at(1, 100)).toContain('1.0');
    expect(at(2, 100)).not.toContain('1.0');
    expect(at(2, 100)).toContain('1.1');
    expect(at(4, 150)).toEqual(['5.0', '6.0']);
    expect(at(6, 400)).toEqual(['6.0']);
  });

  it('agrees with a plain search at every step', () => {
    for (let step = 0; step < trace.steps; step++) {
      for (let time = 0; time <= 400; time += 10) {
        const plain = all.filter(
          (f) =>
            f.sendStep <= step &&
            f.sentAt <= time &&
            (f.fateStep > step ? time <= f.goneAt : f.lost && time < f.goneAt),
        );
        const found = flightsAt(flights, step, time).filter((f) => time <= f.goneAt);
        expect(found).toEqual(plain);
      }
    }
  });

  it('moves them at simulated speed and stops lost ones where they were eaten', () => {
    const [first] = all;
    expect(progress(first as never, 25, 1)).toBeCloseTo(0.25);
    const eaten = flightOfSend(flights, 2);
    expect(eaten).toMatchObject({ lost: true, eatenBy: 0, reach: null });
    expect(progress(eaten as never, 1000, 0.3)).toBeCloseTo(0.3);
    expect(flightOfSend(flights, 5)).toMatchObject({ lost: true, reach: 1, eatenBy: -1 });
  });

  it('keeps what waits for a frozen node at its door', () => {
    const inputs: Input[] = [{ at: 10, fault: { type: 'pause', node: 'S2', until: 500 } }];
    const frozen = traceOf([
      { t: 10, kind: 'fault', node: 255, step: 0, ref: 0, epoch: 0 },
      { t: 20, kind: 'send', node: 1, peer: 2, step: 1 },
      { t: 500, kind: 'fault', node: 255, step: 2, ref: 0, epoch: 1 },
      { t: 500, kind: 'deliver', node: 2, peer: 1, cause: 1, step: 3 },
    ]);
    const waiting = flightsOf(indexTrace(frozen), inputs, [80, 80]).at(0);
    expect(waiting?.arrivesAt).toBe(100);
    expect(waiting?.goneAt).toBe(500);
    expect(flightsOf(indexTrace(frozen), [], [80, 80]).at(0)?.arrivesAt).toBe(500);
  });

  it('finds the next send on a link', () => {
    expect(nextSend(flights, [[2, 1]], 0)).toBe(5);
    expect(nextSend(flights, [[2, 1]], 2)).toBe(6);
    expect(nextSend(flights, [[1, 2]], 0)).toBeNull();
  });
});

describe('moments', () => {
  const inputs: Input[] = [
    { at: 10, fault: { type: 'clock', node: 'S1', driftPpm: 300_000 } },
    { at: 20, fault: { type: 'clock', node: 'S1', offset: -50_000, until: 30 } },
  ];
  const trace = traceOf(
    [
      { t: 0, kind: 'start', node: 0, step: 0 },
      { t: 0, kind: 'send', node: 0, peer: 1, step: 0 },
      { t: 10, kind: 'fault', node: 255, step: 1, ref: 0, epoch: 0 },
      { t: 20, kind: 'fault', node: 255, step: 2, ref: 1, epoch: 0 },
      { t: 25, kind: 'timer', node: 0, step: 3 },
      { t: 25, kind: 'send', node: 0, peer: 2, step: 3 },
      { t: 30, kind: 'fault', node: 255, step: 4, ref: 1, epoch: 1 },
    ],
    [
      { step: 0, node: 1, status: 0, epoch: 0 },
      { step: 2, node: 1, status: 2, epoch: 3 },
      { step: 4, node: 1, status: -1, epoch: 0 },
    ],
  );
  const moments = indexMoments(indexTrace(trace), inputs, (lane) => lane === 0);

  it('knows who is what, and what a crashed node had reached', () => {
    expect(statusAt(moments, 1, 1)).toMatchObject({ status: 0, epoch: 0 });
    expect(statusAt(moments, 1, 3)).toMatchObject({ status: 2, epoch: 3 });
    expect(statusAt(moments, 1, 4)).toEqual({ status: -1, epoch: 3 });
    expect(statusAt(moments, 2, 4)).toEqual({ status: -1, epoch: 0, unborn: true });
  });

  it('knows the faults in force, before and after each changes', () => {
    expect(
      [0, 1, 2, 3, 4].map((s) => faultsAt(moments, faultEra(moments, s, -1)).map((f) => f.input)),
    ).toEqual([[], [0], [0, 1], [0, 1], [0]]);
    expect([0, 1, 2, 3, 4].map((s) => faultEra(moments, s, -1))).toEqual([0, 1, 2, 2, 3]);
    expect(clockText(faultsAt(moments, 1), 'S1')).toBe('+30 %');
    expect(clockText(faultsAt(moments, 2), 'S1')).toBe('+30 %, −50 ms');
    expect(clockText(faultsAt(moments, 2), 'S2')).toBe('');
  });

  it('knows that a clock stays off by what it gained or jumped while a fault lasted', () => {
    const bent: readonly Input[] = [
      { at: 100_000, fault: { type: 'clock', node: 'S1', driftPpm: 300_000, until: 200_000 } },
      { at: 300_000, fault: { type: 'clock', node: 'S1', step: -50_000, until: 400_000 } },
    ];
    const text = (time: number) => clockText([], 'S1', clockOff(bent, 'S1', time));
    expect([0, 200_000, 250_000, 350_000, 500_000].map(text)).toEqual([
      '',
      '+30 ms',
      '+30 ms',
      '−20 ms',
      '−20 ms',
    ]);
    expect(clockOff(bent, 'S1', 150_000)).toBeNull();
    expect(clockOff(bent, 'S2', 150_000)).toBeNull();
  });

  it('shows a fault that begins at the playhead, whichever step of the instant the cursor is on', () => {
    const at = (step: number, time: number) =>
      faultsAt(moments, faultEra(moments, step, time)).map((f) => f.input);
    expect(at(0, 9)).toEqual([]);
    expect(at(0, 10)).toEqual([0]);
    expect(at(1, 10)).toEqual([0]);
    expect(at(3, 30)).toEqual([0]);
  });

  it('remembers whom a client asked last', () => {
    expect([0, 2, 3].map((s) => lastContacts(moments, 0, s))).toEqual([[1], [1], [2]]);
  });
});
