/** Who decides at the cursor, as sets: configurations, who counts in them, and whether their majorities must meet. Pure. */
import type { NodeState, WorldState } from '../../engine/inspect.ts';
import {
  lastOf,
  leaderOf,
  logOf,
  type Members,
  majority,
  membersOf,
  numberOf,
  recordOf,
  serversOf,
  stringsOf,
  termOf,
} from './view-read.ts';
import { campaignsOf } from './view-votes.ts';

/** One configuration, of which more than half decide. */
export interface VoterSet {
  /** "old", "new", "voters", "S1’s", "S2’s" */
  readonly name: string;
  readonly voters: readonly string[];
  readonly needed: number;
  readonly agreed: number;
}
export interface Member {
  readonly id: string;
  /** It agrees to what is being decided. */
  readonly agrees: boolean;
  readonly up: boolean;
  readonly learner: boolean;
}
export interface MembersModel {
  /** One set, or two that may overlap. */
  readonly sets: readonly VoterSet[];
  readonly left: readonly Member[];
  readonly both: readonly Member[];
  readonly right: readonly Member[];
  readonly outside: readonly Member[];
  /** "entry 5 is stored", "they vote for S2 in term 3"; empty while nothing is being decided. */
  readonly deciding: string;
  /** Sentences that say the same. */
  readonly words: readonly string[];
  /** Two majorities need not meet: what the rules must never allow. */
  readonly apart: boolean;
}

/** Null while everybody votes and always did. */
export function membersModel(world: WorldState): MembersModel | null {
  const servers = serversOf(world.nodes);
  const configs = servers.flatMap((node) => {
    const config = membersOf(node);
    return config === null ? [] : [{ node, config }];
  });
  const leader = leaderOf(servers);
  const campaign = campaignsOf(servers, null, world.step)[0] ?? null;
  const standing = campaign ? servers.find((n) => n.id === campaign.candidate) : undefined;
  const latest = configs.reduce<NodeState | null>(
    (a, { node, config }) => (a && (membersOf(a)?.index ?? 0) >= config.index ? a : node),
    null,
  );
  // Whoever is busy deciding: a candidate of a term beyond the leader's, then the leader.
  const newer =
    standing && campaign && !campaign.pre && (!leader || campaign.term > termOf(leader)) ? standing : null;
  const decider = newer ?? leader ?? standing ?? latest;
  const config = decider && membersOf(decider);
  if (!decider || !config) return null;
  const learners = stringsOf(recordOf(leader?.volatile?.catchUp)?.servers);
  const plain = ({ voters, old, index }: Members) =>
    index === 0 && old === null && voters.length === servers.length;
  if (configs.every((c) => plain(c.config)) && learners.length === 0) return null;

  const others = configs.filter((c) => c.node !== decider && textOf(c.config) !== textOf(config));
  const missed = config.old === null ? others.filter((c) => apart(config.voters, c.config)) : [];
  // Rather somebody who is deciding something by it, or could.
  const rival =
    missed.find((c) => decisionOf(c.node, servers).text !== '') ??
    missed.find((c) => c.node.volatile?.role === 'leader') ??
    missed[0];
  const groups: { name: string; voters: readonly string[] }[] =
    config.old !== null
      ? [
          { name: 'old', voters: config.old },
          { name: 'new', voters: config.voters },
        ]
      : rival
        ? [
            { name: `${decider.id}’s`, voters: config.voters },
            { name: `${rival.node.id}’s`, voters: rival.config.voters },
          ]
        : [{ name: 'voters', voters: config.voters }];
  const decision = decisionOf(decider, servers);
  const theirs = rival ? decisionOf(rival.node, servers) : null;
  const sets = groups.map(({ name, voters }, i) => {
    const { agree } = i === 1 && theirs ? theirs : decision;
    const agreed = voters.filter((id) => agree.includes(id)).length;
    return { name, voters, needed: majority(voters.length), agreed };
  });
  const agrees = (id: string) => decision.agree.includes(id) || (theirs?.agree.includes(id) ?? false);
  const [first, second] = groups;
  const where = (inFirst: boolean, inSecond: boolean) =>
    servers
      .filter((n) => (first?.voters.includes(n.id) ?? false) === inFirst)
      .filter((n) => (second?.voters.includes(n.id) ?? false) === inSecond)
      .map((n) => ({
        id: n.id,
        agrees: agrees(n.id),
        up: n.up,
        learner: learners.includes(n.id),
      }));
  const outside = where(false, false);
  return {
    sets,
    left: where(true, false),
    both: where(true, true),
    right: where(false, true),
    outside,
    deciding: [decision.text, theirs?.text ?? ''].filter((text) => text !== '').join('; '),
    words: wordsOf(
      decider === leader ? decider.id : null,
      config,
      sets,
      outside,
      rival !== undefined,
      others,
    ),
    apart: rival !== undefined,
  };
}

