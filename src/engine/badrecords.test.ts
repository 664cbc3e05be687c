import { describe, expect, test } from 'vitest';
import { act, play } from '../testkit/toy-puppet.ts';
import type { Input } from './runspec.ts';
import { at, fault, fsync, last, reboot, words } from './stories.test-data.ts';

describe('a record that goes bad', () => {
  const setup = [
    act(10, 'P1', ['put', 'term', 5], ['put', 'vote', 'P2']),
    act(20, 'P1', ['append', 'a']),
    act(30, 'P1', ['append', 'b']),
    act(40, 'P1', ['append', 'c']),
  ];
  const spoil = (type: 'bitRot' | 'latentError', record?: string, start = 50, node = 'P1') =>
    fault(start, { type, node, ...(record === undefined ? {} : { record }) });
  const unchecked = { params: { diskChecksums: false } };

  test('is noticed at the next boot and not before', () => {
    const run = play([...setup, spoil('latentError', 'term'), act(60, 'P1', ['says']), reboot(100, 110)]);
    expect(words(run, 'P1: ')).toEqual([
      '60 P1: term=5 vote=P2 log=a,b,c',
      '110 P1: cannot read term; it goes on without',
      '110 P1: back with vote=P2 log=a,b,c',
    ]);
    expect(at(run, 60).damaged).toEqual([{ record: 'term', what: 'unreadable' }]);
    expect(last(run).damaged).toEqual([]);
  });

  test('bit rot with checksums is unreadable, without them another value of its kind', () => {
    const checked = play([...setup, spoil('bitRot', 'term'), reboot(100, 110)]);
    expect(words(checked, 'P1: ')[0]).toBe('110 P1: cannot read term; it goes on without');
    const believed = new Set<unknown>();
    for (let seed = 0; seed < 20; seed++) {
      const run = play([...setup, spoil('bitRot', 'term'), reboot(100, 110)], { ...unchecked, seed });
      believed.add(last(run).durable.term);
      expect(words(run, 'cannot')).toEqual([]);
    }
    // One of the four lowest bits of 5 is another.
    expect([...believed].sort()).toEqual([1, 13, 4, 7]);
    const vote = play([...setup, spoil('bitRot', 'vote'), reboot(100, 110)], unchecked);
    expect(['P1', 'P3']).toContain(last(vote).durable.vote);
    const entry = play([...setup, spoil('bitRot', 'log[1]'), reboot(100, 110)], unchecked);
    expect(words(entry, 'back')).toEqual(['110 P1: back with term=5 vote=P2 log=a,c,c']);
  });

  test('in a list: it ends before the record, unless the role knows better', () => {
    const run = play([...setup, spoil('latentError', 'log[1]'), reboot(100, 110)]);
    expect(words(run, 'P1: ')).toEqual([
      '110 P1: cannot read log[1]; it goes on without',
      '110 P1: back with term=5 vote=P2 log=a',
    ]);
    const keeper = setup.map((input) => ({ ...input, node: 'K1' }) as Input);
    const rescued = play(
      [
        ...keeper,
        spoil('latentError', 'log[1]', 50, 'K1'),
        spoil('latentError', 'term', 50, 'K1'),
        reboot(100, 110, 'K1'),
      ],
      { nodes: { keeper: 1 } },
    );
    expect(words(rescued, 'K1: ')).toEqual([
      '110 K1: cannot read term, log[1]',
      '110 K1: back with vote=P2 name=lost term log1 log=a,?,c',
    ]);
    // What it made of it is on disk: the next boot finds that.
    const again = play(
      [...keeper, spoil('latentError', 'log[1]', 50, 'K1'), reboot(100, 110, 'K1'), reboot(200, 210, 'K1')],
      {
        nodes: { keeper: 1 },
      },
    );
    expect(words(again, 'K1: ').at(-1)).toBe('210 K1: back with term=5 vote=P2 name=lost log1 log=a,?,c');
  });

  test('which one is drawn if it is not said: any that the disk holds, and nothing else', () => {
    const hit = new Set<string | undefined>();
    for (let seed = 0; seed < 60; seed++) {
      hit.add(at(play([...setup, spoil('latentError')], { seed }), 50).damaged[0]?.record);
    }
    expect([...hit].sort()).toEqual(['log[0]', 'log[1]', 'log[2]', 'name', 'term', 'vote']);
  });

  test('one that the disk does not hold, or of a node without disk, is ignored, visibly', () => {
    for (const record of ['log[3]', 'nothing', 'log', 'kept[0]', 'term[0]']) {
      expect(play([...setup, spoil('bitRot', record)]).story).toEqual(['50 ignored: input 4']);
    }
    const guest = play([spoil('bitRot', 'term', 50, 'G1')], { nodes: { guest: 1 } });
    expect(guest.story).toEqual(['50 ignored: input 0']);
    // A field that holds nothing is no record.
    expect(play([spoil('bitRot', 'vote')]).story).toEqual(['50 ignored: input 0']);
  });

  test('written again it is sound again', () => {
    const run = play([
      ...setup,
      spoil('bitRot', 'term'),
      act(60, 'P1', ['put', 'term', 6]),
      reboot(100, 110),
    ]);
    expect(words(run, 'P1: ')).toEqual(['110 P1: back with term=6 vote=P2 log=a,b,c']);
    const cut = play([...setup, spoil('bitRot', 'log[2]'), act(60, 'P1', ['cut', 2]), reboot(100, 110)]);
    expect(words(cut, 'P1: ')).toEqual(['110 P1: back with term=5 vote=P2 log=a,b']);
  });

  test('what rots is what the disk holds, not what the node believes', () => {
    // The write of term=5 was lost, so the disk holds 0: what rots is that.
    const lost = fault(0, { type: 'lostWrite', node: 'P1' });
    for (let seed = 0; seed < 8; seed++) {
      const run = play(
        [lost, act(10, 'P1', ['put', 'term', 64]), spoil('bitRot', 'term'), reboot(100, 110)],
        {
          ...unchecked,
          seed,
        },
      );
      expect([1, 2, 4, 8]).toContain(last(run).durable.term);
    }
  });

  test('what was never stored cannot rot, and what was never erased can', () => {
    const lost = (nth: number) => fault(0, { type: 'lostWrite', node: 'P1', nth });
    const never = play([lost(4), ...setup, spoil('bitRot', 'log[2]')]);
    expect(never.story).toEqual(['50 ignored: input 5']);
    const still = play(
      [lost(5), ...setup, act(45, 'P1', ['cut', 1]), spoil('bitRot', 'log[2]'), reboot(100, 110)],
      unchecked,
    );
    expect(words(still, 'back')[0]).toMatch(/log=a,b,[^c]$/);
  });

  test('of an unreadable record bits may rot as they will; a rotten one may become unreadable', () => {
    const both = (first: 'bitRot' | 'latentError', then: 'bitRot' | 'latentError') =>
      at(play([...setup, spoil(first, 'term'), spoil(then, 'term', 55)], unchecked), 60).damaged.map(
        (d) => d.what,
      );
    expect(both('latentError', 'bitRot')).toEqual(['unreadable']);
    expect(both('bitRot', 'latentError')).toEqual(['unreadable']);
    expect(both('bitRot', 'bitRot')).toEqual(['wrong']);
  });

  test('of a node that is down, too', () => {
    const run = play([...setup, reboot(45, 110), spoil('latentError', 'log[0]')]);
    expect(words(run, 'P1: ')).toEqual([
      '110 P1: cannot read log[0]; it goes on without',
      '110 P1: back with term=5 vote=P2',
    ]);
  });

  test('of a node whose write is on its way: of what the disk holds already, and what is on its way is sound', () => {
    const run = play(
      [
        act(10, 'P1', ['put', 'term', 1]),
        act(100, 'P1', ['put', 'term', 2], ['append', 'a']),
        spoil('latentError', 'term', 120),
        spoil('latentError', 'log[0]', 120),
        reboot(200, 210),
      ],
      fsync(50),
    );
    expect(words(run, 'ignored')).toEqual(['120 ignored: input 3']);
    expect(words(run, 'P1: ')).toEqual(['210 P1: back with term=2 log=a']);
    const undone = play(
      [
        act(10, 'P1', ['put', 'term', 1]),
        act(100, 'P1', ['put', 'term', 2]),
        spoil('latentError', 'term', 120),
        reboot(130, 210),
      ],
      fsync(50),
    );
    expect(words(undone, 'P1: ')[0]).toBe('210 P1: cannot read term; it goes on without');
  });

  test('amnesia takes the bad disk away', () => {
    const run = play([
      ...setup,
      spoil('latentError', 'term'),
      fault(60, { type: 'amnesia', node: 'P1', until: 110 }),
    ]);
    expect(words(run, 'P1: ')).toEqual(['110 P1: back with nothing']);
  });

  test('a torn write leaves what it did not reach as bad as it was', () => {
    const run = play([
      ...setup,
      spoil('latentError', 'term'),
      spoil('latentError', 'vote'),
      fault(55, { type: 'tornWrite', node: 'P1', kept: 1, until: 110 }),
      act(60, 'P1', ['put', 'term', 7], ['put', 'vote', 'P3']),
    ]);
    expect(words(run, 'P1: ')).toEqual([
      '110 P1: cannot read vote; it goes on without',
      '110 P1: back with term=7 log=a,b,c',
    ]);
  });
});
