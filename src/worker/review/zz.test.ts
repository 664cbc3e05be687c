import { test } from 'vitest';
import { tried } from './anomaly.ts';
import { seedFrom } from './runs.ts';
test('x', () => {
  for (const w of ['dirty', 'fuzzy', 'lost', 'read', 'write', 'none'] as const) {
    const t = performance.now(); let hit = 0; const by: Record<string, number> = {};
    for (let n = 0; n < 1500; n++) { const f = tried(seedFrom(4711, n), w); if (f?.name === w) { hit++; by[f.column.title] = (by[f.column.title] ?? 0) + 1; } }
    console.log(w, hit, 'of 1500', Math.round(performance.now() - t), 'ms', JSON.stringify(by));
  }
}, 100000);
