import { expect, it } from 'vitest';
import { randomSchedule } from '../../../testkit/verify-schedules.ts';
import { play } from './play.ts';
import { ENGINES, LEVELS } from './state.ts';

it.each(ENGINES.flatMap((engine) => LEVELS.map((level) => [engine, level] as const)))(
  'six sessions at random come to rest on %s at %s, with an answer to whatever was begun',
  (engine, level) => {
    // 5057 once had two sessions of InnoDB wake one another for ever.
    for (const seed of [5057, ...Array.from({ length: 12 }, (_, i) => i + 1)]) {
      const taste = { level, rich: engine === 'postgres' };
      const other = randomSchedule(seed + 100_000, taste).steps;
      const { setup, steps } = randomSchedule(seed, taste);
      const crowd = steps.flatMap((step, i) => {
        const also = other[i];
        return also ? [step, { ...also, session: `${also.session}x` }] : [step];
      });
      const played = play({ engine, level }, setup, crowd);
      if (!played.ok) throw new Error(played.message);
      const open = Object.values(played.db.txns).filter(({ state }) => state === 'running');
      const waiting = played.steps.filter(({ outcome }) => 'blocked' in outcome);
      expect(waiting.length).toBeLessThanOrEqual(open.length);
    }
  },
);
