import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../base/json.ts';
import { resolve, simulate } from '../testkit/simulate.ts';
import { type Act, act, play, puppet } from '../testkit/toy-puppet.ts';
import type { NodeView, Property, Protocol } from './api.ts';
import type { Input } from './runspec.ts';
import { NULL_SINK, Simulation } from './simulation.ts';
import { at, fault, fsync, reboot, words } from './stories.test-data.ts';
import { World } from './world.ts';

const lies = (start: number, options: JsonObject = {}, until?: number): Input =>
  fault(start, {
    type: 'byzantine',
    node: 'P1',
    behaviour: 'liar',
    options,
    ...(until === undefined ? {} : { until }),
  });
const ask = (sent: number, ...then: Act[]) =>
  act(sent, 'P2', ['send', 'P1', `${sent}`, ...then] as unknown as Act);

describe('a Byzantine node', () => {
  test('obeys its behaviour from start to end, and is honest again with what it then has', () => {
    const answer: Act = ['send', 'P2', 'answer', ['note', 'heard']];
    const run = play([
      lies(50, { mute: true }, 200),
      ...[20, 100, 250].map((sent) => ask(sent, ['keep', `${sent}`], answer, ['says'])),
    ]);
    expect(words(run, 'P1: ')).toEqual(['30 P1: 20', '110 P1: 20 100', '260 P1: 20 100 250']);
    expect(words(run, 'answer')).toEqual(['40 P1 → P2 answer', '270 P1 → P2 answer']);
    expect([at(run, 40), at(run, 110), at(run, 260)].map((n) => n.byzantine)).toEqual([false, true, false]);
  });

  test('sees what the honest handler was about to send, replaces it, and adds to it', () => {
    const run = play([
      lies(0, { echo: 'P3', acts: [['send', 'P2', 'besides']] }),
      act(10, 'P1', ['send', 'P2', 'm'], ['note', 'n']),
      ask(20),
    ]);
    expect(run.story).toEqual([
      '10 P1: n',
      '20 P1 → P2 m',
      '20 P1 → P3 m',
      '30 P2 → P1 20',
      '40 P1 → P2 besides',
    ]);
  });

  test('learns nothing from a step that never was, because its disk was full', () => {
    const full = fault(5, { type: 'diskFull', node: 'P1', until: 40 });
    const run = play([
      lies(0, { counts: true }),
      full,
      act(10, 'P1', ['keep', 'x']),
      act(50, 'P1', ['note', 'n']),
    ]);
    // Its boot at 40 is the first step that stands.
    expect(words(run, 'lie')).toEqual(['40 P1: lie 1 (start)', '50 P1: lie 2 (command)']);
  });

  test('sees what goes before the sync as well, and may hold it back', () => {
    const early = act(10, 'P1', ['keep', 'x'], ['early', 'P2', 'early']);
    expect(play([lies(0), early], fsync(50)).story).toEqual(['20 P1 → P2 early', '60 P1 synced']);
    expect(play([lies(0, { mute: true }), early], fsync(50)).story).toEqual(['60 P1 synced']);
    expect(words(play([lies(0, { echo: 'P3' }), early], fsync(50)), '→')).toEqual([
      '20 P1 → P2 early',
      '20 P1 → P3 early',
    ]);
  });

  test('deaf: the honest handler never learns of it, and the behaviour acts all the same', () => {
    const run = play([
      lies(0, { deaf: true, counts: true }),
      act(5, 'P1', ['set', 'a', 20], ['note', 'never']),
      ask(10, ['note', 'never']),
    ]);
    expect(run.story).toEqual(['5 P1: lie 1 (command)', '20 P2 → P1 10', '20 P1: lie 2 (message)']);
  });

  test('deaf as it boots: it has a volatile state nonetheless', () => {
    const run = play([
      lies(0, { deaf: true }, 100),
      reboot(10, 20),
      act(200, 'P1', ['forget', 'x'], ['says']),
    ]);
    expect(run.story).toEqual(['20 P1 starts', '200 P1: nothing']);
    expect(at(run, 20)).toMatchObject({ up: true, status: 0, volatile: { words: [] } });
  });

  test('late: what it sends takes so much longer, its copies too', () => {
    const run = play([
      lies(0, { late: 35 }),
      fault(0, { type: 'duplicate', from: 'P1', to: 'P2' }),
      act(10, 'P1', ['send', 'P2', 'm']),
      act(20, 'P1', ['send', 'P2', 'n']),
    ]);
    expect(run.story).toEqual(['55 P1 → P2 m', '55 P1 → P2 m', '65 P1 → P2 n']);
    // With a disk that takes its time: from when it leaves.
    const disk = play([lies(0, { late: 35 }), act(10, 'P1', ['keep', 'x'], ['send', 'P2', 'm'])], fsync(50));
    expect(words(disk, '→')).toEqual(['105 P1 → P2 m']);
  });

  test('lies from the step in which it starts: inputs of an instant go in the order of the document', () => {
    const note = act(10, 'P1', ['note', 'n']);
    expect(play([lies(10, { counts: true }), note]).story).toEqual(['10 P1: n', '10 P1: lie 1 (command)']);
    expect(play([note, lies(10, { counts: true })]).story).toEqual(['10 P1: n']);
  });

  test('remembers from step to step, across crashes; another fault begins with nothing', () => {
    const run = play([
      lies(0, { counts: true }, 100),
      act(10, 'P1', ['note', 'x']),
      act(15, 'P1', ['note', 'x']),
      reboot(20, 30),
      act(40, 'P1', ['note', 'x']),
      lies(200, { counts: true }),
      act(210, 'P1', ['note', 'x']),
    ]);
    expect(words(run, 'lie')).toEqual([
      '10 P1: lie 1 (command)',
      '15 P1: lie 2 (command)',
      '30 P1: lie 3 (start)',
      '40 P1: lie 4 (command)',
      '210 P1: lie 1 (command)',
    ]);
  });

  test('under two behaviours it obeys the latest, and comes back to the first with its memory', () => {
    const run = play([
      lies(0, { counts: true }),
      lies(50, { counts: true }, 100),
      ...[10, 20, 60, 110].map((t) => act(t, 'P1', ['note', 'x'])),
    ]);
    expect(words(run, 'lie')).toEqual([
      '10 P1: lie 1 (command)',
      '20 P1: lie 2 (command)',
      '60 P1: lie 1 (command)',
      '110 P1: lie 3 (command)',
    ]);
    // Two that start together: the later in the document.
    const both = play([
      lies(0, { counts: true }),
      lies(0, { mute: true }),
      act(10, 'P1', ['send', 'P2', 'm']),
    ]);
    expect(both.story).toEqual([]);
  });

  test('its memory is in the keyframes: found by seeking as in a fresh run', () => {
    const inputs = [
      lies(0, { counts: true, echo: 'P3' }),
      ...Array.from({ length: 60 }, (_, i) => act(5 * i, 'P1', ['send', 'P2', `${i}`])),
    ];
    const run = resolve(puppet, { nodes: { peer: 3 }, inputs });
    const simulation = new Simulation(puppet, run, { keyframeRows: 8 }).finish();
    const fresh = new World(puppet, run, NULL_SINK);
    while (fresh.advance());
    expect(simulation.keyframes.length).toBeGreaterThan(10);
    expect(fresh.lies.save()).toEqual({ memories: [[0, 60]] });
    for (let step = fresh.step - 1; step > 5; step -= 11) {
      const world = simulation.at(step);
      const count = [...world.lies.save().memories.values()][0]?.[1] as number;
      while (world.advance());
      expect(world.lies.save()).toEqual({ memories: [[0, 60]] });
      expect(count).toBeLessThanOrEqual(60);
      expect(world.hash.hex()).toBe(fresh.hash.hex());
      simulation.at(0);
    }
  });

  test('one that throws takes its node down like any handler', () => {
    const bad = play([lies(0, { acts: [['throw', 'ouch']] }), ask(10)]);
    expect(bad.story).toEqual(['20 P2 → P1 10', '20 P1 fails: ouch']);
    const nobody = play([lies(0, { echo: 'P9' }), act(10, 'P1', ['send', 'P2', 'm'])]);
    expect(nobody.story.length).toBe(1);
    expect(nobody.story[0]).toContain('10 P1 fails: ');
  });

  test('with a disk: its writes are writes like others', () => {
    const run = play(
      [
        lies(0, {
          acts: [
            ['keep', 'x'],
            ['send', 'P2', 'm'],
          ],
        }),
        ask(10),
      ],
      fsync(50),
    );
    expect(run.story).toEqual(['20 P2 → P1 10', '70 P1 synced', '80 P1 → P2 m']);
  });

  test('of such a node nothing is promised, ever again: properties are told', () => {
    const seen: boolean[] = [];
    const watch: Property<null> = {
      id: 'watch',
      init: () => null,
      step(_acc, { node }) {
        if (node.id === 'P1') seen.push((node as NodeView).byzantine);
        return null;
      },
    };
    const protocol: Protocol = { ...puppet, properties: [watch] };
    const inputs = [
      lies(50, {}, 100),
      reboot(200, 210),
      ...[10, 60, 150].map((t) => act(t, 'P1', ['note', 'x'])),
    ];
    simulate(protocol, { nodes: { peer: 1 }, inputs });
    expect(seen).toEqual([false, false, true, true, true]);
  });

  test('a behaviour the protocol does not know is no behaviour', () => {
    const unknown = fault(0, { type: 'byzantine', node: 'P1', behaviour: 'nobody' });
    expect(play([unknown, act(10, 'P1', ['send', 'P2', 'm'])]).story).toEqual(['20 P1 → P2 m']);
  });
});
