import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMajority, majority, majorityReached } from './quorum.ts';

describe('majority', () => {
  it('is the smallest size of which any two sets meet, found by counting', () => {
    for (let n = 1; n <= 40; n++) {
      let smallest = 1;
      while (2 * smallest <= n) smallest++;
      expect(majority(n)).toBe(smallest);
      for (let votes = 0; votes <= n; votes++) expect(isMajority(votes, n)).toBe(votes >= smallest);
    }
  });
});

describe('majorityReached', () => {
  const values = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 9 });

  it('is reached by a majority, and nothing above it is', () => {
    fc.assert(
      fc.property(values, (vs) => {
        const reached = (level: number) => vs.filter((v) => v >= level).length * 2 > vs.length;
        let best = -1;
        for (let level = 0; level <= 12; level++) if (reached(level)) best = level;
        expect(majorityReached(vs)).toBe(best);
      }),
    );
  });

  it('has no answer for nobody', () => {
    expect(() => majorityReached([])).toThrow(RangeError);
  });
});
