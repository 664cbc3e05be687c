import { beforeEach, describe, expect, it } from 'vitest';
import { causality, relation } from '../../query/causality.ts';
import { type Stamp, stampAt, stampsOf } from '../../query/stamps.ts';
import { overlaps } from '../../timeline/labels.ts';
import { layoutLanes } from '../../timeline/lanes.ts';
import { makeScale, WHOLE } from '../../timeline/scale.ts';
import { buildScene } from '../../timeline/scene.ts';
import { minority, raft, raftRun } from '../run.test-data.ts';
import { sessionStore } from '../stores/session.ts';
import { compareWithCursor, nameOf, pairOf, pairStore, stepOf, toggleMark } from './pair.ts';
import { stampsHidden } from './shown.ts';
import { countInView, MOST, placeStamps, stepsInView } from './stampLayer.ts';
import { notOrdered, stampText, whyByVectors } from './words.ts';

const { run } = raftRun();
const columns = stampsOf(run.trace, (_, t) => t);
const stamps = new Map<number, Stamp | null>(
  Array.from({ length: run.trace.steps }, (_, s) => [s, stampAt(columns, s)]),
);

function sceneOf(from: number, to: number, of = run) {
  const { until } = of.resolved.spec;
  const lanes = layoutLanes(of.resolved.nodes, raft.roles, 420);
  const scale = makeScale(until, 54, 740, { ...WHOLE, u0: from, u1: to });
  const measure = (text: string, size: number) => text.length * size * 0.6;
  return buildScene(
    { meta: raft, resolved: of.resolved, index: of.index },
    { width: 760, scale, lanes, measure },
  );
}

describe('stamps on the timeline', () => {
  it('cover neither one another nor what is written there already, and each stands at its own event', () => {
    let written = 0;
    for (const [from, to] of [
      [0, 0.1],
      [0.1, 0.2],
      [0.3, 0.35],
      [0.5, 0.52],
    ] as const) {
      const scene = sceneOf(from, to);
      for (const kind of ['lamport', 'vector', 'hlc'] as const) {
        const labels = placeStamps(scene, stamps, kind);
        written += labels.length;
        const boxes = [...labels.map((l) => l.box), ...scene.labels.map((l) => l.box)];
        for (const [i, a] of boxes.entries())
          for (const b of boxes.slice(i + 1)) expect(overlaps(a, b, -0.5)).toBe(false);
        for (const { step, text } of labels) expect(text).toBe(stampText(stamps.get(step) as Stamp, kind));
      }
    }
    expect(written).toBeGreaterThan(40);
  });
  it('are looked for among the events in view alone, and not at all where nobody could read them', () => {
    const near = sceneOf(0.3, 0.4);
    const { t0, t1 } = near.view.scale;
    const steps = stepsInView(near);
    expect(steps.length).toBeGreaterThan(3);
    for (const step of steps) {
      const time = run.trace.columns.time[run.heads[step] as number] as number;
      expect(time >= t0 && time <= t1 + 1).toBe(true);
    }
    const whole = sceneOf(0, 1, raftRun({ ...minority, until: 4_000_000 }).run);
    expect(countInView(whole)).toBeGreaterThan(MOST);
    expect(stepsInView(whole)).toEqual([]);
  });
});

describe('two events compared', () => {
  beforeEach(() => {
    pairStore.setState({ a: null, held: null });
    sessionStore.getState().set({ run, cursor: { step: 40, time: 0 } });
  });
  it('an event keeps its name, and one that is gone is no event', () => {
    const name = nameOf(run, 40);
    expect(name && stepOf(run, name)).toBe(40);
    expect(name && stepOf(run, { ...name, ordinal: 1_000_000 })).toBeNull();
    expect(stepOf(run, { node: 'X9', ordinal: 1 })).toBeNull();
  });
  it('the mark stays while the cursor moves, the key lets go, Shift click marks where the cursor stood', () => {
    toggleMark();
    expect(pairOf(run, 40, pairStore.getState())).toBeNull();
    expect(pairOf(run, 52, pairStore.getState())).toEqual([40, 52]);
    // While the way is walked the two stay what they were.
    pairStore.setState({ held: { b: 52, at: 45 } });
    expect(pairOf(run, 45, pairStore.getState())).toEqual([40, 52]);
    expect(pairOf(run, 60, pairStore.getState())).toEqual([40, 60]);
    toggleMark();
    expect(pairStore.getState().a).toBeNull();
    compareWithCursor();
    expect(pairOf(run, 60, pairStore.getState())).toEqual([40, 60]);
  });
  it('what the vectors are said to show is so, for every kind of pair', () => {
    const order = causality(run.trace);
    const ids = run.trace.nodes.map(({ id }) => id);
    const seen = new Set<string>();
    for (let a = 10; a < 90; a += 3) {
      for (let b = 11; b < 90; b += 4) {
        const [A, B] = [stamps.get(a) ?? null, stamps.get(b) ?? null];
        const r = relation(order, a, b);
        if (A === null || B === null || r === 'same') continue;
        seen.add(r);
        const why = whyByVectors({ relation: r, path: [], stamps: [A, B] }, ids);
        expect(why.length).toBe(r !== 'concurrent' && A.lane === B.lane ? 1 : 2);
        // "x knows of n events of S1, and y is number m": y is among them exactly if n is at least m.
        for (const sentence of why) {
          const [, n = '0', m = '0'] =
            /of (\d+|no) events? of \w+, and \w is number (\d+)/.exec(sentence) ?? [];
          const known = (n === 'no' ? 0 : Number(n)) >= Number(m);
          expect(known).toBe(sentence.includes('it is among them'));
        }
        expect(notOrdered({ relation: r, path: [], stamps: [A, B] }, 5).length).toBe(
          r === 'concurrent' ? 2 : 0,
        );
      }
    }
    expect([...seen].sort()).toEqual(['after', 'before', 'concurrent']);
  });
});

it('an exercise keeps the stamps of its run to itself', () => {
  const asking = (exercise: unknown) => stampsHidden({ ...run.resolved, params: { exercise } as never });
  expect([asking('fill'), asking('none'), asking(undefined), stampsHidden(run.resolved)]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
