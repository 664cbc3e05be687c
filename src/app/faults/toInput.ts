/** The input that a form means, or what is wrong with it. */
import type { ClockFault, Command, Fault, Input, LinkFault, Micros, NodeId } from '../../engine/runspec.ts';
import { MAX_OFFSET, MAX_TIME } from '../../spec/bounds.ts';
import { type Draft, type DraftContext, SIDES, showsOnRestart } from './drafts.ts';
import { Reader } from './reader.ts';
import { noSuchRecord } from './records.ts';

export type DraftResult =
  /** `after`: what follows it in the same edit. */
  | { readonly ok: true; readonly input: Input; readonly after?: readonly Input[] }
  /** A sentence per field that is wrong. */
  | { readonly ok: false; readonly problems: Readonly<Record<string, string>> };

const MOST_NTH = 1_000_000;
const RECORD = /^[A-Za-z_$][\w$]*(\[(0|[1-9]\d{0,8})\])?$/;

export function inputFromDraft(draft: Draft, context: DraftContext): DraftResult {
  const read = new Reader(draft, context);
  const at = read.micros('at', draft.at, 'The start', 0, context.until);
  const input = inputOf(draft, read, at);
  const after = draft.crashAfter && showsOnRestart(draft.kind) ? { after: [crashAfter(read, at)] } : {};
  return Object.keys(read.problems).length === 0
    ? { ok: true, input, ...after }
    : { ok: false, problems: read.problems };
}

function crashAfter(read: Reader, at: Micros): Input {
  const { draft, context } = read;
  const from = read.micros('crashAt', draft.crashAt, 'The crash', 0, context.until);
  if (from <= at) read.say('crashAt', 'The crash must come after the fault.');
  const until = read.micros('crashUntil', draft.crashUntil, 'The restart', 0, MAX_TIME);
  if (until <= from) read.say('crashUntil', 'The restart must be later than the crash.');
  return { at: from, fault: { type: 'crash', node: draft.node, until } };
}

function inputOf(draft: Draft, read: Reader, at: Micros): Input {
  if (draft.kind === 'command') {
    return { at, node: read.node('node', draft.node), command: commandOf(read) };
  }
  if (draft.kind !== 'fire') return { at, fault: faultOf(draft.kind, read, at) };
  const { meta, nodes } = read.context;
  const role = nodes.find((node) => node.id === draft.node)?.role;
  const known = meta.timers.some((timer) => timer.id === draft.timer && timer.role === role);
  if (!known) read.say('timer', 'Choose one of the node’s timers.');
  return { at, fire: { node: read.node('node', draft.node), timer: draft.timer } };
}

function faultOf(type: Fault['type'], read: Reader, at: Micros): Fault {
  const { draft } = read;
  switch (type) {
    case 'crash':
    case 'amnesia':
    case 'pause':
    case 'diskFull':
      return { type, node: read.struck(), ...read.until(at) };
    case 'outage':
      return { type, nodes: outageOf(read), ...read.until(at) };
    case 'slow':
      return { type, node: read.struck(), each: read.slowness(), ...read.until(at) };
    case 'slowFsync':
      return { type, node: read.struck(), by: read.slowness(), ...read.until(at) };
    case 'byzantine':
      return { type, node: read.struck(), ...behaviourOf(read), ...read.until(at) };
    case 'partition': {
      const until = read.until(at);
      const oneWay = draft.oneWay ? ({ oneWay: true } as const) : {};
      return { type, groups: groupsOf(read), ...oneWay, ...read.flap(at, until.until), ...until };
    }
    case 'partial': {
      const until = read.until(at);
      return { type, links: linksOf(read), ...read.flap(at, until.until), ...until };
    }
    case 'block': {
      const until = read.until(at);
      return { type, ...read.ends(false), ...read.flap(at, until.until), ...until };
    }
    case 'link':
      return linkOf(read, at);
    case 'drop':
    case 'reorder':
    case 'corrupt':
      return { type, ...read.ends(false), ...nthOf(read) };
    case 'duplicate':
    case 'delay': {
      const own = type === 'duplicate' && draft.by.trim() === '';
      const by = own ? {} : { by: read.micros('by', draft.by, 'The delay', 1, MAX_TIME) };
      return { type, ...read.ends(false), ...nthOf(read), ...by };
    }
    case 'clock':
      return clockOf(read, at);
    case 'lostWrite':
    case 'misdirectedWrite':
      return { type, node: read.struck(), ...nthOf(read) };
    case 'tornWrite': {
      const kept =
        draft.kept.trim() === '' ? {} : { kept: read.whole('kept', draft.kept, 'The count', 0, MOST_NTH) };
      return { type, node: read.struck(), ...nthOf(read), ...kept, ...read.until(at) };
    }
    case 'bitRot':
    case 'latentError': {
      const record = draft.record.trim();
      if (record !== '' && !RECORD.test(record))
        read.say('record', 'Name a field, or an element of a list as in log[3].');
      const none = read.context.disk && noSuchRecord(draft.node, record, read.context.disk);
      if (none) read.say('record', none);
      return { type, node: read.struck(), ...(record === '' ? {} : { record }) };
    }
  }
}

