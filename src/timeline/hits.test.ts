import { expect, it } from 'vitest';
import { indexTrace } from './build.ts';
import { Draft, NODES } from './fixture.test-data.ts';
import { strikesOf } from './hits.ts';

it('finds where writes came to an end, safe or undone, in a run that has hundreds of thousands of them', () => {
  const d = new Draft();
  const ends = Array.from({ length: 150_000 }, (_, i) => {
    const wrote = d.add({ time: 2 * i, kind: 'timer', node: i % 4 });
    const kind = i % 1000 === 7 ? 'undone' : 'sync';
    return d.add({ time: 2 * i + 1, kind, node: i % 4, cause: wrote });
  });
  const { syncs, writeEnds, writeEndTimes } = strikesOf(indexTrace(d.trace(NODES, 300_000)));
  expect([...writeEnds]).toEqual(ends);
  expect(writeEndTimes.at(-1)).toBe(299_999);
  expect(syncs.length).toBe(149_850);
});
