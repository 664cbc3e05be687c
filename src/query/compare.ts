/**
 * What sets two runs apart. Two rows are the same event when time, kind, node, peer, epoch and `content` are equal; equal rows that
 * repeat are paired in order. Rows of equal time may stand in another order in either run. Nodes are told by their ids: a run may have
 * more of them than the other, which moves lanes. Linear in the rows, and can be done in slices: a run may have a million.
 */
import { type Columns, K, NO_NODE, type Trace } from '../engine/trace.ts';
import { makeTable } from './rowtable.ts';

/** A moment at which runs part: a step of A, a step of B, or one of each. −1: none in that run. */
export interface Difference {
  /** µs. */
  readonly time: number;
  readonly a: number;
  readonly b: number;
}

export interface Comparison {
  /** For each row of A the row of B that is the same event, −1 if there is none; and the other way. */
  readonly rowInB: Int32Array;
  readonly rowInA: Int32Array;
  /** For each step of A the step of B whose head is the same event, −1 if there is none; and the other way. */
  readonly stepInB: Int32Array;
  readonly stepInA: Int32Array;
  /** Steps of which not every row happens in the other run: 1, else 0. Those whose head is shared go on in another way. */
  readonly differsA: Uint8Array;
  readonly differsB: Uint8Array;
  /** Steps whose head happens in this run alone, ascending. */
  readonly onlyA: Int32Array;
  readonly onlyB: Int32Array;
  /** Steps whose head is shared and some other row is not, ascending, in pairs: `changedA[i]` and `changedB[i]`. */
  readonly changedA: Int32Array;
  readonly changedB: Int32Array;
  /** Null if the runs are the same. Both steps are given when runs part in both at the same instant. */
  readonly first: Difference | null;
  /** By lane: the first step on it that differs in what the node itself did or met, −1 if none. What became of a message is not its own. */
  readonly firstOnA: Int32Array;
  readonly firstOnB: Int32Array;
}

/** A comparison under way. */
export interface Comparing {
  /** Looks at about `rows` rows more; true once all are done. */
  advance(rows: number): boolean;
  /** @throws RangeError before it is done */
  result(): Comparison;
}

export function compare(a: Trace, b: Trace): Comparison {
  const comparing = comparisonOf(a, b);
  while (!comparing.advance(1 << 30));
  return comparing.result();
}

/** So many rows of one instant are compared each with each before a table pays. */
const FEW = 12;

export function comparisonOf(a: Trace, b: Trace): Comparing {
  const rowInB = new Int32Array(a.rows).fill(-1);
  const rowInA = new Int32Array(b.rows).fill(-1);
  const table = makeTable();
  const A = a.columns;
  const B = b.columns;
  const laneInA = lanesInA(a, b);
  const same = (i: number, j: number): boolean =>
    A.content[i] === B.content[j] &&
    A.kind[i] === B.kind[j] &&
    A.epoch[i] === B.epoch[j] &&
    A.node[i] === laneInA[B.node[j] as number] &&
    A.peer[i] === laneInA[B.peer[j] as number];
  const pair = (i: number, j: number) => {
    rowInB[i] = j;
    rowInA[j] = i;
  };
  let i = 0;
  let j = 0;

  /** Pairs rows [i, endA) with [j, endB), all of one instant. Those that stand alike at the beginning are done already. */
  function instant(endA: number, endB: number): void {
    if (i === endA || j === endB) return;
    if ((endA - i) * (endB - j) <= FEW * FEW) {
      for (let p = i; p < endA; p++) {
        for (let q = j; q < endB; q++) {
          if (rowInA[q] !== -1 || !same(p, q)) continue;
          pair(p, q);
          break;
        }
      }
      return;
    }
    // Of one instant many rows may have the same content, or none: who did what tells them apart.
    const key = (c: Columns, row: number, node: number, peer: number) =>
      (c.content[row] as number) ^
      Math.imul((c.kind[row] as number) | (node << 8) | (peer << 16), 0x9e3779b1) ^
      Math.imul(c.epoch[row] as number, 0x85ebca6b);
    const keyInB = (row: number) =>
      key(B, row, laneInA[B.node[row] as number] as number, laneInA[B.peer[row] as number] as number);
    table.fill(keyInB, j, endB);
    for (let p = i; p < endA; p++) {
      const keyOfA = key(A, p, A.node[p] as number, A.peer[p] as number);
      const q = table.take(keyOfA, (row) => same(p, row));
      if (q >= 0) pair(p, q);
    }
  }

  function advance(rows: number): boolean {
    const stop = i + j + rows;
    while (i < a.rows && j < b.rows) {
      if (i + j >= stop) return false;
      const ta = A.time[i] as number;
      const tb = B.time[j] as number;
      if (ta < tb) i++;
      else if (tb < ta) j++;
      else if (same(i, j)) pair(i++, j++);
      else {
        let endA = i + 1;
        while (endA < a.rows && A.time[endA] === ta) endA++;
        let endB = j + 1;
        while (endB < b.rows && B.time[endB] === tb) endB++;
        instant(endA, endB);
        i = endA;
        j = endB;
      }
    }
    return true;
  }

  return {
    advance,
    result() {
      if (i < a.rows && j < b.rows) throw new RangeError('The runs have not been compared to the end.');
      return summed(a, b, rowInB, rowInA);
    },
  };
}

