/** Faults in words, everywhere the same: their names, and what stands beside them. What they do is told in `faultevents.ts`. */
import type { Meta } from '../engine/meta.ts';
import type {
  ClockFault,
  Fault,
  LinkFault,
  Micros,
  NodeId,
  NthFault,
  WriteFault,
} from '../engine/runspec.ts';
import { formatMs, formatRange, list, ordinal, recordWords, trim } from './text.ts';

/** "crash of S2", "one-way cut S1 → S2": what is moved, undone, deleted. */
export function faultName(fault: Fault): string {
  switch (fault.type) {
    case 'crash':
      return `crash of ${fault.node}`;
    case 'amnesia':
      return `amnesia of ${fault.node}`;
    case 'outage':
      return `outage of ${list(fault.nodes)}`;
    case 'pause':
      return `freeze of ${fault.node}`;
    case 'slow':
      return `slow node ${fault.node}`;
    case 'byzantine':
      return `Byzantine node ${fault.node}`;
    case 'partition':
      return `${flapping(fault)}${fault.oneWay ? 'one-way ' : ''}cut ${sides(fault.groups, fault.oneWay)}`;
    case 'partial':
      return `${flapping(fault)}partial cut ${links(fault.links)}`;
    case 'block':
      return `${flapping(fault)}one-way cut ${fault.from} → ${fault.to}`;
    case 'link':
      return `worse link ${every(fault.from)} → ${every(fault.to)}`;
    case 'drop':
      return `loss of ${whichMessage(fault)}`;
    case 'delay':
      return `delay of ${whichMessage(fault)}`;
    case 'duplicate':
      return `duplicate of ${whichMessage(fault)}`;
    case 'reorder':
      return `reordering of ${whichMessage(fault)}`;
    case 'corrupt':
      return `corruption of ${whichMessage(fault)}`;
    case 'clock':
      return fault.stop ? `stopped clock of ${fault.node}` : `bent clock of ${fault.node}`;
    case 'lostWrite':
      return `lost write of ${fault.node}`;
    case 'tornWrite':
      return `torn write of ${fault.node}`;
    case 'misdirectedWrite':
      return `misdirected write of ${fault.node}`;
    case 'bitRot':
      return `bit rot on ${fault.node}`;
    case 'latentError':
      return `unreadable sector on ${fault.node}`;
    case 'diskFull':
      return `full disk of ${fault.node}`;
    case 'slowFsync':
      return `slow disk of ${fault.node}`;
  }
}

/** How it strikes, beyond its name: "20–40 ms each", "the 3rd", "log[3]"; '' if that says all. */
export function faultDetail(fault: Fault, meta: Meta): string {
  switch (fault.type) {
    case 'slow':
      return `${formatRange(fault.each)} each`;
    case 'slowFsync':
      return `${formatRange(fault.by)} a write`;
    case 'byzantine':
      return behaviourTitle(fault.behaviour, meta);
    case 'partition':
    case 'partial':
    case 'block':
      return fault.flap ? `${formatMs(fault.flap.down)} on, ${formatMs(fault.flap.up)} off` : '';
    case 'link':
      return linkWords(fault);
    case 'delay':
    case 'duplicate':
      return fault.by ? `by ${formatMs(fault.by)}` : '';
    case 'clock':
      return clockWords(fault);
    case 'tornWrite':
      return parts(nthWrite(fault), fault.kept === undefined ? '' : `${fault.kept} of its records kept`);
    case 'lostWrite':
    case 'misdirectedWrite':
      return nthWrite(fault);
    case 'bitRot':
    case 'latentError':
      return fault.record ? recordWords(fault.record) : '';
    case 'crash':
    case 'amnesia':
    case 'outage':
    case 'pause':
    case 'drop':
    case 'reorder':
    case 'corrupt':
    case 'diskFull':
      return '';
  }
}