/** What is being decided, and who agrees so far. */
function decisionOf(decider: NodeState, servers: readonly NodeState[]) {
  const role = decider.volatile?.role;
  if (role === 'candidate' || role === 'preCandidate') {
    const [verb, term] =
      role === 'candidate' ? ['votes', termOf(decider)] : ['would vote', termOf(decider) + 1];
    return {
      agree: stringsOf(decider.volatile?.votesGranted),
      text: `✓ ${verb} for ${decider.id} in term ${term}`,
    };
  }
  if (role !== 'leader') return { agree: [], text: '' };
  const log = logOf(decider.durable);
  const commit = numberOf(decider.volatile, 'commitIndex') ?? 0;
  // Only an entry of its own term is committed by counting (§5.4.2).
  let index = commit + 1;
  while (index <= lastOf(log) && log.entries[index - log.base - 1]?.term !== termOf(decider)) index++;
  if (index > lastOf(log)) return { agree: [], text: '' };
  const match = recordOf(decider.volatile?.matchIndex);
  const agree = servers
    .filter((n) => n === decider || (numberOf(match, n.id) ?? 0) >= index)
    .map((n) => n.id);
  return { agree, text: `✓ has stored entry ${index}, ${decider.id} knows` };
}

/** Whether a majority of these and a quorum of the other configuration can do without a common server. */
function apart(voters: readonly string[], { voters: theirs, old }: Members): boolean {
  // A quorum of a joint configuration holds a majority of each, so meeting one of the two is enough.
  return disjoint(voters, theirs) && (old === null || disjoint(voters, old));
}

function disjoint(a: readonly string[], b: readonly string[]): boolean {
  const shared = a.filter((id) => b.includes(id)).length;
  const fromShared = (set: readonly string[]) => Math.max(0, majority(set.length) - (set.length - shared));
  return fromShared(a) + fromShared(b) <= shared;
}

function wordsOf(
  leads: string | null,
  config: Members,
  sets: readonly VoterSet[],
  outside: readonly Member[],
  rival: boolean,
  others: readonly { readonly node: NodeState; readonly config: Members }[],
): readonly string[] {
  const words: string[] = [];
  const need = ({ needed, voters }: VoterSet) => `${needed} of ${voters.join(' ')}`;
  const [first, second] = sets;
  if (config.old !== null && first && second) {
    words.push(`Both majorities must agree: ${need(first)} and ${need(second)}.`);
  } else if (rival && first && second) {
    words.push(`${need(first)}, and ${need(second)}, need not share a server: both may decide.`);
  } else if (first) words.push(`${need(first)} decide.`);
  const learn = outside.filter((m) => m.learner).map((m) => m.id);
  if (learn.length > 0)
    words.push(`${learn.join(' ')} ${learn.length > 1 ? 'catch' : 'catches'} up without a vote.`);
  const none = outside.filter((m) => !m.learner && m.id !== leads).map((m) => m.id);
  if (none.length > 0) words.push(`${none.join(' ')} ${none.length > 1 ? 'have' : 'has'} no vote.`);
  if (outside.some((m) => m.id === leads))
    words.push(`${leads} leads until this is committed and does not count itself.`);
  const texts = new Map<string, string[]>();
  for (const { node, config: other } of rival ? [] : others)
    texts.set(textOf(other), [...(texts.get(textOf(other)) ?? []), node.id]);
  for (const [text, ids] of texts)
    words.push(`${ids.join(' ')} still ${ids.length > 1 ? 'go' : 'goes'} by ${text}.`);
  return words;
}

function textOf({ voters, old }: Members): string {
  return old === null ? voters.join(' ') : `${old.join(' ')} with ${voters.join(' ')}`;
}
