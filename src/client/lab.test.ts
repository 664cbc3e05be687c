import { afterEach, describe, expect, test, vi } from 'vitest';
import { Host } from '../worker/host.ts';
import { pack } from '../worker/pack.ts';
import type { Answer, Packed, Request } from '../worker/wire.ts';
import { createLab, type Lab, LabError, type Port } from './lab.ts';
import { applyPatch } from './patch.ts';

const spec = { schema: 1, protocol: 'raft', seed: 3, until: 300_000 };
const long = { ...spec, until: 3_600_000_000 };
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A worker in this process: a real host behind messages that take a turn each way and are cloned like a worker's. */
class FakeWorker implements Port {
  onmessage: Port['onmessage'] = null;
  onerror: Port['onerror'] = null;
  terminated = false;
  readonly heard: Request[] = [];
  private readonly host = new Host({
    now: () => performance.now(),
    breathe: turn,
    answer: (answer: Answer, transfer) => {
      const data = structuredClone(pack(answer), { transfer });
      void turn().then(() => {
        if (!this.terminated) this.onmessage?.({ data } as MessageEvent<Packed>);
      });
    },
  });

  postMessage(message: Request): void {
    const request = structuredClone(message);
    this.heard.push(request);
    void turn().then(() => (this.terminated ? undefined : this.host.handle(request)));
  }

  terminate(): void {
    this.terminated = true;
  }

  crash(message = 'out of memory'): void {
    this.onerror?.({ message, preventDefault() {} } as ErrorEvent);
  }
}

function lab(): { lab: Lab; workers: FakeWorker[] } {
  const workers: FakeWorker[] = [];
  return {
    workers,
    lab: createLab(() => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    }),
  };
}

async function failure(promise: Promise<unknown>): Promise<LabError> {
  const error = await promise.then(
    () => null,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(LabError);
  return error as LabError;
}

describe('an edit', () => {
  const crash = (at: number) => ({ at, fault: { type: 'crash', node: 'S1' } });
  const many = { ...spec, inputs: Array.from({ length: 50 }, (_, i) => crash(100_000 + 1000 * i)) };
  const moved = { ...many, inputs: many.inputs.with(20, crash(120_500)) };

  test('sends only the inputs that are new, and gets only those back', async () => {
    const { lab: l, workers } = lab();
    const first = await l.open(many);
    const second = await l.open(moved, { base: first.run });
    expect(workers[0]?.heard.at(-1)).toMatchObject({
      kept: { first: 20, last: 29 },
      spec: { inputs: [moved.inputs[20]] },
    });
    const fresh = await lab().lab.open(moved);
    expect(second.resolved).toEqual(fresh.resolved);
    expect(second.trace).toEqual(fresh.trace);
    expect(second.resolved.spec.inputs[3]).toBe(first.resolved.spec.inputs[3]);
  });

  test('of a run that the worker has let go of is asked for whole', async () => {
    const { lab: l, workers } = lab();
    const first = await l.open(many);
    // A worker that holds nothing any more says so.
    const [worker] = workers as [FakeWorker];
    const post = worker.postMessage.bind(worker);
    worker.postMessage = (message) =>
      post(message.type === 'open' && message.base !== null ? { ...message, base: 77 } : message);
    const second = await l.open(moved, { base: first.run });
    const asked = worker.heard.filter((request) => request.type === 'open');
    expect(asked.map((request) => request.kept ?? null)).toEqual([null, { first: 20, last: 29 }, null]);
    expect(second.trace.hash).toBe((await lab().lab.open(moved)).trace.hash);
  });

  test('that no run can be is refused with the place of what is wrong', async () => {
    const { lab: l } = lab();
    const first = await l.open(many);
    const wrong = {
      ...many,
      inputs: many.inputs.with(20, { ...crash(1), fault: { type: 'crash', node: 'S9' } }),
    };
    const error = await failure(l.open(wrong, { base: first.run }));
    expect([error.code, error.message]).toEqual([
      'bad-input',
      'inputs[20].fault.node: there is no node "S9" (this run has C1 and S1–S5).',
    ]);
  });
});

describe('a lab', () => {
  test('opens runs, looks into them, and is idle when nothing is under way', async () => {
    const { lab: l, workers } = lab();
    expect(l.busy()).toBe(false);
    await l.onIdle();
    const opening = l.open(spec);
    expect(l.busy()).toBe(true);
    let idle = false;
    const waiting = l.onIdle().then(() => {
      idle = true;
    });
    expect(idle).toBe(false);
    const { run, trace } = await opening;
    await waiting;
    expect(l.busy()).toBe(false);
    expect(trace.columns.kind.length).toBe(trace.rows);
    expect((await l.world(run, 5)).step).toBe(5);
    expect((await l.step(run, 5)).step).toBe(5);
    expect(workers.length).toBe(1);
  });

  test('says what is wrong with a spec', async () => {
    const { lab: l } = lab();
    expect(await failure(l.open({ ...spec, seeed: 1 }))).toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('seeed'),
    });
    expect(l.busy()).toBe(false);
  });

  test('an edit crosses in part and is whole here, and the run it came from is untouched', async () => {
    const { lab: l, workers } = lab();
    // Operations and notes with their fields cross as text: none may come out another.
    const writes = Array.from({ length: 20 }, (_, i) => ({
      at: 500_000 + 70_000 * i,
      node: 'C1',
      command: { type: 'write', key: 'x', value: i },
    }));
    const whole = { ...spec, until: 2_000_000, inputs: writes };
    const first = await l.open(whole);
    const before = structuredClone(first.trace);
    const edited = {
      ...whole,
      inputs: [...writes, { at: 1_900_000, fault: { type: 'crash', node: 'S1' } }],
    };
    const second = await l.open(edited, { base: first.run });
    expect(workers[0]?.heard.at(-1)).toMatchObject({ type: 'open', base: first.run });
    expect(second.trace).toEqual((await lab().lab.open(edited)).trace);
    expect(first.trace).toEqual(before);
  });

  test('a base it has let go is not asked for', async () => {
    const { lab: l, workers } = lab();
    const first = await l.open({ ...spec, until: 1000 });
    for (let i = 0; i < 4; i++) await l.open({ ...spec, until: 1000 });
    const late = await l.open(spec, { base: first.run });
    expect(workers[0]?.heard.at(-1)).toMatchObject({ base: null });
    expect(late.trace.rows).toBeGreaterThan(50);
  });

  test('hears of progress', async () => {
    const { lab: l } = lab();
    const abort = new AbortController();
    const told: number[] = [];
    const opening = l.open(long, {
      signal: abort.signal,
      onProgress: ({ rows }) => {
        told.push(rows);
        if (told.length === 2) abort.abort();
      },
    });
    expect(await failure(opening)).toMatchObject({ code: 'cancelled' });
    expect(told[1]).toBeGreaterThan(told[0] as number);
  });
});

