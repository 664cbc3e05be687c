import { expect, it } from 'vitest';
import type { Input } from '../engine/runspec.ts';
import { LOST_NODE_DOWN, LOST_RANDOM } from '../engine/trace.ts';
import { Draft, modelOf, NODES } from './fixture.test-data.ts';
import { tellMessage, tellTogether } from './tell.ts';

const inputs: Input[] = [
  {
    at: 20_000,
    fault: {
      type: 'partition',
      groups: [
        ['S1', 'S2'],
        ['S3', 'S4'],
      ],
    },
  },
  { at: 20_000, fault: { type: 'drop', from: 'S1', to: 'S2' } },
];

it('says of a message what it is, from where to where, when, and what became of it', () => {
  const d = new Draft();
  const sends = Array.from({ length: 6 }, (_, i) => d.send(10_000 + i, 0, 1 + (i % 3)));
  d.deliver(22_000, sends[0] as number);
  d.lose(23_000, sends[1] as number, 0);
  d.lose(24_000, sends[2] as number, LOST_NODE_DOWN);
  d.lose(25_000, sends[3] as number, LOST_RANDOM);
  d.lose(26_000, sends[4] as number, 1);
  const model = modelOf(d.trace(NODES, 100_000), inputs);
  expect(tellMessage(model, 0)).toEqual({ what: 'vote request, S1 → S2', when: 'sent 10 ms, arrives 22 ms' });
  expect([1, 2, 3, 4, 5].map((i) => tellMessage(model, i).when.replace(/^sent [\d.]+ ms, /, ''))).toEqual([
    'lost: the cut S1 S2 | S3 S4',
    'lost: S4 is down',
    'lost: by chance',
    'lost: dropped on purpose',
    'still on its way when the run ends',
  ]);
});

it('says of a letter all that left together, and nobody else', () => {
  const d = new Draft();
  d.add({ time: 10_000, kind: 'timer', node: 0 });
  const send = (peer: number, ref = 0) => d.add({ time: 10_000, kind: 'send', node: 0, peer, epoch: 1, ref });
  const [a, b, other, c] = [send(1), send(2), send(2, 2), send(3)];
  const later = d.send(11_000, 0, 1);
  d.deliver(20_000, a);
  d.deliver(22_000, c);
  d.deliver(23_000, later);
  d.lose(24_000, b, LOST_RANDOM);
  d.deliver(25_000, other);
  expect(tellTogether(modelOf(d.trace(NODES, 100_000)), 3)).toEqual({
    what: 'vote request, S1 → S2, S3, S4',
    when: 'sent 10 ms, arrive 20 ms to 22 ms, 1 lost',
  });
});

it('counts the copies of a message', () => {
  const d = new Draft();
  const [twice, thrice] = [d.send(10_000, 0, 1), d.send(11_000, 0, 2)];
  for (const at of [20_000, 21_000]) d.deliver(at, twice);
  for (const at of [22_000, 23_000, 24_000]) d.deliver(at, thrice);
  const model = modelOf(d.trace(NODES, 100_000));
  expect([0, 1, 2, 3, 4].map((i) => tellMessage(model, i).what.replace(/^.*, /, ''))).toEqual([
    'one of two copies',
    'one of two copies',
    'one of three copies',
    'one of three copies',
    'one of three copies',
  ]);
});