function nthOf(read: Reader): { nth?: number } {
  const nth = read.whole('nth', read.draft.nth, 'The count', 1, MOST_NTH);
  return nth === 1 ? {} : { nth };
}

function outageOf(read: Reader): NodeId[] {
  const nodes = read.context.nodes.map((node) => node.id).filter((id) => read.draft.nodes.includes(id));
  if (nodes.length === 0) read.say('nodes', 'Choose the nodes that fail together.');
  return nodes;
}

function groupsOf(read: Reader): NodeId[][] {
  const { draft, context } = read;
  const groups = SIDES.map((side) =>
    context.nodes.filter((n) => draft.sides[n.id] === side).map((n) => n.id),
  );
  const kept = groups.filter((group) => group.length > 0);
  if (kept.length < 2) read.say('sides', 'A cut needs at least one node on each of two sides.');
  return kept;
}

function linksOf(read: Reader): (readonly [NodeId, NodeId])[] {
  const ids = read.context.nodes.map((node) => node.id);
  const links = new Map<string, readonly [NodeId, NodeId]>();
  for (const key of read.draft.links) {
    const [a = '', b = ''] = key.split(' ');
    if (!ids.includes(a) || !ids.includes(b) || a === b) continue;
    links.set([a, b].sort().join(' '), [a, b]);
  }
  if (links.size === 0) read.say('links', 'Choose at least one link to cut.');
  return [...links.values()];
}

function behaviourOf(read: Reader): Pick<Extract<Fault, { type: 'byzantine' }>, 'behaviour' | 'options'> {
  const { draft, context } = read;
  const role = context.nodes.find((node) => node.id === draft.node)?.role;
  const known = context.meta.behaviours?.find((b) => b.id === draft.behaviour && b.role === role);
  if (known === undefined) {
    read.say('behaviour', 'Choose what the node does instead of the rules.');
    return { behaviour: draft.behaviour };
  }
  const options = read.fields(known.fields);
  return { behaviour: known.id, ...(Object.keys(options).length > 0 ? { options } : {}) };
}

function clockOf(read: Reader, at: Micros): ClockFault {
  const { draft } = read;
  const bend: { offset?: Micros; driftPpm?: number; step?: Micros; stop?: true } = {};
  if (draft.offset.trim() !== '')
    bend.offset = read.micros('offset', draft.offset, 'The offset', -MAX_OFFSET, MAX_OFFSET);
  if (draft.step.trim() !== '')
    bend.step = read.micros('step', draft.step, 'The jump', -MAX_OFFSET, MAX_OFFSET);
  if (draft.stop) bend.stop = true;
  else if (draft.drift.trim() !== '') {
    bend.driftPpm = Math.round(read.number('drift', draft.drift, 'The drift', -99, 100) * 10_000);
  }
  if (!bend.offset && !bend.driftPpm && !bend.step && !bend.stop)
    read.say('drift', 'Let the clock drift, stand still, jump, or be off.');
  return { type: 'clock', node: read.struck(), ...bend, ...read.until(at) };
}

function linkOf(read: Reader, at: Micros): LinkFault {
  const { draft } = read;
  const what: {
    latency?: readonly [Micros, Micros];
    loss?: number;
    duplicate?: number;
    reorder?: number;
    corrupt?: number;
  } = {};
  if (draft.latencyLow.trim() !== '' || draft.latencyHigh.trim() !== '') {
    what.latency = read.range(['latencyLow', 'latencyHigh'], MAX_TIME);
  }
  const names = {
    loss: 'The loss',
    duplicate: 'The share',
    reorder: 'The share',
    corrupt: 'The share',
  } as const;
  for (const field of ['loss', 'duplicate', 'reorder', 'corrupt'] as const) {
    const share = read.share(field, names[field]);
    if (share !== undefined) what[field] = share;
  }
  if (Object.keys(what).length === 0)
    read.say('loss', 'Say what becomes worse: the delay, or a share of messages.');
  return { type: 'link', ...read.ends(true), ...what, ...read.until(at) };
}

function commandOf(read: Reader): Command {
  const { draft, context } = read;
  const known = context.meta.commands.find((command) => command.type === draft.command);
  if (known === undefined) {
    read.say('command', 'Choose a command.');
    return { type: draft.command };
  }
  const node = context.nodes.find((n) => n.id === draft.node);
  if (node !== undefined && node.role !== known.role) read.say('node', `Choose a ${known.role}.`);
  return { type: known.type, ...read.fields(known.fields) };
}
