import { describe, expect, it } from 'vitest';
import type { FaultInput, Input } from '../engine/runspec.ts';
import { LOST_NODE_DOWN, LOST_RANDOM } from '../engine/trace.ts';
import { clockPieces } from './clocks.ts';
import { Draft, modelOf, NODES, viewOf } from './fixture.test-data.ts';
import { overlaps } from './labels.ts';
import { buildScene } from './scene.ts';

const cut: FaultInput = {
  at: 20_000,
  fault: {
    type: 'partition',
    groups: [
      ['S1', 'S2'],
      ['S3', 'S4'],
    ],
    until: 60_000,
  },
};
const view = viewOf();
const laneY = (node: number) => view.lanes.y[node] as number;

/** S1 leads from 10 ms on; a cut; messages before, into and after it; a client told nothing. */
function run() {
  const d = new Draft();
  const vote = d.send(1000, 0, 1);
  d.deliver(10_000, vote);
  d.statuses.push({ step: d.step(d.rows.length - 1), node: 0, status: 1, epoch: 1 });
  const early = d.send(15_000, 0, 2);
  d.lose(20_000, early, 0);
  const eaten = d.send(30_000, 0, 3);
  d.lose(30_000, eaten, 0);
  const backwards = d.send(40_000, 3, 1);
  d.lose(40_000, backwards, 0);
  d.add({ time: 50_000, kind: 'command', node: 4, ref: 1 });
  const invoke = d.add({ time: 50_000, kind: 'invoke', node: 4, ref: 0 });
  d.operations.push({
    id: 0,
    node: 'C1',
    f: 'write',
    key: 'x',
    value: 7,
    invokeRow: invoke,
    replyRow: -1,
    outcome: 'open',
  });
  d.add({ time: 70_000, kind: 'timer', node: 0 });
  d.statuses.push({ step: d.step(d.rows.length - 1), node: 0, status: 0, epoch: 2 });
  const note = d.add({ time: 70_000, kind: 'note', node: 0, ref: 0 });
  d.notes.push({ row: note, id: 'stepsDown', node: 'S1', fields: {} });
  const inputs: Input[] = [cut, { at: 50_000, node: 'C1', command: { type: 'write', key: 'x', value: 7 } }];
  return { d, early, eaten, backwards, scene: buildScene(modelOf(d.trace(NODES, 100_000), inputs), view) };
}

describe('lanes', () => {
  it('put clients above servers', () => {
    expect(run().scene.lanes.map((lane) => lane.id)).toEqual(['C1', 'S1', 'S2', 'S3', 'S4']);
  });
});

describe('a partition', () => {
  it('is jagged exactly where its sides are neighbours and marks every lane it touches', () => {
    const object = run().scene.inputs[0];
    expect(object?.zigzags).toEqual([(laneY(1) + laneY(2)) / 2]);
    expect(object?.letters.map((l) => [l.node, l.letter])).toEqual([
      [0, 'a'],
      [1, 'a'],
      [2, 'b'],
      [3, 'b'],
    ]);
    expect(object?.x0).toBeCloseTo(254);
    expect(object?.x1).toBeCloseTo(654);
  });

  it('keeps its letters at the edge when its beginning is out of view, and shows none after its end', () => {
    const model = modelOf(new Draft().trace(NODES, 100_000), [cut]);
    const xs = (u0: number, u1: number) =>
      buildScene(model, viewOf({ u0, u1 })).inputs[0]?.letters.map((l) => l.x);
    expect(new Set(xs(0.4, 0.5))).toEqual(new Set([54]));
    expect(xs(0.7, 0.8)?.every((x) => x < 54 - 8)).toBe(true);
  });

  it('is jagged twice when a side lies between the others', () => {
    const input: FaultInput = {
      at: 0,
      fault: {
        type: 'partition',
        groups: [
          ['S1', 'S4'],
          ['S2', 'S3'],
        ],
      },
    };
    const scene = buildScene(modelOf(new Draft().trace(NODES, 100_000), [input]), view);
    expect(scene.inputs[0]?.zigzags).toHaveLength(2);
    expect(scene.inputs[0]?.open).toBe(true);
  });
});