/** For each lane of B the lane of the same node in A; what A does not have gets a number that no lane has. */
function lanesInA(a: Trace, b: Trace): Uint8Array {
  const lanes = new Uint8Array(256).fill(NO_NODE - 1);
  lanes[NO_NODE] = NO_NODE;
  const known = new Map(a.nodes.map((node, lane) => [node.id, lane]));
  for (const [lane, node] of b.nodes.entries()) lanes[lane] = known.get(node.id) ?? NO_NODE - 1;
  return lanes;
}

function summed(a: Trace, b: Trace, rowInB: Int32Array, rowInA: Int32Array): Comparison {
  const inA = side(a, b, rowInB);
  const inB = side(b, a, rowInA);
  const timeA = inA.first < 0 ? Number.POSITIVE_INFINITY : inA.firstTime;
  const timeB = inB.first < 0 ? Number.POSITIVE_INFINITY : inB.firstTime;
  const time = Math.min(timeA, timeB);
  return {
    rowInB,
    rowInA,
    stepInB: inA.stepInOther,
    stepInA: inB.stepInOther,
    differsA: inA.differs,
    differsB: inB.differs,
    onlyA: inA.only,
    onlyB: inB.only,
    ...changed(inA, inB),
    first:
      time === Number.POSITIVE_INFINITY
        ? null
        : { time, a: timeA === time ? inA.first : -1, b: timeB === time ? inB.first : -1 },
    firstOnA: inA.firstOn,
    firstOnB: inB.firstOn,
  };
}

interface Side {
  readonly stepInOther: Int32Array;
  readonly differs: Uint8Array;
  readonly only: Int32Array;
  readonly first: number;
  readonly firstTime: number;
  readonly firstOn: Int32Array;
}

/** What one run says of the other. */
function side(own: Trace, other: Trace, rowInOther: Int32Array): Side {
  const { step, node, time, kind } = own.columns;
  const stepInOther = new Int32Array(own.steps).fill(-1);
  const differs = new Uint8Array(own.steps);
  const firstOn = new Int32Array(own.nodes.length).fill(-1);
  const otherStep = other.columns.step;
  let first = -1;
  let firstTime = 0;
  let alone = 0;
  let at = -1;
  for (let row = 0; row < own.rows; row++) {
    const s = step[row] as number;
    const partner = rowInOther[row] as number;
    const head = s !== at;
    at = s;
    if (partner >= 0) {
      // A head's partner may stand within a step of the other run; that is then no such step there.
      if (head && isHead(otherStep, partner)) stepInOther[s] = otherStep[partner] as number;
      else if (head) alone++;
      continue;
    }
    if (head) alone++;
    if (first < 0) {
      first = s;
      firstTime = time[row] as number;
    }
    differs[s] = 1;
    const lane = node[row] as number;
    if (OF_THE_NETWORK.has(kind[row] as number)) continue;
    if (lane < firstOn.length && (firstOn[lane] as number) < 0) firstOn[lane] = s;
  }
  const only = new Int32Array(alone);
  let count = 0;
  for (let s = 0; s < own.steps; s++) if (stepInOther[s] === -1) only[count++] = s;
  return { stepInOther, differs, only, first, firstTime, firstOn };
}

/** Rows that tell what the network did, whomever they name. */
const OF_THE_NETWORK: ReadonlySet<number> = new Set([K.fault, K.lost, K.ignored, K.corrupt, K.undone]);

function isHead(step: Int32Array, row: number): boolean {
  return row === 0 || step[row - 1] !== step[row];
}

/** Steps that begin alike and go on in another way in one run or in both. */
function changed(inA: Side, inB: Side): { changedA: Int32Array; changedB: Int32Array } {
  const steps: number[] = [];
  const partners: number[] = [];
  for (let s = 0; s < inA.stepInOther.length; s++) {
    const t = inA.stepInOther[s] as number;
    if (t < 0 || !(inA.differs[s] || inB.differs[t])) continue;
    steps.push(s);
    partners.push(t);
  }
  return { changedA: Int32Array.from(steps), changedB: Int32Array.from(partners) };
}
