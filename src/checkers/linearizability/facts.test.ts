import { expect, test } from 'vitest';
import type { Operation } from '../history.ts';
import { finish } from '../sliced.ts';
import { Facts } from './facts.ts';

test('more cas wait for one value than a call takes arguments', () => {
  const operation = (id: number, f: string, value: Operation['value']): Operation => ({
    ...{ id, process: id, f, value, result: null, outcome: 'open', invoked: id },
    ...{ returned: Number.POSITIVE_INFINITY, at: id + 1, completedAt: null },
  });
  const count = 150_000;
  const waiting = Array.from({ length: count }, (_, i) => operation(i, 'cas', [5, 6 + (i % 7)]));
  const facts = finish(Facts.gather([...waiting, operation(count, 'write', 5)], null));
  expect(facts.found.length).toBe(count + 1);
});
