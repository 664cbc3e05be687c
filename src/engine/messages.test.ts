import { describe, expect, test } from 'vitest';
import { type Act, act, type Played, play } from '../testkit/toy-puppet.ts';
import type { Fault, Input, LinkFault, NthFault } from './runspec.ts';
import { fault, reboot } from './stories.test-data.ts';
import { K } from './trace.ts';

const strike = (type: NthFault['type'], more: Partial<NthFault> = {}, start = 0): Input =>
  fault(start, { type, from: 'P1', to: 'P2', ...more });
const link = (more: Partial<LinkFault>, start = 0): Input =>
  fault(start, { type: 'link', from: 'P1', to: 'P2', ...more } as Fault);
const sends = (...at: number[]) => at.map((t) => act(t, 'P1', ['send', 'P2', `${t}`]));
/** What P2 hears, in order. */
const heard = (run: Played) =>
  run.story
    .filter((line) => line.includes('→ P2'))
    .map((line) => `${line.split(' ')[0]} ${line.split(' ').at(-1)}`);

describe('reorder', () => {
  test('holds a message back until the next one has arrived; it arrives 1 µs later', () => {
    const run = play([strike('reorder'), ...sends(20, 100, 120)]);
    expect(heard(run)).toEqual(['110 100', '111 20', '130 120']);
  });

  test('nobody overtakes it: it never arrives, and is shown as held back', () => {
    const run = play([strike('reorder'), ...sends(20)]);
    expect(heard(run)).toEqual([]);
    expect(run.last().inFlight).toMatchObject([{ from: 'P1', to: 'P2', arrivesAt: -1, sentAt: 20 }]);
  });

  test('only what is sent on its own link overtakes it, and only what is not lost', () => {
    const run = play([
      strike('reorder'),
      strike('drop', { nth: 2 }),
      act(20, 'P1', ['send', 'P2', 'held']),
      act(30, 'P1', ['send', 'P3', 'other'], ['send', 'P2', 'lost']),
      act(40, 'P2', ['send', 'P1', 'back']),
      act(50, 'P1', ['send', 'P2', 'next']),
    ]);
    expect(heard(run)).toEqual(['60 next', '61 held']);
  });

  test('several held back come together, in the order in which they were sent', () => {
    const run = play([strike('reorder'), strike('reorder', { nth: 2 }), ...sends(20, 30, 40)]);
    expect(heard(run)).toEqual(['50 40', '51 20', '51 30']);
  });

  test('a cut that starts eats what is held back', () => {
    const block = fault(30, { type: 'block', from: 'P1', to: 'P2', until: 40 });
    const run = play([strike('reorder'), block, ...sends(20, 50)]);
    expect(run.story).toEqual(['30 P1 ✕ P2 20 (input 1)', '60 P1 → P2 50']);
  });

  test('a cut elsewhere, and crashes of either end, do not', () => {
    const run = play([
      strike('reorder'),
      fault(30, { type: 'block', from: 'P2', to: 'P1', until: 40 }),
      reboot(32, 34),
      reboot(32, 34, 'P2'),
      ...sends(20, 50),
    ]);
    expect(heard(run)).toEqual(['60 50', '61 20']);
  });

  test('a held message that arrives after its receiver went down is lost there', () => {
    const run = play([strike('reorder'), ...sends(20, 50), fault(61, { type: 'crash', node: 'P2' })]);
    expect(run.story).toEqual(['60 P1 → P2 50', '61 P1 ✕ P2 20 (input 3)']);
  });

  test('as often as a link says, and never all of them: what overtakes is not held back', () => {
    const always = play([link({ reorder: 1 }), ...sends(20, 40, 60, 80)]);
    expect(heard(always)).toEqual(['50 40', '51 20', '90 80', '91 60']);
    const half = play([link({ reorder: 0.2 }), ...sends(...Array.from({ length: 400 }, (_, i) => i))]);
    const late = heard(half).filter((line) => Number(line.split(' ')[1]) + 10 < Number(line.split(' ')[0]));
    // One in five of those that may be: about a sixth of all.
    expect(late.length / 400).toBeGreaterThan(0.11);
    expect(late.length / 400).toBeLessThan(0.23);
  });
});

