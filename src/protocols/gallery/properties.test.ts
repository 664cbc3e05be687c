import { describe, expect, it } from 'vitest';
import type { Message, Protocol, Role } from '../../engine/api.ts';
import { FAULT_KINDS } from '../../engine/faultkinds.ts';
import { append, from, toArray } from '../../protolib/list.ts';
import { type PartialSpec, simulate } from '../../testkit/simulate.ts';
import { client } from './client.ts';
import { keeper } from './keeper.ts';
import { meta } from './meta.ts';
import { naive } from './naive.test-data.ts';
import { protocol } from './protocol.ts';
import { calmSpecs, faultySpecs, sample } from './random.test-data.ts';
import { scenarios } from './scenarios.ts';
import type {
  ClientDurable,
  ClientVolatile,
  GalleryMessage,
  KeeperDurable,
  KeeperVolatile,
  Note,
} from './state.ts';

type Keeper = Role<KeeperDurable, KeeperVolatile, GalleryMessage>;
type Client = Role<ClientDurable, ClientVolatile, GalleryMessage>;
interface Roles {
  readonly keeper?: Keeper;
  readonly client?: Client;
}

/** First breaks: which promise, at which step. */
const breaks = (p: Protocol, spec: Parameters<typeof simulate>[1]) =>
  simulate(p, spec)
    .trace.violations.map((v) => `${v.property} ${v.step}`)
    .sort();
const with_ = (roles: Roles): Protocol => ({
  ...protocol,
  roles: { ...protocol.roles, ...roles } as Protocol['roles'],
});
const brokenBy = (roles: Roles, inputs: object[] = []) =>
  simulate(with_(roles), { inputs: inputs as never }).trace.violations.map((v) => v.property);

it('are those that meta names, in its order', () => {
  expect(protocol.properties.map((p) => p.id)).toEqual(meta.properties.map((p) => p.id));
  expect(naive.map((p) => p.id)).toEqual(meta.properties.map((p) => p.id));
});

describe('each breaks when the rule behind it does', () => {
  /** A keeper that treats its list so after each note. */
  const keeps = (
    change: (before: KeeperDurable, after: KeeperDurable) => Partial<KeeperDurable>,
  ): Keeper => ({
    ...keeper,
    message(ctx, sender, message) {
      const before = { ...ctx.durable };
      keeper.message(ctx, sender, message);
      if (message.type === 'Note') Object.assign(ctx.durable, change(before, ctx.durable));
    },
  });
  const latest = ({ notes }: KeeperDurable) => toArray(notes).at(-1) as Note;
  const sends = (change: (to: string, message: Message) => Message | null): Client => {
    const wrapped = (ctx: Parameters<Client['message']>[0]) =>
      new Proxy(ctx, {
        get: (target, field) =>
          field === 'send'
            ? (to: string, message: Message) => {
                const changed = change(to, message);
                if (changed) target.send(to, changed);
              }
            : Reflect.get(target, field, target),
      });
    return { ...client, timer: (ctx, timer) => client.timer?.(wrapped(ctx), timer) };
  };

  const sabotages: readonly (readonly [string, Roles, object[]?])[] = [
    ['confirmed-kept', { keeper: keeps((before) => before) }],
    ['count-agrees', { keeper: keeps((before) => ({ count: before.count })) }],
    [
      'stored-once',
      { keeper: keeps((_, now) => ({ count: now.count + 1, notes: append(now.notes, latest(now)) })) },
    ],
    [
      'stored-in-order',
      { keeper: keeps((before, now) => ({ notes: from([latest(now), ...toArray(before.notes)]) })) },
    ],
    [
      'only-what-was-sent',
      {
        keeper: keeps((before, now) => ({
          notes: append(before.notes, { ...latest(now), word: latest(now).word.toUpperCase() }),
        })),
      },
    ],
    [
      'one-word',
      { client: sends((to, message) => (to === 'K2' ? { ...message, word: 'stones' } : message)) },
    ],
    ['answered-in-time', { client: sends((to, message) => (to === 'K2' ? null : message)) }],
    [
      'no-false-suspicion',
      {
        keeper: {
          ...keeper,
          timer: (ctx, timer) => (ctx.id === 'K2' ? undefined : keeper.timer?.(ctx, timer)),
        },
      },
    ],
    [
      'crash-noticed',
      {
        keeper: {
          ...keeper,
          timer(ctx, timer) {
            keeper.timer?.(ctx, timer);
            ctx.volatile.suspects = [];
          },
        },
      },
      [{ at: 100_000, fault: { type: 'crash', node: 'K2' } }],
    ],
    [
      'stamps-follow',
      {
        keeper: keeps((before, now) => ({
          notes: append(before.notes, { ...latest(now), stamp: -latest(now).stamp }),
        })),
      },
    ],
  ];
  for (const [property, roles, inputs = []] of sabotages) {
    it(property, () => {
      expect(brokenBy({}, inputs)).toEqual([]);
      expect(brokenBy(roles, inputs)).toEqual([property]);
    });
  }
  it('every promise has its sabotage', () => {
    expect(sabotages.map(([id]) => id)).toEqual(meta.properties.map((p) => p.id));
  });
});

describe('a world without faults', () => {
  it('keeps every promise, whatever its sizes and times', () => {
    let confirmed = 0;
    for (const spec of sample(calmSpecs(), 150)) {
      const { trace } = simulate(protocol, spec);
      expect([trace.violations, JSON.stringify(spec)]).toEqual([[], JSON.stringify(spec)]);
      expect(trace.notes.some((n) => n.id === 'backwards' || n.id === 'suspects')).toBe(false);
      confirmed += trace.notes.filter((n) => n.id === 'told').length;
    }
    expect(confirmed).toBeGreaterThan(3_000);
  });
});

/** The same with two keepers, of which the first crashes for good: who watches it then is the other. */
function bereaved(spec: PartialSpec): PartialSpec {
  const crash = { at: 60_000, fault: { type: 'crash', node: 'K1' } } as const;
  const inputs = (spec.inputs ?? []).filter((i) => !JSON.stringify(i).includes('K3'));
  return { ...spec, nodes: { client: 2, keeper: 2 }, inputs: [...inputs, crash] };
}

describe('each agrees with its plain twin on when it is first broken', () => {
  const plain = { ...protocol, properties: naive };

  it('in every scenario', () => {
    for (const { id, spec } of scenarios)
      expect([id, breaks(protocol, spec)]).toEqual([id, breaks(plain, spec)]);
  });

  it('under random faults of all kinds', () => {
    const seen = new Set<string>();
    const types = FAULT_KINDS.map((k) => k.type);
    const specs = [
      ...sample(faultySpecs(types, 10, 350_000), 60),
      ...sample(faultySpecs(['clock', 'pause', 'slow'], 4, 450_000), 40).map(bereaved),
      ...sample(faultySpecs(['crash', 'corrupt', 'bitRot', 'misdirectedWrite'], 6, 350_000), 40),
    ];
    for (const spec of specs) {
      const found = breaks(protocol, spec);
      expect([found, JSON.stringify(spec)]).toEqual([breaks(plain, spec), JSON.stringify(spec)]);
      for (const text of found) seen.add(text.split(' ')[0] as string);
    }
    expect([...seen].sort()).toEqual(meta.properties.map((p) => p.id).sort());
  });
});
