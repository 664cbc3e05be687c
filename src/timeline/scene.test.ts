import { describe, expect, it } from 'vitest';
import type { FaultInput, Input } from '../engine/runspec.ts';
import { LOST_NODE_DOWN, LOST_RANDOM } from '../engine/trace.ts';
import { clockPieces } from './clocks.ts';
import { Draft, modelOf, NODES, viewOf } from './fixture.test-data.ts';
import { bodyAt } from './hit.ts';
import { knownTo } from './known.ts';
import { overlaps } from './labels.ts';
import { buildScene } from './scene.ts';
import { tellMessage } from './tell.ts';

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
  it('mark what they struck, tied to where they began to wait, and say when they waited in vain', () => {
    const d = new Draft();
    const first = d.send(10_000, 0, 1);
    d.hit(first, 0);
    d.deliver(19_000, first);
    const second = d.send(30_000, 0, 1);
    d.hit(second, 1);
    d.deliver(39_000, second);
    const twice = (at: number): Input => ({ at, fault: { type: 'duplicate', from: 'S1', to: 'S2' } });
    const inputs = [twice(0), twice(20_000), twice(50_000)];
    const scene = buildScene(modelOf(d.trace(NODES, 100_000), inputs), view);
    expect(scene.inputs.map((o) => o.flight)).toEqual([0, 1, -1]);
    expect(scene.inputs.map((o) => o.idle)).toEqual([false, false, true]);
    expect(scene.inputs[1]?.body.x).toBeGreaterThan(view.scale.x(30_000) - 10);
    expect(scene.inputs[1]?.struckX).toBeCloseTo(view.scale.x(30_000));
    expect(scene.labels.map((label) => label.text)).toContain('twice: none came');
  });

  it('of a disk stand above the lane at the write they struck; a torn one takes its node down from there', () => {
    const d = new Draft();
    const write = d.add({ time: 30_000, kind: 'timer', node: 1 });
    d.hit(write, 0);
    d.hit(write, 1);
    const inputs: Input[] = [
      { at: 10_000, fault: { type: 'lostWrite', node: 'S2' } },
      { at: 20_000, fault: { type: 'tornWrite', node: 'S2', until: 60_000 } },
      { at: 20_000, fault: { type: 'misdirectedWrite', node: 'S3' } },
      { at: 20_000, fault: { type: 'bitRot', node: 'S3' } },
    ];
    const { inputs: objects } = buildScene(modelOf(d.trace(NODES, 100_000), inputs), view);
    expect(objects.map((o) => o.form)).toEqual(['disk', 'disk', 'disk', 'disk']);
    expect(objects.map((o) => o.idle)).toEqual([false, false, true, false]);
    expect(objects[0]?.struckX).toBeCloseTo(view.scale.x(30_000));
    expect((objects[0]?.body.y ?? 0) + 9).toBeLessThan(laneY(1));
    const down = objects[1]?.pieces[1];
    expect(down?.x).toBeCloseTo(view.scale.x(30_000));
    expect((down?.x ?? 0) + (down?.width ?? 0)).toBeCloseTo(view.scale.x(60_000));
    expect(down?.y).toBeCloseTo(laneY(1) - view.lanes.half);
  });

  it('an outage lies on each of its lanes, and can be taken hold of only there', () => {
    const outage: Input = { at: 20_000, fault: { type: 'outage', nodes: ['S1', 'S3'], until: 60_000 } };
    const scene = buildScene(modelOf(new Draft().trace(NODES, 100_000), [outage]), view);
    expect(scene.inputs[0]?.pieces.map((p) => p.y + view.lanes.half)).toEqual([laneY(0), laneY(2)]);
    const x = view.scale.x(40_000);
    expect(bodyAt(scene, x, laneY(2), { selected: null })?.input).toBe(0);
    expect(bodyAt(scene, x, laneY(1), { selected: null })).toBeNull();
  });

  it('a flapping cut is drawn as it goes on and off, and taken hold of as one', () => {
    const flap = { down: 10_000, up: 5_000 };
    const inputs: Input[] = [
      { at: 20_000, fault: { type: 'block', from: 'S1', to: 'S2', flap, until: 60_000 } },
      { ...cut, fault: { ...cut.fault, flap } as FaultInput['fault'] },
    ];
    const scene = buildScene(modelOf(new Draft().trace(NODES, 100_000), inputs), view);
    for (const object of scene.inputs) {
      const spans = object.pieces.map((p) => [p.x, p.x + p.width].map((x) => Math.round(view.scale.t(x))));
      expect(spans).toEqual([
        [20_000, 30_000],
        [35_000, 45_000],
        [50_000, 60_000],
      ]);
    }
    const body = scene.inputs[0]?.body;
    expect(bodyAt(scene, view.scale.x(32_000), (body?.y ?? 0) + 2, { selected: null })?.input).toBe(0);
  });

  it('a damaged message that is thrown away ends at its receiver; one believed arrives', () => {
    const d = new Draft();
    const corrupt: Input = { at: 0, fault: { type: 'corrupt', from: 'S1', to: 'S2' } };
    const refused = d.send(10_000, 0, 1);
    d.hit(refused, 0);
    d.damage(refused, 0);
    const believed = d.send(30_000, 0, 1);
    d.damage(believed, 1);
    d.lose(19_000, refused, 0);
    d.deliver(39_000, believed);
    const scene = buildScene(modelOf(d.trace(NODES, 100_000), [corrupt, corrupt]), view);
    expect(scene.messages.map((m) => m.damaged)).toEqual([true, true]);
    expect(scene.crosses).toMatchObject([{ x: view.scale.x(19_000), y: laneY(1), input: 0 }]);
    expect(tellMessage(scene.model, 0).when).toBe('sent 10 ms, lost: damaged on its way, S2 throws it away');
    expect(tellMessage(scene.model, 1).when).toBe('sent 30 ms, arrives damaged 39 ms');
  });

  it('a message held back waits half way until the other has passed it, or for ever', () => {
    const d = new Draft();
    const hold: Input = { at: 0, fault: { type: 'reorder', from: 'S1', to: 'S2' } };
    const late = d.send(10_000, 0, 1);
    d.hit(late, 0);
    const never = d.send(50_000, 0, 2);
    d.hit(never, 1);
    // Others of the run tell how long a message travels as a rule.
    for (const t of [60_000, 61_000, 62_000]) d.deliver(t + 9_000, d.send(t, 2, 3));
    d.deliver(90_000, late);
    const scene = buildScene(modelOf(d.trace(NODES, 100_000), [hold, hold]), view);
    const [first, second] = scene.messages;
    expect(first?.held?.x1).toBeGreaterThan((first?.held?.x0 ?? 0) + 50);
    expect(first?.held?.x1).toBeLessThan(view.scale.x(90_000));
    expect(second).toMatchObject({ fate: 'pending', y1: (laneY(0) + laneY(2)) / 2 });
  });

  it('a write that takes its time is a bar from the step that made it to the one in which it was safe', () => {
    const d = new Draft();
    const write = d.add({ time: 30_000, kind: 'timer', node: 1 });
    d.add({ time: 42_000, kind: 'sync', node: 1, cause: write });
    const scene = buildScene(modelOf(d.trace(NODES, 100_000)), view);
    expect(scene.writes).toMatchObject([{ node: 1, x0: view.scale.x(30_000), x1: view.scale.x(42_000) }]);
    // Zoomed to between its ends, it is still there.
    const inside = buildScene(modelOf(d.trace(NODES, 100_000)), viewOf({ u0: 0.33, u1: 0.4 }));
    expect(inside.writes).toHaveLength(1);
  });

  it('one that a crash undoes ends there, as such; its node knows nothing of it', () => {
    const d = new Draft();
    const write = d.add({ time: 30_000, kind: 'timer', node: 1 });
    d.add({ time: 36_000, kind: 'fault', node: 1, ref: 0 });
    d.add({ time: 36_000, kind: 'undone', node: 1, cause: write });
    const crash: Input = { at: 36_000, fault: { type: 'crash', node: 'S2' } };
    const model = modelOf(d.trace(NODES, 100_000), [crash]);
    const [mark] = buildScene(model, view).writes;
    expect(mark).toMatchObject({ node: 1, x0: view.scale.x(30_000), x1: view.scale.x(36_000), undone: true });
    expect(knownTo(model.index, 1).undoneRows).toHaveLength(0);
    // Its cross stands free of the crash's badge; where the bar is too short for that, at its end.
    expect(mark?.signX).toBeLessThan(view.scale.x(36_000) - 8 - 4);
    expect(mark?.signX).toBeGreaterThan(view.scale.x(30_000));
    const [narrow] = buildScene(model, viewOf(undefined, 10_000_000)).writes;
    expect(narrow?.signX).toBe(narrow?.x1);
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

  it('the strip of a link lies on the side to which its messages go', () => {
    const link = (from: string, to: string): Input => ({
      at: 10_000,
      fault: { type: 'link', from, to, loss: 0.5, until: 50_000 },
    });
    const inputs = [link('S3', 'S2'), link('S3', 'S4'), link('S3', 'S1')];
    const scene = buildScene(modelOf(new Draft().trace(NODES, 100_000), inputs), view);
    const lane = view.lanes.y[2] as number;
    const [up, down, upToo] = scene.inputs.map((o) => o.body);
    expect((up?.y ?? 0) + (up?.height ?? 0)).toBeLessThan(lane);
    expect(down?.y).toBeGreaterThan(lane);
    expect((upToo?.y ?? 0) + (upToo?.height ?? 0)).toBeLessThan(up?.y ?? 0);
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

  it('keeps what it jumps, and stands still while it is stopped', () => {
    const faults: FaultInput[] = [
      { at: 10_000, fault: { type: 'clock', node: 'S2', step: 5_000 } },
      { at: 20_000, fault: { type: 'clock', node: 'S2', stop: true, until: 60_000 } },
    ];
    expect(clockPieces(faults, 'S2', 100_000)).toEqual([
      { t0: 0, t1: 10_000, local: 0, rate: 1 },
      { t0: 10_000, t1: 20_000, local: 15_000, rate: 1 },
      { t0: 20_000, t1: 60_000, local: 25_000, rate: 0 },
      { t0: 60_000, t1: 100_000, local: 25_000, rate: 1 },
    ]);
    const scene = buildScene(modelOf(new Draft().trace(NODES, 100_000), faults), view);
    expect(scene.rulers[0]?.still).toEqual([{ x0: view.scale.x(20_000), x1: view.scale.x(60_000) }]);
  });

  it('takes its rate and its offset each from the fault that started last', () => {
    const faults: FaultInput[] = [
      { at: 10_000, fault: { type: 'clock', node: 'S2', driftPpm: 100_000 } },
      { at: 20_000, fault: { type: 'clock', node: 'S2', offset: 7_000, until: 60_000 } },
    ];
    expect(clockPieces(faults, 'S2', 100_000).map((p) => [p.t0, p.local - p.t0, p.rate])).toEqual([
      [0, 0, 1],
      [10_000, 0, 1.1],
      [20_000, 8_000, 1.1],
      [60_000, 5_000, 1.1],
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
