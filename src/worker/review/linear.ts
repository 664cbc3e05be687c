/**
 * Could one copy have answered so? A few reads and writes of one register held by two replicas that go by last-writer-wins and tell each other now and
 * then; what the clients saw is put to the judge of linearizability.
 */
import { recording } from '../../checkers/history.ts';
import { LinearizabilityCheck } from '../../checkers/linearizability/judge.ts';
import type { Judgement } from '../../checkers/linearizability/judgement.ts';
import { modelOf } from '../../checkers/linearizability/models.ts';
import { posing } from '../../checkers/linearizability/problem.ts';
import { finish } from '../../checkers/sliced.ts';
import type { RunSpec } from '../../engine/runspec.ts';
import type { OperationRecord, Trace } from '../../engine/trace.ts';
import { drawer } from '../../query/stamps-drawing.ts';
import type { OperationsPicture, Question } from '../../review/question.ts';
import { heldProtocol } from './held.ts';
import { tellObstacle } from './obstacle.ts';
import { labOf, ran, seedFrom } from './runs.ts';

/** From the last question on there is time for its answer, µs. */
const REST = 60_000;
/** A bar's end and another's beginning are at least so far apart that the picture shows which came first, µs. */
const TELLABLE = 1_000;
/** Throws of the dice until a history is as it was wanted; beyond, any that is of use. */
const TRIES = 80;

interface Found {
  readonly spec: RunSpec;
  readonly trace: Trace;
  readonly operations: readonly OperationRecord[];
  readonly judgement: Judgement;
}

export function linearQuestion(seed: number): Question {
  const wanted = drawer(seed)(0, 1) === 0 ? 'yes' : 'no';
  let found: Found | null = null;
  for (let n = 0; n < TRIES && found?.judgement.verdict !== wanted; n++) {
    found = tried(seedFrom(seed, n)) ?? found;
  }
  if (found === null) throw new RangeError('No history came of this seed.');
  const { spec, trace, operations, judgement } = found;
  const yes = judgement.verdict === 'yes';
  const order = judgement.verdict === 'yes' ? (judgement.linearizations[0]?.order ?? []) : [];
  const told = (i: number) => `${textOf(operations[i] as OperationRecord)} (${operations[i]?.node})`;
  const because =
    judgement.verdict === 'no'
      ? tellObstacle(operations, judgement.obstacle)
      : `In this order one copy gives these answers: ${order.map(told).join(', ')}.`;
  return {
    kind: 'linear',
    seed,
    lead: 'Each bar lasts from the question to the answer. The register was empty at first.',
    ask: 'Could a single copy, asked one thing at a time, have given these answers?',
    picture: pictureOf(trace, operations, order),
    choices: [
      {
        text: 'Yes, it is linearizable',
        right: yes,
        why: yes ? '' : 'There is no order that fits both the bars and the answers.',
      },
      {
        text: 'No, it is not',
        right: !yes,
        why: yes ? 'There is an order: bars that overlap may be put either way.' : '',
      },
    ],
    evidence: [because],
    lab: labOf(heldProtocol('lww'), spec, 'Reads and writes of one register', because),
  };
}

/** A run whose history is of some use: everything was answered, something was read, and bars overlap. */
function tried(seed: number): Found | null {
  const spec = specOf(seed);
  const trace = ran(heldProtocol('lww'), spec);
  // The register's own words for what the judge calls read and write.
  const operations = trace.operations.map((record) => ({
    ...record,
    f: record.f === 'get' ? 'read' : 'write',
  }));
  const reads = operations.filter(({ f, result }) => f === 'read' && (result ?? null) !== null);
  if (operations.some(({ outcome }) => outcome !== 'ok') || reads.length < 2) return null;
  const at = (row: number) => trace.columns.time[row] as number;
  const unclear = operations.some((a) =>
    operations.some((b) => a.node !== b.node && Math.abs(at(a.replyRow) - at(b.invokeRow)) < TELLABLE),
  );
  if (unclear) return null;
  const overlap = operations.some((a) =>
    operations.some((b) => a.id < b.id && b.invokeRow < a.replyRow && a.node !== b.node),
  );
  const model = modelOf('register');
  if (!overlap || model === undefined || model === null) return null;
  const posed = finish(posing(finish(recording({ ...trace, operations })), model));
  if (!posed.ok) return null;
  const judgement = new LinearizabilityCheck(posed.problem).advance(200_000);
  if (judgement === null || judgement.verdict === 'unknown') return null;
  return { spec, trace, operations, judgement };
}

function specOf(seed: number): RunSpec {
  const draw = drawer(seed);
  const free = [5_000, 5_000, 5_000];
  const values = ['a', 'b', 'c', 'd'];
  const inputs = Array.from({ length: 6 }, (_, k) => {
    // Each client has its turns: the next begins once the one before must be over.
    const client = k < 3 ? k : draw(0, 2);
    const at = (free[client] as number) + 1000 * draw(0, 25);
    free[client] = at + 44_000;
    const write = values.length > 1 && (k === 0 || draw(0, 4) < 2);
    const replica = `R${draw(1, 2)}`;
    const command = write
      ? { type: 'put', value: values.shift() as string, replica }
      : { type: 'get', replica };
    return { at, node: `C${client + 1}`, command };
  });
  const last = Math.max(...inputs.map(({ at }) => at));
  return {
    schema: 1,
    protocol: 'lww',
    seed: seedFrom(seed, 3),
    nodes: { replica: 2, client: 3 },
    params: { rounds: 0, sync: [12_000, 30_000, 60_000][draw(0, 2)] as number, latency: [4_000, 20_000] },
    variants: [],
    until: last + REST,
    inputs: inputs.sort((a, b) => a.at - b.at),
  };
}

export function textOf({ f, value, result }: OperationRecord): string {
  if (f === 'write') return `write ${String(value)}`;
  return `read → ${(result ?? null) === null ? 'empty' : String(result)}`;
}

function pictureOf(
  { nodes, columns }: Trace,
  operations: readonly OperationRecord[],
  order: readonly number[],
): OperationsPicture {
  const clients = nodes.filter(({ role }) => role === 'client').map(({ id }) => id);
  const bars = operations.map((record) => ({
    client: clients.indexOf(record.node),
    from: columns.time[record.invokeRow] as number,
    to: columns.time[record.replyRow] as number,
    text: textOf(record),
  }));
  return { kind: 'operations', clients, until: Math.max(...bars.map(({ to }) => to)), bars, order };
}
