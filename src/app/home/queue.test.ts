import { describe, expect, test } from 'vitest';
import { createQueue } from './queue.ts';

function setUp(kept?: number) {
  const begun: string[] = [];
  const stopped: string[] = [];
  const running = new Map<string, { resolve(value: string): void; reject(): void }>();
  const queue = createQueue<string>((key, signal) => {
    begun.push(key);
    return new Promise((resolve, reject) => {
      running.set(key, { resolve, reject: () => reject(new Error('no')) });
      signal.addEventListener('abort', () => {
        stopped.push(key);
        reject(new Error('stopped'));
      });
    });
  }, kept);
  const done: string[] = [];
  const want = (key: string) => queue.want(key, (value) => done.push(value));
  const finish = async (key: string) => {
    running.get(key)?.resolve(`${key}!`);
    await settle();
  };
  return { queue, begun, stopped, done, want, finish, running };
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('the queue', () => {
  test('does one thing at a time, in the order in which they are wanted', async () => {
    const { queue, begun, done, want, finish } = setUp();
    want('a');
    want('b');
    expect([begun, queue.busy()]).toEqual([['a'], true]);
    await finish('a');
    expect([begun, done]).toEqual([['a', 'b'], ['a!']]);
    await finish('b');
    expect([done, queue.busy()]).toEqual([['a!', 'b!'], false]);
  });

  test('remembers what is done, up to a bound, and does it once for many', async () => {
    const { begun, done, want, finish } = setUp(2);
    want('a');
    want('a');
    await finish('a');
    want('a');
    expect([begun, done]).toEqual([['a'], ['a!', 'a!', 'a!']]);
    for (const key of ['b', 'c']) {
      want(key);
      await finish(key);
    }
    want('a');
    expect(begun).toEqual(['a', 'b', 'c', 'a']);
  });

  test('leaves what nobody wants any more, and stops what is under way', async () => {
    const { queue, begun, stopped, done, want } = setUp();
    const leaveA = want('a');
    const leaveB = want('b');
    want('c');
    leaveB();
    leaveA();
    await settle();
    expect([begun, stopped, done]).toEqual([['a', 'c'], ['a'], []]);
    expect(queue.busy()).toBe(true);
  });

  test('goes on with what somebody else still wants', async () => {
    const { stopped, done, want, finish } = setUp();
    const leave = want('a');
    want('a');
    leave();
    await finish('a');
    expect([stopped, done]).toEqual([[], ['a!']]);
  });

  test('begins anew what is wanted again while it is being stopped', async () => {
    const { begun, done, want, finish } = setUp();
    want('a')();
    want('a');
    await settle();
    await finish('a');
    expect([begun, done]).toEqual([['a', 'a'], ['a!']]);
  });

  test('what fails holds up nobody, and is tried when it is wanted anew', async () => {
    const { queue, begun, done, want, finish, running } = setUp();
    want('a');
    want('b');
    running.get('a')?.reject();
    await settle();
    await finish('b');
    expect([begun, done, queue.busy()]).toEqual([['a', 'b'], ['b!'], false]);
    want('a');
    expect(begun.at(-1)).toBe('a');
  });

  test('after it is closed nothing happens', async () => {
    const { queue, begun, stopped, done, want } = setUp();
    want('a');
    want('b');
    queue.close();
    await settle();
    expect([begun, stopped, done, queue.busy()]).toEqual([['a'], ['a'], [], false]);
  });
});
