import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fault, Input } from '../engine/runspec.ts';
import { K } from '../engine/trace.ts';
import { meta } from '../protocols/gallery/meta.ts';
import { protocol } from '../protocols/gallery/protocol.ts';
import { inputs as someInputs, worldOf } from '../testkit/arbitrary.ts';
import { resolve, simulate } from '../testkit/simulate.ts';
import { hitSentence } from './faulthits.ts';
import { faultTurn, inVain } from './faultturns.ts';
import { isHit } from './hits.ts';

/** What is said of each start and end of faults, "at: sentence", in the order in which they come. */
function told(...inputs: readonly Input[]): readonly string[] {
  const { trace } = simulate(protocol, { inputs, until: 1_000_000 });
  const { kind, time, ref, step } = trace.columns;
  const said: string[] = [];
  for (let row = 0; row < trace.rows; row++) {
    const input = inputs[ref[row] as number];
    if (kind[row] !== K.fault || isHit(trace.columns, row) || step[row] === step[row - 1]) continue;
    if (input && 'fault' in input)
      said.push(
        `${(time[row] as number) / 1000}: ${faultTurn({ meta, trace, inputs }, row, input.fault, true)}`,
      );
  }
  return said;
}

const from = (ms: number, fault: Fault): Input => ({ at: ms * 1000, fault });
const crash = (at: number, until: number, node = 'K1') =>
  from(at, { type: 'crash', node, until: until * 1000 });

describe('who is down stays down while any fault says so', () => {
  test('two crashes that overlap', () => {
    expect(told(crash(100, 300), crash(200, 400))).toEqual([
      '100: K1 crashes',
      '200: K1 is down already; this crash holds it down too',
      '300: The crash of K1 is over; K1 stays down: another crash of K1 goes on',
      '400: K1 is brought back up',
    ]);
  });

  test('two that end at once: the first end does not bring it back', () => {
    expect(told(crash(100, 300), crash(200, 300)).slice(2)).toEqual([
      '300: The crash of K1 is over; K1 stays down: another crash of K1 goes on',
      '300: K1 is brought back up',
    ]);
  });

  test('one that begins where the other ends comes after the restart', () => {
    expect(told(crash(100, 300), crash(300, 400)).slice(1, 3)).toEqual([
      '300: K1 is brought back up',
      '300: K1 crashes',
    ]);
  });

  test('an outage of which one node has another reason', () => {
    const outage = from(100, { type: 'outage', nodes: ['K1', 'K2'], until: 300_000 });
    expect(told(crash(50, 200), outage, crash(250, 500, 'K2'))).toEqual([
      '50: K1 crashes',
      '100: K1 and K2 crash together; K1 is down already',
      '200: The crash of K1 is over; K1 stays down: the outage of K1 and K2 goes on',
      '250: K2 is down already; this crash holds it down too',
      '300: K1 is brought back up; K2 stays down: the crash of K2 goes on',
      '500: K2 is brought back up',
    ]);
  });

  test('a frozen node restarts when it wakes, a node that is down does not wake', () => {
    const pause = (at: number, until: number) => from(at, { type: 'pause', node: 'K1', until: until * 1000 });
    expect(told(pause(100, 300), crash(150, 200))).toEqual([
      '100: K1 freezes',
      '150: K1 crashes',
      '200: The crash of K1 is over; K1 is frozen, and restarts when it wakes',
      '300: K1 wakes',
    ]);
    expect(told(crash(100, 400), pause(150, 300), pause(350, 500), pause(450, 600))).toEqual([
      '100: K1 crashes',
      '150: K1, which is down, freezes: it cannot restart before it wakes',
      '300: K1 is no longer frozen, but is down',
      '350: K1, which is down, freezes: it cannot restart before it wakes',
      '400: The crash of K1 is over; K1 is frozen, and restarts when it wakes',
      '450: K1, which is down, freezes: it cannot restart before it wakes',
      '500: K1 stays frozen: another freeze of K1 goes on',
      '600: K1 wakes',
    ]);
  });

  test('a full disk that has room again under a crash', () => {
    const full = from(100, { type: 'diskFull', node: 'K1', until: 300_000 });
    expect(told(full, crash(200, 400))).toContain(
      '300: K1’s disk has room again; K1 stays down: the crash of K1 goes on',
    );
  });
});

