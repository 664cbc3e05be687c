/** The promises of a protocol: its properties, checked after every step of a node, with the history each carries. */
import type { Completion, Env, NodeView, Property, SentMessage, StepView } from './api.ts';
import type { Clocks } from './clocks.ts';
import { EMPTY, type Nodes } from './nodes.ts';
import type { Rows } from './rows.ts';
import { wordsOf } from './words.ts';

export interface SavedPromises {
  readonly accumulators: readonly unknown[];
  readonly broken: readonly boolean[];
}

/** What a step did that others can see. */
export interface Effects {
  sent(): readonly SentMessage[];
  completed(): readonly Completion[];
}

/** One for all steps, filled anew: properties read it at once. */
class Step implements StepView {
  node: NodeView;
  durableBefore: object = EMPTY;
  volatileBefore: object = EMPTY;
  time = 0;
  effects: Effects | null = null;

  constructor(node: NodeView) {
    this.node = node;
  }

  get sent(): readonly SentMessage[] {
    return this.effects?.sent() ?? [];
  }

  get completed(): readonly Completion[] {
    return this.effects?.completed() ?? [];
  }
}

export class Promises {
  private readonly properties: readonly Property[];
  private readonly accumulators: unknown[];
  /** A property that does not hold is told once, and not looked at again. */
  private readonly broken: boolean[];
  /** Why a property could not even begin, by its place: told at the first step. */
  private readonly stillborn = new Map<number, string>();
  private readonly views: readonly NodeView[];
  private readonly view: Step;
  private checking = 0;
  private readonly rows: Rows;
  private readonly clocks: Clocks;

  constructor(properties: readonly Property[], { views, envs }: Nodes, clocks: Clocks, rows: Rows) {
    this.properties = properties;
    this.views = views;
    this.clocks = clocks;
    this.rows = rows;
    this.view = new Step(views[0] as NodeView);
    this.broken = properties.map(() => false);
    this.accumulators = properties.map((p, i) => {
      try {
        return p.init(views, envs[0] as Env);
      } catch (error) {
        this.stillborn.set(i, wordsOf(error));
        return null;
      }
    });
  }

  check(node: number, effects: Effects, durableBefore: object, volatileBefore: object): void {
    const { properties } = this;
    if (properties.length === 0) return;
    const { view } = this;
    view.effects = effects;
    view.node = this.views[node] as NodeView;
    view.durableBefore = durableBefore;
    view.volatileBefore = volatileBefore;
    view.time = this.clocks.now;
    for (let i = 0; i < properties.length; i++) {
      if (this.broken[i]) continue;
      const property = properties[i] as Property;
      this.checking = i;
      try {
        const why = this.stillborn.get(i);
        if (why !== undefined) throw new Error(why);
        this.accumulators[i] = property.step(this.accumulators[i], view, this.views, this.onBroken);
      } catch (error) {
        // A state that nobody foresaw (a rotten disk, a liar's) must not end the run.
        this.onBroken(`It could not be checked: ${wordsOf(error)}`);
      }
    }
  }

  private readonly onBroken = (why: string): void => {
    if (this.broken[this.checking]) return;
    this.broken[this.checking] = true;
    const property = (this.properties[this.checking] as Property).id;
    const { sink, head, step } = this.rows;
    sink.violation({ property, event: head, step, why });
  };

  save(): SavedPromises {
    return { accumulators: this.accumulators.slice(), broken: this.broken.slice() };
  }

  load({ accumulators, broken }: SavedPromises): void {
    accumulators.forEach((a, i) => {
      this.accumulators[i] = a;
    });
    broken.forEach((b, i) => {
      this.broken[i] = b;
    });
  }
}
