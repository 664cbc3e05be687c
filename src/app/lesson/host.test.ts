import { afterEach, beforeEach, expect, test } from 'vitest';
import { METAS } from '../../cli/catalog.ts';
import type { Lab, OpenRun } from '../../client/lab.ts';
import type { Meta } from '../../engine/meta.ts';
import type { RunSpec } from '../../engine/runspec.ts';
import { Simulation } from '../../engine/simulation.ts';
import raft from '../../protocols/raft/protocol.ts';
import figure8 from '../../protocols/raft/scenarios/figure-8.ts';
import { parseRunSpec } from '../../spec/resolve.ts';
import { indexTrace } from '../../timeline/build.ts';
import { createDocumentStore } from '../stores/document.ts';
import { createSessionStore } from '../stores/session.ts';
import { createHost, type LessonHost } from './host.ts';

const meta = METAS.get('raft') as Meta;
const parsed = parseRunSpec(figure8.spec, METAS);
if (!parsed.ok) throw new Error(parsed.why);
const { spec } = parsed.resolved;

/** A lab without a worker, which remembers what it was asked to simulate. */
function lab(asked: RunSpec[]): Lab {
  let next = 1;
  const open = async (given: unknown): Promise<OpenRun> => {
    asked.push(given as RunSpec);
    const read = parseRunSpec(given, METAS);
    if (!read.ok) throw new Error(read.why);
    const trace = new Simulation(raft, read.resolved).finish().trace();
    return { run: next++, resolved: read.resolved, trace, index: indexTrace(trace) };
  };
  const nothing = async () => null as never;
  return {
    open,
    world: nothing,
    step: nothing,
    judge: nothing,
    busy: () => false,
    onIdle: async () => {},
  } as unknown as Lab;
}

let asked: RunSpec[];
let host: LessonHost;
const session = createSessionStore();
const documents = createDocumentStore();
const showing = { title: 'T', spec, cover: null, plan: false, time: 0 };
beforeEach(() => {
  asked = [];
  host = createHost({
    meta,
    lab: lab(asked),
    documents,
    session,
    slowdown: () => 20,
    reducedMotion: () => false,
  });
});
afterEach(() => host.dispose());

test('of a covered run nothing after the cover is on the page: no row, no fault, no end of one', async () => {
  await host.show({ ...showing, cover: 280_000, time: 280_000 });
  const { run, cursor } = session.getState();
  expect(asked.map(({ until }) => until)).toEqual([280_000]);
  expect(run?.trace.end).toBe(280_000);
  expect(run?.trace.columns.time.at(-1)).toBeLessThanOrEqual(280_000);
  expect(cursor.time).toBe(280_000);
  // The axis goes on as far as the run will: its length tells nothing.
  expect(run?.resolved.spec.until).toBe(spec.until);
  const onPage = JSON.stringify([
    run?.resolved.spec.inputs,
    documents.getState().document,
    documents.getState().opened,
  ]);
  for (const later of [310_000, 370_000, 425_000, 490_000]) expect(onPage).not.toContain(`:${later}`);
});

test('with the plan known the faults to come are there, and still nothing of what comes of them', async () => {
  await host.show({ ...showing, cover: 280_000, plan: true, time: 280_000 });
  const { run } = session.getState();
  expect(run?.trace.end).toBe(280_000);
  expect(run?.resolved.spec.inputs).toHaveLength(spec.inputs.length);
  // What a row says of an input is still said of that one.
  const { kind, ref, time } = run?.trace.columns ?? { kind: [], ref: [], time: [] };
  for (let row = 0; row < (run?.trace.rows ?? 0); row++) {
    if (kind[row] === 3) expect(run?.resolved.spec.inputs[ref[row] as number]?.at).toBe(time[row]);
  }
});

test('uncovered, the run goes on from where the cursor stands', async () => {
  await host.show({ ...showing, cover: 280_000, time: 280_000 });
  await host.show({ ...showing, cover: 620_000, time: null });
  const { run, cursor } = session.getState();
  expect(run?.trace.end).toBe(620_000);
  expect(cursor.time).toBe(280_000);
  await host.show({ ...showing, time: 400_000 });
  expect(session.getState().run?.trace.end).toBe(spec.until);
  expect(session.getState().cursor.time).toBe(400_000);
  expect(documents.getState().past).toEqual([]);
});

test('what is shown last counts, however fast one goes', async () => {
  const first = host.show({ ...showing, cover: 100_000, time: 50_000 });
  const second = host.show({ ...showing, cover: 200_000, time: 150_000 });
  await Promise.all([first, second]);
  expect(session.getState().run?.trace.end).toBe(200_000);
  expect(session.getState().cursor.time).toBe(150_000);
});

test('what was done to a run in one step is not there in the next, though it shows the same run', async () => {
  await host.show(showing);
  documents.getState().edit('change the seed', (from) => ({ ...from, seed: 9 }));
  await host.show(showing);
  expect(session.getState().run?.resolved.spec.seed).toBe(spec.seed);
  expect(documents.getState()).toMatchObject({ document: { spec: { seed: spec.seed } }, past: [] });
});
