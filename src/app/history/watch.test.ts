import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RunJudgement } from '../../checkers/run-history.ts';
import { type JudgeOptions, type Lab, LabError } from '../../client/lab.ts';
import type { RunSpec } from '../../engine/runspec.ts';
import { meta } from '../../protocols/raft/meta.ts';
import { raftRun } from '../run.test-data.ts';
import { createDocumentStore } from '../stores/document.ts';
import { createSessionStore } from '../stores/session.ts';
import { watchHistory } from './watch.ts';

const spec = (seed: number): RunSpec => ({
  ...{ schema: 1, protocol: 'raft', seed, nodes: { server: 3, client: 1 }, params: {}, variants: [] },
  ...{ until: 300_000, inputs: [] },
});
const judgement: RunJudgement = {
  ...{
    model: 'kv',
    verdict: 'yes',
    operations: 0,
    answered: 0,
    orders: [],
    obstacle: null,
    bound: null,
    steps: 1,
  },
};

interface Asked {
  readonly run: number;
  readonly options: JudgeOptions;
  answer(judgement: RunJudgement): void;
}

/** A page with a lab that judges when it is told to. */
function page() {
  const asked: Asked[] = [];
  const judge: Lab['judge'] = (run, model, options = {}) =>
    new Promise((resolve, reject) => {
      expect(model).toBe('kv');
      options.signal?.addEventListener('abort', () => reject(new LabError('cancelled', 'Cancelled.')));
      asked.push({ run, options, answer: resolve });
    });
  const [documents, session] = [createDocumentStore(), createSessionStore()];
  const lab = { judge } as Lab;
  session.getState().reset(meta);
  documents.getState().load({ title: '', claim: '', notes: '', spec: spec(1) });
  const show = (seed: number) => session.getState().show(raftRun(spec(seed)).run);
  const edit = (seed: number) => documents.getState().edit('edit', () => spec(seed));
  return { asked, documents, session, show, edit, watch: () => watchHistory({ lab, documents, session }) };
}

const settled = async () => {
  for (let i = 0; i < 5; i++) await Promise.resolve();
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the verdict on the run on show', () => {
  test('is asked for once it is at rest, and kept', async () => {
    const { asked, session, show, watch } = page();
    show(1);
    const watcher = watch();
    expect(asked.length).toBe(0);
    vi.advanceTimersByTime(200);
    expect(asked.map(({ run }) => run)).toEqual([session.getState().run?.id]);
    asked[0]?.options.onJudging?.(10, 40);
    expect(session.getState().judged).toEqual({ kind: 'judging', share: 0.25 });
    asked[0]?.answer(judgement);
    await settled();
    expect(session.getState().judged).toEqual({ kind: 'done', judgement, effort: 0 });
    vi.advanceTimersByTime(1000);
    expect(asked.length).toBe(1);
    watcher.stop();
  });

  test('an edit cancels it at once; the new run is judged in its turn', async () => {
    const { asked, session, show, edit, watch } = page();
    show(1);
    const watcher = watch();
    vi.advanceTimersByTime(200);
    edit(2);
    expect(asked[0]?.options.signal?.aborted).toBe(true);
    await settled();
    show(2);
    expect(session.getState().judged).toBeNull();
    vi.advanceTimersByTime(200);
    expect(asked.map(({ run }) => run)[1]).toBe(session.getState().run?.id);
    // The answer to the old question, should it still come, says nothing about the new run.
    asked[0]?.answer({ ...judgement, verdict: 'no' });
    await settled();
    expect(session.getState().judged).toEqual({ kind: 'judging', share: 0 });
    watcher.stop();
  });

  test('waits while a hand moves something', async () => {
    const { asked, documents, show, watch } = page();
    const watcher = watch();
    for (const seed of [2, 3]) {
      documents.getState().preview(() => spec(seed));
      show(seed);
      vi.advanceTimersByTime(500);
    }
    expect(asked.length).toBe(0);
    documents.getState().commit('drag');
    vi.advanceTimersByTime(200);
    expect(asked.length).toBe(1);
    watcher.stop();
  });

  test('one that ran out is looked for longer on demand', async () => {
    const { asked, session, show, watch } = page();
    show(1);
    const watcher = watch();
    vi.advanceTimersByTime(200);
    const unknown: RunJudgement = { ...judgement, verdict: 'unknown', bound: 'steps' };
    asked[0]?.answer(unknown);
    await settled();
    watcher.lookLonger();
    await settled();
    expect(asked.map(({ options }) => options.effort)).toEqual([0, 1]);
    expect(session.getState().judged).toMatchObject({ kind: 'judging' });
    asked[1]?.answer(judgement);
    await settled();
    expect(session.getState().judged).toMatchObject({ kind: 'done', effort: 1 });
    watcher.stop();
  });

  test('that it is no is told to those who do not see the panel; a stopped watcher asks no more', async () => {
    const { asked, session, show, watch } = page();
    show(1);
    const watcher = watch();
    vi.advanceTimersByTime(200);
    asked[0]?.answer({ ...judgement, verdict: 'no' });
    await settled();
    expect(session.getState().announcement).toMatch(/^No single copy/);
    watcher.stop();
    show(2);
    vi.advanceTimersByTime(1000);
    expect(asked.length).toBe(1);
  });

  test('a judge that fails says why, and is not asked again', async () => {
    const { session, show, documents } = page();
    const lab = { judge: () => Promise.reject(new LabError('crashed', 'Out of memory.')) } as unknown as Lab;
    show(1);
    const watcher = watchHistory({ lab, documents, session });
    vi.advanceTimersByTime(200);
    await settled();
    expect(session.getState().judged).toEqual({ kind: 'failed', why: 'Out of memory.' });
    watcher.stop();
  });
});
