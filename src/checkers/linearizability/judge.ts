/**
 * The judge of linearizability (Herlihy and Wing, 1990): is there an order of all operations that are known to have happened,
 * and of some of unknown outcome, that the model allows and that keeps every operation after those that had returned before
 * it was invoked? NP-complete in general (Gibbons and Korach, 1997), so there are three answers.
 */
import type { Json } from '../../base/json.ts';
import { type Result, refuse } from '../../base/result.ts';
import type { History } from '../history.ts';
import { DEFAULT_MEMORY, type MemoryBudget } from './configurations.ts';
import type { Machine } from './machine.ts';
import { modelOf } from './models.ts';
import { type Partition, type Problem, pose } from './problem.ts';
import { Search } from './search.ts';

/** Operations are named by their `id`. */
export type Judgement =
  | { readonly verdict: 'yes'; readonly linearizations: readonly Linearization[]; readonly steps: number }
  | {
      readonly verdict: 'no';
      /** What stands in the way, for one key (the first found); the other keys may or may not be linearizable. */
      readonly obstacle: Obstacle;
      readonly steps: number;
    }
  | {
      readonly verdict: 'unknown';
      /** `stopped`: by the caller. `memory`: the limit was reached. */
      readonly why: 'stopped' | 'memory';
      readonly steps: number;
    };

/** The operations of one key (undefined: of the register) in an order that explains all they returned. */
export interface Linearization {
  readonly key: Json | undefined;
  readonly order: readonly number[];
}

export interface Obstacle {
  readonly key: Json | undefined;
  /** The largest linearizable prefix: as many operations known to have happened as any order can place, in that order. */
  readonly prefix: readonly number[];
  /** What the object holds after it. */
  readonly held: Json;
  /** The operations that could come next in real time and cannot be placed; one of them had to come. Never empty. */
  readonly blocked: readonly Blocked[];
  /** Operations of unknown outcome, invoked by then and not placed: that they take effect next helps none of the blocked. */
  readonly untaken: readonly number[];
}

export interface Blocked {
  readonly operation: number;
  /** "the read returned 3, but the register held 4" */
  readonly why: string;
}

/** Steps that a key may work before the next one has its turn, so that no hard key hides an easy answer. */
const TURN = 2000;

interface Task {
  readonly partition: Partition;
  readonly machine: Machine;
  readonly search: Search;
}

/** Compiled when its first turn comes, so that a history of many keys is begun at once. */
type LazyTask = () => Task;

/** A check that can be advanced little by little, and dropped at any time. */
export class LinearizabilityCheck {
  readonly problem: Problem;
  private readonly memory: MemoryBudget;
  /** Those that have their turn in this round, and those that will in the next. */
  private waiting: LazyTask[] = [];
  private later: LazyTask[] = [];
  private readonly found = new Map<Partition, Linearization>();
  private turn = 0;
  private turnLeft = TURN;
  /** A key was given up because it took too much memory; another may still give the answer. */
  private ranOut = false;
  private judgement: Judgement | null = null;
  private steps = 0;

  /** `memory`: bytes that may be taken to remember configurations. */
  constructor(problem: Problem, memory = DEFAULT_MEMORY) {
    this.problem = problem;
    this.memory = { used: 0, limit: memory };
    this.waiting = problem.partitions.map((partition) => {
      let task: Task | undefined;
      return () => {
        task ??= this.begin(partition);
        return task;
      };
    });
  }

  private begin(partition: Partition): Task {
    const machine = this.problem.model.compile(partition.operations, partition.key);
    return { partition, machine, search: new Search(partition.operations, machine, this.memory) };
  }

  /**
   * Works for so many steps; 10,000 take a few milliseconds. Null: not done yet. The first turn of a key also prepares it, which
   * takes about a microsecond per operation.
   */
  advance(steps: number): Judgement | null {
    const until = this.steps + steps;
    while (this.judgement === null) {
      const task = this.waiting[this.turn];
      if (task === undefined) {
        if (this.later.length === 0) this.judgement = this.noneLeft();
        this.waiting = this.later;
        this.later = [];
        this.turn = 0;
        continue;
      }
      if (this.steps >= until) return null;
      const { partition, machine, search } = task();
      const before = search.steps;
      const outcome = search.advance(Math.min(this.turnLeft, until - this.steps));
      this.steps += search.steps - before;
      this.turnLeft -= search.steps - before;
      // A turn goes on in the next slice, so that slicing changes nothing.
      if (outcome === null && this.turnLeft > 0) continue;
      this.turnLeft = TURN;
      this.turn++;
      if (outcome === null) this.later.push(task);
      else if (outcome === 'yes') {
        const { key, operations } = partition;
        this.found.set(partition, { key, order: idsOf(search.linearization(), operations) });
      } else if (outcome === 'no') {
        const obstacle = explain(partition, machine, search.largestPrefix());
        this.judgement = { verdict: 'no', obstacle, steps: this.steps };
      } else this.ranOut = true;
    }
    return this.judgement;
  }

  /** The answer so far, if the caller's patience is at an end. */
  stop(): Judgement {
    return this.judgement ?? { verdict: 'unknown', why: 'stopped', steps: this.steps };
  }

  private noneLeft(): Judgement {
    const { steps } = this;
    if (this.ranOut) return { verdict: 'unknown', why: 'memory', steps };
    const linearizations = this.problem.partitions.map((partition) => this.found.get(partition));
    return { verdict: 'yes', linearizations: linearizations.filter((found) => found !== undefined), steps };
  }
}

/**
 * Judges a problem in one go. `shouldStop` is asked about once a millisecond; there are no clocks in here.
 */
export function judge(
  problem: Problem,
  shouldStop: () => boolean = () => false,
  memory = DEFAULT_MEMORY,
): Judgement {
  const check = new LinearizabilityCheck(problem, memory);
  for (;;) {
    const judgement = check.advance(TURN);
    if (judgement !== null) return judgement;
    if (shouldStop()) return check.stop();
  }
}

/** Poses and judges; refused if the history is malformed, or the model unknown. */
export function checkLinearizability(
  history: History,
  model: string,
  shouldStop?: () => boolean,
): Result<{ problem: Problem; judgement: Judgement }> {
  const found = modelOf(model);
  if (!found) return refuse(`There is no model "${model.slice(0, 40)}".`);
  const posed = pose(history, found);
  if (!posed.ok) return posed;
  return { ok: true, problem: posed.problem, judgement: judge(posed.problem, shouldStop) };
}

/** Why nothing can follow the largest prefix. */
function explain({ key, operations }: Partition, machine: Machine, prefix: readonly number[]): Obstacle {
  let state = machine.initial;
  for (const i of prefix) state = machine.step(i, state);
  const placed = new Set(prefix);
  const left = operations.map((_, i) => i).filter((i) => !placed.has(i));
  // Whatever was invoked after this must wait for an operation that is left.
  const deadline = left.reduce((first, i) => Math.min(first, operations[i]?.returned ?? Infinity), Infinity);
  const blocked: Blocked[] = [];
  const untaken: number[] = [];
  for (const i of left) {
    const operation = operations[i];
    if (!operation || operation.invoked > deadline) continue;
    if (operation.outcome === 'ok') blocked.push({ operation: operation.id, why: machine.why(i, state) });
    else if (operation.f !== 'read') untaken.push(operation.id);
  }
  return { key, prefix: idsOf(prefix, operations), held: machine.show(state), blocked, untaken };
}

function idsOf(indexes: readonly number[], operations: Partition['operations']): number[] {
  return indexes.map((i) => operations[i]?.id ?? -1);
}
