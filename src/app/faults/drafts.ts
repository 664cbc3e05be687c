/** What a fault form holds while it is being filled in, and the way from there to an input and back. */
import type { CommandFieldMeta, Meta } from '../../engine/meta.ts';
import type { Command, Fault, Input, Micros, NodeId, NodeInfo } from '../../engine/runspec.ts';
import { plainMs } from '../text.ts';

export type DraftKind = Fault['type'] | 'command' | 'fire';

/** Fields hold text, as typed. Times are milliseconds; an empty end means it lasts. */
export interface Draft {
  readonly kind: DraftKind;
  readonly at: string;
  readonly until: string;
  readonly node: NodeId;
  readonly from: string;
  readonly to: string;
  readonly nth: string;
  readonly by: string;
  readonly offset: string;
  /** How much faster the clock runs, per cent. */
  readonly drift: string;
  readonly latencyLow: string;
  readonly latencyHigh: string;
  /** Per cent. */
  readonly loss: string;
  /** Side of each node in a cut: 'a', 'b', 'c', or '' for neither. */
  readonly sides: Readonly<Record<NodeId, string>>;
  readonly command: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly timer: string;
}

export interface DraftContext {
  readonly meta: Meta;
  readonly nodes: readonly NodeInfo[];
  /** The run's own end. */
  readonly until: Micros;
}

export const SIDES = ['a', 'b', 'c'] as const;

export function emptyDraft(kind: DraftKind, at: Micros): Draft {
  return {
    kind,
    at: msText(at),
    until: '',
    node: '',
    from: '',
    to: '',
    nth: '1',
    by: '',
    offset: '',
    drift: '',
    latencyLow: '',
    latencyHigh: '',
    loss: '',
    sides: {},
    command: '',
    fields: {},
    timer: '',
  };
}

/** Exact to the microsecond, without grouping: what a number field holds. */
export function msText(time: Micros): string {
  return String(Math.round(time) / 1000);
}

export function draftFromInput(input: Input): Draft {
  if ('command' in input) {
    const { type, ...fields } = input.command;
    return {
      ...emptyDraft('command', input.at),
      node: input.node,
      command: type,
      fields: Object.fromEntries(
        Object.entries(fields)
          .filter(([, value]) => value !== undefined && value !== null)
          .map(([key, value]) => [key, String(value)]),
      ),
    };
  }
  if ('fire' in input) {
    return { ...emptyDraft('fire', input.at), node: input.fire.node, timer: input.fire.timer };
  }
  const { fault } = input;
  const base = emptyDraft(fault.type, input.at);
  const until = 'until' in fault && fault.until !== undefined ? msText(fault.until) : '';
  switch (fault.type) {
    case 'crash':
    case 'pause':
      return { ...base, until, node: fault.node };
    case 'partition': {
      const sides: Record<NodeId, string> = {};
      fault.groups.forEach((group, i) => {
        for (const node of group) sides[node] = SIDES[i] ?? String(i);
      });
      return { ...base, until, sides };
    }
    case 'block':
      return { ...base, until, from: fault.from, to: fault.to };
    case 'drop':
    case 'duplicate':
    case 'delay':
      return {
        ...base,
        from: fault.from,
        to: fault.to,
        nth: String(fault.nth ?? 1),
        by: fault.by === undefined ? '' : msText(fault.by),
      };
    case 'clock':
      return {
        ...base,
        until,
        node: fault.node,
        offset: fault.offset === undefined ? '' : msText(fault.offset),
        drift: fault.driftPpm === undefined ? '' : String(fault.driftPpm / 10_000),
      };
    case 'link':
      return {
        ...base,
        until,
        from: fault.from,
        to: fault.to,
        latencyLow: fault.latency === undefined ? '' : msText(fault.latency[0]),
        latencyHigh: fault.latency === undefined ? '' : msText(fault.latency[1]),
        loss: fault.loss === undefined ? '' : String(Math.round(fault.loss * 1e6) / 1e4),
      };
  }
}

