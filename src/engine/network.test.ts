import { describe, expect, test } from 'vitest';
import { act, play } from '../testkit/toy-puppet.ts';
import type { Fault, Input } from './runspec.ts';
import { K } from './trace.ts';

const fault = (at: number, f: Fault): Input => ({ at, fault: f });

describe('partition', () => {
  const split = (at: number, until?: number): Input =>
    fault(at, { type: 'partition', groups: [['P1'], ['P2']], ...(until === undefined ? {} : { until }) });
  const everybody = (at: number) => [
    act(at, 'P1', ['send', 'P2', 'x'], ['send', 'P3', 'x']),
    act(at, 'P2', ['send', 'P1', 'x'], ['send', 'P3', 'x']),
    act(at, 'P3', ['send', 'P1', 'x'], ['send', 'P2', 'x']),
  ];

  test('is symmetric, and a node in no group keeps all its links', () => {
    const run = play([split(10), ...everybody(20)]);
    expect(run.story).toEqual([
      '20 P1 ✕ P2 x (input 0)',
      '20 P2 ✕ P1 x (input 0)',
      '30 P1 → P3 x',
      '30 P2 → P3 x',
      '30 P3 → P1 x',
      '30 P3 → P2 x',
    ]);
  });

  test('leaves a node’s messages to itself alone', () => {
    expect(play([split(10), act(20, 'P1', ['send', 'P1', 'me'])]).story).toEqual(['30 P1 → P1 me']);
  });

  test('eats what is in flight when it starts, also what would arrive after it has healed', () => {
    const run = play([...everybody(5), split(10, 12)]);
    expect(run.story.filter((l) => l.includes('✕'))).toEqual([
      '10 P1 ✕ P2 x (input 3)',
      '10 P2 ✕ P1 x (input 3)',
    ]);
  });

  test('eats what is sent while it lasts, also what would arrive after it has healed', () => {
    expect(play([split(10, 25), act(20, 'P1', ['send', 'P2', 'x'])]).story).toEqual([
      '20 P1 ✕ P2 x (input 0)',
    ]);
    expect(play([split(10, 20), act(20, 'P1', ['send', 'P2', 'x'])]).story).toEqual(['30 P1 → P2 x']);
  });

  test('a link is cut while any fault says so, and the latest is named as the one that eats', () => {
    const run = play([
      split(10, 100),
      fault(50, { type: 'partition', groups: [['P1', 'P3'], ['P2']], until: 80 }),
      fault(60, { type: 'block', from: 'P1', to: 'P2', until: 200 }),
      ...[20, 55, 65, 85, 150, 250].map((at) => act(at, 'P1', ['send', 'P2', `${at}`])),
      act(150, 'P2', ['send', 'P1', 'back']),
    ]);
    expect(run.story).toEqual([
      '20 P1 ✕ P2 20 (input 0)',
      '55 P1 ✕ P2 55 (input 1)',
      '65 P1 ✕ P2 65 (input 2)',
      '85 P1 ✕ P2 85 (input 2)',
      '150 P1 ✕ P2 150 (input 2)',
      '160 P2 → P1 back',
      '260 P1 → P2 250',
    ]);
  });
});

describe('block', () => {
  test('is one-way, and eats what is in flight in that direction', () => {
    const run = play([
      act(5, 'P1', ['send', 'P2', 'there']),
      act(5, 'P2', ['send', 'P1', 'back']),
      fault(10, { type: 'block', from: 'P1', to: 'P2', until: 100 }),
    ]);
    expect(run.story).toEqual(['10 P1 ✕ P2 there (input 2)', '15 P2 → P1 back']);
  });
});

