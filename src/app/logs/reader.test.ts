import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { answers } from '../../logs/reading.ts';
import type { ReadAnswer, ReadRequest } from '../../logs/wire.ts';
import { type Listener, type ReaderPort, SILENCE_MS, startReading } from './reader.ts';

const request: ReadRequest = { text: 'a {"a":1} one', pattern: null, delimiter: null };

/** A worker that answers when it is told to. */
function fake() {
  const port: ReaderPort & { ended: boolean; asked: ReadRequest[] } = {
    ended: false,
    asked: [],
    postMessage: (message) => port.asked.push(message),
    terminate: () => {
      port.ended = true;
    },
    onmessage: null,
    onerror: null,
  };
  return { port, say: (data: ReadAnswer) => port.onmessage?.({ data } as MessageEvent<ReadAnswer>) };
}

function listener() {
  const heard: string[] = [];
  const on: Listener = {
    onProgress: (line) => heard.push(`line ${line}`),
    onDone: ({ executions }) =>
      heard.push(`${executions.length} read, ${executions[0]?.trace.notes.length} notes`),
    onRefused: (why) => heard.push(why),
  };
  return { heard, on };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('reading in a worker', () => {
  test('tells of progress and of the end, and ends the worker', () => {
    const { port, say } = fake();
    const { heard, on } = listener();
    startReading(request, on, () => port);
    expect(port.asked).toEqual([request]);
    for (const answer of answers(request)) say(answer);
    expect(heard.at(0)).toBe('line 1');
    expect(heard.at(-1)).toBe('1 read, 1 notes');
    expect(port.ended).toBe(true);
    vi.advanceTimersByTime(10 * SILENCE_MS);
    expect(heard.at(-1)).toBe('1 read, 1 notes');
  });

  test('a worker that falls silent is ended, with the line it hangs at', () => {
    const { port, say } = fake();
    const { heard, on } = listener();
    startReading(request, on, () => port);
    // However long it takes to be fetched.
    vi.advanceTimersByTime(10 * SILENCE_MS);
    say({ type: 'progress', line: 1, share: 0 });
    vi.advanceTimersByTime(SILENCE_MS - 1);
    say({ type: 'progress', line: 17, share: 0.5 });
    vi.advanceTimersByTime(SILENCE_MS - 1);
    expect(port.ended).toBe(false);
    vi.advanceTimersByTime(1);
    expect(port.ended).toBe(true);
    expect(heard).toEqual(['line 1', 'line 17', expect.stringMatching(/too long from line 17 on.+\.$/)]);
  });

  test('a delimiter that hangs before the first line is found out as well', () => {
    expect(answers({ ...request, delimiter: '(a+)+$' }).next().value).toEqual({
      type: 'progress',
      line: 1,
      share: 0,
    });
  });

  test('after it was stopped nothing more is heard', () => {
    const { port, say } = fake();
    const { heard, on } = listener();
    const stop = startReading(request, on, () => port);
    stop();
    say({ type: 'progress', line: 2, share: 1 });
    vi.advanceTimersByTime(10 * SILENCE_MS);
    expect([port.ended, heard]).toEqual([true, []]);
  });

  test('a refusal and a worker that dies are said', () => {
    for (const end of ['refused', 'died'] as const) {
      const { port, say } = fake();
      const { heard, on } = listener();
      startReading(request, on, () => port);
      if (end === 'refused') say({ type: 'refused', why: 'No.' });
      else port.onerror?.({} as ErrorEvent);
      expect(heard).toEqual([end === 'refused' ? 'No.' : expect.stringMatching(/could not be read/)]);
      expect(port.ended).toBe(true);
    }
  });
});
