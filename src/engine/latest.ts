/** Per cell (a node or a directed link) the latest fault in force, and beneath it those that come back when it ends. */
export class Latest {
  /** Per cell: the input whose fault it is, or −1. */
  readonly top: Int32Array;
  private readonly beneath: (number[] | undefined)[];

  constructor(cells: number) {
    this.top = new Int32Array(cells).fill(-1);
    this.beneath = new Array(cells);
  }

  clear(): void {
    this.top.fill(-1);
    this.beneath.fill(undefined);
  }

  push(cell: number, input: number, inForce: ReadonlyMap<number, unknown>): void {
    const covered = this.top[cell] as number;
    this.top[cell] = input;
    if (covered < 0) return;
    const beneath = this.beneath[cell];
    if (beneath === undefined) this.beneath[cell] = [covered];
    // However many come and go, those that ended are never most of them.
    else if (beneath.length > 64 && beneath.length > 2 * inForce.size) {
      this.beneath[cell] = [...lasting(beneath, inForce), covered];
    } else beneath.push(covered);
  }

  /** Uncovers the latest that has not ended. Those that ended while covered go only now. */
  uncover(cell: number, inForce: ReadonlyMap<number, unknown>): void {
    let top = this.top[cell] as number;
    while (top >= 0 && !inForce.has(top)) top = this.beneath[cell]?.pop() ?? -1;
    this.top[cell] = top;
  }
}

/** Those in force, each where it started last: one that flaps has started many times. */
function lasting(beneath: readonly number[], inForce: ReadonlyMap<number, unknown>): number[] {
  const kept = new Set<number>();
  for (let i = beneath.length - 1; i >= 0; i--) {
    const input = beneath[i] as number;
    if (inForce.has(input)) kept.add(input);
  }
  return [...kept].reverse();
}