describe('links that keep order', () => {
  const fifo = { params: { fifo: true } };

  test('a message never overtakes one sent before it on its link; other links go on', () => {
    const run = play(
      [
        strike('delay', { by: 100 }),
        act(20, 'P1', ['send', 'P2', 'slow'], ['send', 'P3', 'free']),
        ...sends(30, 40, 200),
      ],
      fifo,
    );
    expect(run.story).toEqual([
      '30 P1 → P3 free',
      '130 P1 → P2 slow',
      '130 P1 → P2 30',
      '130 P1 → P2 40',
      '210 P1 → P2 200',
    ]);
  });

  test('a slower span holds up what is sent after it', () => {
    const run = play([link({ latency: [100, 100], until: 25 }), ...sends(20, 30)], fifo);
    expect(heard(run)).toEqual(['120 20', '120 30']);
  });

  test('nobody waits behind one that a cut has eaten', () => {
    const cut = fault(40, { type: 'block', from: 'P1', to: 'P2', until: 50 });
    const run = play([strike('delay', { by: 1000 }), ...sends(20), cut, ...sends(60)], fifo);
    expect(heard(run)).toEqual(['70 60']);
  });

  test('but one that is reordered is overtaken', () => {
    expect(heard(play([strike('reorder'), ...sends(20, 30, 40)], fifo))).toEqual(['40 30', '41 20', '50 40']);
  });

  test('a copy comes so much after the original, wherever that ended up', () => {
    const inputs = [strike('delay', { by: 100 }), strike('duplicate', { nth: 2, by: 7 }), ...sends(20, 30)];
    expect(heard(play(inputs, fifo))).toEqual(['130 20', '130 30', '137 30']);
    expect(heard(play(inputs))).toEqual(['40 30', '47 30', '130 20']);
  });
});

describe('duplicate', () => {
  test('as often as a link says, each copy by a latency of its own', () => {
    expect(heard(play([link({ duplicate: 1 }), ...sends(20)]))).toEqual(['30 20', '30 20']);
    const run = play([link({ duplicate: 0.3 }), ...sends(...Array.from({ length: 500 }, (_, i) => i))]);
    expect(Math.abs(heard(run).length / 500 - 1.3)).toBeLessThan(0.09);
  });

  test('three copies of one message draw three latencies', () => {
    const copies = [strike('duplicate'), strike('duplicate'), link({ duplicate: 1 })];
    const run = play([...copies, ...sends(20)], { params: { latency: [1, 900] } });
    expect(new Set(heard(run)).size).toBe(4);
  });

  test('a copy of what is lost, or damaged, comes whole', () => {
    const copy = strike('duplicate', { by: 5 });
    expect(heard(play([copy, strike('drop'), ...sends(20)]))).toEqual(['35 20']);
    const damaged = play([copy, strike('corrupt'), ...sends(20)]);
    expect(damaged.story).toEqual(['20 P1 ~ P2 20 (input 1)', '30 P1 ✕ P2 20 (input 1)', '35 P1 → P2 20']);
  });

  test('with reorder and corrupt on the same message: the copy goes, the damaged one is held back', () => {
    const all = [strike('duplicate', { by: 5 }), strike('reorder'), strike('corrupt')];
    const run = play([...all, ...sends(20, 100)]);
    expect(run.story).toEqual([
      '20 P1 ~ P2 20 (input 2)',
      '35 P1 → P2 20',
      '110 P1 → P2 100',
      '111 P1 ✕ P2 20 (input 2)',
    ]);
    expect(run.world(7).inFlight.map((m) => [m.arrivesAt, m.damaged])).toEqual([[-1, true]]);
  });
});

