/** The two ways in which a specification of texts says what comes first. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionsOf, execute } from '../types/random.test-data.ts';
import { standsBefore } from './order.ts';
import { charsOf } from './texts.ts';

describe.each(['rga', 'fugue'] as const)('%s', (type) => {
  it('says of any two characters what the whole order says', () => {
    fc.assert(
      fc.property(actionsOf(type, 3, 30), (actions) => {
        for (const { made } of execute(type, 3, actions).copies) {
          const chars = charsOf(type, made);
          const byId = new Map(chars.map((c) => [c.id, c]));
          chars.forEach((a, i) => {
            chars.forEach((b, j) => {
              if (i !== j && standsBefore(type, a, b, (id) => byId.get(id)) !== i < j) {
                expect.fail(`${a.id} and ${b.id} of ${chars.map((c) => c.id).join(' ')}`);
              }
            });
          });
        }
      }),
      { numRuns: 60, seed: 1 },
    );
  });
});
