/** The Byzantine: nodes that obey a behaviour instead of the rules, and what each behaviour remembers. */
import type { Behaviour, ByzantineCtx, Json, JsonObject, Occasion, Protocol } from './api.ts';
import type { FaultTables } from './faults.ts';

export interface SavedLies {
  /** By input. */
  readonly memories: readonly (readonly [number, Json])[];
}

const NO_OPTIONS: JsonObject = Object.freeze({});

export class Lies {
  private memories = new Map<number, Json>();
  /** What the step being run has taught the behaviour of an input: kept if the step stands. */
  private learned: { readonly input: number; readonly memory: Json } | null = null;
  private readonly behaviours: Readonly<Record<string, Behaviour>>;
  private readonly tables: FaultTables;

  constructor(protocol: Protocol, tables: FaultTables) {
    this.behaviours = protocol.behaviours ?? {};
    this.tables = tables;
  }

  /** Whether the node lies now. */
  of(node: number): boolean {
    return (this.tables.lyingBy[node] as number) >= 0;
  }

  /** A step of a node that lies. @param honest runs the honest handler */
  step(node: number, ctx: ByzantineCtx & Told, occasion: Occasion, honest: () => void): void {
    const lie = this.tables.lieOf(node);
    const behaviour = lie && this.behaviours[lie.fault.behaviour];
    if (!lie || !behaviour) {
      honest();
      return;
    }
    ctx.options = lie.fault.options ?? NO_OPTIONS;
    ctx.memory = this.memories.get(lie.input) ?? null;
    if (behaviour.hears?.(ctx, occasion) ?? true) honest();
    behaviour.act(ctx, occasion);
    this.learned = { input: lie.input, memory: ctx.memory };
  }

  /** The step that was run has ended. @param stands whether anything of it is left */
  settle(stands: boolean): void {
    if (this.learned && stands) this.memories.set(this.learned.input, this.learned.memory);
    this.learned = null;
  }

  save(): SavedLies {
    return { memories: [...this.memories] };
  }

  load({ memories }: SavedLies): void {
    this.memories = new Map(memories);
  }
}

/** What the engine tells a behaviour before it acts. */
interface Told {
  options: JsonObject;
  memory: Json;
}
