import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { simulate } from '../testkit/simulate.ts';
import { liars } from '../testkit/toy-liar.ts';
import { act, play } from '../testkit/toy-puppet.ts';
import type { Input } from './runspec.ts';
import { fault } from './stories.test-data.ts';
import { runs } from './toyruns.test-data.ts';
import { K } from './trace.ts';

describe('the content of a row', () => {
  const story = (...more: Input[]): Input[] => [
    act(100, 'P1', ['send', 'P2', 'm', ['note', 'heard']], ['invoke', 'read'], ['rule', 'r'], ['keep', 'x']),
    act(200, 'P1', ['complete', 0, 'ok'], ['note', 'done'], ['draw', 'lots']),
    fault(300, { type: 'crash', node: 'P1', until: 400 }),
    fault(500, { type: 'drop', from: 'P2', to: 'P3' }),
    act(510, 'P2', ['send', 'P3', 'lost']),
    ...more,
  ];
  /** Rows of P1 and P2 without their indices. */
  const said = (list: readonly Input[]) => {
    const { trace } = play(list);
    const { columns: c } = trace;
    return [...c.kind].flatMap((kind, row) =>
      c.node[row] === 2 ? [] : [[c.time[row], kind, c.node[row], c.peer[row], c.epoch[row], c.content[row]]],
    );
  };

  test('is the same however inputs, notes, rules, operations and rows are numbered', () => {
    const shift = act(
      50,
      'P3',
      ['note', 'first'],
      ['invoke', 'first'],
      ['rule', 'first'],
      ['note', 'second'],
    );
    const shifted = story().map((input) => {
      // Operation 0 is now 1: whoever completes it knows its own.
      if (!('command' in input)) return input;
      const text = JSON.stringify(input).replace('["complete",0', '["complete",1');
      return JSON.parse(text) as Input;
    });
    const moved = said([shift, ...shifted]);
    const own = new Set(JSON.stringify(said(story()).filter(([, kind]) => kind !== K.command)).split('],['));
    const theirs = new Set(JSON.stringify(moved.filter(([, kind]) => kind !== K.command)).split('],['));
    expect(theirs).toEqual(own);
  });

  test('differs where what is said differs', () => {
    const contents = (kind: number, list: readonly Input[]) => {
      const { columns: c } = play(list).trace;
      return [...c.kind].flatMap((k, row) => (k === kind ? [c.content[row]] : []));
    };
    const all = [
      contents(K.send as number, [act(1, 'P1', ['send', 'P2', 'a'], ['send', 'P2', 'b'])]),
      contents(K.deliver as number, [act(1, 'P1', ['send', 'P2', 'a'], ['send', 'P2', 'b'])]),
      contents(K.note as number, [act(1, 'P1', ['note', 'a'], ['note', 'b'])]),
      contents(K.rule as number, [act(1, 'P1', ['rule', 'a'], ['rule', 'b'])]),
      contents(K.invoke as number, [act(1, 'P1', ['invoke', 'a'], ['invoke', 'b'])]),
      contents(K.reply as number, [act(1, 'P1', ['complete', 0, 'ok'], ['complete', 0, 'fail'])]),
      contents(K.command as number, [act(1, 'P1', ['note', 'a']), act(1, 'P1', ['note', 'b'])]),
      contents(K.timer as number, [act(1, 'P1', ['set', 'a', 1], ['set', 'b', 1])]),
      contents(K.fault as number, [
        fault(1, { type: 'crash', node: 'P1' }),
        fault(1, { type: 'amnesia', node: 'P1' }),
      ]),
    ];
    for (const [a, b, ...more] of all) {
      expect(more).toEqual([]);
      expect(a).not.toBe(b);
    }
  });

  test('of a message is the same wherever it is: sent, delivered, lost; of a damaged one it is what arrives', () => {
    fc.assert(
      fc.property(runs({ checksums: false }), (spec) => {
        const { trace, simulation } = simulate(liars, spec, { bodies: true });
        const { columns: c } = trace;
        const { bodies } = simulation.builder;
        const damaged = new Map<number, number>();
        for (let row = 0; row < trace.rows; row++) {
          const cause = c.cause[row] as number;
          if (c.kind[row] === K.corrupt) damaged.set(cause, c.content[row] as number);
          if (c.kind[row] !== K.deliver && c.kind[row] !== K.lost) continue;
          expect([c.content[cause], damaged.get(cause)]).toContain(c.content[row]);
          if (c.kind[row] !== K.deliver) continue;
          const same = JSON.stringify(bodies?.get(row)) === JSON.stringify(bodies?.get(cause));
          expect(c.content[row] === c.content[cause]).toBe(same);
        }
      }),
      { numRuns: 40 },
    );
  });
});
