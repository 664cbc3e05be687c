import { expect, test } from 'vitest';
import { minority, raft, raftRun } from '../run.test-data.ts';
import type { Run } from '../stores/session.ts';
import { flightsOf } from './flights.ts';
import { boxAround, overlaps } from './geometry.ts';
import { ghostsAt, type Played } from './ghosts.ts';
import { ghostWords } from './ghostwords.ts';
import { layoutStage } from './layout.ts';
import { indexMoments } from './moments.ts';

const played = ({ index, resolved }: Run): Played => {
  const { inputs } = resolved.spec;
  return {
    index,
    inputs,
    flights: flightsOf(index, inputs, resolved.params.latency),
    moments: indexMoments(index, inputs, () => false),
  };
};
const uncut = { ...minority, inputs: minority.inputs.filter((input) => !('fault' in input)) };
const was = raftRun().run;
const cutAt = 180_000;
const layout = layoutStage(was.resolved.nodes, raft.roles, [], 600, 400);
const ghosts = (before: Run, now: Run, time: number) =>
  ghostsAt(raft, layout, played(before), played(now), time);

test('a run beside itself leaves no ghosts, nor does an edit before it takes effect', () => {
  const now = raftRun(uncut).run;
  for (const time of [0, 40_000, 100_000, cutAt - 1]) {
    expect(ghosts(was, now, time)).toEqual({ messages: [], nodes: [], faults: [] });
  }
  for (const time of [0, 200_000, 500_000, 900_000]) {
    expect(ghosts(was, was, time)).toEqual({ messages: [], nodes: [], faults: [] });
  }
});

test('with the cut taken away, what it was and whoever it made leader are remembered', () => {
  const now = raftRun(uncut).run;
  const { faults, nodes, messages } = ghosts(was, now, 480_000);
  expect(faults.map(({ fault }) => fault.type)).toEqual(['partition']);
  const words = new Map(nodes.map(({ lane, word }) => [was.resolved.nodes[lane]?.id, word]));
  expect(words.get('S3')).toBe('was leader, term 2');
  // It leads in both runs, and in the same term.
  expect(words.has('S1')).toBe(false);
  expect(messages.length).toBeGreaterThan(0);
});

test('a fault that is only longer is no ghost while both last', () => {
  const longer = {
    ...minority,
    inputs: minority.inputs.map((input) =>
      'fault' in input && input.fault.type === 'partition'
        ? { ...input, fault: { ...input.fault, until: 800_000 } }
        : input,
    ),
  };
  const now = raftRun(longer).run;
  expect(ghosts(now, was, 400_000).faults).toEqual([]);
  expect(ghosts(now, was, 750_000).faults).toHaveLength(1);
});

test('what a node was is written beside it, and not where its word or another node stands', () => {
  const words = layout.nodes.map((node) => ({ lane: node.index, word: 'was leader, term 2' }));
  const placed = ghostWords(
    layout,
    words,
    layout.nodes.map(() => 'leader'),
  );
  const circles = layout.nodes.filter((node) => node.shape === 'circle');
  expect(placed.map(({ lane }) => lane).sort()).toEqual(circles.map((node) => node.index).sort());
  for (const { x, y, box } of placed) {
    expect(x).toBeGreaterThan(0);
    expect(x).toBeLessThan(600);
    expect(y).toBeGreaterThan(0);
    expect(y).toBeLessThan(400);
    for (const node of layout.nodes) expect(Math.hypot(node.x - x, node.y - y)).toBeGreaterThan(node.r);
    // Where words of messages do not go: the ghost's own, and no node.
    expect(overlaps(box, { x: x - 1, y: y - 4, w: 2, h: 4 })).toBe(true);
    for (const node of layout.nodes) expect(overlaps(box, boxAround(node, node.r))).toBe(false);
  }
});
