/** An input of a run as its form shows it. */
import type { JsonObject } from '../../base/json.ts';
import type { Fault, Flap, Input, Micros, NodeId } from '../../engine/runspec.ts';
import { type Draft, emptyDraft, msText, SIDES } from './drafts.ts';

export function draftFromInput(input: Input): Draft {
  if ('command' in input) {
    const { type, ...fields } = input.command;
    return {
      ...emptyDraft('command', input.at),
      node: input.node,
      command: type,
      fields: fieldTexts(fields),
    };
  }
  if ('fire' in input) {
    return { ...emptyDraft('fire', input.at), node: input.fire.node, timer: input.fire.timer };
  }
  const { fault } = input;
  const until = 'until' in fault && fault.until !== undefined ? msText(fault.until) : '';
  return { ...emptyDraft(fault.type, input.at), until, ...partsOf(fault) };
}

function partsOf(fault: Fault): Partial<Draft> {
  switch (fault.type) {
    case 'crash':
    case 'amnesia':
    case 'pause':
    case 'diskFull':
      return { node: fault.node };
    case 'outage':
      return { nodes: fault.nodes };
    case 'slow':
      return { node: fault.node, ...lowHigh(fault.each) };
    case 'slowFsync':
      return { node: fault.node, ...lowHigh(fault.by) };
    case 'byzantine':
      return { node: fault.node, behaviour: fault.behaviour, fields: fieldTexts(fault.options ?? {}) };
    case 'partition': {
      const sides: Record<NodeId, string> = {};
      fault.groups.forEach((group, i) => {
        for (const node of group) sides[node] = SIDES[i] ?? '';
      });
      return { sides, oneWay: fault.oneWay === true, ...flapTexts(fault.flap) };
    }
    case 'partial':
      return { links: fault.links.map(([a, b]) => `${a} ${b}`), ...flapTexts(fault.flap) };
    case 'block':
      return { from: fault.from, to: fault.to, ...flapTexts(fault.flap) };
    case 'drop':
    case 'duplicate':
    case 'delay':
    case 'reorder':
    case 'corrupt':
      return { from: fault.from, to: fault.to, nth: String(fault.nth ?? 1), by: msOr(fault.by) };
    case 'clock':
      return {
        node: fault.node,
        offset: msOr(fault.offset),
        drift: fault.driftPpm === undefined ? '' : String(fault.driftPpm / 10_000),
        step: msOr(fault.step),
        stop: fault.stop === true,
      };
    case 'link':
      return {
        from: fault.from,
        to: fault.to,
        latencyLow: msOr(fault.latency?.[0]),
        latencyHigh: msOr(fault.latency?.[1]),
        loss: percent(fault.loss),
        duplicate: percent(fault.duplicate),
        reorder: percent(fault.reorder),
        corrupt: percent(fault.corrupt),
      };
    case 'lostWrite':
    case 'misdirectedWrite':
    case 'tornWrite':
      return {
        node: fault.node,
        nth: String(fault.nth ?? 1),
        kept: fault.kept === undefined ? '' : String(fault.kept),
      };
    case 'bitRot':
    case 'latentError':
      return { node: fault.node, record: fault.record ?? '' };
  }
}

function msOr(time: Micros | undefined): string {
  return time === undefined ? '' : msText(time);
}

function lowHigh([low, high]: readonly [Micros, Micros]): Pick<Draft, 'low' | 'high'> {
  return { low: msText(low), high: msText(high) };
}

function percent(share: number | undefined): string {
  return share === undefined ? '' : String(Math.round(share * 1e10) / 1e8);
}

function flapTexts(flap: Flap | undefined): Partial<Draft> {
  return flap === undefined ? {} : { flap: true, flapDown: msText(flap.down), flapUp: msText(flap.up) };
}

function fieldTexts(fields: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([key, value]) => [key, String(value)]),
  );
}
