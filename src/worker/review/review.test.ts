import { expect, test } from 'vitest';
import { KINDS } from '../../review/kinds.ts';
import type { KindId, Question } from '../../review/question.ts';
import { loadProtocol } from '../discover.ts';
import { makeQuestion } from './make.ts';

test.for(KINDS.filter(({ id }) => id !== 'promise'))(
  'tally $id',
  async ({ id }) => {
    const tally: Record<string, number> = {};
    const t0 = performance.now();
    let worst = 0;
    for (let seed = 1; seed <= 24; seed++) {
      const t = performance.now();
      const q = await makeQuestion(id, seed, null, loadProtocol);
      worst = Math.max(worst, performance.now() - t);
      const right = q.choices.filter((c) => c.right);
      expect(right.length).toBe(1);
      tally[right[0]?.text ?? ''] = (tally[right[0]?.text ?? ''] ?? 0) + 1;
      if (seed < 3) console.log(JSON.stringify({ ...q, lab: q.lab?.length }, null, 0));
    }
    console.log(id, tally, Math.round((performance.now() - t0) / 24), 'ms each, worst', Math.round(worst));
  },
  60000,
);
