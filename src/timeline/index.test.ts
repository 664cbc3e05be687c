import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minority, raftRun } from '../app/run.test-data.ts';
import { isNodeStep, K, stepHeads, stepOrdinals } from '../engine/trace.ts';
import { indexing, indexTrace } from './build.ts';
import { Draft, NODES } from './fixture.test-data.ts';
import { FATE, flightOf, lowerBound, nearestStep, stepAt } from './index.ts';

function chain() {
  const d = new Draft();
  const a = d.send(1000, 0, 1);
  const arrives = d.deliver(5000, a);
  const onward = d.add({ time: 5000, kind: 'send', node: 1, peer: 2, epoch: 1, ref: 0 });
  const lonely = d.add({ time: 6000, kind: 'timer', node: 3 });
  const last = d.deliver(9000, onward);
  return { d, a, arrives, onward, lonely, last, trace: d.trace(NODES, 20_000) };
}

describe('what became of a send', () => {
  it('finds delivery, loss, a copy and what is still in flight', () => {
    const d = new Draft();
    const twice = d.send(0, 0, 1);
    const gone = d.send(100, 1, 2);
    const flying = d.send(200, 2, 3);
    const first = d.deliver(5000, twice);
    const lost = d.lose(5100, gone, -1);
    const second = d.deliver(7000, twice);
    const { flights } = indexTrace(d.trace(NODES, 9000));
    expect([...flights.send]).toEqual([twice, twice, gone, flying]);
    expect([...flights.end]).toEqual([first, second, lost, -1]);
    expect([...flights.fate]).toEqual([FATE.delivered, FATE.delivered, FATE.lost, FATE.pending]);
    expect([...flights.copied]).toEqual([1, 1, 0, 0]);
    expect(flights.t1[3]).toBe(9000);
  });

  it('finds the first flight of a send', () => {
    const d = new Draft();
    const [a, twice] = [d.send(0, 0, 1), d.send(1000, 0, 1)];
    d.deliver(9000, twice);
    d.deliver(9500, twice);
    const trace = d.trace(NODES, 9900);
    const index = indexTrace(trace);
    expect([a, twice, 0].map((row) => flightOf(index, row))).toEqual([0, 1, -1]);
  });
});

describe('of a run', () => {
  const spec = { ...minority, until: 1_500_000 };
  const { run } = raftRun(spec);
  const { trace, index } = run;

  it('has heads and numbers of steps, and the rows of inputs', () => {
    expect(index.heads).toEqual(stepHeads(trace));
    expect(index.ordinals).toEqual(stepOrdinals(trace));
    const { kind } = trace.columns;
    const rows = [...kind.keys()].filter((row) => kind[row] === K.fault || kind[row] === K.ignored);
    expect([...index.inputRows]).toEqual(rows);
    expect(rows.length).toBeGreaterThan(1);
  });

  it('sorts steps by lane and sort, losing none', () => {
    const { kind, node } = trace.columns;
    const steps = [...index.heads.keys()];
    const kindOf = (step: number) => kind[index.heads[step] as number] as number;
    for (const { index: lane } of trace.nodes) {
      const own = steps.filter((s) => isNodeStep(kindOf(s)) && node[index.heads[s] as number] === lane);
      expect([...(index.nodeSteps[lane] ?? [])]).toEqual(own);
      expect([...(index.timerSteps[lane] ?? [])]).toEqual(own.filter((s) => kindOf(s) === K.timer));
    }
    const rare = steps.filter((s) => kindOf(s) === K.start || kindOf(s) === K.command);
    expect([...index.rareSteps]).toEqual(rare);
  });

  it('groups flights by kind and lane, each group in order, losing none', () => {
    const { flights } = index;
    const lanes = trace.nodes.length;
    const seen: number[] = [];
    for (let g = 0; g + 1 < flights.starts.length; g++) {
      const group = [...flights.members.subarray(flights.starts[g], flights.starts[g + 1])];
      expect(group).toEqual([...group].sort((a, b) => a - b));
      for (const i of group)
        expect((flights.kind[i] as number) * lanes + (flights.from[i] as number)).toBe(g);
      seen.push(...group);
    }
    expect(seen.sort((a, b) => a - b)).toEqual([...flights.send.keys()]);
    expect(flights.count).toBeGreaterThan(100);
  });

  it('is the same however often its making was paused', () => {
    const work = indexing(trace);
    let pauses = 0;
    for (;;) {
      const { done, value } = work.next();
      if (!done) pauses++;
      else {
        expect({ ...value, trace }).toEqual(indexTrace(trace));
        break;
      }
    }
    // A slice at least for rows, flights and steps.
    expect(pauses).toBeGreaterThan(2);
  });
});

describe('looking up', () => {
  it('finds the step at a time and the nearest one on a lane', () => {
    const { d, a, arrives, last, trace } = chain();
    const index = indexTrace(trace);
    expect(stepAt(index, 0)).toBe(0);
    expect(stepAt(index, 4999)).toBe(d.step(a));
    expect(stepAt(index, 5000)).toBe(d.step(arrives));
    expect(stepAt(index, 99_999)).toBe(d.step(last));
    expect(nearestStep(index, 1, 0)).toBe(d.step(arrives));
    expect(nearestStep(index, 2, 50_000)).toBe(d.step(last));
  });

  it('halves like a scan', () => {
    const ascending = fc.array(fc.nat(50)).map((list) => list.sort((x, y) => x - y));
    fc.assert(
      fc.property(ascending, fc.nat(60), (values, value) => {
        const naive = values.findIndex((v) => v >= value);
        expect(lowerBound(values, value)).toBe(naive < 0 ? values.length : naive);
      }),
    );
  });
});
