/** The recursion of OM as one lieutenant sees it: every word by its path, and what majorities make of them. Pure. */
import type { NodeState, WorldState } from '../../engine/inspect.ts';
import type { NodeId, ResolvedRun } from '../../engine/runspec.ts';
import { roundsIn } from './meta/rounds.ts';
import { sayText } from './meta/said.ts';
import type { Order } from './state.ts';

/** `heard`: the word came. `default`: the round is over without it, and RETREAT stands in. `none`: over, and nothing stands in. */
export type Standing = 'waiting' | 'heard' | 'default' | 'none';

export interface WordNode {
  /** Over whom it came, the commander first; the last says it. */
  readonly path: readonly NodeId[];
  readonly standing: Standing;
  /** What counts as said; null while, or where, nothing does. */
  readonly v: Order | null;
  /** Heard in the step at the cursor. */
  readonly fresh: boolean;
  /** Whether who says it is a traitor at the cursor. */
  readonly byTraitor: boolean;
  readonly children: readonly WordNode[];
  /** Who votes for which order once all rounds are over: `own` is the word itself. Null before, and at the last depth. */
  readonly votes: { readonly attack: readonly string[]; readonly retreat: readonly string[] } | null;
  /** What the majority makes of it, at the last depth the word itself; null before all rounds are over, and where there is none. */
  readonly settled: Order | null;
}

/** How a run of OM is counted. */
export interface Count {
  readonly rounds: number;
  readonly variant: (id: string) => boolean;
  readonly commander: NodeId;
  readonly lieutenants: readonly NodeId[];
}

export function countOf({ nodes, params, spec }: ResolvedRun): Count {
  const variant = (id: string) => spec.variants.includes(id);
  return {
    rounds: roundsIn({ n: nodes.length, algorithm: params.algorithm, m: params.m, variant }),
    variant,
    commander: nodes.find((node) => node.role === 'commander')?.id ?? '',
    lieutenants: nodes.filter((node) => node.role === 'lieutenant').map((node) => node.id),
  };
}

interface Hearing {
  readonly self: NodeId;
  readonly round: number;
  readonly heard: Readonly<Record<string, Order>>;
  /** One step before; null where there is none. */
  readonly before: Readonly<Record<string, Order>> | null;
  readonly traitors: ReadonlySet<NodeId>;
}

/** The tree of a lieutenant; null where nothing is known of it. */
export function treeOf(
  self: NodeId,
  world: WorldState,
  before: WorldState | null,
  count: Count,
): WordNode | null {
  const node = world.nodes.find(({ id }) => id === self);
  if (node === undefined || heardOf(node) === null) return null;
  const old = before?.nodes.find(({ id }) => id === self);
  return wordAt([count.commander], count, {
    self,
    round: Number(node.durable.round ?? 0),
    heard: heardOf(node) ?? {},
    before: old ? heardOf(old) : null,
    traitors: new Set(world.nodes.filter((other) => other.byzantine).map(({ id }) => id)),
  });
}

function heardOf({ durable }: NodeState): Readonly<Record<string, Order>> | null {
  const { heard } = durable;
  return typeof heard === 'object' && heard !== null ? (heard as Readonly<Record<string, Order>>) : null;
}

function wordAt(path: readonly NodeId[], count: Count, hearing: Hearing): WordNode {
  const { heard, before, round, self, traitors } = hearing;
  const key = path.join('.');
  const word = heard[key];
  const over = round > path.length;
  const absent = count.variant('noDefault') ? 'none' : 'default';
  const standing = word !== undefined ? 'heard' : over ? absent : 'waiting';
  const v = word ?? (standing === 'default' ? 'retreat' : null);
  const last = path.length >= count.rounds;
  const others = last ? [] : count.lieutenants.filter((id) => id !== self && !path.includes(id));
  const children = others.map((id) => wordAt([...path, id], count, hearing));
  const all = round > count.rounds;
  const votes = last || !all ? null : votesOf(v, children, count);
  return {
    path,
    standing,
    v,
    fresh: word !== undefined && before !== null && before[key] === undefined,
    byTraitor: traitors.has(path.at(-1) ?? ''),
    children,
    votes,
    settled: !all ? null : votes === null ? v : majority(votes, v, count),
  };
}

function votesOf(
  own: Order | null,
  children: readonly WordNode[],
  { variant }: Count,
): NonNullable<WordNode['votes']> {
  const voters = children.map(({ path, settled }) => ({ who: path.at(-1) ?? '', v: settled }));
  if (!variant('noOwnValue') || children.length === 0) voters.unshift({ who: 'own', v: own });
  const voting = (v: Order) => voters.filter((voter) => voter.v === v).map(({ who }) => who);
  return { attack: voting('attack'), retreat: voting('retreat') };
}

function majority(
  { attack, retreat }: NonNullable<WordNode['votes']>,
  own: Order | null,
  { variant }: Count,
): Order | null {
  if (attack.length !== retreat.length) return attack.length > retreat.length ? 'attack' : 'retreat';
  if (variant('noDefault')) return null;
  if (variant('attackInDoubt')) return 'attack';
  return variant('obeyCommander') ? own : 'retreat';
}

/** A sentence for one word of a tree, and one for what is made of it. */
export function wordText(word: WordNode, self: NodeId): string {
  const { path, standing, v } = word;
  const who = path.at(-1) ?? '';
  const of =
    path.length === 1
      ? 'gives its order'
      : `says what ${path.slice(0, -1).reverse().join(' said that ')} said`;
  switch (standing) {
    case 'heard':
      return path.length === 1 ? `${who} orders ${self}: ${v}.` : `${sayText(path)} ${v}.`;
    case 'waiting':
      return `${self} waits until ${who} ${of}.`;
    case 'default':
      return `${self} did not hear in time what ${sourceText(path)}: RETREAT stands in for it.`;
    case 'none':
      return `${self} did not hear in time what ${sourceText(path)}, and nothing stands in for it.`;
  }
}

function sourceText(path: readonly NodeId[]): string {
  return path.length === 1 ? `${path[0]} ordered` : `${path.at(-1)} says of the word of ${path.at(-2)}`;
}

export function votesText(word: WordNode, self: NodeId): string | null {
  const { votes, settled } = word;
  if (votes === null) return null;
  const side = (name: string, who: readonly string[]) =>
    `${who.length} for ${name}${who.length > 0 ? ` (${who.map((id) => (id === 'own' ? 'this word' : id)).join(', ')})` : ''}`;
  const tie = votes.attack.length === votes.retreat.length;
  const result =
    settled === null ? 'no majority, and nothing to obey' : tie ? `no majority, so ${settled}` : settled;
  const what = word.path.length === 1 ? `${self} obeys` : `${self} settles on`;
  const made = settled === null ? result : `${what}: ${result}`;
  return `${side('attack', votes.attack)}, ${side('retreat', votes.retreat)}. ${made}.`;
}

/** Words of OM(m) among n loyal generals, and how the number comes about: "6 + 6·5 + 6·5·4". */
export function wordsOf(n: number, rounds: number): { readonly words: number; readonly sum: string } {
  const terms: number[][] = [];
  for (let k = 0; k < rounds && n - 1 - k > 0; k++) terms.push([...(terms.at(-1) ?? []), n - 1 - k]);
  const products = terms.map((term) => term.reduce((a, b) => a * b, 1));
  return {
    words: products.reduce((a, b) => a + b, 0),
    sum: terms.map((term) => term.join('·')).join(' + '),
  };
}