describe('abort', () => {
  afterEach(() => void vi.useRealTimers());

  test('before the call asks nobody', async () => {
    const { lab: l, workers } = lab();
    expect(await failure(l.open(spec, { signal: AbortSignal.abort() }))).toMatchObject({ code: 'cancelled' });
    expect(workers.length).toBe(0);
    expect(l.busy()).toBe(false);
  });

  test('during the call cancels it as soon as the worker pauses; the next call works', async () => {
    // Stopped is the clock by which a deaf worker is given up: on a busy machine one that hears may take as long.
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const { lab: l, workers } = lab();
    const abort = new AbortController();
    const told: number[] = [];
    const opening = failure(
      l.open(long, {
        signal: abort.signal,
        onProgress: ({ rows }) => {
          told.push(rows);
          abort.abort();
        },
      }),
    );
    expect(await opening).toMatchObject({ code: 'cancelled' });
    expect(l.busy()).toBe(false);
    // Heard by the worker, not given up after a second: it is the same one that goes on.
    expect(workers[0]?.terminated).toBe(false);
    await l.open(spec);
    expect(workers.length).toBe(1);
    expect(told.length).toBe(1);
  });

  test('a worker too deep in a step to hear it is not waited for', async () => {
    const deaf: Port = { postMessage() {}, terminate: vi.fn(), onmessage: null, onerror: null };
    const ports = [deaf];
    const l = createLab(() => ports.shift() ?? deaf);
    const abort = new AbortController();
    const opening = failure(l.open(spec, { signal: abort.signal }));
    const other = failure(l.world(1, 0));
    abort.abort();
    expect(await opening).toMatchObject({ code: 'cancelled' });
    expect(await other).toMatchObject({ code: 'crashed' });
    expect(deaf.terminate).toHaveBeenCalledTimes(1);
    expect(l.busy()).toBe(false);
  });

  test('after the call does nothing', async () => {
    const { lab: l, workers } = lab();
    const abort = new AbortController();
    await l.open(spec, { signal: abort.signal });
    const heard = workers[0]?.heard.length;
    abort.abort();
    await turn();
    expect(workers[0]?.heard.length).toBe(heard);
  });
});

