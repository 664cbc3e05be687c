/** Reading what servers keep, as the page is told of it: plain data, in which anything may be missing. */
import type { JsonObject } from '../../base/json.ts';
import type { NodeState } from '../../engine/inspect.ts';

export interface LogEntry {
  readonly term: number;
  /** "x=7", "no-op" */
  readonly text: string;
  /** The same with all there is to say: "joint S1 S2 with S2 S3", "new C1: a session". */
  readonly detail: string;
}

export interface Log {
  /** Index of the last entry that a snapshot stands for; 0 without one. The entries follow it. */
  readonly base: number;
  readonly baseTerm: number;
  readonly entries: readonly LogEntry[];
}

export function logOf(durable: JsonObject): Log {
  const log = Array.isArray(durable.log) ? durable.log : [];
  const snapshot = recordOf(durable.snapshot);
  return {
    base: numberOf(snapshot, 'lastIncludedIndex') ?? 0,
    baseTerm: numberOf(snapshot, 'lastIncludedTerm') ?? 0,
    entries: log.map((entry) => {
      const record = recordOf(entry);
      const command = recordOf(record?.command);
      const text = commandText(command);
      return {
        term: numberOf(record, 'term') ?? 0,
        text,
        detail: detailOf(text, command),
      };
    }),
  };
}

export function lastOf({ base, entries }: Log): number {
  return base + entries.length;
}

function commandText(command: JsonObject | null): string {
  if (!command || command.type === 'noop') return 'no-op';
  if (command.type === 'register') return `new ${String(command.client ?? '')}`;
  if (command.type === 'config') return Array.isArray(command.old) ? 'joint' : 'config';
  const key = String(command.key ?? '');
  if (command.type === 'write') return `${key}=${plain(command.value)}`;
  return key === '' ? String(command.type) : `${String(command.type)} ${key}`;
}

function detailOf(text: string, command: JsonObject | null): string {
  if (command?.type === 'config') return `${text} ${configText(command)}`;
  return command?.type === 'register' ? `${text}: a session` : text;
}

/** "S1 S2 with S2 S3": the old and the new while both count. */
function configText({ voters, old }: JsonObject): string {
  const now = stringsOf(voters).join(' ');
  return Array.isArray(old) ? `${stringsOf(old).join(' ')} with ${now}` : now;
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

/** Who decides, as a server has it. `old` is null outside joint consensus. */
export interface Members {
  readonly index: number;
  readonly voters: readonly string[];
  readonly old: readonly string[] | null;
}

/** Null while it is down. */
export function membersOf(node: NodeState): Members | null {
  const config = recordOf(node.volatile?.config);
  if (config === null || !Array.isArray(config.voters)) return null;
  return {
    index: numberOf(config, 'index') ?? 0,
    voters: stringsOf(config.voters),
    old: Array.isArray(config.old) ? stringsOf(config.old) : null,
  };
}

export function stringsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : [];
}

export function serversOf(nodes: readonly NodeState[]): readonly NodeState[] {
  return nodes.filter((n) => Array.isArray(n.durable.log));
}

/** The live leader of the highest term. */
export function leaderOf(servers: readonly NodeState[]): NodeState | null {
  const leaders = servers.filter((n) => n.volatile?.role === 'leader');
  return leaders.reduce<NodeState | null>((a, b) => (a && termOf(a) >= termOf(b) ? a : b), null);
}

/** Whether it is a candidate, or asks whether it could be. */
export function isStanding({ volatile }: NodeState): boolean {
  return volatile?.role === 'candidate' || volatile?.role === 'preCandidate';
}

export function termOf(node: NodeState): number {
  return numberOf(node.durable, 'currentTerm') ?? 0;
}

/** More than half. */
export function majority(n: number): number {
  return Math.floor(n / 2) + 1;
}

export function numberOf(record: JsonObject | null | undefined, field: string): number | null {
  const value = record?.[field];
  return typeof value === 'number' ? value : null;
}

export function recordOf(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}
