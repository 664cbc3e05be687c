/** What letting go of a chip would do, in words: "Crash S2 at 240 ms". */
import type { Meta } from '../../engine/meta.ts';
import type { Fault, Input, NthFault } from '../../engine/runspec.ts';
import {
  behaviourTitle,
  clockWords,
  every,
  links,
  linkWords,
  lower,
  sides,
} from '../../timeline/faultwords.ts';
import { formatMs, formatRange, list } from '../../timeline/text.ts';
import { titledCommand } from '../../timeline/words.ts';
import type { Run } from '../stores/session.ts';

/** @param send row of the message it strikes, if it strikes one */
export function deedOf(input: Input, meta: Meta, run: Run, send?: number): string {
  if ('command' in input)
    return `${titledCommand(input.command, meta)} on ${input.node} at ${formatMs(input.at)}`;
  if ('fire' in input) return `Fire a timer of ${input.fire.node} at ${formatMs(input.at)}`;
  const { fault } = input;
  if ('from' in fault && fault.type !== 'block' && fault.type !== 'link') {
    return `${messageDeed(fault, messageWords(fault, meta, run, send))}, sent at ${formatMs(input.at)}`;
  }
  return `${deed(fault, meta)} ${waits(fault) ? 'from' : 'at'} ${formatMs(input.at)}${waits(fault) ? ' on' : ''}`;
}

function waits({ type }: Fault): boolean {
  return type === 'lostWrite' || type === 'tornWrite' || type === 'misdirectedWrite';
}

function messageWords({ from, to }: NthFault, meta: Meta, { trace }: Run, send: number | undefined): string {
  const kind = send === undefined ? undefined : meta.messages[trace.columns.ref[send] ?? -1];
  return `the ${kind?.title ?? 'message'} ${from} → ${to}`;
}

function messageDeed(fault: NthFault, message: string): string {
  switch (fault.type) {
    case 'drop':
      return `Lose ${message}`;
    case 'delay':
      return `Delay ${message}${fault.by ? ` by ${formatMs(fault.by)}` : ''}`;
    case 'duplicate':
      return `Duplicate ${message}`;
    case 'reorder':
      return `Hold ${message} back until another overtakes it`;
    case 'corrupt':
      return `Damage ${message}`;
  }
}

function deed(fault: Exclude<Fault, NthFault>, meta: Meta): string {
  switch (fault.type) {
    case 'crash':
      return `Crash ${fault.node}`;
    case 'amnesia':
      return `Crash ${fault.node} and lose all it has stored`;
    case 'outage':
      return fault.nodes.length > 1 ? `Crash ${list(fault.nodes)} together` : `Crash ${list(fault.nodes)}`;
    case 'pause':
      return `Freeze ${fault.node}`;
    case 'slow':
      return `Slow ${fault.node} down by ${formatRange(fault.each)} a step`;
    case 'byzantine':
      return `Let ${fault.node} lie (${lower(behaviourTitle(fault.behaviour, meta))})`;
    case 'partition':
      return `Cut ${sides(fault.groups, fault.oneWay)}`;
    case 'partial':
      return `Cut ${links(fault.links)} both ways`;
    case 'block':
      return `Cut ${fault.from} → ${fault.to} one way`;
    case 'link':
      return `Make ${every(fault.from)} → ${every(fault.to)} worse (${linkWords(fault)})`;
    case 'clock':
      return `Bend the clock of ${fault.node} (${clockWords(fault)})`;
    case 'lostWrite':
      return `Lose the next write of ${fault.node}`;
    case 'tornWrite':
      return `Tear the next write of ${fault.node}`;
    case 'misdirectedWrite':
      return `Misdirect the next write of ${fault.node}`;
    case 'bitRot':
      return `Let a record of ${fault.node} rot`;
    case 'latentError':
      return `Make a record of ${fault.node} unreadable`;
    case 'diskFull':
      return `Fill the disk of ${fault.node}`;
    case 'slowFsync':
      return `Slow the disk of ${fault.node} to ${formatRange(fault.by)} a write`;
  }
}
