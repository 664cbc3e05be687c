/** Who stands, and what the others answered. Pure. */
import type { NodeState } from '../../engine/inspect.ts';
import type { Trace } from '../../engine/trace.ts';
import { isStanding, majority, membersOf, stringsOf, termOf } from './view-read.ts';

/** `sent`: granted, and the candidate does not know it yet. */
export type Answer = 'counted' | 'sent' | 'refused' | 'none';
export interface Vote {
  readonly id: string;
  readonly answer: Answer;
  /** Why it refused, in words. */
  readonly why: string;
}
export const SIGNS: Readonly<Record<Answer, string>> = { counted: '✓', sent: '→', refused: '✗', none: '' };
export const MEANS: Readonly<Record<Answer, string>> = {
  counted: 'granted',
  sent: 'granted, on its way',
  refused: 'refused',
  none: 'no answer yet',
};
/** A set of voters of which more than half must agree. */
export interface Electorate {
  readonly voters: readonly string[];
  readonly counted: number;
  readonly needed: number;
}
export interface Campaign {
  readonly candidate: string;
  /** Of a pre-vote, the term that it would begin. */
  readonly term: number;
  /** It only asks whether it could win (PreVote). */
  readonly pre: boolean;
  readonly votes: readonly Vote[];
  /** One, or, in joint consensus, the old and the new. */
  readonly electorates: readonly Electorate[];
}

/** Whoever stands now or asks first, by term, candidates before those who ask. */
export function campaignsOf(
  servers: readonly NodeState[],
  trace: Trace | null,
  step: number,
): readonly Campaign[] {
  return servers
    .filter(isStanding)
    .map((n) => campaignOf(n, servers, trace, step))
    .sort((a, b) => Number(a.pre) - Number(b.pre) || b.term - a.term);
}

function campaignOf(
  node: NodeState,
  servers: readonly NodeState[],
  trace: Trace | null,
  step: number,
): Campaign {
  const pre = node.volatile?.role === 'preCandidate';
  const term = termOf(node) + (pre ? 1 : 0);
  const granted = stringsOf(node.volatile?.votesGranted);
  const config = membersOf(node);
  const voters = config?.voters ?? servers.map((s) => s.id);
  const groups = config?.old ? [config.old, voters] : [voters];
  const said = trace ? answers(trace, step, node.id, term, pre) : new Map<string, string | null>();
  const votes = servers
    .filter((s) => groups.some((g) => g.includes(s.id)))
    .map((s): Vote => {
      if (granted.includes(s.id)) return { id: s.id, answer: 'counted', why: '' };
      const why = said.get(s.id);
      if (typeof why === 'string') return { id: s.id, answer: 'refused', why };
      // Without a record of the run, its disk still says for whom it voted.
      const given = why === null || (!pre && s.durable.votedFor === node.id && termOf(s) === term);
      return { id: s.id, answer: given ? 'sent' : 'none', why: '' };
    });
  return {
    candidate: node.id,
    term,
    pre,
    votes,
    electorates: groups.map((group) => ({
      voters: group,
      counted: group.filter((id) => granted.includes(id)).length,
      needed: majority(group.length),
    })),
  };
}

interface Said {
  readonly step: number;
  readonly node: string;
  readonly id: string;
  readonly candidate: string;
  readonly term: number;
  readonly why: string | null;
}
const BEGINS = ['startsElection', 'asksFirst'];
const ANSWERS = ['votes', 'refusesVote', 'ignoresVote', 'wouldVote', 'wouldNotVote'];
const PRE = ['asksFirst', 'wouldVote', 'wouldNotVote'];
const saidIn = new WeakMap<Trace, readonly Said[]>();

/** What each server answered since this candidate last asked: null for a grant, else why not. */
function answers(trace: Trace, step: number, candidate: string, term: number, pre: boolean) {
  let said = saidIn.get(trace);
  if (!said) {
    said = trace.notes
      .filter((n) => BEGINS.includes(n.id) || ANSWERS.includes(n.id))
      .map((n) => ({
        step: trace.columns.step[n.row] ?? 0,
        node: n.node,
        id: n.id,
        candidate: BEGINS.includes(n.id) ? n.node : String(n.fields.candidate),
        term: Number(n.fields.term),
        why: WHY[n.id] === undefined ? null : String(n.fields.why ?? WHY[n.id]),
      }));
    saidIn.set(trace, said);
  }
  let [low, high] = [0, said.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((said[middle]?.step ?? 0) <= step) low = middle + 1;
    else high = middle;
  }
  const answered = new Map<string, string | null>();
  for (let i = low - 1; i >= 0; i--) {
    const s = said[i];
    if (s === undefined || s.candidate !== candidate || s.term !== term || PRE.includes(s.id) !== pre) {
      // An earlier question is another election.
      if (s?.candidate === candidate && BEGINS.includes(s.id)) break;
      continue;
    }
    if (BEGINS.includes(s.id)) break;
    if (!answered.has(s.node)) answered.set(s.node, s.why);
  }
  return answered;
}

const WHY: Readonly<Record<string, string>> = {
  refusesVote: 'refused',
  wouldNotVote: 'refused',
  ignoresVote: 'it hears a leader',
};

/** "1 vote, needs 3", of a pre-vote "1, needs 3", or, in joint consensus, "1 of 2 needed from old, 2 of 2 from new". */
export function tallyText({ pre, electorates: [first, second] }: Campaign): string {
  if (first === undefined) return '';
  if (second === undefined) {
    return `${first.counted}${pre ? '' : first.counted === 1 ? ' vote' : ' votes'}, needs ${first.needed}`;
  }
  return `${first.counted} of ${first.needed} needed from old, ${second.counted} of ${second.needed} from new`;
}