describe('lost messages', () => {
  it('end at the jagged line, at the time they were eaten if they were on their way', () => {
    const { scene } = run();
    const jagged = (laneY(1) + laneY(2)) / 2;
    expect(scene.crosses.map((c) => [c.y, c.input])).toEqual([
      [jagged, 0],
      [jagged, 0],
      [jagged, 0],
    ]);
    expect(scene.crosses[0]?.x).toBeCloseTo(view.scale.x(20_000));
    // Eaten as it left: part of the usual 9 ms to the jagged line, from either side.
    for (const [k, sent] of [
      [1, 30_000],
      [2, 40_000],
    ] as const) {
      expect(scene.crosses[k]?.x).toBeGreaterThan(view.scale.x(sent));
      expect(scene.crosses[k]?.x).toBeLessThan(view.scale.x(sent + 9000));
    }
  });

  it('end at the first of several jagged lines, seen from the sender', () => {
    const d = new Draft();
    const down = d.send(10_000, 0, 3);
    d.lose(10_000, down, 0);
    const up = d.send(20_000, 3, 0);
    d.lose(20_000, up, 0);
    const threeSides: FaultInput = {
      at: 0,
      fault: { type: 'partition', groups: [['S1'], ['S2', 'S3'], ['S4']] },
    };
    const scene = buildScene(modelOf(d.trace(NODES, 100_000), [threeSides]), view);
    expect(scene.crosses.map((c) => c.y)).toEqual([(laneY(0) + laneY(1)) / 2, (laneY(2) + laneY(3)) / 2]);
  });

  it('end on the lane of a node that was down, and part-way when chance took them', () => {
    const d = new Draft();
    const down = d.send(0, 0, 1);
    const chance = d.send(0, 0, 1);
    d.lose(0, chance, LOST_RANDOM);
    d.lose(9000, down, LOST_NODE_DOWN);
    const scene = buildScene(modelOf(d.trace(NODES, 100_000)), view);
    expect(scene.crosses[0]).toMatchObject({ x: view.scale.x(9000), y: laneY(1), input: -1 });
    const between = scene.crosses[1]?.y ?? 0;
    expect(between).toBeGreaterThan(laneY(0));
    expect(between).toBeLessThan(laneY(1));
  });
});

describe('lanes say what nodes are', () => {
  it('bands run while the status lasts, in the colour of the epoch, with their label', () => {
    const { scene } = run();
    expect(scene.bands).toHaveLength(1);
    expect(scene.bands[0]).toMatchObject({ node: 0, epoch: 1, mark: 'filled' });
    expect(scene.bands[0]?.x0).toBeCloseTo(view.scale.x(10_000));
    expect(scene.bands[0]?.x1).toBeCloseTo(view.scale.x(70_000));
    const texts = scene.labels.map((label) => label.text);
    expect(texts).toEqual(
      expect.arrayContaining([
        'leader, term 1',
        'steps down',
        'x=7, never answered',
        'V',
        'cut S1 S2 | S3 S4',
      ]),
    );
  });

  it('an operation stays open to the end while nobody has answered', () => {
    const bar = run().scene.operations[0];
    expect(bar).toMatchObject({ outcome: 'open', y: laneY(4) });
    expect(bar?.x1).toBeCloseTo(view.scale.x(100_000));
  });

  it('labels never overlap one another', () => {
    const { labels } = run().scene;
    expect(labels.length).toBeGreaterThan(5);
    labels.forEach((a, i) => {
      for (const b of labels.slice(i + 1)) expect(overlaps(a.box, b.box)).toBe(false);
    });
  });
});

