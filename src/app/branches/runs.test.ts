import { describe, expect, test } from 'vitest';
import { minority as spec } from '../run.test-data.ts';
import type { LabDocument } from '../stores/document.ts';
import { carriedOf, openedRuns } from './carried.ts';
import {
  branchedOff,
  isFull,
  mainOf,
  neighbour,
  renamed,
  runsOf,
  showing,
  shownId,
  without,
} from './runs.ts';

const one: LabDocument = { title: 'T', claim: '', notes: '', spec };
const other = { ...spec, seed: 99 };
const two = { ...branchedOff(one, 4), spec: other };
const names = (document: LabDocument) => runsOf(document).map((run) => run.name);

describe('the runs of a document', () => {
  test('are one at first, and then the main run and its branches', () => {
    expect(runsOf(one)).toEqual([{ id: 0, name: 'Main', spec }]);
    expect(runsOf(two)).toEqual([
      { id: 0, name: 'Main', spec },
      { id: 4, name: 'Branch 2', spec: other },
    ]);
    expect([shownId(two), mainOf(two).spec, showing(two, 9)]).toEqual([4, spec, two]);
  });
  test('are eight at most, each with a name of its own, a branch right after what it left', () => {
    let document = one;
    for (let id = 1; id < 12; id++) document = branchedOff(showing(document, 0), id);
    expect(isFull(document)).toBe(true);
    expect(names(document)).toEqual(['Main', ...[8, 7, 6, 5, 4, 3, 2].map((n) => `Branch ${n}`)]);
    expect(names(branchedOff(without(document, 3), 20))).toContain('Branch 9');
    expect(new Set(names(branchedOff(without(document, 3), 20))).size).toBe(8);
  });
  test('go one by one, but for the last; a neighbour comes on show', () => {
    expect(without(two, 4)).toEqual(one);
    expect(without(two, 0)).toEqual({ ...one, spec: other });
    expect(without(one, 0)).toBe(one);
    const three = branchedOff(two, 5);
    expect(shownId(without(three, 5))).toBe(4);
    expect(shownId(without(showing(three, 0), 0))).toBe(4);
    expect(runsOf(without(showing(three, 0), 4)).map((run) => run.id)).toEqual([0, 5]);
  });
  test('are named: blanks go, no name is no change, long ones are cut', () => {
    expect(names(renamed(two, 4, '  No cut '))).toEqual(['Main', 'No cut']);
    expect(renamed(two, 4, ' ')).toBe(two);
    expect(renamed(two, 4, 'Branch 2')).toBe(two);
    expect(names(renamed(two, 4, 'x'.repeat(60)))[1]).toHaveLength(40);
  });
  test('are turned to round and round', () => {
    expect([neighbour(two, 1).id, neighbour(two, -1).id, neighbour(one, 1).id]).toEqual([0, 0, 0]);
  });
});

describe('a document carries', () => {
  test('one run as it always did', () => {
    expect(carriedOf(one)).toEqual({ spec });
    expect(openedRuns(carriedOf(one))).toEqual({ spec });
  });
  test('several with their names, and which is on show', () => {
    expect(carriedOf(two)).toEqual({ spec, branches: [{ name: 'Branch 2', spec: other }], shown: 1 });
    const back = { ...one, ...openedRuns(carriedOf(renamed(two, 0, 'With the cut'))) };
    expect(names(back)).toEqual(['With the cut', 'Branch 2']);
    expect(back.spec).toEqual(other);
    expect(mainOf(back).spec).toEqual(spec);
  });
});
