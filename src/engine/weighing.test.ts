/** What a keyframe weighs, of states that are plain data and yet no tree that one would like to walk. */
import { describe, expect, test } from 'vitest';
import { resolve } from '../testkit/simulate.ts';
import { toy } from '../testkit/toy.ts';
import type { Ctx, Protocol } from './api.ts';
import { bytesOf } from './keyframe.ts';
import type { Input } from './runspec.ts';
import { Simulation, type SimulationOptions } from './simulation.ts';

type Hoard = Record<string, unknown> | readonly unknown[] | null;

/** Toy peers that also keep something, changed at every message. */
function hoarding(change: (hoard: Hoard, now: number) => Hoard): Protocol {
  const peer = toy.roles.peer as NonNullable<(typeof toy.roles)[string]>;
  return {
    ...toy,
    roles: {
      peer: {
        ...peer,
        volatile: (env, durable) => ({ ...peer.volatile(env, durable), hoard: null }),
        message(ctx, from, message) {
          peer.message(ctx, from, message);
          const mine = ctx as Ctx<object, { hoard: Hoard }>;
          mine.volatile.hoard = change(mine.volatile.hoard, mine.monotonicClock());
        },
      },
    },
  };
}

function run(protocol: Protocol, until: number, options: SimulationOptions = {}): Simulation {
  return new Simulation(protocol, resolve(toy, { until }), options).finish();
}

describe('states that cannot be walked by calls within calls', () => {
  test('a chain of tens of thousands of links is counted, and the run goes on to its end', () => {
    const links = (hoard: Hoard) => {
      let chain: Hoard = hoard;
      for (let i = 0; i < 100; i++) chain = { next: chain };
      return chain;
    };
    const { stopped, keyframes, done } = run(hoarding(links), 300_000, { keyframeRows: 96 });
    expect([done, stopped]).toEqual([true, null]);
    expect(keyframes.length).toBeGreaterThan(1);
    expect(bytesOf(keyframes[1] as never, keyframes[0])).toBeGreaterThan(36 * 10_000);
  });

  test.each<[string, (hoard: Hoard) => Hoard]>([
    [
      'one that contains itself',
      () => {
        const loop: Record<string, unknown> = {};
        loop.self = loop;
        loop.again = [loop, loop];
        return loop;
      },
    ],
    ['one that holds the same part twice, and that part its own', (hoard) => ({ left: hoard, right: hoard })],
  ])('%s takes more memory than there is: the run stops and says so', (_, change) => {
    const limits = { rows: 1_000_000, bytes: 20_000_000 };
    const { stopped, builder } = run(hoarding(change), 600_000, { limits });
    expect(stopped?.bound).toBe('memory');
    expect(builder.rows).toBeGreaterThan(100);
  });
});

test('what is large in three keyframes of every four does not hide between those that are weighed', () => {
  let frames = 0;
  const protocol = hoarding((_, now) =>
    frames % 4 === 0 ? null : Array.from({ length: 800 }, (_, i) => now + i),
  );
  const simulation = new Simulation(protocol, resolve(toy, { until: 1_000_000 }), { keyframeRows: 24 });
  const { keyframes } = simulation;
  // As no handler can, but as one could that does the same again and again.
  for (; !simulation.done; simulation.advance(1)) frames = keyframes.length;
  const exact = keyframes.reduce((sum, frame, i) => sum + bytesOf(frame, keyframes[i - 1]), 0);
  expect(keyframes.length).toBeGreaterThan(20);
  expect((Reflect.get(simulation, 'keyframeBytes') as number) / exact).toBeGreaterThan(0.7);
});

test('the keyframes that lead up to an edit are few, however far apart the others lie', () => {
  // A hundred and sixty kilobytes, made anew at every message.
  const protocol = hoarding((_, now) => Array.from({ length: 20_000 }, (_, i) => now + i));
  const crash = (at: number): Input => ({ at, fault: { type: 'crash', node: 'P1' } });
  const until = 200_000;
  const opened = (at: number, base?: Simulation) =>
    new Simulation(
      protocol,
      resolve(toy, { until, inputs: [crash(at)] }),
      { keyframeRows: 24 },
      base,
    ).finish();
  let edited = opened(180_000);
  for (let at = 180_100; at < 180_500; at += 100) {
    edited = opened(at, edited);
    expect((Reflect.get(edited, 'near') as unknown[]).length).toBeLessThan(12);
  }
});

test('a run that is stopped by what it holds is stopped at the same row, whatever it is an edit of', () => {
  const protocol = hoarding((_, now) => Array.from({ length: 200 + (now % 300) }, (_, i) => now + i));
  const crash = (at: number): Input => ({ at, fault: { type: 'crash', node: 'P1', until: at + 5_000 } });
  const opened = (at: number, bytes: number, base?: Simulation) => {
    const run = resolve(toy, { until: 300_000, inputs: [crash(at)] });
    const limits = { rows: 1_000_000, bytes };
    return new Simulation(protocol, run, { keyframeRows: 12, limits }, base).finish();
  };
  for (const bytes of [60_000, 90_000, 120_000]) {
    let base: Simulation | undefined;
    let kept = 0;
    for (const at of [40_000, 41_000, 80_000, 79_000, 20_000, 120_000, 119_900, 250_000]) {
      const fresh = opened(at, bytes);
      base = opened(at, bytes, base);
      kept += base.keptRows;
      expect(base.stopped?.bound).toBe('memory');
      expect([base.bytes(), base.trace()]).toEqual([fresh.bytes(), fresh.trace()]);
    }
    expect(kept).toBeGreaterThan(0);
  }
});
