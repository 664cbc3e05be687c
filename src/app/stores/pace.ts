/** While a hand drags, runs come as fast as they can. What stands around the timeline takes one part in so many of the page's time. */
const PARTS = 5;

/** Keeps work that follows every run of a drag from taking the time of the runs themselves. */
export class Pace {
  private over = Number.NEGATIVE_INFINITY;
  private took = 0;

  /** ms to wait before it is its turn again; 0 or less: it may begin. */
  rest(now: number): number {
    return this.over + (PARTS - 1) * this.took - now;
  }

  /** It has been done, in this time. */
  did(from: number, to: number): void {
    this.over = to;
    this.took = to - from;
  }
}