describe('a worker that dies', () => {
  test('fails every call under way; the next call has a new worker', async () => {
    const { lab: l, workers } = lab();
    const calls = [failure(l.open(long)), failure(l.open(spec))];
    const idle = l.onIdle();
    workers[0]?.crash();
    for (const call of calls)
      expect(await call).toMatchObject({
        code: 'crashed',
        message: expect.stringContaining('out of memory'),
      });
    await idle;
    expect(workers[0]?.terminated).toBe(true);
    const { trace } = await l.open(spec);
    expect(trace.rows).toBeGreaterThan(50);
    expect(workers.length).toBe(2);
  });

  test('without a word is found out, and its calls fail; one that only takes long is left alone', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    try {
      const { lab: l, workers } = lab();
      const { run } = await l.open(spec);
      // Minutes of work in slices: it says that it is there when asked.
      const abort = new AbortController();
      const working = failure(l.open(long, { signal: abort.signal }));
      for (let i = 0; i < 4; i++) {
        for (let turns = 0; turns < 20; turns++) await turn();
        vi.advanceTimersByTime(3000);
      }
      expect(workers[0]?.terminated).toBe(false);
      abort.abort();
      expect(await working).toMatchObject({ code: 'cancelled' });
      workers[0]?.terminate();
      const asking = failure(l.world(run, 3));
      for (let i = 0; i < 3; i++) {
        for (let turns = 0; turns < 20; turns++) await turn();
        vi.advanceTimersByTime(3000);
      }
      expect(await asking).toMatchObject({ code: 'crashed' });
      await l.open(spec);
      expect(workers.length).toBe(2);
    } finally {
      vi.useRealTimers();
    }
  });

  test('takes its runs with it: the new worker’s first run is not mistaken for the old one’s', async () => {
    const { lab: l, workers } = lab();
    const old = await l.open(spec);
    workers[0]?.crash();
    const next = await l.open({ ...spec, seed: 99 }, { base: old.run });
    expect(workers[1]?.heard[0]).toMatchObject({ base: null });
    expect(next.run).not.toBe(old.run);
    expect(await failure(l.world(old.run, 3))).toMatchObject({ code: 'gone' });
    expect(await failure(l.step(old.run, 3))).toMatchObject({ code: 'gone' });
    expect((await l.world(next.run, 3)).step).toBe(3);
    // An edit of a run of the second worker is an edit to it.
    await l.open({ ...spec, seed: 99, until: 400_000 }, { base: next.run });
    expect(workers[1]?.heard.at(-1)).toMatchObject({ type: 'open', base: 1 });
  });

  test('or cannot be had at all fails the call, and leaves the lab idle', async () => {
    let tries = 0;
    const l = createLab(() => {
      if (tries++ === 0) throw new Error('no workers here');
      return new FakeWorker();
    });
    expect(await failure(l.open(spec))).toMatchObject({
      code: 'crashed',
      message: expect.stringContaining('no workers here'),
    });
    expect(l.busy()).toBe(false);
    await l.onIdle();
    await l.open(spec);
  });

  test('a request that cannot cross fails, and leaves the lab idle', async () => {
    const { lab: l } = lab();
    expect(await failure(l.open({ ...spec, seed: () => 3 }))).toMatchObject({ code: 'crashed' });
    expect(l.busy()).toBe(false);
    await l.open(spec);
  });
});

test('a patch on rows that are not there is refused', async () => {
  const { trace } = await lab().lab.open(spec);
  const { columns, ruleIds, notes, operations, statuses, violations, ...rest } = trace;
  const none = { keep: 0, tail: [] };
  const lists = {
    ruleIds,
    notes: none,
    operations: { ...none, changed: [] },
    statuses: none,
    violations: none,
  };
  const keepRows = trace.rows + 1;
  const patch = { keepRows, keepSteps: trace.steps, from: keepRows, columns, lists, rest };
  expect(() => applyPatch(trace, patch)).toThrow('rows the page has not');
  expect(() => applyPatch(null, { ...patch, keepRows: 1 })).toThrow('rows the page has not');
});
