/** What the log panel draws, worked out from the world alone. Pure; knows nothing of React. */
import type { JsonObject } from '../../base/json.ts';
import type { NodeState, WorldState } from '../../engine/inspect.ts';
import type { Trace } from '../../engine/trace.ts';

export interface LogEntry {
  readonly term: number;
  /** "x=7", "no-op" */
  readonly text: string;
}
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
  readonly length: number;
  /** By log index, without gaps from 1. */
  readonly cells: readonly LogCell[];
  /** Null while down: it is not on disk. */
  readonly commitIndex: number | null;
  readonly lastApplied: number | null;
  readonly commitMoved: boolean;
  /** What the leader on show believes of this server, if there is one and it is another. */
  readonly matchIndex: number | null;
  readonly nextIndex: number | null;
}
export interface Vote {
  readonly id: string;
  readonly granted: boolean;
}
export interface Campaign {
  readonly candidate: string;
  readonly term: number;
  readonly votes: readonly Vote[];
  readonly needed: number;
}
export interface LogsModel {
  readonly rows: readonly LogRow[];
  /** Of the longest log. */
  readonly lastIndex: number;
  /** The live leader of the highest term, whose view of the others is drawn. */
  readonly leader: { readonly id: string; readonly term: number } | null;
  readonly campaigns: readonly Campaign[];
}

/** Wherever the log is: `before` is the world one step earlier, or null. */
export function logsModel(world: WorldState, before: WorldState | null, trace: Trace | null): LogsModel {
  const servers = world.nodes.filter((n) => Array.isArray(n.durable.log));
  const logs = servers.map((n) => entriesOf(n.durable));
  const committed = committedTerms(servers, logs, trace, world.step);
  const leaders = servers.filter((n) => n.volatile?.role === 'leader');
  const leader = leaders.reduce<NodeState | null>((a, b) => (a && termOf(a) >= termOf(b) ? a : b), null);
  const rows = servers.map((node, i): LogRow => {
    const log = logs[i] ?? [];
    const old = before?.nodes.find((n) => n.id === node.id);
    const oldLog = old ? entriesOf(old.durable) : null;
    const same = (a: LogEntry | undefined, b: LogEntry | undefined) =>
      a?.term === b?.term && a?.text === b?.text;
    const cells: LogCell[] = log.map((entry, k) => ({
      ...entry,
      index: k + 1,
      committed: committed[k] === entry.term,
      fresh: oldLog !== null && !same(oldLog[k], entry),
      dropped: false,
    }));
    for (const [k, entry] of (oldLog ?? []).entries()) {
      if (k < log.length) continue;
      cells.push({ ...entry, index: k + 1, committed: false, fresh: false, dropped: true });
    }
    const commitIndex = numberOf(node.volatile, 'commitIndex');
    const oldCommit = old ? numberOf(old.volatile, 'commitIndex') : null;
    const seen = leader && leader.id !== node.id ? leader.volatile : null;
    return {
      id: node.id,
      up: node.up,
      term: termOf(node),
      length: log.length,
      cells,
      commitIndex,
      lastApplied: numberOf(node.volatile, 'lastApplied'),
      commitMoved: commitIndex !== null && oldCommit !== null && commitIndex !== oldCommit,
      matchIndex: numberOf(recordOf(seen?.matchIndex), node.id),
      nextIndex: numberOf(recordOf(seen?.nextIndex), node.id),
    };
  });
  return {
    rows,
    lastIndex: rows.reduce((max, r) => Math.max(max, r.length), 0),
    leader: leader ? { id: leader.id, term: termOf(leader) } : null,
    campaigns: campaignsOf(servers),
  };
}

/**
 * Terms of the committed entries, from index 1. A leader commits an entry of its own term, and a log that shares that entry shares all
 * before it: so (index, term) of the furthest commit and any log that holds it tell the whole committed prefix. Commits are facts and
 * outlive the crash of whoever knew of them; they are read from the trace, or, without one, from what live servers know.
 */
function committedTerms(
  servers: readonly NodeState[],
  logs: readonly (readonly LogEntry[])[],
  trace: Trace | null,
  step: number,
): readonly number[] {
  let best: readonly number[] = [];
  const learn = (log: readonly LogEntry[] | undefined, index: number) => {
    if (log && index > best.length && log.length >= index) best = log.slice(0, index).map((e) => e.term);
  };
  servers.forEach((node, i) => {
    learn(logs[i], numberOf(node.volatile, 'commitIndex') ?? 0);
  });
  for (const { index, term } of trace ? commitsUpTo(trace, step) : []) {
    if (index <= best.length) continue;
    learn(
      logs.find((log) => log[index - 1]?.term === term),
      index,
    );
  }
  return best;
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

/** Candidates now, by term, and who is known to have voted for them: they themselves, and those whose grant has arrived. */
function campaignsOf(servers: readonly NodeState[]): readonly Campaign[] {
  const needed = Math.floor(servers.length / 2) + 1;
  return servers
    .filter((n) => n.volatile?.role === 'candidate')
    .map((n) => {
      const granted = Array.isArray(n.volatile?.votesGranted) ? n.volatile.votesGranted : [];
      return {
        candidate: n.id,
        term: termOf(n),
        votes: servers.map((s) => ({ id: s.id, granted: granted.includes(s.id) })),
        needed,
      };
    })
    .sort((a, b) => b.term - a.term);
}

function entriesOf(durable: JsonObject): LogEntry[] {
  const log = Array.isArray(durable.log) ? durable.log : [];
  return log.map((entry) => {
    const record = recordOf(entry);
    return { term: numberOf(record, 'term') ?? 0, text: commandText(recordOf(record?.command)) };
  });
}

function commandText(command: JsonObject | null): string {
  if (!command || command.type === 'noop') return 'no-op';
  const key = String(command.key ?? '');
  if (command.type === 'write') return `${key}=${plain(command.value)}`;
  return key === '' ? String(command.type) : `${String(command.type)} ${key}`;
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

function termOf(node: NodeState): number {
  return numberOf(node.durable, 'currentTerm') ?? 0;
}

function numberOf(record: JsonObject | null | undefined, field: string): number | null {
  const value = record?.[field];
  return typeof value === 'number' ? value : null;
}

function recordOf(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
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