export type DraftResult =
  | { readonly ok: true; readonly input: Input }
  /** A sentence per field that is wrong. */
  | { readonly ok: false; readonly problems: Readonly<Record<string, string>> };

/** Collects problems by field; every reader returns a harmless value after complaining. */
class Reader {
  readonly problems: Record<string, string> = {};
  private readonly context: DraftContext;

  constructor(context: DraftContext) {
    this.context = context;
  }

  say(field: string, sentence: string): void {
    this.problems[field] ??= sentence;
  }

  number(field: string, text: string, what: string, low: number, high: number): number {
    const value = Number(text.trim().replace('−', '-'));
    if (text.trim() === '' || !Number.isFinite(value)) {
      this.say(field, `${what} must be a number.`);
      return low;
    }
    if (value < low || value > high) {
      this.say(field, `${what} must be between ${low} and ${high}.`);
      return low;
    }
    return value;
  }

  micros(field: string, text: string, what: string, low: Micros, high: Micros): Micros {
    const value = Number(text.trim().replace('−', '-'));
    if (text.trim() === '' || !Number.isFinite(value)) {
      this.say(field, `${what} must be a number of milliseconds.`);
      return low;
    }
    const micros = Math.round(value * 1000);
    if (micros < low || micros > high) {
      this.say(field, `${what} must be between ${plainMs(low)} and ${plainMs(high)} ms.`);
      return low;
    }
    return micros;
  }

  node(field: string, id: string, any = false): string {
    if (any && id === '*') return id;
    if (!this.context.nodes.some((node) => node.id === id)) this.say(field, 'Choose a node.');
    return id;
  }

  until(draft: Draft, at: Micros): { until?: Micros } {
    if (draft.until.trim() === '') return {};
    const until = this.micros('until', draft.until, 'The end', 0, MAX_TIME);
    if (until <= at) this.say('until', 'The end must be later than the start.');
    return { until };
  }
}

const MAX_TIME = 3_600_000_000;

export function inputFromDraft(draft: Draft, context: DraftContext): DraftResult {
  const read = new Reader(context);
  const at = read.micros('at', draft.at, 'The start', 0, context.until);
  const input = readInput(draft, context, read, at);
  return Object.keys(read.problems).length === 0
    ? { ok: true, input }
    : { ok: false, problems: read.problems };
}

function readInput(draft: Draft, context: DraftContext, read: Reader, at: Micros): Input {
  switch (draft.kind) {
    case 'crash':
    case 'pause':
      return {
        at,
        fault: { type: draft.kind, node: read.node('node', draft.node), ...read.until(draft, at) },
      };
    case 'partition':
      return {
        at,
        fault: { type: 'partition', groups: groupsOf(draft, context, read), ...read.until(draft, at) },
      };
    case 'block':
      return { at, fault: { type: 'block', ...link(draft, read, false), ...read.until(draft, at) } };
    case 'drop':
    case 'duplicate':
    case 'delay': {
      const nth = Math.trunc(read.number('nth', draft.nth, 'The count', 1, 1_000_000));
      const by =
        draft.kind === 'drop' || (draft.kind === 'duplicate' && draft.by.trim() === '')
          ? {}
          : { by: read.micros('by', draft.by, 'The delay', 1, MAX_TIME) };
      return {
        at,
        fault: { type: draft.kind, ...link(draft, read, false), ...(nth === 1 ? {} : { nth }), ...by },
      };
    }
    case 'clock': {
      const bend: { offset?: Micros; driftPpm?: number } = {};
      if (draft.offset.trim() !== '')
        bend.offset = read.micros('offset', draft.offset, 'The offset', -MAX_TIME, MAX_TIME);
      if (draft.drift.trim() !== '') {
        bend.driftPpm = Math.round(read.number('drift', draft.drift, 'The drift', -99, 100) * 10_000);
      }
      if (!bend.offset && !bend.driftPpm) read.say('drift', 'Give the clock a drift, an offset or both.');
      return {
        at,
        fault: { type: 'clock', node: read.node('node', draft.node), ...bend, ...read.until(draft, at) },
      };
    }
    case 'link': {
      const what: { latency?: readonly [Micros, Micros]; loss?: number } = {};
      if (draft.latencyLow.trim() !== '' || draft.latencyHigh.trim() !== '') {
        const low = read.micros('latencyLow', draft.latencyLow, 'The shortest delay', 0, MAX_TIME);
        const high = read.micros('latencyHigh', draft.latencyHigh, 'The longest delay', 0, MAX_TIME);
        if (low > high) read.say('latencyHigh', 'The longest delay must not be shorter than the shortest.');
        what.latency = [low, high];
      }
      if (draft.loss.trim() !== '') what.loss = read.number('loss', draft.loss, 'The loss', 0, 100) / 100;
      if (what.latency === undefined && what.loss === undefined)
        read.say('loss', 'Give the link a delay, a loss or both.');
      return { at, fault: { type: 'link', ...link(draft, read, true), ...what, ...read.until(draft, at) } };
    }
    case 'command':
      return { at, node: read.node('node', draft.node), command: commandOf(draft, context, read) };
    case 'fire': {
      const role = context.nodes.find((node) => node.id === draft.node)?.role;
      const known = context.meta.timers.some((timer) => timer.id === draft.timer && timer.role === role);
      if (!known) read.say('timer', 'Choose one of the node’s timers.');
      return { at, fire: { node: read.node('node', draft.node), timer: draft.timer } };
    }
  }
}

