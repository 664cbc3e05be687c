import { expect, test } from 'vitest';
import { layoutLanes } from '../../timeline/lanes.ts';
import { makeScale } from '../../timeline/scale.ts';
import { buildScene } from '../../timeline/scene.ts';
import { branchedOff } from '../branches/runs.ts';
import { minority, raft, raftRun } from '../run.test-data.ts';
import { createDocumentStore, type DocumentState } from '../stores/document.ts';
import { changeOf } from './ghostStore.ts';
import { changeBetween, placeGhosts } from './ghosts.ts';

const model = (spec = minority) => {
  const { run } = raftRun(spec);
  return { meta: raft, resolved: run.resolved, index: run.index };
};
const healed = {
  ...minority,
  inputs: minority.inputs.map((input) =>
    'fault' in input && input.fault.type === 'partition'
      ? { ...input, fault: { ...input.fault, until: 500_000 } }
      : input,
  ),
};

test('what used to be is what only the run before has, from the first difference on', () => {
  const before = model();
  const now = model(healed);
  const change = changeBetween(before, now);
  if (change === null) throw new Error('nothing changed');
  const view = {
    width: 900,
    scale: makeScale(minority.until, 54, 880),
    lanes: layoutLanes(now.resolved.nodes, raft.roles, 400),
    measure: (text: string) => text.length * 6,
  };
  const scene = buildScene(now, view);
  const ghosts = placeGhosts(change, scene);
  const first = view.scale.x(change.comparison.first?.time ?? 0);
  expect(ghosts.messages.length).toBeGreaterThan(5);
  for (const line of ghosts.messages) expect(Math.max(line.x0, line.x1)).toBeGreaterThanOrEqual(first - 0.01);
  // None of them is on the picture of the run as it is.
  const lines = new Set(scene.messages.map((m) => [m.x0, m.y0, m.x1, m.y1, m.fate].join(' ')));
  for (const m of ghosts.messages) expect(lines.has([m.x0, m.y0, m.x1, m.y1, m.fate].join(' '))).toBe(false);
  // The cut is where it was: its old place is shown, and no other input's.
  expect(ghosts.inputs.map((object) => object.type)).toEqual(['partition']);
  // Of a band that has become shorter only the rest.
  for (const band of ghosts.bands) expect(band.x0).toBeGreaterThanOrEqual(first - 0.01);
});

test('runs that are the same, or of other nodes, have no ghosts', () => {
  expect(changeBetween(model(), model())).toBeNull();
  expect(
    changeBetween(model(), model({ ...minority, nodes: { ...minority.nodes, server: 3 }, inputs: [] })),
  ).toBeNull();
});

test('an edit is told from what is none: one gesture, calling it off, another run', () => {
  const store = createDocumentStore();
  const seen: string[] = [];
  store.subscribe((now: DocumentState, before: DocumentState) => seen.push(changeOf(now, before)));
  const document = { title: '', claim: '', notes: '', spec: minority };
  const last = () => seen.splice(0).filter((change) => change !== 'none');
  store.getState().load(document);
  expect(last()).toEqual(['other run']);
  store.getState().preview((spec) => ({ ...spec, until: 1 }));
  store.getState().preview((spec) => ({ ...spec, until: 2 }));
  store.getState().commit('shorten');
  expect(last()).toEqual(['edit', 'same gesture']);
  store.getState().preview((spec) => ({ ...spec, until: 3 }));
  store.getState().cancel();
  expect(last()).toEqual(['edit', 'other run']);
  store.getState().edit('seed', (spec) => ({ ...spec, seed: 99 }));
  store.getState().undo();
  store.getState().redo();
  expect(last()).toEqual(['edit', 'edit', 'edit']);
  // A branch begins as the same run, and nothing was edited in it.
  store.getState().revise('branch off', (d) => branchedOff(d, 1));
  expect(last()).toEqual(['other run']);
});
