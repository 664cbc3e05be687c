import { expect, test } from 'vitest';
import type { DiagramPicture, OperationsPicture } from '../../review/question.ts';
import { describeDiagram, describeOperations } from './describe.ts';

const diagram: DiagramPicture = {
  kind: 'diagram',
  lanes: ['P1', 'P2', 'P3'],
  until: 100,
  events: [
    { lane: 0, at: 10, name: 'a', stamp: '[1, 0, 0]' },
    { lane: 1, at: 20, name: '', stamp: '' },
    { lane: 1, at: 30, name: 'b', stamp: '' },
  ],
  messages: [{ from: 0, to: 1 }],
  chain: [0, 1, 2],
};

test('a diagram in words says who sends to whom, and the way only once it is drawn', () => {
  const told = describeDiagram(diagram, false);
  expect(told).toBe(
    'Events of each lane in order. P1: P1#1 (a) stamped [1, 0, 0] sends to P2#1. P2: P2#1 receives from P1#1 (a), P2#2 (b). P3: no events.',
  );
  expect(describeDiagram(diagram, true)).toBe(`${told} The way: P1#1 (a), P2#1, P2#2 (b).`);
});

test('operations in words say when each lasted, and the order only once it is drawn', () => {
  const picture: OperationsPicture = {
    kind: 'operations',
    clients: ['C1', 'C2'],
    until: 50_000,
    bars: [
      { client: 0, from: 1_000, to: 20_000, text: 'write a' },
      { client: 1, from: 5_000, to: 9_000, text: 'read → empty' },
    ],
    order: [1, 0],
  };
  const told = describeOperations(picture, false);
  expect(told).toBe(
    'What each client asked and was told. C1: write a from 1 to 20 ms. C2: read → empty from 5 to 9 ms.',
  );
  expect(describeOperations(picture, true)).toBe(
    `${told} An order that explains them: read → empty of C2, write a of C1.`,
  );
});
