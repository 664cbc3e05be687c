import { describe, expect, it } from 'vitest';
import { simulate } from '../../testkit/simulate.ts';
import { SETUP } from './database.ts';
import { play } from './db/play.ts';
import { ENGINES, LEVELS, type Outcome } from './db/state.ts';
import protocol from './protocol.ts';
import { turns } from './scenarios/parts/turns.ts';
import { cardsOf } from './view-cards.ts';
import { outcomeText } from './words.ts';

const STATEMENTS = [
  'begin',
  'select * from test',
  'select * from test where value > 15 for update',
  'update test set value = value + 1 where id = 1',
  'update test set value = value + 1 where id = 2',
  'update test set value = value + 5',
  'delete from test where id = 2',
  'insert into test values (3, 30)',
  'nonsense',
  'commit',
  'rollback',
];

/** As a card has it: null as long as there is no answer. */
function textOf(outcome: Outcome): string | null {
  if ('skipped' in outcome || 'blocked' in outcome) return null;
  return 'error' in outcome ? `${outcome.error} ${outcome.message}` : outcomeText(outcome);
}

describe.each(ENGINES)('cards tell what the database says when it is asked directly (%s)', (engine) => {
  it.each(LEVELS)('%s', (level) => {
    let waited = 0;
    for (let seed = 1; seed <= 12; seed++) {
      let state = seed * 7919;
      const next = (below: number) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor((state / 2 ** 32) * below);
      };
      const steps = Array.from({ length: 24 }, (_, i): [string, string] => {
        const session = `T${1 + next(3)}`;
        return [session, i < 3 ? 'begin' : (STATEMENTS[next(STATEMENTS.length)] as string)];
      });
      const inputs = turns(steps.map((words) => words.join(' ')).join('\n'));
      const { trace } = simulate(protocol, {
        nodes: { database: 1, session: 3 },
        params: { engine, level },
        until: (inputs.length + 2) * 20_000,
        inputs,
      });
      const told = cardsOf(inputs, trace).map(({ skipped, waits, released, end }) => ({
        skipped,
        waited: waits !== null,
        by: released?.by ?? null,
        text: end === null ? null : end.code === null ? end.text : `${end.code} ${end.text}`,
      }));
      const schedule = steps.map(([session, sql]) => ({ session, sql }));
      const played = play({ engine, level }, SETUP, schedule);
      if (!played.ok) throw new Error(played.message);
      const wanted = played.steps.map(({ outcome, waited: had, releasedBy }) => ({
        skipped: 'skipped' in outcome,
        waited: had,
        by: releasedBy,
        text: textOf(outcome),
      }));
      expect(told, `seed ${seed}: ${steps.map((words) => words.join(' ')).join('; ')}`).toEqual(wanted);
      waited += told.filter((one) => one.waited).length;
    }
    expect(waited > 0).toBe(engine !== 'occ' && engine !== 'none');
  });
});
