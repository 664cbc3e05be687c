/** The kinds of faults, for whoever treats them all alike: forms, schema, words, lists. Pure data. */
import type { Fault, Input, NodeId } from './runspec.ts';

export type FaultType = Fault['type'];
export type FaultFamily = 'node' | 'network' | 'message' | 'clock' | 'disk';

export interface FaultKind {
  readonly type: FaultType;
  readonly family: FaultFamily;
  /** What it strikes: `node`: `fault.node`; `nodes`: `fault.nodes`; `link`: from one node to another; `links` and `groups`: several. */
  readonly strikes: 'node' | 'nodes' | 'link' | 'links' | 'groups';
  /** `span`: lasts until `until`, or to the end. `once`: happens at `at`. `next`: waits from `at` for the nth of its kind. */
  readonly lasts: 'span' | 'once' | 'next';
  /** Name in lists: "crash". */
  readonly title: string;
  /** One plain sentence on what it does. */
  readonly help: string;
}

export const FAULT_KINDS: readonly FaultKind[] = [
  {
    type: 'crash',
    family: 'node',
    strikes: 'node',
    lasts: 'span',
    title: 'crash',
    help: 'The node stops at once and loses everything it had not written to disk. At the end it restarts.',
  },
  {
    type: 'amnesia',
    family: 'node',
    strikes: 'node',
    lasts: 'span',
    title: 'amnesia',
    help: 'The node stops at once, and all it had stored is lost too. At the end it restarts empty, under its old name.',
  },
  {
    type: 'outage',
    family: 'node',
    strikes: 'nodes',
    lasts: 'span',
    title: 'outage',
    help: 'Several nodes crash at the same instant, and restart together.',
  },
  {
    type: 'pause',
    family: 'node',
    strikes: 'node',
    lasts: 'span',
    title: 'freeze',
    help: 'The node handles nothing while frozen; its messages and timers wait for it. Its clocks run on.',
  },
  {
    type: 'slow',
    family: 'node',
    strikes: 'node',
    lasts: 'span',
    title: 'slow node',
    help: 'The node takes its time over everything it handles, one thing after the other. It is up and it answers, late.',
  },
  {
    type: 'byzantine',
    family: 'node',
    strikes: 'node',
    lasts: 'span',
    title: 'Byzantine node',
    help: 'The node breaks the rules in the way chosen. It cannot sign in anybody else’s name.',
  },
  {
    type: 'partition',
    family: 'network',
    strikes: 'groups',
    lasts: 'span',
    title: 'cut',
    help: 'Messages between the sides are lost while it is on, in both directions or one. A node on no side keeps all its links.',
  },
  {
    type: 'partial',
    family: 'network',
    strikes: 'links',
    lasts: 'span',
    title: 'partial cut',
    help: 'Messages on the links named are lost while it is on, both ways; all other links hold.',
  },
  {
    type: 'block',
    family: 'network',
    strikes: 'link',
    lasts: 'span',
    title: 'one-way cut',
    help: 'Messages from the one to the other are lost while it is on. The way back stays open.',
  },
  {
    type: 'link',
    family: 'network',
    strikes: 'link',
    lasts: 'span',
    title: 'worse link',
    help: 'The link is slower, or loses, doubles, reorders or damages messages, while this lasts.',
  },
  {
    type: 'drop',
    family: 'message',
    strikes: 'link',
    lasts: 'next',
    title: 'lose',
    help: 'The message never arrives.',
  },
  {
    type: 'delay',
    family: 'message',
    strikes: 'link',
    lasts: 'next',
    title: 'delay',
    help: 'The message takes so much longer.',
  },
  {
    type: 'duplicate',
    family: 'message',
    strikes: 'link',
    lasts: 'next',
    title: 'duplicate',
    help: 'The message arrives twice.',
  },
  {
    type: 'reorder',
    family: 'message',
    strikes: 'link',
    lasts: 'next',
    title: 'reorder',
    help: 'The message is held back until the next one on its link has overtaken it. If none comes, it never arrives.',
  },
  {
    type: 'corrupt',
    family: 'message',
    strikes: 'link',
    lasts: 'next',
    title: 'corrupt',
    help: 'Bits of the message flip on its way. With checksums it is thrown away on arrival, without them it is believed.',
  },
  {
    type: 'clock',
    family: 'clock',
    strikes: 'node',
    lasts: 'span',
    title: 'bent clock',
    help: 'The node’s clocks run fast or slow, stand still, jump, or are off. What they gain, lose or jump stays afterwards; being off ends with the fault.',
  },
  {
    type: 'lostWrite',
    family: 'disk',
    strikes: 'node',
    lasts: 'next',
    title: 'lost write',
    help: 'The disk says it has stored the write, and has not. The node finds out when it restarts, if ever.',
  },
  {
    type: 'tornWrite',
    family: 'disk',
    strikes: 'node',
    lasts: 'next',
    title: 'torn write',
    help: 'The power fails in the middle of the write: what came first is stored, the rest is not, nothing is sent, and the node is down.',
  },
  {
    type: 'misdirectedWrite',
    family: 'disk',
    strikes: 'node',
    lasts: 'next',
    title: 'misdirected write',
    help: 'The disk says it has stored the write, and has put the last record of it in the wrong place, over another.',
  },
  {
    type: 'bitRot',
    family: 'disk',
    strikes: 'node',
    lasts: 'once',
    title: 'bit rot',
    help: 'A stored record changes by itself. With checksums the node notices when it next reads its disk, without them it does not.',
  },
  {
    type: 'latentError',
    family: 'disk',
    strikes: 'node',
    lasts: 'once',
    title: 'unreadable sector',
    help: 'A stored record cannot be read any more. The node finds out when it restarts.',
  },
  {
    type: 'diskFull',
    family: 'disk',
    strikes: 'node',
    lasts: 'span',
    title: 'full disk',
    help: 'No write succeeds: the node stops at the first it tries, and restarts when there is room again.',
  },
  {
    type: 'slowFsync',
    family: 'disk',
    strikes: 'node',
    lasts: 'span',
    title: 'slow disk',
    help: 'A write takes its time to be safe. Until then the node sends nothing and handles nothing, and a crash undoes it.',
  },
];

// No index beside the table: made on loading, it would keep every sentence above in bundles that want only what is below.
export function faultKind(type: FaultType): FaultKind {
  return FAULT_KINDS.find((kind) => kind.type === type) as FaultKind;
}

/** The nodes a fault strikes itself; none for those on links. */
export function struckNodes(fault: Fault): readonly NodeId[] {
  if ('nodes' in fault) return fault.nodes;
  return 'node' in fault ? [fault.node] : [];
}

/** Whether an input is a fault of one of these types. */
export function isFault<T extends FaultType>(
  input: Input,
  ...types: readonly T[]
): input is Extract<Input, { fault: Fault }> & { readonly fault: Extract<Fault, { type: T }> } {
  return 'fault' in input && (types as readonly string[]).includes(input.fault.type);
}