/** What stands beside it on the timeline, where its place says whom it strikes. */
export function faultCaption(fault: Fault, meta: Meta): string {
  switch (fault.type) {
    case 'crash':
      return 'crashed';
    case 'amnesia':
      return 'crashed, disk lost';
    case 'outage':
      return `${list(fault.nodes)} crashed`;
    case 'pause':
      return 'frozen';
    case 'slow':
      return `slow, ${formatRange(fault.each)} each`;
    case 'byzantine':
      return `lies: ${lower(behaviourTitle(fault.behaviour, meta))}`;
    case 'partition':
      return `cut ${sides(fault.groups, fault.oneWay)}${fault.flap ? ', flapping' : ''}`;
    case 'partial':
      return `${links(fault.links)} cut${fault.flap ? ', flapping' : ''}`;
    case 'block':
      return `${fault.from} ⇥ ${fault.to} cut one way${fault.flap ? ', flapping' : ''}`;
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
    case 'reorder':
      return 'held back';
    case 'corrupt':
      return 'damaged';
    case 'lostWrite':
      return 'lost write';
    case 'tornWrite':
      return 'torn write';
    case 'misdirectedWrite':
      return 'misdirected write';
    case 'bitRot':
      return fault.record ? `${recordWords(fault.record)} rots` : 'bit rot';
    case 'latentError':
      return `${fault.record ? recordWords(fault.record) : 'a record'} unreadable`;
    case 'diskFull':
      return 'disk full';
    case 'slowFsync':
      return `slow disk, ${formatRange(fault.by)} a write`;
  }
}

/** "C1 S1 S2 | S3 S4 S5"; one way: "S1 S2 ⇥ S3". */
export function sides(groups: readonly (readonly NodeId[])[], oneWay: true | undefined = undefined): string {
  return groups.map((group) => group.join(' ')).join(oneWay ? ' ⇥ ' : ' | ');
}

/** "30 % fast", "50 ms ahead, 0.02 % slow", "stands still", "jumps 5 ms back". */
export function clockWords(fault: ClockFault): string {
  const said = parts(
    fault.stop ? 'stands still' : '',
    fault.step ? `jumps ${formatMs(Math.abs(fault.step))} ${fault.step > 0 ? 'ahead' : 'back'}` : '',
    fault.offset ? `${formatMs(Math.abs(fault.offset))} ${fault.offset > 0 ? 'ahead' : 'behind'}` : '',
    fault.driftPpm
      ? `${trim(Math.abs(fault.driftPpm) / 10_000, 4)} % ${fault.driftPpm > 0 ? 'fast' : 'slow'}`
      : '',
  );
  return said || 'true';
}

/** "5–10 ms, 20 % lost, 1 % damaged" */
export function linkWords(fault: LinkFault): string {
  const share = (value: number | undefined, what: string) =>
    value === undefined ? '' : `${trim(value * 100, 1)} % ${what}`;
  const said = parts(
    fault.latency ? formatRange(fault.latency) : '',
    share(fault.loss, 'lost'),
    share(fault.duplicate, 'doubled'),
    share(fault.reorder, 'overtaken'),
    share(fault.corrupt, 'damaged'),
  );
  return said || 'as it is';
}

export const every = (node: string): string => (node === '*' ? 'any' : node);

export function behaviourTitle(id: string, meta: Meta): string {
  return meta.behaviours?.find((behaviour) => behaviour.id === id)?.title ?? id;
}

/** "the next message S1 → S2", "message 3 S1 → S2" */
export function whichMessage({ from, to, nth = 1 }: NthFault): string {
  return `${nth === 1 ? 'the next message' : `the ${ordinal(nth)} message`} ${from} → ${to}`;
}

function nthWrite({ nth = 1 }: WriteFault): string {
  return nth === 1 ? '' : `the ${ordinal(nth)}`;
}

export function links(pairs: readonly (readonly [NodeId, NodeId])[]): string {
  return pairs.map(([a, b]) => `${a}–${b}`).join(', ');
}

function flapping(fault: { readonly flap?: { readonly down: Micros } }): string {
  return fault.flap ? 'flapping ' : '';
}

function parts(...texts: readonly string[]): string {
  return texts.filter(Boolean).join(', ');
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
