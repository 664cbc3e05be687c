/** What happens when faults start, strike and end, in sentences. */
import type { Meta } from '../engine/meta.ts';
import type { ClockFault, Fault, NodeId, NthFault, PartitionFault, WriteFault } from '../engine/runspec.ts';
import {
  behaviourTitle,
  capital,
  every,
  faultName,
  links,
  linkWords,
  lower,
  sides,
  whichMessage,
} from './faultwords.ts';
import { formatMs, formatRange, list, ordinal, recordWords, trim } from './text.ts';

/** What an input's coming into force looks like in the list of events: "S2’s disk loses its next write". */
export function faultStarts(fault: Fault, meta: Meta): string {
  switch (fault.type) {
    case 'crash':
      return `${fault.node} crashes`;
    case 'amnesia':
      return `${fault.node} crashes and its disk is lost`;
    case 'outage':
      return fault.nodes.length > 1 ? `${list(fault.nodes)} crash together` : `${list(fault.nodes)} crashes`;
    case 'pause':
      return `${fault.node} freezes`;
    case 'slow':
      return `${fault.node} becomes slow: whatever it handles takes it ${formatRange(fault.each)}`;
    case 'byzantine':
      return `${fault.node} turns Byzantine: ${lower(behaviourTitle(fault.behaviour, meta))}`;
    case 'partition':
      return `The network is cut${fault.oneWay ? ' one way' : ''}: ${bound(fault)}`;
    case 'partial':
      return `${linksSubject(fault.links)} cut`;
    case 'block':
      return `Nothing gets from ${fault.from} to ${fault.to} any more`;
    case 'link':
      return `The link ${every(fault.from)} → ${every(fault.to)} becomes worse: ${linkWords(fault)}`;
    case 'drop':
      return `${capital(whichMessage(fault))} is to be lost`;
    case 'delay':
      return `${capital(whichMessage(fault))} is to be late${fault.by ? ` by ${formatMs(fault.by)}` : ''}`;
    case 'duplicate':
      return `${capital(whichMessage(fault))} is to arrive twice`;
    case 'reorder':
      return `${capital(whichMessage(fault))} is to be held back until another overtakes it`;
    case 'corrupt':
      return `${capital(whichMessage(fault))} is to be damaged on its way`;
    case 'clock':
      return clockStarts(fault);
    case 'lostWrite':
      return `${fault.node}’s disk loses ${whichWrite(fault)}`;
    case 'tornWrite':
      return `The power of ${fault.node} fails in the middle of ${whichWrite(fault)}`;
    case 'misdirectedWrite':
      return `${fault.node}’s disk puts ${whichWrite(fault)} in the wrong place`;
    case 'bitRot':
      return `${fault.record ? capital(recordWords(fault.record)) : 'A record'} on ${fault.node}’s disk changes by itself`;
    case 'latentError':
      return `${fault.record ? capital(recordWords(fault.record)) : 'A record'} on ${fault.node}’s disk can no longer be read`;
    case 'diskFull':
      return `${fault.node}’s disk is full`;
    case 'slowFsync':
      return `${fault.node}’s disk becomes slow: a write takes ${formatRange(fault.by)}`;
  }
}

/** Its end. @param struck of one that waited: whether it found what it waited for */
export function faultEnds(fault: Fault, struck = true): string {
  switch (fault.type) {
    case 'crash':
      return `${fault.node} is brought back up`;
    case 'amnesia':
      return `${fault.node} is brought back up with an empty disk`;
    case 'outage':
      return `${list(fault.nodes)} ${fault.nodes.length > 1 ? 'are' : 'is'} brought back up`;
    case 'pause':
      return `${fault.node} wakes`;
    case 'slow':
      return `${fault.node} is quick again`;
    case 'byzantine':
      return `${fault.node} is honest again`;
    case 'partition':
      return `The cut heals: ${bound(fault)}`;
    case 'partial':
      return `The cut of ${links(fault.links)} heals`;
    case 'block':
      return `Messages from ${fault.from} reach ${fault.to} again`;
    case 'link':
      return `The link ${every(fault.from)} → ${every(fault.to)} recovers`;
    case 'clock':
      return fault.stop ? `${fault.node}’s clocks go on` : `${fault.node}’s clock runs true again`;
    case 'tornWrite':
      return struck
        ? `${fault.node} is brought back up`
        : `No write of ${fault.node} came in time to be torn`;
    case 'diskFull':
      return `${fault.node}’s disk has room again`;
    case 'slowFsync':
      return `${fault.node}’s disk is as quick as before`;
    case 'drop':
    case 'delay':
    case 'duplicate':
    case 'reorder':
    case 'corrupt':
    case 'lostWrite':
    case 'misdirectedWrite':
    case 'bitRot':
    case 'latentError':
      return `The ${faultName(fault)} is over`;
  }
}

/** What it does to the message or write it waited for. @param what "The vote request to S2"; of a write it is not asked */
export function faultHits(fault: NthFault | WriteFault, what: string): string {
  switch (fault.type) {
    case 'drop':
      return `${what} is lost on purpose`;
    case 'delay':
      return `${what} is held up${fault.by ? ` by ${formatMs(fault.by)}` : ''}`;
    case 'duplicate':
      return `${what} is sent twice over`;
    case 'reorder':
      return `${what} is held back until the next one has overtaken it`;
    case 'corrupt':
      return `${what} is damaged on its way`;
    case 'lostWrite':
      return `${fault.node}’s disk says it has stored this write, and has not`;
    case 'tornWrite':
      return `The power of ${fault.node} fails in the middle of its write: it goes down and nothing is sent`;
    case 'misdirectedWrite':
      return `${fault.node}’s disk stores this write in the wrong place`;
  }
}

/** The same for a sentence that may be broken into lines: not within a side. */
function bound({ groups, oneWay }: PartitionFault): string {
  return sides(groups, oneWay)
    .replaceAll(' ', '\u00a0')
    .replace(/(?<=[|⇥])\u00a0/g, ' ');
}

function clockStarts(fault: ClockFault): string {
  const { node } = fault;
  const said: string[] = [];
  if (fault.stop) said.push('stands still');
  if (fault.driftPpm) {
    said.push(`runs ${trim(Math.abs(fault.driftPpm) / 10_000, 4)} % ${fault.driftPpm > 0 ? 'fast' : 'slow'}`);
  }
  if (fault.step) said.push(`jumps ${formatMs(Math.abs(fault.step))} ${fault.step > 0 ? 'ahead' : 'back'}`);
  if (fault.offset) {
    said.push(`is ${formatMs(Math.abs(fault.offset))} ${fault.offset > 0 ? 'ahead' : 'behind'}`);
  }
  return `${node}’s clock ${said.length > 0 ? list(said) : 'is touched'}`;
}

function whichWrite({ nth = 1 }: WriteFault): string {
  return nth === 1 ? 'its next write' : `its ${ordinal(nth)} write from now`;
}

function linksSubject(pairs: readonly (readonly [NodeId, NodeId])[]): string {
  return pairs.length === 1 ? `The link ${links(pairs)} is` : `The links ${links(pairs)} are`;
}
