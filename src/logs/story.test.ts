import { expect, test } from 'vitest';
import type { Input } from '../engine/runspec.ts';
import { protocol } from '../protocols/gallery/protocol.ts';
import { scenario } from '../protocols/gallery/scenarios/no-fault.ts';
import { resolve, simulate } from '../testkit/simulate.ts';
import { storyLines } from './story.ts';

function story(...inputs: readonly Input[]): readonly string[] {
  const spec = { ...scenario.spec, inputs: [...scenario.spec.inputs, ...inputs] };
  const { trace } = simulate(protocol, spec);
  return [...storyLines({ trace, meta: protocol.meta, resolved: resolve(protocol, spec), bodies: null })];
}
const about = (lines: readonly string[], words: string) => lines.filter((line) => line.includes(words));

test('a torn write that found nothing to tear says so, and nobody is brought back up', () => {
  const { until } = scenario.spec;
  const late = story({ at: until - 2000, fault: { type: 'tornWrite', node: 'K1', until: until - 1000 } });
  expect(about(late, 'No write of K1 came in time to be torn')).toHaveLength(1);
  expect(about(late, 'brought back up')).toEqual([]);
  const early = story({ at: 0, fault: { type: 'tornWrite', node: 'K1', until: until - 1000 } });
  expect(about(early, 'K1 is brought back up')).toHaveLength(1);
});

test('what the engine says of a disk reads as it does on the page', () => {
  const lines = story({ at: 0, fault: { type: 'diskFull', node: 'K1' } });
  expect(about(lines, 'K1 cannot write: its disk is full').length).toBeGreaterThan(0);
  expect(about(lines, '!disk')).toEqual([]);
});
