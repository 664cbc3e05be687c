/** Whether the world is as a condition wants it, at one moment. */
import { jsonEqual } from '../../base/json.ts';
import type { Facts, WorldTest } from './types.ts';
import { at, inRange, matches } from './value.ts';

/** One node right after a step. States may hold persistent lists. */
export interface NodeMoment {
  readonly up: boolean;
  readonly paused: boolean;
  /** Index into `meta.statuses`, −1 while down. */
  readonly status: number;
  readonly epoch: number;
  readonly durable: object;
  /** Null while down. */
  readonly volatile: object | null;
}

/** The world right after a step. Read at once: the next moment may take its place. */
export interface Moment {
  node(lane: number): NodeMoment;
}

/** Remembers of which fields anything was ever seen: one that no node ever has is a slip of the pen. */
export class FieldsSeen {
  private readonly asked = new Map<string, boolean>();
  private readonly names = new Set<string>();

  look(node: NodeMoment, path: string): unknown {
    const value = at(node.durable, path);
    const found = value === undefined && node.volatile !== null ? at(node.volatile, path) : value;
    if (found !== undefined) this.asked.set(path, true);
    else if (!this.asked.get(path)) {
      this.asked.set(path, false);
      for (const part of [node.durable, node.volatile]) {
        if (part !== null) for (const name of Object.keys(part)) this.names.add(name);
      }
    }
    return found;
  }

  /** Fields that were asked for and that no node had at any moment. */
  missing(): readonly string[] {
    return [...this.asked].filter(([, there]) => !there).map(([path]) => path);
  }

  /** What there would have been. */
  known(): readonly string[] {
    return [...this.names].sort();
  }
}

export type LaneOf = (node: string) => number;

export function holds(test: WorldTest, moment: Moment, laneOf: LaneOf, seen: FieldsSeen): boolean {
  switch (test.op) {
    case 'all':
      return test.of.every((one) => holds(one, moment, laneOf, seen));
    case 'any':
      return test.of.some((one) => holds(one, moment, laneOf, seen));
    case 'not':
      return !holds(test.of, moment, laneOf, seen);
    case 'nodes': {
      const like = test.nodes.filter((id) => isLike(moment.node(laneOf(id)), test.facts, seen)).length;
      return test.count === 'every' ? like === test.nodes.length : inRange(like, test.count);
    }
    case 'agree': {
      const up = test.nodes.map((id) => moment.node(laneOf(id))).filter((node) => node.up);
      const values = up.map((node) => plainly(seen.look(node, test.on)));
      return values.every((value) => jsonEqual(value, values[0]));
    }
  }
}

function isLike(node: NodeMoment, facts: Facts, seen: FieldsSeen): boolean {
  if (facts.up !== undefined && node.up !== facts.up) return false;
  if (facts.paused !== undefined && node.paused !== facts.paused) return false;
  if (facts.status !== undefined && node.status !== facts.status) return false;
  if (facts.epoch !== undefined && !matches(node.epoch, facts.epoch)) return false;
  return (facts.state ?? []).every(([path, value]) => matches(seen.look(node, path), value));
}

function plainly(value: unknown): unknown {
  return at({ value }, 'value') ?? null;
}
