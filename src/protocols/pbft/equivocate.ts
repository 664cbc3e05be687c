/** A primary that tells different replicas different stories: the attack that prepares and commits are there for. */
import type { Json, NodeId, Occasion } from '../../engine/api.ts';
import { type Liar, type Lie, resigned } from './liar.ts';
import { others } from './quorums.ts';
import { digestOf, signed } from './signed.ts';
import type { Commit, PbftMessage, PrePrepare, Request } from './state.ts';
import { requestText } from './words.ts';

/** What it remembers. */
interface Plot {
  /** Requests it has seen. */
  readonly seen: readonly Request[];
  /** Those it has proposed to nobody yet, for want of a second request. */
  readonly held: readonly PrePrepare[];
  /** Of which numbers it has told its stories: asked again, it says nothing. */
  readonly told: readonly string[];
}

/** So many requests it keeps to tell stories with, and so many numbers it remembers. */
const SEEN = 4;
const TOLD = 32;

/**
 * Under each number it proposes, it tells the replicas of `second` (and of `third`) another request than the rest, and sends each at once the commit
 * for the story it was told. Those of `later` are told the second one as well. It cannot make requests up: with only one at hand it waits for the next.
 */
export const equivocate: Lie = {
  act(ctx, occasion) {
    const plot = (ctx.memory ?? { seen: [], held: [], told: [] }) as unknown as Plot;
    const seen = withRequest(plot.seen, occasion);
    const told = [...plot.told];
    const held: PrePrepare[] = [];
    for (const p of [...plot.held, ...takeProposals(ctx)]) {
      if (p.v !== ctx.durable.view || told.includes(placeOf(p))) continue;
      if (held.some((h) => h.n === p.n)) continue;
      const stories = storiesFor(ctx, p, seen);
      if (stories === null) {
        if (!plot.held.includes(p)) ctx.note('holdsBack', { n: p.n, request: requestText(p.m) });
        held.push(p);
      } else {
        told.push(placeOf(p));
        tell(ctx, p, stories);
      }
    }
    ctx.memory = { seen, held, told: told.slice(-TOLD) } as unknown as Json;
  },
};

function placeOf({ v, n }: PrePrepare): string {
  return `${v} ${n}`;
}

/** Takes the pre-prepares out of what was about to be sent. */
function takeProposals(ctx: Liar): readonly PrePrepare[] {
  const { outbox } = ctx;
  const proposals = outbox.flatMap(({ message }) =>
    message.type === 'PrePrepare' ? [message as PrePrepare] : [],
  );
  if (proposals.length > 0) ctx.outbox = outbox.filter(({ message }) => message.type !== 'PrePrepare');
  return proposals;
}

/** Which request each of the others is told; null: too few are at hand. */
function storiesFor(
  ctx: Liar,
  p: PrePrepare,
  known: readonly Request[],
): ReadonlyMap<NodeId, Request> | null {
  const groups = [names(ctx.options.second), names(ctx.options.third)];
  const rest = known.filter((m) => digestOf(m) !== p.d).reverse();
  const needed = groups.filter((g) => g.length > 0).length;
  if (p.m === null || rest.length < needed) return null;
  const told = new Map<NodeId, Request>();
  let next = 0;
  for (const group of groups) {
    if (group.length === 0) continue;
    const m = rest[next++] as Request;
    for (const id of group) told.set(id, m);
  }
  for (const id of others(ctx.env)) if (!told.has(id)) told.set(id, p.m);
  return told;
}

/** So much later those of `later` are told the second story too, µs. */
const LATER = 40_000;

function tell(ctx: Liar, p: PrePrepare, stories: ReadonlyMap<NodeId, Request>): void {
  const said: string[] = [];
  for (const id of others(ctx.env)) {
    const m = stories.get(id) as Request;
    const d = digestOf(m);
    ctx.send(id, resigned<PrePrepare>(ctx, p, { d, m }));
    ctx.send(id, signed<Commit>(ctx, { type: 'Commit', v: p.v, n: p.n, d, i: ctx.id }));
    said.push(`${requestText(m)} to ${id}`);
  }
  const [other] = names(ctx.options.second);
  const m = other === undefined ? undefined : stories.get(other);
  for (const id of m === undefined ? [] : names(ctx.options.later)) {
    const second = resigned<PrePrepare>(ctx, p, { d: digestOf(m as Request), m: m as Request });
    ctx.outbox = [...ctx.outbox, { to: id, message: second, after: LATER }];
  }
  ctx.note('equivocates', { n: p.n, stories: said.join(', ') });
}

function withRequest(seen: readonly Request[], occasion: Occasion): readonly Request[] {
  if (occasion.type !== 'message') return seen;
  const m = occasion.message as PbftMessage;
  if (m.type !== 'Request' || seen.some((s) => digestOf(s) === digestOf(m))) return seen;
  return [...seen, m].slice(-SEEN);
}

/** "R2 R4" as a list. */
function names(option: Json | undefined): readonly NodeId[] {
  return typeof option === 'string' ? option.split(/[\s,]+/).filter((name) => name !== '') : [];
}