describe('faults on one message or node', () => {
  it('mark the nth message after their time, and say when there was none', () => {
    const d = new Draft();
    const first = d.send(10_000, 0, 1);
    d.deliver(19_000, first);
    const second = d.send(30_000, 0, 1);
    d.deliver(39_000, second);
    const drop = (at: number): Input => ({ at, fault: { type: 'duplicate', from: 'S1', to: 'S2' } });
    const scene = buildScene(modelOf(d.trace(NODES, 100_000), [drop(0), drop(20_000), drop(50_000)]), view);
    expect(scene.inputs.map((o) => o.flight)).toEqual([0, 1, -1]);
    expect(scene.inputs[1]?.body.x).toBeGreaterThan(view.scale.x(30_000) - 10);
  });

  it('copies are double lines', () => {
    const d = new Draft();
    const send = d.send(0, 0, 1);
    d.deliver(9000, send);
    d.deliver(12_000, send);
    const scene = buildScene(modelOf(d.trace(NODES, 100_000)), view);
    expect(scene.messages.map((m) => m.double)).toEqual([true, true]);
  });

  it('strips that meet in time lie below one another, others on one height', () => {
    const block = (at: number, until: number): Input => ({
      at,
      fault: { type: 'block', from: 'S1', to: 'S2', until },
    });
    const inputs = [block(0, 40_000), block(20_000, 60_000), block(50_000, 90_000)];
    const scene = buildScene(modelOf(new Draft().trace(NODES, 100_000), inputs), view);
    const ys = scene.inputs.map((o) => o.body.y);
    expect(ys[1]).toBeGreaterThan(ys[0] as number);
    expect(ys[2]).toBe(ys[0]);
  });
});

describe('a bent clock', () => {
  const bent: FaultInput = {
    at: 20_000,
    fault: { type: 'clock', node: 'S2', driftPpm: 300_000, offset: 1000, until: 60_000 },
  };

  it('gains while it drifts, keeps the gain, and gives the offset back', () => {
    expect(clockPieces([bent], 'S2', 100_000)).toEqual([
      { t0: 0, t1: 20_000, local: 0, rate: 1 },
      { t0: 20_000, t1: 60_000, local: 21_000, rate: 1.3 },
      { t0: 60_000, t1: 100_000, local: 72_000, rate: 1 },
    ]);
  });

  it('has a ruler whose ticks stand closer while it runs fast', () => {
    const scene = buildScene(modelOf(new Draft().trace(NODES, 100_000), [bent]), view);
    const ticks = scene.rulers[0]?.ticks ?? [];
    const gaps = (t0: number, t1: number) => {
      const xs = ticks.map((t) => t.x).filter((x) => x > view.scale.x(t0) && x < view.scale.x(t1));
      return ((xs[xs.length - 1] as number) - (xs[0] as number)) / (xs.length - 1);
    };
    expect(scene.rulers).toHaveLength(1);
    expect(gaps(61_000, 99_000) / gaps(21_000, 59_000)).toBeCloseTo(1.3);
  });
});

describe('thousands of faults at once', () => {
  it('are placed once for a run, in bounded places, whatever the view', () => {
    const { d } = run();
    const inputs: Input[] = Array.from({ length: 5000 }, (_, i) => ({
      at: i,
      fault: { type: 'link', from: '*', to: '*', latency: [1, 2], until: 90_000 },
    }));
    const model = modelOf(d.trace(NODES, 100_000), inputs);
    const places = (s: ReturnType<typeof buildScene>) => s.inputs.map((o) => o.body.y);
    const first = buildScene(model, view);
    expect(new Set(places(first)).size).toBeLessThanOrEqual(24);
    expect(places(buildScene(model, view))).toEqual(places(first));
  });

  it('lie below one another while they overlap, and share a place when they do not', () => {
    const { d } = run();
    const slow = (at: number, until: number): Input => ({
      at,
      fault: { type: 'link', from: 'S1', to: 'S2', latency: [1, 2], until },
    });
    const model = modelOf(d.trace(NODES, 100_000), [
      slow(40_000, 60_000),
      slow(10_000, 50_000),
      slow(70_000, 80_000),
    ]);
    const [late, early, last] = buildScene(model, view).inputs.map((o) => o.body.y);
    expect(late).toBeGreaterThan(early as number);
    expect(last).toBe(early);
  });
});