function link(draft: Draft, read: Reader, any: boolean): { from: string; to: string } {
  const from = read.node('from', draft.from, any);
  const to = read.node('to', draft.to, any);
  if (from === to && from !== '*') read.say('to', 'A message goes from one node to another: choose two.');
  return { from, to };
}

function groupsOf(draft: Draft, context: DraftContext, read: Reader): NodeId[][] {
  const groups = SIDES.map((side) =>
    context.nodes.filter((n) => draft.sides[n.id] === side).map((n) => n.id),
  );
  const kept = groups.filter((group) => group.length > 0);
  if (kept.length < 2) read.say('sides', 'A cut needs at least one node on each of two sides.');
  return kept;
}

function commandOf(draft: Draft, context: DraftContext, read: Reader): Command {
  const known = context.meta.commands.find((command) => command.type === draft.command);
  if (known === undefined) {
    read.say('command', 'Choose a command.');
    return { type: draft.command };
  }
  const node = context.nodes.find((n) => n.id === draft.node);
  if (node !== undefined && node.role !== known.role) read.say('node', `Choose a ${known.role}.`);
  const values: Record<string, string | number | boolean> = {};
  for (const field of known.fields) {
    const text = (draft.fields[field.id] ?? '').trim();
    if (text === '') {
      if (field.optional !== true) read.say(`fields.${field.id}`, `${field.title} is needed.`);
      continue;
    }
    const value = fieldValue(field, text, context, read);
    if (value !== undefined) values[field.id] = value;
  }
  return { type: known.type, ...values };
}

function fieldValue(
  field: CommandFieldMeta,
  text: string,
  context: DraftContext,
  read: Reader,
): string | number | boolean | undefined {
  const name = `fields.${field.id}`;
  switch (field.kind) {
    case 'int': {
      const value = read.number(name, text, field.title, field.min, field.max);
      if (!Number.isInteger(value)) read.say(name, `${field.title} must be a whole number.`);
      return value;
    }
    case 'string':
      if (text.length > field.maxLength)
        read.say(name, `${field.title} may have at most ${field.maxLength} characters.`);
      return text;
    case 'bool':
      return text === 'true';
    case 'enum':
      if (!field.options.includes(text)) read.say(name, `Choose one of ${field.options.join(', ')}.`);
      return text;
    case 'node':
      if (!context.nodes.some((n) => n.id === text && n.role === field.role))
        read.say(name, `Choose a ${field.role}.`);
      return text;
  }
}
