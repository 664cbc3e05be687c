import { describe, expect, test } from 'vitest';
import { simulate } from '../testkit/simulate.ts';
import { type Act, act, play, puppet } from '../testkit/toy-puppet.ts';
import type { Property } from './api.ts';
import type { WriteFault } from './runspec.ts';
import { at, fault, last, reboot, words } from './stories.test-data.ts';

describe('a write fault that tears', () => {
  const writes = (...acts: Act[]) => acts.map((a, i) => act(10 + i * 10, 'P1', a));
  const strike = (type: WriteFault['type'], more: Partial<WriteFault> = {}) =>
    fault(0, { type, node: 'P1', ...more } as WriteFault);

  describe('tornWrite', () => {
    const three = act(
      10,
      'P1',
      ['put', 'term', 1],
      ['put', 'vote', 'P2'],
      ['append', 'e'],
      ['send', 'P2', 'never'],
    );
    const torn = (kept?: number) =>
      words(play([strike('tornWrite', { ...(kept === undefined ? {} : { kept }), until: 100 }), three]), '');

    test('keeps the first records in the order of their fields; nothing is sent; the node is down until it ends', () => {
      expect(torn(0)).toEqual(['100 P1 starts', '100 P1: back with nothing']);
      expect(torn(1)).toEqual(['100 P1 starts', '100 P1: back with term=1']);
      expect(torn(2)).toEqual(['100 P1 starts', '100 P1: back with term=1 vote=P2']);
      expect(torn(3)).toEqual(['100 P1 starts', '100 P1: back with term=1 vote=P2 log=e']);
      expect(torn(99)).toEqual(['100 P1 starts', '100 P1: back with term=1 vote=P2 log=e']);
    });

    test('how many is drawn if it is not said: neither none nor all of them', () => {
      const kept = new Set(
        Array.from({ length: 40 }, (_, seed) => {
          const run = play([strike('tornWrite', { until: 100 }), three], { seed });
          return words(run, 'back')[0];
        }),
      );
      expect([...kept].sort()).toEqual(['100 P1: back with term=1', '100 P1: back with term=1 vote=P2']);
    });

    test('a write of one record is stored whole or not at all', () => {
      const one = act(10, 'P1', ['put', 'term', 1]);
      const back = (kept?: number) =>
        words(
          play([strike('tornWrite', { ...(kept === undefined ? {} : { kept }), until: 50 }), one]),
          'back',
        );
      for (let seed = 0; seed < 8; seed++) expect(back()).toEqual(['50 P1: back with nothing']);
      expect(back(0)).toEqual(['50 P1: back with nothing']);
      expect(back(1)).toEqual(['50 P1: back with term=1']);
    });

    test('without end the node stays down; what it knew and what waited is lost', () => {
      const run = play([strike('tornWrite'), three, act(20, 'P2', ['send', 'P1', 'hello'])]);
      expect(run.story).toEqual(['30 P2 ✕ P1 hello (input 0)']);
      expect(last(run)).toMatchObject({ up: false, volatile: null, timers: [] });
    });

    test('that has not come by its end does not come', () => {
      const run = play([strike('tornWrite', { until: 5 }), three]);
      expect(words(run, '→')).toEqual(['20 P1 → P2 never']);
      expect(last(run)).toMatchObject({ up: true, incarnation: 1 });
    });

    test('of the write that a node makes as it boots: it goes down in its first step', () => {
      // Nothing of a puppet's boot is durable, so the write is the one after it.
      const run = play([reboot(5, 8), strike('tornWrite', { until: 100 }), three]);
      expect(words(run, 'starts')).toEqual(['8 P1 starts', '100 P1 starts']);
    });

    test('a torn truncation leaves the list to where it was cut', () => {
      const all: Act[] = [
        ['append', 'a'],
        ['append', 'b'],
        ['append', 'c'],
        ['cut', 1],
      ];
      const back = (kept: number) =>
        words(play([...writes(...all), strike('tornWrite', { nth: 4, kept, until: 100 })]), 'back');
      expect(back(0)).toEqual(['100 P1: back with log=a,b,c']);
      expect(back(1)).toEqual(['100 P1: back with log=a']);
    });

    test('under another crash the node is down until both have ended', () => {
      const run = play([strike('tornWrite', { until: 100 }), three, reboot(50, 200)]);
      expect(words(run, 'starts')).toEqual(['200 P1 starts']);
      const other = play([strike('tornWrite', { until: 200 }), three, reboot(50, 100)]);
      expect(words(other, 'starts')).toEqual(['200 P1 starts']);
    });

    test('two on one write are one torn write: down until both have ended, kept as the latest says', () => {
      const run = play([
        strike('tornWrite', { kept: 3, until: 200 }),
        strike('tornWrite', { kept: 1, until: 100 }),
        three,
        act(250, 'P1', ['put', 'name', 'n']),
        strike('tornWrite', { nth: 5, until: 900 }),
      ]);
      expect(words(run, 'P1')).toEqual(['200 P1 starts', '200 P1: back with term=1']);
      expect(at(run, 260)).toMatchObject({ up: true, durable: { name: 'n' } });
    });

    test('what left before the sync on purpose has left, and is judged as it stands', () => {
      const seen: [string[], unknown][] = [];
      const watch: Property<null> = {
        id: 'watch',
        init: () => null,
        step(_acc, { node, sent }) {
          if (sent.length > 0) seen.push([sent.map(({ to }) => to), (node.durable as { term: number }).term]);
          return null;
        },
      };
      const early = act(10, 'P1', ['put', 'term', 1], ['early', 'P2', 'too soon'], ['send', 'P3', 'never']);
      const inputs = [strike('tornWrite'), early];
      const { last: end } = simulate({ ...puppet, properties: [watch] }, { nodes: { peer: 3 }, inputs });
      expect(seen).toEqual([[['P2'], 1]]);
      expect(end().nodes[0]).toMatchObject({ up: false, durable: { term: 0 } });
    });

    test('its end is not part of what it did: a run with another end has the same rows until then', () => {
      const until = (end: number) => play([strike('tornWrite', { until: end }), three]).trace.columns;
      const [a, b] = [until(100), until(300)];
      expect([...a.content.slice(0, 7)]).toEqual([...b.content.slice(0, 7)]);
    });
  });
});
