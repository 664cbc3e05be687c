import fc from 'fast-check';
import { expect, it } from 'vitest';
import { measure } from './fixture.test-data.ts';
import { type LabelWish, overlaps, placeLabels } from './labels.ts';

const bounds = { x: 0, y: 0, width: 600, height: 200 };
const wish = (text: string, x: number, y: number, priority = 1): LabelWish => ({
  text,
  size: 12,
  weight: 400,
  tone: 'ink',
  priority,
  spots: [
    { x, y, anchor: 'start' },
    { x, y: y + 16, anchor: 'start' },
  ],
});

it('places by priority, gives way to the second place, and then gives up', () => {
  const labels = placeLabels(
    [wish('low', 10, 50), wish('high', 10, 50, 5), wish('none', 10, 50)],
    measure,
    bounds,
  );
  expect(labels.map((l) => [l.text, l.y])).toEqual([
    ['high', 50],
    ['low', 66],
  ]);
});

it('keeps off obstacles and inside the bounds', () => {
  const wall = [{ x: 0, y: 30, width: 60, height: 22 }];
  expect(placeLabels([wish('a', 10, 50)], measure, bounds, wall)[0]?.y).toBe(66);
  expect(placeLabels([wish('far too long to fit here', 590, 50)], measure, bounds)).toEqual([]);
});

it('never lets two labels overlap', () => {
  const wishes = fc.array(
    fc.tuple(fc.string({ minLength: 1, maxLength: 20 }), fc.nat(600), fc.nat(200), fc.nat(3)),
  );
  fc.assert(
    fc.property(wishes, (list) => {
      const labels = placeLabels(
        list.map(([text, x, y, p]) => wish(text, x, y, p)),
        measure,
        bounds,
      );
      labels.forEach((a, i) => {
        for (const b of labels.slice(i + 1)) expect(overlaps(a.box, b.box)).toBe(false);
      });
    }),
  );
});

it('leaves the room of a space between two side by side: they are two, and not one sentence', () => {
  const end = 10 + measure('told done');
  const second = (x: number) =>
    placeLabels([wish('told done', 10, 50, 5), wish('select', x, 50)], measure, bounds)[1]?.y;
  expect(second(end + 2)).toBe(66);
  expect(second(end + 8)).toBe(50);
});
