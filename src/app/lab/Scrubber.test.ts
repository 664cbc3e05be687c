import { expect, test } from 'vitest';
import { merged } from './Scrubber.tsx';

test('a few spans are drawn as they are, thousands where there is any', () => {
  const few = [
    { from: 0.1, to: 0.3 },
    { from: 0.2, to: 0.4 },
  ];
  expect(merged(few)).toBe(few);
  const many = Array.from({ length: 5000 }, (_, i) => ({
    from: (i % 100) / 400,
    to: (i % 100) / 400 + 0.01,
  }));
  expect(merged([...many, { from: 0.9, to: 0.95 }])).toEqual([
    { from: 0, to: 99 / 400 + 0.01 },
    { from: 0.9, to: 0.95 },
  ]);
});