describe('corrupt', () => {
  const message: Act = ['send', 'P2', 'word', ['note', 'heard']];
  const unchecked = { params: { checksums: false } };

  test('with checksums the receiver throws it away on arrival, and the protocol never sees it', () => {
    const run = play([strike('corrupt'), act(20, 'P1', message), act(50, 'P1', message)]);
    expect(run.story).toEqual([
      '20 P1 ~ P2 word (input 0)',
      '30 P1 ✕ P2 word (input 0)',
      '60 P1 → P2 word',
      '60 P2: heard',
    ]);
    const { columns: c } = run.trace;
    const [hit, damaged] = [K.fault, K.corrupt].map((kind) => [...c.kind].lastIndexOf(kind as number));
    // Its strike and its damage are rows of the sender's step; it is lost in a step of the network.
    expect([c.step[hit as number], c.step[damaged as number]]).toEqual([4, 4]);
    expect(c.kind[c.cause[damaged as number] as number]).toBe(K.send);
  });

  test('without them one field other than type has another value of its kind; always a plain message', () => {
    const fields = { a: 1, b: true, c: 'text', d: ['P1', { type: 'inner', n: 2.5 }], e: null, f: {} };
    const changed = new Set<string>();
    for (let seed = 0; seed < 80; seed++) {
      const send: Act = ['vouch', 'P2', fields];
      const run = play([strike('corrupt'), act(20, 'P1', send)], { ...unchecked, seed });
      const bodies = [...(run.simulation.builder.bodies as Map<number, Record<string, unknown>>).values()];
      const [sent, arrived] = bodies as [Record<string, unknown>, Record<string, unknown>];
      expect(structuredClone(arrived)).toEqual(arrived);
      const differing = differences(sent, arrived, '');
      expect(differing.length).toBe(1);
      changed.add(differing[0] as string);
    }
    expect([...changed].sort()).toEqual([
      'data.a number',
      'data.b boolean',
      'data.c string',
      'data.d.0 node',
      'data.d.1.n number',
      'signature string',
      'signer node',
      'word string',
    ]);
  });

  test('what holds nothing to change arrives as it was, and still counts as damaged', () => {
    const run = play([link({ corrupt: 1 }), act(20, 'P1', ['send', 'P2', ''])], unchecked);
    expect(run.story).toEqual(['20 P1 ~ P2  (input 0)', '30 P1 → P2 ']);
  });

  test('what is damaged may be lost for other reasons first', () => {
    const lost = play([strike('corrupt'), strike('drop'), ...sends(20)]);
    expect(lost.story).toEqual(['20 P1 ✕ P2 20 (input 1)']);
    const cut = play([strike('corrupt'), fault(25, { type: 'block', from: 'P1', to: 'P2' }), ...sends(20)]);
    expect(cut.story).toEqual(['20 P1 ~ P2 20 (input 0)', '25 P1 ✕ P2 20 (input 1)']);
    const down = play([strike('corrupt'), fault(25, { type: 'crash', node: 'P2' }), ...sends(20)]);
    expect(down.story.at(-1)).toBe('30 P1 ✕ P2 20 (input 1)');
  });

  test('as often as a link says; the rows name it', () => {
    const run = play([link({ corrupt: 0.25 }), ...sends(...Array.from({ length: 500 }, (_, i) => i))]);
    const lost = run.story.filter((line) => line.includes('✕'));
    expect(Math.abs(lost.length / 500 - 0.25)).toBeLessThan(0.08);
    expect(lost.every((line) => line.endsWith('(input 0)'))).toBe(true);
  });

  function differences(a: unknown, b: unknown, path: string): string[] {
    if (typeof a === 'object' && a !== null && typeof b === 'object' && b !== null) {
      expect(Object.keys(b)).toEqual(Object.keys(a));
      expect(Array.isArray(b)).toBe(Array.isArray(a));
      return Object.keys(a).flatMap((key) => {
        const [x, y] = [(a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]];
        if (key === 'type') expect(y).toBe(x);
        return differences(x, y, path === '' ? key : `${path}.${key}`);
      });
    }
    if (Object.is(a, b)) return [];
    expect(typeof b).toBe(typeof a);
    if (typeof a === 'string' && /^P\d$/.test(a)) expect(b).toMatch(/^P\d$/);
    return [`${path} ${typeof a === 'string' && /^P\d$/.test(a) ? 'node' : typeof a}`];
  }
});

test('a fault that waits for a message is spent by it, whatever becomes of that', () => {
  const cut = fault(10, { type: 'block', from: 'P1', to: 'P2', until: 30 });
  for (const type of ['drop', 'delay', 'duplicate', 'reorder', 'corrupt'] as const) {
    const run = play([strike(type, type === 'delay' ? { by: 50 } : {}), cut, ...sends(20, 40)]);
    expect(run.story, type).toEqual(['20 P1 ✕ P2 20 (input 1)', '50 P1 → P2 40']);
    expect(run.last().faults).toEqual([]);
  }
});

test('a worse link: the latest start wins field by field, for each of its probabilities', () => {
  const run = play([
    link({ duplicate: 1, corrupt: 1 }),
    fault(30, { type: 'link', from: '*', to: '*', corrupt: 0, until: 50 }),
    link({ duplicate: 0 }, 60),
    ...sends(20, 40, 70),
  ]);
  expect(run.story.map((line) => line.replace(/ \(.*/, ''))).toEqual([
    '20 P1 ~ P2 20',
    '30 P1 ✕ P2 20',
    '30 P1 → P2 20',
    '50 P1 → P2 40',
    '50 P1 → P2 40',
    '70 P1 ~ P2 70',
    '80 P1 ✕ P2 70',
  ]);
});
