/** The order of nodes around the ring: the sides of every partition should be neighbours, else as near to home as can be. */

/**
 * `labels[p][node]` is the group of a node in partition p, −1 for none. Returns the node in each slot. Nodes stay in the order of
 * their ids whenever that already keeps every side together.
 */
export function orderRing(count: number, labels: readonly (readonly number[])[]): number[] {
  const home = Array.from({ length: count }, (_, i) => i);
  const ideal = labels.reduce((sum, l) => sum + fewestBreaks(l), 0);
  if (breaks(home, labels) <= ideal) return home;
  return count <= 7 ? exhaustive(home, labels) : climbing(home, labels);
}

/** How many times, going once around, one meets a member of another group than the one before, over all partitions. */
export function breaks(order: readonly number[], labels: readonly (readonly number[])[]): number {
  let count = 0;
  for (const label of labels) {
    const seen = order.map((n) => label[n] as number).filter((g) => g >= 0);
    seen.forEach((g, i) => {
      if (g !== seen[(i + 1) % seen.length]) count++;
    });
  }
  return count;
}

function fewestBreaks(label: readonly number[]): number {
  const groups = new Set(label.filter((g) => g >= 0)).size;
  return groups < 2 ? 0 : groups;
}

function cost(order: readonly number[], labels: readonly (readonly number[])[]): number {
  const n = order.length;
  let away = 0;
  order.forEach((node, slot) => {
    const d = Math.abs(node - slot);
    away += Math.min(d, n - d) ** 2;
  });
  return breaks(order, labels) * 10_000 + away;
}

function exhaustive(home: readonly number[], labels: readonly (readonly number[])[]): number[] {
  let best = [...home];
  let bestCost = cost(best, labels);
  const order = [...home];
  const permute = (k: number): void => {
    if (k === order.length) {
      const c = cost(order, labels);
      if (c < bestCost) {
        bestCost = c;
        best = [...order];
      }
      return;
    }
    for (let i = k; i < order.length; i++) {
      swap(order, k, i);
      permute(k + 1);
      swap(order, k, i);
    }
  };
  permute(0);
  return best;
}

/** Starts at home and at the order that sorts by each partition; swaps and turns round stretches while that helps. */
function climbing(home: readonly number[], labels: readonly (readonly number[])[]): number[] {
  const starts = [[...home], ...labels.map((l) => [...home].sort((a, b) => key(l, a) - key(l, b) || a - b))];
  let best = [...home];
  let bestCost = cost(best, labels);
  for (const order of starts) {
    let now = cost(order, labels);
    for (let improved = true; improved; ) {
      improved = false;
      for (let i = 0; i < order.length; i++) {
        for (let j = i + 1; j < order.length; j++) {
          for (const change of [swap, reverse]) {
            change(order, i, j);
            const c = cost(order, labels);
            if (c < now) {
              now = c;
              improved = true;
            } else change(order, i, j);
          }
        }
      }
    }
    if (now < bestCost) {
      bestCost = now;
      best = [...order];
    }
  }
  return best;
}

function key(label: readonly number[], node: number): number {
  const g = label[node] as number;
  return g < 0 ? 1000 : g;
}

function swap(order: number[], i: number, j: number): void {
  const a = order[i] as number;
  order[i] = order[j] as number;
  order[j] = a;
}

function reverse(order: number[], i: number, j: number): void {
  for (let a = i, b = j; a < b; a++, b--) swap(order, a, b);
}
