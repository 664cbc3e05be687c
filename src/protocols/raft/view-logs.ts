/** What the log panel draws, worked out from the world alone. Pure; knows nothing of React. */
import type { NodeState, WorldState } from '../../engine/inspect.ts';
import type { Trace } from '../../engine/trace.ts';
import {
  isStanding,
  type Log,
  type LogEntry,
  lastOf,
  leaderOf,
  logOf,
  membersOf,
  numberOf,
  recordOf,
  serversOf,
  stringsOf,
  termOf,
} from './view-read.ts';

export interface LogCell extends LogEntry {
  /** Log index, from 1. */
  readonly index: number;
  /** No server may ever lose it, as long as the rules hold. */
  readonly committed: boolean;
  /** Stored in the step at the cursor. */
  readonly fresh: boolean;
  /** Dropped in the step at the cursor: no longer in the log. */
  readonly dropped: boolean;
}
export interface LogRow {
  readonly id: string;
  readonly up: boolean;
  readonly term: number;
  /** What has no part in decisions: it learns, or has no vote at all. */
  readonly standing: 'voter' | 'learner' | 'none';
  /** Index of the last entry that its snapshot stands for; 0 without one. */
  readonly base: number;
  /** Its snapshot was taken or installed in the step at the cursor. */
  readonly baseMoved: boolean;
  /** Of its last entry, or of its snapshot if nothing follows that. */
  readonly lastIndex: number;
  /** What follows the snapshot, by log index and without gaps. */
  readonly cells: readonly LogCell[];
  /** Null while down: it is not on disk. */
  readonly commitIndex: number | null;
  readonly lastApplied: number | null;
  readonly commitMoved: boolean;
  /** What the leader on show believes of this server, if there is one and it is another. */
  readonly matchIndex: number | null;
  readonly nextIndex: number | null;
}
export interface LogsModel {
  readonly rows: readonly LogRow[];
  /** Of the longest log. */
  readonly lastIndex: number;
  /** The first index at which two logs hold entries of different terms; null where they agree. */
  readonly parting: number | null;
  /** The live leader of the highest term, whose view of the others is drawn. */
  readonly leader: { readonly id: string; readonly term: number } | null;
  /** Somebody stands or asks whether it could win. */
  readonly elections: boolean;
  /** Not everybody votes, or somebody goes by another configuration than they began with. */
  readonly changes: boolean;
}

/** Wherever the log is: `before` is the world one step earlier, or null. */
export function logsModel(world: WorldState, before: WorldState | null, trace: Trace | null): LogsModel {
  const servers = serversOf(world.nodes);
  const logs = servers.map((n) => logOf(n.durable));
  const committed = committedTerms(servers, logs, trace, world.step);
  const leader = leaderOf(servers);
  const standing = standingsOf(servers, leader);
  const rows = servers.map((node, i): LogRow => {
    const log = logs[i] ?? { base: 0, baseTerm: 0, entries: [] };
    const old = before?.nodes.find((n) => n.id === node.id);
    const oldLog = old ? logOf(old.durable) : null;
    const commitIndex = numberOf(node.volatile, 'commitIndex');
    const oldCommit = old ? numberOf(old.volatile, 'commitIndex') : null;
    const seen = leader && leader.id !== node.id ? leader.volatile : null;
    return {
      id: node.id,
      up: node.up,
      term: termOf(node),
      standing: standing(node.id),
      base: log.base,
      baseMoved: oldLog !== null && oldLog.base !== log.base,
      lastIndex: lastOf(log),
      cells: cellsOf(log, oldLog, committed),
      commitIndex,
      lastApplied: numberOf(node.volatile, 'lastApplied'),
      commitMoved: commitIndex !== null && oldCommit !== null && commitIndex !== oldCommit,
      matchIndex: numberOf(recordOf(seen?.matchIndex), node.id),
      nextIndex: numberOf(recordOf(seen?.nextIndex), node.id),
    };
  });
  return {
    rows,
    lastIndex: rows.reduce((max, r) => Math.max(max, r.lastIndex), 0),
    parting: partingOf(logs),
    leader: leader ? { id: leader.id, term: termOf(leader) } : null,
    elections: servers.some(isStanding),
    changes: rows.some((r) => r.standing !== 'voter') || servers.some((n) => (membersOf(n)?.index ?? 0) > 0),
  };
}

function cellsOf(log: Log, old: Log | null, committed: ReadonlyMap<number, number>): readonly LogCell[] {
  const had = (index: number) => old?.entries[index - old.base - 1];
  const cells: LogCell[] = log.entries.map((entry, k) => {
    const index = log.base + 1 + k;
    const was = had(index);
    const same = was?.term === entry.term && was.text === entry.text;
    const fresh = old !== null && index > old.base && !same;
    return { ...entry, index, committed: committed.get(index) === entry.term, fresh, dropped: false };
  });
  if (old === null) return cells;
  // What a snapshot took the place of is not lost.
  for (let index = lastOf(log) + 1; index <= lastOf(old); index++) {
    const entry = had(index);
    if (entry) cells.push({ ...entry, index, committed: false, fresh: false, dropped: true });
  }
  return cells;
}