describe('drop, duplicate, delay', () => {
  const five = [1, 2, 3, 4, 5].map((k) => act(k * 20, 'P1', ['send', 'P2', `m${k}`]));

  test('nth counts from 1 among messages sent at or after at', () => {
    const dropped = (at: number, nth?: number) =>
      play([...five, fault(at, { type: 'drop', from: 'P1', to: 'P2', nth })]).story.filter((l) =>
        l.includes('✕'),
      );
    expect(dropped(0)).toEqual(['20 P1 ✕ P2 m1 (input 5)']);
    expect(dropped(0, 3)).toEqual(['60 P1 ✕ P2 m3 (input 5)']);
    expect(dropped(41)).toEqual(['60 P1 ✕ P2 m3 (input 5)']);
    expect(dropped(0, 6)).toEqual([]);
    // "At or after at", though its place in the spec is after the sender's: inputs of an instant go in the spec's order.
    const first = play([fault(20, { type: 'drop', from: 'P1', to: 'P2' }), ...five]).story;
    expect(first.filter((l) => l.includes('✕'))).toEqual(['20 P1 ✕ P2 m1 (input 0)']);
  });

  test('counts one directed link only', () => {
    const run = play([
      fault(0, { type: 'drop', from: 'P1', to: 'P2', nth: 2 }),
      act(20, 'P1', ['send', 'P3', 'a'], ['send', 'P2', 'b']),
      act(20, 'P2', ['send', 'P1', 'c']),
      act(40, 'P1', ['send', 'P2', 'd']),
    ]);
    expect(run.story.filter((l) => l.includes('✕'))).toEqual(['40 P1 ✕ P2 d (input 0)']);
  });

  test('counts messages that a cut, a crash or chance eats, and is spent by them', () => {
    const run = play([
      fault(0, { type: 'drop', from: 'P1', to: 'P2', nth: 3 }),
      fault(0, { type: 'delay', from: 'P1', to: 'P2', nth: 1, by: 500 }),
      fault(10, { type: 'block', from: 'P1', to: 'P2', until: 50 }),
      ...five,
    ]);
    expect(run.story).toEqual([
      '20 P1 ✕ P2 m1 (input 2)',
      '40 P1 ✕ P2 m2 (input 2)',
      '60 P1 ✕ P2 m3 (input 0)',
      '90 P1 → P2 m4',
      '110 P1 → P2 m5',
    ]);
  });

  test('several wait on one link, each counting for itself', () => {
    const run = play([
      fault(0, { type: 'drop', from: 'P1', to: 'P2', nth: 4 }),
      fault(0, { type: 'drop', from: 'P1', to: 'P2', nth: 2 }),
      fault(45, { type: 'drop', from: 'P1', to: 'P2', nth: 3 }),
      ...five,
    ]);
    expect(run.story.filter((l) => l.includes('✕'))).toEqual([
      '40 P1 ✕ P2 m2 (input 1)',
      '80 P1 ✕ P2 m4 (input 0)',
      '100 P1 ✕ P2 m5 (input 2)',
    ]);
  });

  test('several may strike the same message: delays add up, a drop is a drop', () => {
    const delays = [30, 200].map((by) => fault(0, { type: 'delay', from: 'P1', to: 'P2', by }));
    expect(play([...delays, act(20, 'P1', ['send', 'P2', 'm'])]).story).toEqual(['260 P1 → P2 m']);
    const drop = fault(0, { type: 'drop', from: 'P1', to: 'P2' });
    expect(play([...delays, drop, act(20, 'P1', ['send', 'P2', 'm'])]).story).toEqual([
      '20 P1 ✕ P2 m (input 2)',
    ]);
  });

  test('delay adds to the message’s own latency; later messages may overtake it', () => {
    const run = play([fault(0, { type: 'delay', from: 'P1', to: 'P2', by: 25 }), ...five.slice(0, 2)]);
    expect(run.story).toEqual(['50 P1 → P2 m2', '55 P1 → P2 m1']);
  });

  test('duplicate: the copy comes by after the original, or after a latency of its own', () => {
    const one = act(20, 'P1', ['send', 'P2', 'm']);
    const by = play([fault(0, { type: 'duplicate', from: 'P1', to: 'P2', by: 7 }), one]);
    expect(by.story).toEqual(['30 P1 → P2 m', '37 P1 → P2 m']);
    const own = play([fault(0, { type: 'duplicate', from: 'P1', to: 'P2' }), one], {
      params: { latency: [1, 800] },
    });
    const [first, second] = own.story.map((l) => Number(l.split(' ')[0]));
    expect(own.story.length).toBe(2);
    expect(first).not.toBe(second);
    // Both copies name the one send as their cause.
    const { columns: c } = by.trace;
    const causes = [...c.kind].flatMap((k, row) => (k === K.deliver ? [c.cause[row]] : []));
    expect(causes).toEqual([causes[0], causes[0]]);
    expect(c.kind[causes[0] as number]).toBe(K.send);
  });

  test('its strike is a row in the sender’s step that names the input and the message', () => {
    const { trace } = play([
      fault(0, { type: 'drop', from: 'P1', to: 'P2' }),
      act(20, 'P1', ['send', 'P2', 'm']),
    ]);
    const { columns: c } = trace;
    const rows = [...c.kind].flatMap((k, row) => (k === K.fault && c.epoch[row] === 1 ? [row] : []));
    expect(rows.length).toBe(1);
    const row = rows[0] as number;
    expect([c.ref[row], c.kind[c.cause[row] as number], c.node[row], c.peer[row]]).toEqual([0, K.send, 0, 1]);
  });
});

