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

  push(cell: number, input: number): void {
    const covered = this.top[cell] as number;
    if (covered >= 0) {
      this.beneath[cell] ??= [];
      this.beneath[cell].push(covered);
    }
    this.top[cell] = input;
  }

  /** Uncovers the latest that has not ended. Those that ended while covered go only now. */
  uncover(cell: number, inForce: ReadonlyMap<number, unknown>): void {
    let top = this.top[cell] as number;
    while (top >= 0 && !inForce.has(top)) top = this.beneath[cell]?.pop() ?? -1;
    this.top[cell] = top;
  }
}
