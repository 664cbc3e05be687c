import { appendFileSync } from 'node:fs';
import { test } from 'vitest';
import { enact } from '../../../checkers/isolation/matrix.ts';
import { open } from './open.ts';
import { COLUMNS, published } from './published.ts';
import { inDialect } from './schedule.ts';
import { SCHEDULES } from './schedules.ts';
test('all', () => {
  for (const c of COLUMNS) {
    for (const s of SCHEDULES) {
      let cell: string;
      appendFileSync('/tmp/s3/iso-all.txt', `${c.engine} ${c.level} ${s.id} `);
      try {
        const e = enact(inDialect(s, c), open(c));
        const p = published(s.id, c);
        cell = (e.happened ? 'X' : '.') + (e.refused.length ? e.refused.map((r) => r.session + r.code).join(',') : e.waited.length ? 'w' : '') + (p !== null && p !== e.happened ? '!!' : '');
      } catch (error) { cell = 'ERR ' + String((error as Error).message).slice(0, 160); }
      appendFileSync('/tmp/s3/iso-all.txt', `${cell}\n`);
    }
  }
});