describe('what goes on when a fault is over', () => {
  test('cuts name those that keep the same apart, and no others', () => {
    const cut = from(100, { type: 'partition', groups: [['K1'], ['K2', 'C1']], until: 300_000 });
    const block = (a: string, b: string) => from(150, { type: 'block', from: a, to: b, until: 500_000 });
    expect(told(cut, block('K1', 'K2'))[2]).toMatch(
      /^300: The cut heals: .*; the one-way cut K1 → K2 goes on$/,
    );
    expect(told(cut, block('C1', 'K2'))[2]).toMatch(/^300: The cut heals: K1.\| K2.C1$/);
  });

  test('a flapping cut heals each time, and holds what it holds only while it is on', () => {
    const flap = { down: 50_000, up: 50_000 };
    const flapping = from(100, { type: 'partial', links: [['K1', 'K2']], flap, until: 300_000 });
    const block = from(120, { type: 'block', from: 'K1', to: 'K2', until: 170_000 });
    const during = from(120, { type: 'block', from: 'K1', to: 'K2', until: 140_000 });
    expect(told(flapping, block)).toContain('170: Messages from K1 reach K2 again');
    expect(told(flapping, during)).toContain(
      '140: Messages from K1 still do not reach K2: the flapping partial cut K1–K2 goes on',
    );
  });

  test('slow nodes, slow disks, liars and worse links', () => {
    const slow = (at: number, until: number, each: number): Input =>
      from(at, { type: 'slow', node: 'K1', each: [each * 1000, each * 1000], until: until * 1000 });
    expect(told(slow(100, 300, 20), slow(200, 400, 40))[2]).toBe(
      '300: K1 is still slow: whatever it handles takes it 40 ms',
    );
    const worse = (to: string, until: number): Input =>
      from(100, { type: 'link', from: 'K1', to, loss: 0.5, until: until * 1000 });
    expect(told(worse('K2', 300), worse('*', 400)).slice(2)).toEqual([
      '300: The link K1 → K2 recovers, but the worse link K1 → any goes on',
      '400: Every link from K1 recovers',
    ]);
  });

  test('clocks: what stays for good is said, and nothing is true again that is not', () => {
    const clock = (how: Omit<Extract<Fault, { type: 'clock' }>, 'type' | 'node'>, at = 100, until = 300) =>
      from(at, { type: 'clock', node: 'K1', ...how, until: until * 1000 });
    expect(told(clock({ driftPpm: 300_000 }))[1]).toBe(
      '300: K1’s clock runs at the right rate again and keeps what it gained',
    );
    expect(told(clock({ stop: true }))[1]).toBe(
      '300: K1’s clock runs at the right rate again and does not catch up what it lost',
    );
    expect(told(clock({ step: 5_000 }))[1]).toBe('300: K1’s clock keeps its jump of 5 ms ahead');
    expect(told(clock({ offset: 50_000 }))[1]).toBe('300: K1’s clock jumps 50 ms back');
    expect(told(clock({ stop: true }), clock({ driftPpm: -100_000 }, 200, 400))[2]).toBe(
      '300: K1’s clock goes on as another fault has it: it runs 10 % slow',
    );
  });
});

test('what finds nothing to act on says why', () => {
  const inputs: readonly Input[] = [
    crash(100, 300),
    { at: 150_000, fire: { node: 'K1', timer: 'beat' } },
    { at: 10_000, fire: { node: 'C1', timer: 'late' } },
    from(100, { type: 'crash', node: 'C1' }),
    { at: 150_000, node: 'C1', command: { type: 'note', word: 'late' } },
    from(500, { type: 'bitRot', node: 'K1', record: 'notes[99]' }),
  ];
  const { trace } = simulate(protocol, { inputs, nodes: { client: 1, keeper: 2 }, until: 1_000_000 });
  const { kind, ref } = trace.columns;
  const said = [...kind.keys()]
    .filter((row) => kind[row] === K.ignored)
    .map((row) => inVain({ meta, trace, inputs }, row, inputs[ref[row] as number] as Input));
  expect(said.map((sentence) => sentence.replace(/^.*: /, ''))).toEqual([
    'it is not running',
    'K1 is down',
    'C1 is down and does not take it',
    'there is no such record',
  ]);
});