function partingOf(logs: readonly Log[]): number | null {
  const terms = new Map<number, number>();
  let parting: number | null = null;
  for (const { base, entries } of logs) {
    const end = parting === null ? entries.length : Math.min(entries.length, parting - base);
    for (let k = 0; k < end; k++) {
      const index = base + 1 + k;
      const term = entries[k]?.term ?? 0;
      const other = terms.get(index);
      if (other === undefined) terms.set(index, term);
      else if (other !== term) {
        parting = index;
        break;
      }
    }
  }
  return parting;
}

/** By the latest configuration of who leads, or else the latest that anybody up goes by; everybody votes where nobody is up to say. */
function standingsOf(servers: readonly NodeState[], leader: NodeState | null) {
  // A broken rule may let two lead one term.
  const leads = (n: NodeState) =>
    n.volatile?.role === 'leader' && leader !== null && termOf(n) === termOf(leader);
  const config = (leader ? servers.filter(leads) : servers)
    .map(membersOf)
    .reduce((a, b) => (b !== null && (a === null || b.index > a.index) ? b : a), null);
  const learners = stringsOf(recordOf(leader?.volatile?.catchUp)?.servers);
  return (id: string): LogRow['standing'] => {
    if (config === null || config.voters.includes(id) || config.old?.includes(id)) return 'voter';
    return learners.includes(id) ? 'learner' : 'none';
  };
}

/**
 * Terms of the committed entries that some log still has, by index. A leader commits an entry of its own term, and a log that shares that
 * entry shares all before it: so (index, term) of the furthest commit and any log that holds it tell the whole committed prefix. Commits
 * are facts and outlive the crash of whoever knew of them; they are read from the trace, or, without one, from what live servers know.
 */
function committedTerms(
  servers: readonly NodeState[],
  logs: readonly Log[],
  trace: Trace | null,
  step: number,
): ReadonlyMap<number, number> {
  const terms = new Map<number, number>();
  let reach = 0;
  const learn = (log: Log | undefined, index: number) => {
    if (log === undefined || lastOf(log) < index) return;
    reach = Math.max(reach, index);
    if (log.base > 0 && log.base <= index) terms.set(log.base, log.baseTerm);
    for (let i = log.base + 1; i <= index; i++) terms.set(i, log.entries[i - log.base - 1]?.term ?? 0);
  };
  // The shortest first, so that where a broken rule lets them differ the furthest has the last word.
  const known = servers.map((node, i) => ({
    log: logs[i],
    index: numberOf(node.volatile, 'commitIndex') ?? 0,
  }));
  for (const { log, index } of known.sort((a, b) => a.index - b.index)) learn(log, index);
  for (const { index, term } of trace ? commitsUpTo(trace, step) : []) {
    if (index <= reach) continue;
    learn(
      logs.find(({ base, entries }) => entries[index - base - 1]?.term === term),
      index,
    );
  }
  // Whoever tells may have the beginning in a snapshot, and others as entries.
  for (const log of logs) {
    let at = lastOf(log);
    while (at > log.base && terms.get(at) !== log.entries[at - log.base - 1]?.term) at--;
    for (; at > log.base; at--) if (!terms.has(at)) terms.set(at, log.entries[at - log.base - 1]?.term ?? 0);
  }
  return terms;
}

interface Commit {
  readonly step: number;
  readonly index: number;
  readonly term: number;
}
const commitsOf = new WeakMap<Trace, readonly Commit[]>();

/** Commits by leaders up to a step that raised the mark, in order. */
function commitsUpTo(trace: Trace, step: number): readonly Commit[] {
  let commits = commitsOf.get(trace);
  if (!commits) {
    const epochs = new Map<string, { step: number; epoch: number }[]>();
    for (const s of trace.statuses) {
      const id = trace.nodes[s.node]?.id ?? '';
      const list = epochs.get(id) ?? [];
      list.push(s);
      epochs.set(id, list);
    }
    commits = trace.notes
      .filter((n) => n.id === 'committed' && typeof n.fields.index === 'number')
      .map((n) => {
        const at = trace.columns.step[n.row] ?? 0;
        const term = epochs.get(n.node)?.findLast((s) => s.step <= at)?.epoch ?? 0;
        return { step: at, index: n.fields.index as number, term };
      });
    commitsOf.set(trace, commits);
  }
  return commits.filter((c) => c.step <= step);
}

/**
 * First log index on show when `columns` fit. Moves in leaps of a third of the columns, so that it stands still for most appends and
 * leaves some room for those to come.
 */
export function firstShown(lastIndex: number, columns: number): number {
  if (lastIndex <= columns) return 1;
  const leap = Math.max(1, Math.floor(columns / 3));
  return 1 + Math.ceil((lastIndex - columns) / leap) * leap;
}
