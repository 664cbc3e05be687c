/** Rows by a key, which equal rows share, in the order of the rows; its buffers are used again for every instant. */
export function makeTable() {
  let heads = new Int32Array(64);
  let next = new Int32Array(64);
  let base = 0;
  let mask = 0;
  return {
    fill(key: (row: number) => number, from: number, to: number): void {
      const count = to - from;
      let size = 16;
      while (size < count) size *= 2;
      if (heads.length < size) {
        heads = new Int32Array(size);
        next = new Int32Array(size);
      }
      heads.fill(-1, 0, size);
      base = from;
      mask = size - 1;
      for (let row = to - 1; row >= from; row--) {
        const slot = mix(key(row)) & mask;
        next[row - from] = heads[slot] as number;
        heads[slot] = row;
      }
    },
    /** The first row that is `wanted`, which is then no longer in the table; −1 if there is none. */
    take(key: number, wanted: (row: number) => boolean): number {
      const slot = mix(key) & mask;
      let before = -1;
      for (let row = heads[slot] as number; row >= 0; row = next[row - base] as number) {
        if (wanted(row)) {
          const after = next[row - base] as number;
          if (before < 0) heads[slot] = after;
          else next[before - base] = after;
          return row;
        }
        before = row;
      }
      return -1;
    },
  };
}

function mix(key: number): number {
  return Math.imul(key ^ (key >>> 15), 0x2c1b3c6d) >>> 12;
}
