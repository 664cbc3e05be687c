/**
 * The judge of linearizability (Herlihy and Wing, 1990): is there an order of all operations that are known to have happened,
 * and of some of unknown outcome, that the model allows and that keeps every operation after those that had returned before
 * it was invoked? NP-complete in general (Gibbons and Korach, 1997), so there are three answers.
 */
import { type Result, refuse } from '../../base/result.ts';
import type { History } from '../history.ts';
import type { Sliced } from '../sliced.ts';
import { DEFAULT_MEMORY, type MemoryBudget } from './configurations.ts';
import { type Attempt, explain, idsOf, type Judgement, type Linearization } from './judgement.ts';
import type { Machine } from './machine.ts';
import { modelOf } from './models.ts';
import { type Partition, type Problem, pose } from './problem.ts';
import { examine, type Findings } from './reasons.ts';
import { Search } from './search.ts';

export type { Attempt, Blocked, Judgement, Linearization, Obstacle } from './judgement.ts';

/** Steps that a key may work before the next one has its turn, so that no hard key hides an easy answer. */
const TURN = 2000;

/**
 * Steps of search for the largest prefix of a key that is known to have no linearization: the answer does not wait for it. A
 * fraction of a second.
 */
const PROVEN_STEPS = 500_000;

/** One key, ready to be searched. */
interface Ready {
  readonly machine: Machine;
  readonly findings: Findings;
  readonly search: Search;
}

/** One key. Prepared in its first turns, so that a history of many keys is begun at once. */
class Task {
  readonly partition: Partition;
  ready: Ready | null = null;
  private readonly preparing: Sliced<Ready>;

  constructor(partition: Partition, problem: Problem, memory: MemoryBudget) {
    this.partition = partition;
    this.preparing = prepare(partition, problem, memory);
  }

  /** Goes on preparing; returns how many operations it went through. */
  prepare(): number {
    const { done, value } = this.preparing.next();
    if (!done) return value;
    this.ready = value;
    return 1;
  }

  /** Whether it is known to have no linearization. */
  get impossible(): boolean {
    return this.ready?.findings.impossible ?? false;
  }

  attempt(): Attempt {
    const { key, operations } = this.partition;
    const prefix = this.ready?.search.largestPrefix() ?? [];
    const placed = prefix.filter((i) => operations[i]?.outcome === 'ok').length;
    const known = operations.filter(({ outcome }) => outcome === 'ok').length;
    return { key, prefix: idsOf(prefix, operations), missing: known - placed };
  }
}

function* prepare(
  { operations, key }: Partition,
  { model, initial }: Problem,
  memory: MemoryBudget,
): Sliced<Ready> {
  const machine = yield* model.compile(operations, key, initial);
  const findings = yield* examine(operations, initial);
  const { hopeless, impossible } = findings;
  const least = impossible && hopeless === null ? 1 : 0;
  const search = yield* Search.prepare(operations, machine, memory, { hopeless, least });
  return { machine, findings, search };
}

/** A check that can be advanced little by little, and dropped at any time. */
export class LinearizabilityCheck {
  readonly problem: Problem;
  /** Work done so far: operations prepared and events examined. The same on every machine. */
  steps = 0;
  /** Those that have their turn in this round, and those that will in the next. */
  private waiting: Task[];
  private later: Task[] = [];
  private readonly found = new Map<Partition, Linearization>();
  /** Keys given up because they took too much memory; another may still give the answer. */
  private readonly exhausted: Attempt[] = [];
  private turn = 0;
  private turnLeft = TURN;
  private judgement: Judgement | null = null;

  /** `memory`: bytes that may be taken to remember configurations. */
  constructor(problem: Problem, memory = DEFAULT_MEMORY) {
    this.problem = problem;
    const budget: MemoryBudget = { used: 0, limit: memory };
    this.waiting = problem.partitions.map((partition) => new Task(partition, problem, budget));
  }

  /** How many keys there are, and how many are known to be linearizable. */
  get progress(): { readonly keys: number; readonly settled: number } {
    return { keys: this.problem.partitions.length, settled: this.found.size };
  }

  /** Works for about so many steps; 10,000 take a few milliseconds. Null: not done yet. */
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
      this.work(task, Math.min(this.turnLeft, until - this.steps));
    }
    return this.judgement;
  }

  /** The answer so far, if the caller's patience is at an end. */
  stop(): Judgement {
    if (this.judgement !== null) return this.judgement;
    const known = [...this.waiting.slice(this.turn), ...this.later].find((task) => task.impossible);
    return known ? this.no(known, false) : this.unknown('stopped');
  }

  /** Lets a key work for so many steps of its turn. A turn goes on in the next slice, so that slicing changes nothing. */
  private work(task: Task, steps: number): void {
    const { partition, ready } = task;
    if (ready === null) {
      this.spend(task.prepare());
      if (task.impossible) this.settleOn(task);
      else if (this.turnLeft <= 0) this.next(task);
      return;
    }
    const { search } = ready;
    const before = search.steps;
    const outcome = search.advance(steps);
    this.spend(search.steps - before);
    if (task.impossible) {
      const over = outcome === 'memory' || search.steps >= PROVEN_STEPS;
      if (outcome === 'yes' || outcome === 'no') this.judgement = this.no(task, true);
      else if (over) this.judgement = this.no(task, false);
      // It has turn after turn.
      else if (this.turnLeft <= 0) this.turnLeft = TURN;
      return;
    }
    if (outcome === null && this.turnLeft > 0) return;
    this.next(outcome === null ? task : null);
    const { key, operations } = partition;
    if (outcome === 'yes')
      this.found.set(partition, { key, order: idsOf(search.linearization(), operations) });
    else if (outcome === 'memory') this.exhausted.push(task.attempt());
    else if (outcome === 'no') this.judgement = this.no(task, true);
  }

  /** The answer is known: all that is left to find is how far an order of this key goes. */
  private settleOn(task: Task): void {
    this.waiting = [task];
    this.later = [];
    this.turn = 0;
    this.turnLeft = TURN;
  }

  private no({ partition, ready }: Task, largest: boolean): Judgement {
    const { machine, findings, search } = ready as Ready;
    const obstacle = explain(partition, machine, findings.facts, search.largestPrefix(), largest);
    return { verdict: 'no', obstacle, steps: this.steps };
  }

  private spend(steps: number): void {
    this.steps += steps;
    this.turnLeft -= steps;
  }

  /** Ends the turn of a key; `again`: it is not done. */
  private next(again: Task | null): void {
    if (again !== null) this.later.push(again);
    this.turn++;
    this.turnLeft = TURN;
  }

  private noneLeft(): Judgement {
    const { steps } = this;
    if (this.exhausted.length > 0) return this.unknown('memory');
    return { verdict: 'yes', linearizations: this.linearizations(), steps };
  }

  private unknown(why: 'stopped' | 'memory'): Judgement {
    const open = [...this.waiting.slice(this.turn), ...this.later];
    const attempts = [...this.exhausted, ...open.map((task) => task.attempt())];
    return { verdict: 'unknown', why, linearizations: this.linearizations(), attempts, steps: this.steps };
  }

  private linearizations(): Linearization[] {
    const all = this.problem.partitions.map((partition) => this.found.get(partition));
    return all.filter((found) => found !== undefined);
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
