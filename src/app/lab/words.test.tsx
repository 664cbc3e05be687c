// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, expect, test } from 'vitest';
import { minority, raft } from '../run.test-data.ts';
import { contents } from './About.tsx';
import { Verdict } from './Banner.tsx';
import { nextInteresting } from './Transport.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

afterEach(() => {
  document.body.innerHTML = '';
});

test('the verdict for screen readers is what is so now', () => {
  const box = document.body.appendChild(document.createElement('div'));
  const root = createRoot(box);
  const told = (why: string | null) => {
    act(() => root.render(<Verdict why={why} />));
    return box.querySelector('[role="status"]')?.textContent;
  };
  expect(told(null)).toBe('');
  expect(told('S5 leads too.')).toBe('A promise is broken: S5 leads too.');
  expect(told(null)).toMatch(/every promise holds/i);
  act(() => root.unmount());
});

test('a shared run without a claim is described by what is in it', () => {
  expect(contents(raft, minority)).toMatch(
    /^Raft with 5 servers and 1 client\. No rule is broken on purpose\./,
  );
  const broken = contents(raft, { ...minority, variants: ['volatileVote'] });
  expect(broken).toContain('Broken on purpose: A restart makes servers forget whom they voted for.');
  expect(contents(raft, { ...minority, inputs: [] })).toContain('Nothing is done to it.');
  const two = [
    { at: 0, fault: { type: 'crash', node: 'S1' } },
    { at: 1, fault: { type: 'crash', node: 'S2' } },
  ] as const;
  expect(contents(raft, { ...minority, inputs: two })).toContain('It has 2 faults.');
});

test('the next interesting step is never behind the cursor', () => {
  expect(nextInteresting([3, 8], 2)).toBe(3);
  expect(nextInteresting([3, 8], 8)).toBeNull();
  expect(nextInteresting([3, 8], 3, -1)).toBeNull();
  expect(nextInteresting([3, 8], 9, -1)).toBe(8);
});
