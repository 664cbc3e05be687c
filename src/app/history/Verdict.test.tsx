// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RunJudgement } from '../../checkers/run-history.ts';
import type { Judged } from '../stores/session.ts';
import { Verdict } from './Verdict.tsx';

const lookLonger = vi.hoisted(() => vi.fn());
vi.mock('./start.ts', () => ({ useWatcher: () => ({ lookLonger, stop: () => {} }) }));

const unknown: RunJudgement = {
  ...{
    model: 'kv',
    verdict: 'unknown',
    operations: 12,
    answered: 10,
    obstacle: null,
    bound: 'steps',
    steps: 4_000_000,
  },
  orders: [
    { key: 'x', order: [0, 1], missing: 0 },
    { key: 'y', order: [2], missing: 3 },
  ],
};

let box: HTMLElement;
beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  box = document.body.appendChild(document.createElement('div'));
});
afterEach(() => box.remove());

async function shown(judged: Judged, broken: readonly string[] = []): Promise<HTMLElement> {
  const own = box.appendChild(document.createElement('div'));
  await act(async () => createRoot(own).render(<Verdict judged={judged} what="each key" broken={broken} />));
  return own;
}

test('a search that ran out says so, what it had, and offers to look longer', async () => {
  const element = await shown({ kind: 'done', judgement: unknown, effort: 0 });
  expect(element.querySelector('h2')?.textContent).toBe(
    'Whether a single copy could have given these answers is not decided',
  );
  expect(element.textContent).toContain(
    'The search was given up after 4 million steps. The best order it came upon has a place for 7 of 10 answered operations.',
  );
  const button = element.querySelector('button');
  expect(button?.textContent).toBe('Look longer');
  button?.click();
  expect(lookLonger).toHaveBeenCalledTimes(1);
});

test('at its last bound it offers nothing it cannot do', async () => {
  const judgement: RunJudgement = { ...unknown, bound: 'memory' };
  const element = await shown({ kind: 'done', judgement, effort: 2 });
  expect(element.textContent).toContain('given up when its memory was full');
  expect(element.querySelector('button')).toBeNull();
});

test('until the answer is there it shows how far it is', async () => {
  const element = await shown({ kind: 'judging', share: 0.25 });
  expect(element.querySelector('progress')?.value).toBe(0.25);
  expect(element.querySelector('h2')?.textContent).toMatch(/^Looking for an order/);
});

test('a judge that failed says why', async () => {
  const element = await shown({ kind: 'failed', why: 'The simulator stopped unexpectedly.' });
  expect(element.querySelector('[role="alert"]')?.textContent).toContain(
    'The simulator stopped unexpectedly.',
  );
});

test('where promises and answers disagree, one sentence says so', async () => {
  const yes: RunJudgement = { ...unknown, verdict: 'yes', bound: null };
  const told = async (judgement: RunJudgement, broken: readonly string[]) =>
    (await shown({ kind: 'done', judgement, effort: 0 }, broken)).querySelector('.contrast')?.textContent ??
    '';
  expect(await told(yes, ['At most one leader per term'])).toBe(
    'A promise broke (“At most one leader per term”), and yet clients saw nothing wrong: none of these answers gives it away.',
  );
  expect(await told({ ...yes, verdict: 'no' }, [])).toContain('Every promise held at every step, and yet');
  expect(await told({ ...yes, answered: 0 }, ['A', 'B'])).toBe(
    '2 promises broke, and no client saw anything of it: none was answered.',
  );
  expect(await told(yes, [])).toBe('');
  expect(await told({ ...yes, verdict: 'no' }, ['At most one leader per term'])).toBe('');
});
