import { test } from 'vitest';
import { generateHistory } from '/work/main/src/checkers/linearizability/generate.ts';
import { judge } from '/work/main/src/checkers/linearizability/judge.ts';
import { modelOf } from '/work/main/src/checkers/linearizability/models.ts';
import { pose } from '/work/main/src/checkers/linearizability/problem.ts';
test('x', () => {
  for (const stale of [0, 0.05]) {
    const h = generateHistory({ clients: 10, operations: 1000, keys: 10, values: 5, cas: true, unfinished: 0.03 , seed:0, stale });
    const p = pose(h, modelOf('kv')!);
    if (!p.ok) throw 1;
    const t = performance.now();
    let c=0; const j = judge(p.problem, () => ++c > 300);
    console.log(stale, j.verdict, j.steps, (performance.now() - t).toFixed(1), j.verdict==='no' && [j.obstacle.largest, j.obstacle.reason?.kind]);
  }
});
