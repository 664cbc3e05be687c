/** The edits of a run and who had heard of which, as they can be given to another library. Pure. */
import type { Command, ResolvedRun } from '../../engine/runspec.ts';
import { K, type Trace } from '../../engine/trace.ts';
import { natural } from './meta/natural.ts';
import type { Edit } from './types/data-type.ts';

export type Happening =
  | { readonly kind: 'edit'; readonly node: string; readonly name: string; readonly edit: Edit }
  /** The node hears of these updates, in an order in which each comes after those it builds on or not, as the network had it. */
  | { readonly kind: 'hears'; readonly node: string; readonly names: readonly string[] };

export interface Story {
  readonly happenings: readonly Happening[];
  /** Why the run cannot be told to another library; null if it can. */
  readonly not: string | null;
}

/** What had happened after step `until`. */
export function storyOf(trace: Trace, resolved: ResolvedRun, until: number): Story {
  const { columns } = trace;
  const type = String(resolved.params.type);
  const had = new Map<string, ReadonlySet<string>>();
  const happenings: Happening[] = [];
  const lost = resolved.spec.inputs.find(
    (input) => 'fault' in input && input.fault.type === 'amnesia' && input.at <= timeOf(trace, until),
  );
  if (lost && 'fault' in lost && lost.fault.type === 'amnesia')
    return { happenings, not: forgot(lost.fault.node) };
  for (const { row, id, node, fields } of trace.notes) {
    if ((columns.step[row] as number) > until) break;
    if (typeof fields.has !== 'string') continue;
    const before = had.get(node) ?? new Set();
    const now = namesIn(fields.has);
    had.set(node, now);
    if ([...before].some((name) => !now.has(name))) return { happenings: [], not: forgot(node) };
    const fresh = [...now].filter((name) => !before.has(name));
    if (id !== 'edits') {
      if (fresh.length > 0) happenings.push({ kind: 'hears', node, names: fresh });
      continue;
    }
    const command = commandOf(trace, resolved, row);
    const [name] = fresh;
    if (command === null || name === undefined) continue;
    const edit = command.type === 'update' ? natural(type, String(command.word), node) : command;
    happenings.push({ kind: 'edit', node, name, edit: edit as unknown as Edit });
  }
  return { happenings, not: null };
}

function forgot(node: string): string {
  return `${node} forgot updates that others know: no library is made for that, so this run is not given to them.`;
}

function timeOf({ columns, rows }: Trace, step: number): number {
  let time = 0;
  for (let row = 0; row < rows && (columns.step[row] as number) <= step; row++)
    time = columns.time[row] as number;
  return time;
}

/** The command that the step of this row took. */
function commandOf({ columns }: Trace, { spec }: ResolvedRun, row: number): Command | null {
  const step = columns.step[row];
  let head = row;
  while (head > 0 && columns.step[head - 1] === step) head -= 1;
  if (columns.kind[head] !== K.command) return null;
  const input = spec.inputs[columns.ref[head] as number];
  return input !== undefined && 'command' in input ? input.command : null;
}

/** "R1:2 R2:1 R3.4": all of R1 up to 2, and so on, and R3.4. */
function namesIn(has: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const part of has.split(' ')) {
    const [id, n] = part.split(':');
    if (n === undefined) {
      if (part !== '') names.add(part);
    } else for (let i = 1; i <= Number(n); i++) names.add(`${id}.${i}`);
  }
  return names;
}

/** What another library makes of a story. */
export interface Theirs {
  /** By replica, what it shows; null before it has anything. */
  readonly shows: Readonly<Record<string, unknown>>;
}

/** A library under test: replicas that take edits, and updates that cross as bytes. */
export interface Library {
  readonly title: string;
  /** What the type is there, in a few words; null if it has no counterpart. */
  counterpart(type: string): string | null;
  open(type: string, nodes: readonly string[]): Replicas;
}
export interface Replicas {
  /** Makes the edit at a replica. The update it makes, null if it changes nothing there. */
  edit(node: string, edit: Edit): Uint8Array | null;
  hear(node: string, updates: readonly Uint8Array[]): void;
  value(node: string): unknown;
}

/** Gives a library the story. */
export function tell(library: Library, type: string, nodes: readonly string[], story: Story): Theirs {
  const replicas = library.open(type, nodes);
  const updates = new Map<string, Uint8Array>();
  for (const happening of story.happenings) {
    if (happening.kind === 'edit') {
      const made = replicas.edit(happening.node, happening.edit);
      if (made !== null) updates.set(happening.name, made);
    } else {
      const come = happening.names.flatMap((name) => updates.get(name) ?? []);
      if (come.length > 0) replicas.hear(happening.node, come);
    }
  }
  return { shows: Object.fromEntries(nodes.map((node) => [node, replicas.value(node)])) };
}