describe('a fault on a message that a cut eats first', () => {
  const inputs: readonly Input[] = [
    from(0, { type: 'partition', groups: [['K1'], ['K2']], until: 400_000 }),
    from(0, { type: 'delay', from: 'K1', to: 'K2', by: 100_000 }),
    from(0, { type: 'duplicate', from: 'K1', to: 'K2', nth: 1 }),
    from(500, { type: 'delay', from: 'K1', to: 'K2', by: 100_000 }),
  ];
  test('does nothing to it, and says so', () => {
    const { trace } = simulate(protocol, { inputs, until: 1_000_000 });
    const said: string[] = [];
    for (let row = 0; row < trace.rows; row++) {
      const input = inputs[trace.columns.ref[row] as number];
      if (!isHit(trace.columns, row) || !input || !('fault' in input)) continue;
      const { fault } = input;
      if (fault.type === 'delay' || fault.type === 'duplicate')
        said.push(hitSentence(trace, inputs, row, fault, 'It', () => true));
    }
    expect(said).toEqual([
      'It would have been held up by 100 ms, but is lost at the cut',
      'It would have arrived twice, but is lost at the cut',
      'It is held up by 100 ms',
    ]);
  });

  test('one held back that nothing overtakes is not said to have been overtaken', () => {
    const fault = { type: 'reorder', from: 'K1', to: 'K2' } as const;
    const reorder = [from(900, fault)];
    const { trace } = simulate(protocol, { inputs: reorder, until: 1_000_000 });
    const row = [...trace.columns.kind.keys()].find((r) => isHit(trace.columns, r)) as number;
    expect(hitSentence(trace, reorder, row, fault, 'It', () => false)).toBe(
      'It is held back until the next one has overtaken it, and by the end of the run none has',
    );
  });
});

test('whatever overlaps, who is said to come back restarts at once, and who is said not to does not', () => {
  const until = 300_000;
  // What takes nodes down, or keeps them: of all kinds too few would meet.
  const types = ['crash', 'amnesia', 'outage', 'pause', 'tornWrite', 'diskFull'] as const;
  const world = { ...worldOf(meta, resolve(protocol, { until }).nodes, until), types };
  const seen = { back: 0, stays: 0 };
  fc.assert(
    fc.property(someInputs(world, 10), (inputs) => {
      const { trace } = simulate(protocol, { inputs, until });
      const { kind, time, ref, step, node } = trace.columns;
      for (let row = 0; row < trace.rows; row++) {
        const input = inputs[ref[row] as number];
        if (kind[row] !== K.fault || isHit(trace.columns, row) || step[row] === step[row - 1]) continue;
        if (!input || !('fault' in input)) continue;
        const struck = trace.columns.kind.some(
          (k, r) => k === K.fault && ref[r] === ref[row] && isHit(trace.columns, r),
        );
        const said = faultTurn({ meta, trace, inputs }, row, input.fault, struck);
        expect(said).toMatch(/^\S.*\S$/);
        expect(said).not.toMatch(/undefined|NaN|\[object/);
        const restarts = new Set<string>();
        for (let next = row + 1; next < trace.rows && time[next] === time[row]; next++) {
          if (kind[next] === K.fault && !isHit(trace.columns, next)) break;
          if (kind[next] === K.start) restarts.add(trace.nodes[node[next] as number]?.id ?? '');
        }
        const named = (part: string) => part.match(/\b[CK]\d\b/g) ?? [];
        const back = /^(.*?) (?:is|are) brought back up/.exec(said);
        for (const id of named(back?.[1] ?? '')) {
          seen.back++;
          expect(restarts.has(id), `${said} (${id})`).toBe(true);
        }
        for (const [, id] of said.matchAll(/(\w+) (?:stays down|is frozen, and restarts)/g)) {
          seen.stays++;
          expect(restarts.has(id as string), `${said} (${id})`).toBe(false);
        }
      }
    }),
    { numRuns: 60 },
  );
  expect(seen.back).toBeGreaterThan(10);
  expect(seen.stays).toBeGreaterThan(3);
});
