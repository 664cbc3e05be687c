import { expect, it } from 'vitest';
import { simulate } from '../../testkit/simulate.ts';
import protocol from './protocol.ts';
import { turns } from './scenarios/parts/turns.ts';
import { cardsOf } from './view-cards.ts';
import { endsOf } from './view-changed.ts';
import { verdictOf } from './view-judge.ts';
import { keptBy } from './view-sessions.ts';
import { tablesOf } from './view-versions.ts';
it('x', () => {
  const lines: string[] = [];
  for (let i = 0; i < 150; i++) lines.push(`T${1 + (i % 3)} begin`, `T${1 + (i % 3)} update test set value = value + 1`, `T${1 + (i % 3)} commit`);
  const inputs = turns(lines.join('\n'));
  const run = simulate(protocol, { nodes: { database: 1, session: 3 }, until: 452 * 20_000, inputs });
  const out: string[] = [];
  const time = (what: string, f: () => unknown) => { const t = performance.now(); f(); out.push(`${what} ${Math.round(performance.now() - t)}`); };
  let w = run.last();
  time('world', () => { w = run.last(); });
  time('clone', () => structuredClone(w));
  const kept = keptBy(structuredClone(w));
  if (kept) {
    out.push(`${JSON.stringify(kept).length} ${kept.history.length}`);
    time('verdict', () => verdictOf(kept));
    time('tables', () => tablesOf(kept));
    time('cards', () => endsOf(cardsOf(inputs, run.trace)));
  }
  expect(out).toEqual([]);
});