describe('link', () => {
  test('latency and loss of the named link; others keep theirs; the end restores them', () => {
    const run = play([
      fault(0, { type: 'link', from: 'P1', to: 'P2', latency: [50, 50], until: 100 }),
      fault(0, { type: 'link', from: 'P2', to: 'P1', loss: 1, until: 100 }),
      act(10, 'P1', ['send', 'P2', 'slow'], ['send', 'P3', 'usual']),
      act(10, 'P2', ['send', 'P1', 'lost']),
      act(200, 'P1', ['send', 'P2', 'again']),
      act(200, 'P2', ['send', 'P1', 'again']),
    ]);
    expect(run.story).toEqual([
      '10 P2 ✕ P1 lost (input 1)',
      '20 P1 → P3 usual',
      '60 P1 → P2 slow',
      '210 P1 → P2 again',
      '210 P2 → P1 again',
    ]);
  });

  test('* is every node, at either end or both', () => {
    const all = ['P1', 'P2', 'P3'].map((id) =>
      act(10, id, ...['P1', 'P2', 'P3'].filter((to) => to !== id).map((to) => ['send', to, 'x'] as const)),
    );
    const lost = (from: string, to: string) =>
      play([fault(0, { type: 'link', from, to, loss: 1 }), ...all]).story.filter((l) => l.includes('✕'))
        .length;
    expect([lost('P1', '*'), lost('*', 'P1'), lost('*', '*')]).toEqual([2, 2, 6]);
  });

  test('the latest start wins, field by field', () => {
    const send = (at: number) => act(at, 'P1', ['send', 'P2', `${at}`]);
    const run = play([
      fault(0, { type: 'link', from: '*', to: '*', latency: [5, 5], loss: 1 }),
      fault(10, { type: 'link', from: 'P1', to: '*', loss: 0, until: 50 }),
      fault(20, { type: 'link', from: 'P1', to: 'P2', latency: [1, 1], until: 40 }),
      ...[5, 15, 25, 45, 55].map(send),
    ]);
    expect(run.story).toEqual([
      '5 P1 ✕ P2 5 (input 0)',
      '20 P1 → P2 15',
      '26 P1 → P2 25',
      '50 P1 → P2 45',
      '55 P1 ✕ P2 55 (input 0)',
    ]);
  });

  test('latency is drawn from the whole range, both ends included, and loss happens as often as it says', () => {
    const sends = Array.from({ length: 800 }, (_, i) => act(i, 'P1', ['send', 'P2', 'x']));
    const range = play(sends, { params: { latency: [3, 6] } });
    const { columns: c } = range.trace;
    const latencies = [...c.kind].flatMap((k, row) =>
      k === K.deliver ? [(c.time[row] as number) - (c.time[c.cause[row] as number] as number)] : [],
    );
    for (const value of [3, 4, 5, 6]) {
      const share = latencies.filter((l) => l === value).length / 800;
      // Four standard errors of a share of a quarter of 800.
      expect(Math.abs(share - 0.25)).toBeLessThan(0.061);
    }
    const lossy = play(sends, { params: { loss: 0.3 } });
    const share = lossy.story.filter((l) => l.includes('✕') && l.includes('chance')).length / 800;
    expect(Math.abs(share - 0.3)).toBeLessThan(0.065);
  });
});
