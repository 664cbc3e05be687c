/** Toy peers who can lie, for tests of every fault at once. */
import fc from 'fast-check';
import type { Behaviour, ByzantineCtx, Protocol } from '../engine/api.ts';
import type { WorldBehaviour } from './arbitrary.ts';
import { toy } from './toy.ts';

/** It says twice what it should say, later than it should, remembers how often, and now and then hears nothing. */
const twister: Behaviour = {
  hears: (ctx, occasion) => ctx.options.deaf !== true || occasion.type !== 'message',
  act(ctx: ByzantineCtx) {
    const told = ((ctx.memory as { told: number } | null)?.told ?? 0) + ctx.outbox.length;
    ctx.memory = { told };
    const after = ctx.options.after as number;
    ctx.outbox = [...ctx.outbox, ...ctx.outbox.map((sent) => ({ ...sent, after }))];
    if (told % 3 === 2) ctx.note('early');
  },
};

export const liars: Protocol = {
  ...toy,
  meta: {
    ...toy.meta,
    behaviours: [
      { id: 'twister', role: 'peer', title: 'Twists', help: 'It says everything twice.', fields: [] },
    ],
  },
  behaviours: { twister },
};

export const liarsOf = (nodes: readonly string[]): WorldBehaviour[] => [
  {
    id: 'twister',
    nodes,
    options: fc.record({ deaf: fc.boolean(), after: fc.constantFrom(0, 3_000, 30_000) }),
  },
];
