import { describe, expect, test } from 'vitest';
import { type Act, act, play } from '../testkit/toy-puppet.ts';
import type { WriteFault } from './runspec.ts';
import { at, fault, fsync, last, reboot, words } from './stories.test-data.ts';
import { K } from './trace.ts';

describe('a write fault', () => {
  const writes = (...acts: Act[]) => acts.map((a, i) => act(10 + i * 10, 'P1', a));
  const strike = (type: WriteFault['type'], more: Partial<WriteFault> = {}) =>
    fault(0, { type, node: 'P1', ...more } as WriteFault);

  test('counts from 1 the writes at or after at; steps that write nothing do not count', () => {
    const lost = (start: number, nth?: number) =>
      words(
        play([
          fault(start, { type: 'lostWrite', node: 'P1', ...(nth === undefined ? {} : { nth }) }),
          act(10, 'P1', ['put', 'term', 1]),
          act(20, 'P1', ['note', 'idle'], ['put', 'term', 1]),
          act(30, 'P1', ['put', 'vote', 'P2']),
          act(40, 'P1', ['put', 'name', 'n']),
          act(40, 'P2', ['put', 'term', 9]),
          reboot(100, 110),
        ]),
        'back',
      )[0];
    expect(lost(0)).toBe('110 P1: back with vote=P2 name=n');
    expect(lost(0, 2)).toBe('110 P1: back with term=1 name=n');
    expect(lost(10, 3)).toBe('110 P1: back with term=1 vote=P2');
    expect(lost(31)).toBe('110 P1: back with term=1 vote=P2');
    expect(lost(41)).toBe('110 P1: back with term=1 vote=P2 name=n');
    expect(lost(0, 4)).toBe('110 P1: back with term=1 vote=P2 name=n');
  });

  test('its strike is a row of the step that wrote', () => {
    const { trace } = play([strike('lostWrite'), act(10, 'P1', ['put', 'term', 1], ['send', 'P2', 'm'])]);
    const { columns: c } = trace;
    const row = [...c.kind].findIndex((k, i) => k === K.fault && c.epoch[i] === 1);
    expect([c.ref[row], c.node[row], c.kind[c.cause[row] as number]]).toEqual([0, 0, K.command]);
    expect(c.step[row]).toBe(c.step[c.cause[row] as number]);
  });

  describe('lostWrite', () => {
    test('is acknowledged: what waited for it is sent, and the node believes it', () => {
      const run = play([
        strike('lostWrite'),
        act(10, 'P1', ['put', 'term', 1], ['send', 'P2', 'm']),
        reboot(100, 110),
      ]);
      expect(run.story).toEqual(['20 P1 → P2 m', '110 P1 starts', '110 P1: back with nothing']);
      expect(at(run, 50)).toMatchObject({
        durable: { term: 1 },
        damaged: [{ record: 'term', what: 'old', value: 0 }],
      });
      expect(last(run).damaged).toEqual([]);
    });

    test('with a slow disk too: the loss is complete only when it should have been safe', () => {
      const run = play([strike('lostWrite'), act(10, 'P1', ['put', 'term', 1]), reboot(100, 110)], fsync(50));
      expect(at(run, 20)).toMatchObject({ damaged: [], syncing: { records: ['term'] } });
      expect(at(run, 60)).toMatchObject({ damaged: [{ record: 'term', what: 'old', value: 0 }] });
      expect(words(run, 'back')).toEqual(['110 P1: back with nothing']);
    });

    test('a record that is written again is sound again; others of the write are not', () => {
      const run = play([
        strike('lostWrite'),
        act(10, 'P1', ['put', 'term', 1], ['put', 'vote', 'P2']),
        act(20, 'P1', ['put', 'term', 2]),
        reboot(100, 110),
      ]);
      expect(words(run, 'back')).toEqual(['110 P1: back with term=2']);
    });

    test('twice on one record leaves what was there before the first', () => {
      const run = play([
        ...writes(['put', 'term', 1], ['put', 'term', 2], ['put', 'term', 3]),
        fault(15, { type: 'lostWrite', node: 'P1', nth: 1 }),
        fault(15, { type: 'lostWrite', node: 'P1', nth: 2 }),
        reboot(100, 110),
      ]);
      expect(words(run, 'back')).toEqual(['110 P1: back with term=1']);
    });

    test('of an appended element: the list ends before it, or has a hole where others came after it', () => {
      const lost = (...acts: Act[]) =>
        words(
          play([...writes(['append', 'a'], ...acts), strike('lostWrite', { nth: 2 }), reboot(100, 110)]),
          'P1: ',
        );
      expect(lost(['append', 'b'])).toEqual(['110 P1: back with log=a']);
      // Reading stops at the hole, and says that something is missing.
      expect(lost(['append', 'b'], ['append', 'c'])).toEqual([
        '110 P1: cannot read log[1]; it goes on without',
        '110 P1: back with log=a',
      ]);
    });

    test('of a truncation: the old tail is there again', () => {
      const all: Act[] = [
        ['append', 'a'],
        ['append', 'b'],
        ['append', 'c'],
        ['cut', 1],
      ];
      const run = play([...writes(...all), strike('lostWrite', { nth: 4 }), reboot(100, 110)]);
      expect(words(run, 'back')).toEqual(['110 P1: back with log=a,b,c']);
      expect(at(run, 60).damaged).toEqual([
        { record: 'log[1]', what: 'old', value: { word: 'b' } },
        { record: 'log[2]', what: 'old', value: { word: 'c' } },
      ]);
    });

    test('of a truncation, then the list grows again: what was not written over is still the old one', () => {
      const all: Act[] = [
        ['append', 'a'],
        ['append', 'b'],
        ['append', 'c'],
        ['cut', 1],
        ['append', 'B'],
      ];
      const run = play([...writes(...all), strike('lostWrite', { nth: 4 }), reboot(100, 110)]);
      expect(words(run, 'back')).toEqual(['110 P1: back with log=a,B,c']);
    });

    test('a crash before its fsync leaves nothing to lose', () => {
      const run = play([strike('lostWrite'), act(10, 'P1', ['put', 'term', 1]), reboot(20, 30)], fsync(50));
      expect(last(run)).toMatchObject({ durable: { term: 0 }, damaged: [] });
    });
  });

  describe('misdirectedWrite', () => {
    test('leaves its own place as it was, however that came to be', () => {
      const after = (first: WriteFault['type']) =>
        words(
          play(
            [
              act(10, 'P1', ['put', 'term', 1]),
              act(20, 'P1', ['put', 'term', 2]),
              act(30, 'P1', ['put', 'term', 3]),
              strike(first, { nth: 2 }),
              strike('misdirectedWrite', { nth: 3 }),
              reboot(100, 110),
            ],
            { params: { diskChecksums: false } },
          ),
          'back',
        )[0];
      // The platter never held 2.
      expect(after('lostWrite')).toBe('110 P1: back with term=1');
    });

    const unchecked = { params: { diskChecksums: false } };

    test('is acknowledged; its own place holds what it held before, another of its kind is overwritten', () => {
      const run = play(
        [
          ...writes(['put', 'vote', 'P2'], ['put', 'name', 'n']),
          strike('misdirectedWrite', { nth: 2 }),
          reboot(100, 110),
        ],
        unchecked,
      );
      expect(at(run, 50)).toMatchObject({
        durable: { vote: 'P2', name: 'n' },
        damaged: [
          { record: 'name', what: 'old', value: '' },
          { record: 'vote', what: 'wrong', value: 'n' },
        ],
      });
      expect(words(run, 'back')).toEqual(['110 P1: back with vote=n']);
    });

    test('of a list element: another element of the same list', () => {
      const list: Act[] = [
        ['append', 'a'],
        ['append', 'b'],
        ['append', 'c'],
      ];
      const seen = new Set<string | undefined>();
      for (let seed = 0; seed < 20; seed++) {
        const run = play(
          [...writes(...list, ['append', 'd']), strike('misdirectedWrite', { nth: 4 }), reboot(100, 110)],
          { ...unchecked, seed },
        );
        seen.add(words(run, 'back')[0]);
      }
      expect([...seen].sort()).toEqual([
        '110 P1: back with log=a,b,d',
        '110 P1: back with log=a,d,c',
        '110 P1: back with log=d,b,c',
      ]);
    });

    test('only its last record goes astray', () => {
      const run = play(
        [
          act(10, 'P1', ['put', 'term', 1], ['put', 'vote', 'P2'], ['put', 'name', 'n']),
          strike('misdirectedWrite'),
          reboot(100, 110),
        ],
        unchecked,
      );
      expect(words(run, 'back')).toEqual(['110 P1: back with term=1 vote=n']);
    });

    test('with none to land on it is a lost write', () => {
      const run = play([act(10, 'P1', ['put', 'term', 1]), strike('misdirectedWrite'), reboot(100, 110)]);
      expect(at(run, 50).damaged).toEqual([{ record: 'term', what: 'old', value: 0 }]);
      expect(words(run, 'P1: ')).toEqual(['110 P1: back with nothing']);
      const first = play([act(10, 'P1', ['append', 'a']), strike('misdirectedWrite'), reboot(100, 110)]);
      expect(words(first, 'P1: ')).toEqual(['110 P1: back with nothing']);
    });

    test('with checksums on disk what it landed on cannot be read', () => {
      const run = play([
        ...writes(['put', 'vote', 'P2'], ['put', 'name', 'n']),
        strike('misdirectedWrite', { nth: 2 }),
        reboot(100, 110),
      ]);
      expect(words(run, 'P1: ')).toEqual([
        '110 P1: cannot read vote; it goes on without',
        '110 P1: back with nothing',
      ]);
    });
  });

  test('two on one write: lost and misdirected, nothing lands anywhere', () => {
    const run = play([
      ...writes(['put', 'vote', 'P2'], ['put', 'name', 'n']),
      strike('lostWrite', { nth: 2 }),
      strike('misdirectedWrite', { nth: 2 }),
      reboot(100, 110),
    ]);
    expect(at(run, 50).damaged).toEqual([{ record: 'name', what: 'old', value: '' }]);
    expect(words(run, 'back')).toEqual(['110 P1: back with vote=P2']);
  });

  test('two on one write: torn and lost, it is torn', () => {
    const run = play([
      act(10, 'P1', ['put', 'term', 1], ['put', 'vote', 'P2']),
      strike('lostWrite'),
      strike('tornWrite', { kept: 1, until: 50 }),
    ]);
    expect(run.story).toEqual(['50 P1 starts', '50 P1: back with term=1']);
    expect(run.last().faults).toEqual([]);
  });
});
