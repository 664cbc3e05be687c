import { expect, test } from 'vitest';
import type { SeedAnswer, SeedOutcome, SeedRequest } from '../worker/wire.ts';
import { type SeedPort, tellSeeds } from './seeds.ts';

class Port implements SeedPort {
  onmessage: SeedPort['onmessage'] = null;
  onerror: SeedPort['onerror'] = null;
  ended = 0;
  asked: SeedRequest[] = [];
  postMessage(message: SeedRequest) {
    this.asked.push(message);
  }
  terminate() {
    this.ended += 1;
  }
  say(data: SeedAnswer) {
    this.onmessage?.({ data } as MessageEvent<SeedAnswer>);
  }
}
const request = { spec: {}, first: 1, count: 2 };
const outcome = (seed: number): SeedOutcome => ({ seed, broken: [], stopped: false });

test('tells outcomes as they come, and ends its worker', async () => {
  const port = new Port();
  const told: number[] = [];
  const done = tellSeeds(
    request,
    (some) => told.push(...some.map(({ seed }) => seed)),
    new AbortController().signal,
    () => port,
  );
  port.say({ type: 'some', outcomes: [outcome(1)] });
  expect(told).toEqual([1]);
  port.say({ type: 'some', outcomes: [outcome(2)] });
  port.say({ type: 'done' });
  expect(await done).toEqual({ why: null });
  expect(told).toEqual([1, 2]);
  expect([port.ended, port.asked]).toEqual([1, [request]]);
});

test('a stop ends the worker, and nothing more is told', async () => {
  const port = new Port();
  const abort = new AbortController();
  let told = 0;
  const done = tellSeeds(
    request,
    () => told++,
    abort.signal,
    () => port,
  );
  abort.abort();
  port.say({ type: 'some', outcomes: [outcome(1)] });
  expect((await done).why).toBe('Stopped.');
  expect([told, port.ended]).toEqual([0, 1]);
});

test('a refusal and a worker that dies are told in a sentence', async () => {
  for (const fail of [
    (port: Port) => port.say({ type: 'failed', why: 'No such protocol.' }),
    (port: Port) => port.onerror?.({} as ErrorEvent),
  ]) {
    const port = new Port();
    const done = tellSeeds(
      request,
      () => {},
      new AbortController().signal,
      () => port,
    );
    fail(port);
    expect((await done).why).toMatch(/\.$/);
    expect(port.ended).toBe(1);
  }
});
