/** What happens when faults start, strike and end, in sentences. */
import type { Meta } from '../engine/meta.ts';
import type {
  ClockFault,
  Fault,
  LinkFault,
  NodeId,
  NthFault,
  PartitionFault,
  WriteFault,
} from '../engine/runspec.ts';
import { clockEnds } from './clockwords.ts';
import {
  behaviourTitle,
  capital,
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
      return `${fault.node} crashes and loses all it had stored`;
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
      return `${linkSubject(fault)} becomes worse: ${linkWords(fault)}`;
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
      return `${fault.node}’s disk puts the last record of ${whichWrite(fault)} in the wrong place`;
    case 'bitRot':
      return `${recordSubject(fault.record)} on ${fault.node}’s disk changes by itself`;
    case 'latentError':
      return `${recordSubject(fault.record)} on ${fault.node}’s disk can no longer be read`;
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
      return `${fault.node} is brought back up with nothing stored`;
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
      return `${linkSubject(fault)} recovers`;
    case 'clock':
      return clockEnds(fault);
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
      return `${fault.node}’s disk says it has stored this write, and has not put its last record where it belongs`;
  }
}

/** The same for a sentence that may be broken into lines: not within a side. */
function bound({ groups, oneWay }: PartitionFault): string {
  return sides(groups, oneWay)
    .replaceAll(' ', '\u00a0')
    .replace(/(?<=[|⇥])\u00a0/g, ' ');
}

/** "The link S1 → S2", "Every link from S1", "Every link" */
export function linkSubject({ from, to }: LinkFault): string {
  if (from !== '*' && to !== '*') return `The link ${from} → ${to}`;
  if (from === to) return 'Every link';
  return to === '*' ? `Every link from ${from}` : `Every link to ${to}`;
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

/** "Entry 2 of log", "The record votedFor": a field keeps its own spelling. */
function recordSubject(record: string | undefined): string {
  if (record === undefined) return 'A record';
  const words = recordWords(record);
  return words === record ? `The record ${record}` : capital(words);
}

function whichWrite({ nth = 1 }: WriteFault): string {
  return nth === 1 ? 'its next write' : `its ${ordinal(nth)} write from now`;
}

function linksSubject(pairs: readonly (readonly [NodeId, NodeId])[]): string {
  return pairs.length === 1 ? `The link ${links(pairs)} is` : `The links ${links(pairs)} are`;
}
