/** Times, inputs and operations in words: for labels, and for the names of handles that a screen reader says. */
import type { Meta } from '../engine/meta.ts';
import type { ClockFault, Input, LinkFault, Micros } from '../engine/runspec.ts';
import type { OperationRecord } from '../engine/trace.ts';

/** "180 ms", "462.3 ms", "0.25 ms". */
export function formatMs(time: Micros): string {
  return `${trim(time / 1000, 3)} ms`;
}

/** A number with at most `digits` decimals and no idle zeros. */
export function trim(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** Fills `{field}`s; those that are absent stay empty. */
export function fill(template: string, fields: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = fields[name];
    return value === undefined || value === null
      ? ''
      : typeof value === 'object'
        ? JSON.stringify(value)
        : `${value}`;
  });
}

export function sides(groups: readonly (readonly string[])[]): string {
  return groups.map((group) => group.join(' ')).join(' | ');
}

/** "30 % fast", "50 ms ahead, 0.02 % slow". */
export function clockWords(fault: ClockFault): string {
  const parts: string[] = [];
  if (fault.offset)
    parts.push(`${formatMs(Math.abs(fault.offset))} ${fault.offset > 0 ? 'ahead' : 'behind'}`);
  if (fault.driftPpm) {
    parts.push(`${trim(Math.abs(fault.driftPpm) / 10_000, 4)} % ${fault.driftPpm > 0 ? 'fast' : 'slow'}`);
  }
  return parts.join(', ') || 'true';
}

function linkWords(fault: LinkFault): string {
  const parts: string[] = [];
  if (fault.latency) parts.push(`${trim(fault.latency[0] / 1000, 3)}–${formatMs(fault.latency[1])}`);
  if (fault.loss !== undefined) parts.push(`${trim(fault.loss * 100, 1)} % lost`);
  return parts.join(', ') || 'as it is';
}

const every = (node: string) => (node === '*' ? 'any' : node);

/** What stands beside an input on the timeline. */
export function captionOf(input: Input, meta: Meta): string {
  if ('command' in input) return commandLabel(input.command, meta);
  if ('fire' in input) return 'fired';
  const fault = input.fault;
  switch (fault.type) {
    case 'crash':
      return 'crashed';
    case 'pause':
      return 'frozen';
    case 'partition':
      return `cut ${sides(fault.groups)}`;
    case 'block':
      return `${fault.from} ⇥ ${fault.to} cut one way`;
    case 'link':
      return `${every(fault.from)} → ${every(fault.to)} ${linkWords(fault)}`;
    case 'clock':
      return clockWords(fault);
    case 'drop':
      return 'lost';
    case 'duplicate':
      return 'twice';
    case 'delay':
      return fault.by ? `+${formatMs(fault.by)}` : 'delayed';
  }
}

/** "Client write x=7", "Client read x": what the title says already is not said again. */
export function titledCommand(command: Readonly<Record<string, unknown>>, meta: Meta): string {
  const title = meta.commands.find((c) => c.type === command.type)?.title ?? 'Command';
  const text = commandLabel(command, meta);
  const last = title.split(' ').at(-1)?.toLowerCase() ?? '';
  return text.startsWith(`${last} `) ? `${title}${text.slice(last.length)}` : `${title} ${text}`;
}

function commandLabel(command: Readonly<Record<string, unknown>>, meta: Meta): string {
  const known = meta.commands.find((c) => c.type === command.type);
  return known ? fill(known.label, command) : `${command.type}`;
}

/** What an input is and when, as a name: "Partition S1 S2 | S3 S4 S5, 180 ms to 700 ms". */
export function describeInput(input: Input, meta: Meta): string {
  return `${subjectOf(input, meta)}, ${whenOf(input)}`;
}

function whenOf(input: Input): string {
  if (!('fault' in input) || !stretches(input)) return `at ${formatMs(input.at)}`;
  const until = (input.fault as { readonly until?: Micros }).until;
  return until === undefined
    ? `${formatMs(input.at)} to the end`
    : `${formatMs(input.at)} to ${formatMs(until)}`;
}

/** Whether an input lasts, and so has an end that can be moved. */
export function stretches(input: Input): boolean {
  return 'fault' in input && !['drop', 'duplicate', 'delay'].includes(input.fault.type);
}

function subjectOf(input: Input, meta: Meta): string {
  if ('command' in input) {
    return `${titledCommand(input.command, meta)} on ${input.node}`;
  }
  if ('fire' in input) {
    const timer = meta.timers.find((t) => t.id === input.fire.timer)?.title ?? input.fire.timer;
    return `Fire ${timer} of ${input.fire.node}`;
  }
  const fault = input.fault;
  switch (fault.type) {
    case 'crash':
      return `Crash ${fault.node}`;
    case 'pause':
      return `Freeze ${fault.node}`;
    case 'partition':
      return `Partition ${sides(fault.groups)}`;
    case 'block':
      return `Block ${fault.from} to ${fault.to}`;
    case 'link':
      return `Link ${every(fault.from)} to ${every(fault.to)}, ${linkWords(fault)}`;
    case 'clock':
      return `Clock of ${fault.node} ${clockWords(fault)}`;
    case 'drop':
    case 'duplicate':
    case 'delay': {
      const verb = { drop: 'Lose', duplicate: 'Duplicate', delay: 'Delay' }[fault.type];
      const by = fault.by ? ` by ${formatMs(fault.by)}` : '';
      return `${verb} message ${fault.nth ?? 1} from ${fault.from} to ${fault.to}${by}`;
    }
  }
}

/** "x=7, told “done”", "read x, told 7", "x=7, never answered". */
export function operationLabel(operation: OperationRecord, meta: Meta): string {
  const command = meta.commands.find((c) => c.type === operation.f);
  const value = operation.value as unknown;
  const fields = {
    key: operation.key,
    value,
    ...(value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as object) : {}),
  };
  const name = command
    ? fill(command.label, fields)
    : [operation.f, operation.key, value === undefined ? '' : show(value)].filter(Boolean).join(' ');
  switch (operation.outcome) {
    case 'ok':
      // Nothing to tell is not the same as told that there is nothing.
      if (operation.result === undefined) return `${name}, told “done”`;
      return `${name}, told ${operation.result === null ? '“empty”' : show(operation.result)}`;
    case 'fail':
      return `${name}, refused`;
    case 'info':
      return `${name}, unknown`;
    case 'open':
      return `${name}, never answered`;
  }
}

function show(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 24 ? `${text.slice(0, 23)}…` : text;
}

/**
 * The name of an edit that is more than a move or a stretch, for "Undo …": "move S5 to side a of the cut", "take S5 out of the
 * cut". Null for any other edit.
 */
export function sideEditName(before: Input | undefined, after: Input): string | null {
  if (!before || !('fault' in before) || before.fault.type !== 'partition') return null;
  if (!('fault' in after) || after.fault.type !== 'partition') return null;
  const was = before.fault.groups;
  const is = after.fault.groups;
  const sideIn = (groups: readonly (readonly string[])[], id: string) =>
    groups.findIndex((g) => g.includes(id));
  const moved = [...new Set([...was.flat(), ...is.flat()])].filter(
    (id) => sideIn(was, id) !== sideIn(is, id),
  );
  const [id] = moved;
  if (id === undefined || moved.length > 1) return null;
  const side = sideIn(is, id);
  return side < 0
    ? `take ${id} out of the cut`
    : `move ${id} to side ${String.fromCharCode(97 + (side % 26))} of the cut`;
}
