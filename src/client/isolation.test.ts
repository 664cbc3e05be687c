import { expect, test } from 'vitest';
import type { IsolationAnswer, IsolationRequest } from '../worker/isolation/wire.ts';
import { type IsolationPort, tellIsolation } from './isolation.ts';

class Port implements IsolationPort {
  onmessage: IsolationPort['onmessage'] = null;
  onerror: IsolationPort['onerror'] = null;
  ended = 0;
  asked: IsolationRequest[] = [];
  postMessage(message: IsolationRequest) {
    this.asked.push(message);
  }
  terminate() {
    this.ended += 1;
  }
  say(data: IsolationAnswer) {
    this.onmessage?.({ data } as MessageEvent<IsolationAnswer>);
  }
}

function asked(signal = new AbortController().signal) {
  const port = new Port();
  const told: string[] = [];
  const done = tellIsolation(
    { ask: 'matrix' },
    (part) => told.push(part.type),
    signal,
    () => port,
  );
  return { port, told, done };
}

test('tells each part as it comes, and ends its worker', async () => {
  const { port, told, done } = asked();
  port.say({ type: 'rows', rows: [], columns: [] });
  port.say({ type: 'cells', cells: [] });
  expect(told).toEqual(['rows', 'cells']);
  port.say({ type: 'done' });
  expect(await done).toEqual({ why: null });
  expect([port.ended, port.asked]).toEqual([1, [{ ask: 'matrix' }]]);
});

test('a stop ends the worker, and nothing more is told', async () => {
  const abort = new AbortController();
  const { port, told, done } = asked(abort.signal);
  abort.abort();
  port.say({ type: 'cells', cells: [] });
  expect((await done).why).toBe('Stopped.');
  expect([told, port.ended]).toEqual([[], 1]);
});

test('who has stopped before it began starts no worker', async () => {
  const abort = new AbortController();
  abort.abort();
  const { port, done } = asked(abort.signal);
  expect((await done).why).toBe('Stopped.');
  expect(port.asked).toEqual([]);
});

test('a refusal and a worker that dies are told in a sentence', async () => {
  for (const fail of [
    (port: Port) => port.say({ type: 'failed', why: 'The set-up fails.' }),
    (port: Port) => port.onerror?.({} as ErrorEvent),
  ]) {
    const { port, done } = asked();
    fail(port);
    expect((await done).why).toMatch(/\.$/);
    expect(port.ended).toBe(1);
  }
});
