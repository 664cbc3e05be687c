/** How many servers may crash? Asked of Raft, counted, and tried out: with so many down a write is answered, with one more it is not. */
import type { RunSpec } from '../../engine/runspec.ts';
import { drawer } from '../../query/stamps-drawing.ts';
import type { Choice, Question } from '../../review/question.ts';
import { numbered } from './choices.ts';
import { heldProtocol } from './held.ts';
import { labOf, ran } from './runs.ts';

const majority = (n: number): number => Math.floor(n / 2) + 1;

export function crashesQuestion(seed: number): Question {
  const draw = drawer(seed);
  const backwards = draw(0, 2) === 0;
  const servers = backwards ? 2 * draw(1, 4) + 1 : draw(3, 9);
  const may = servers - majority(servers);
  const more = run(servers, may + 1);
  const evidence = [
    `A majority of ${servers} is ${majority(servers)}, so ${may} may be missing.`,
    `Tried out: with ${may} of ${servers} down the write is ${answered(run(servers, may)) ? 'answered' : 'not answered'}, with ${may + 1} it is ${answered(more) ? 'answered' : 'not answered'} in three seconds.`,
  ];
  const common = {
    kind: 'crashes' as const,
    seed,
    lead: 'Servers of Raft, which crash and tell no lies.',
    picture: null,
    lab: labOf(
      heldProtocol('raft'),
      more,
      `${may + 1} of ${servers} servers down`,
      'Without a majority nothing is committed',
    ),
  };
  if (backwards) {
    return {
      ...common,
      ask: `How many servers does it take at least, so that ${may === 1 ? 'one' : may} may crash for good and writes are still answered?`,
      choices: numbered(servers, [2 * may, 3 * may + 1, may + 1, 2 * may + 2], (n) => tooFew(n, may)),
      evidence: [
        `A majority must be left: ${may + 1} of ${servers}. With ${servers - 1} servers a majority is ${majority(servers - 1)}, and only ${servers - 1 - may} would be left.`,
        ...evidence.slice(1),
      ],
    };
  }
  return {
    ...common,
    ask: `Of ${servers} servers, how many may crash for good so that writes are still answered?`,
    choices: numbered(may, [may + 1, Math.floor((servers - 1) / 3), servers - 1, may - 1], (n) =>
      n > may
        ? `Then no more than ${servers - n} would be left, and a majority of ${servers} is ${majority(servers)}.`
        : `More may: with ${may} down, ${servers - may} are left, and that is a majority.`,
    ),
    evidence,
  };
}

function tooFew(n: number, may: number): Choice['why'] {
  return n < 2 * may + 1
    ? `With ${n} servers a majority is ${majority(n)}; once ${may} of them crashed, no more than ${n - may} would be left.`
    : `That would do, but ${2 * may + 1} are enough.`;
}

/** The last `down` of them never start: the client knows the first one. The leader, whoever it is, has a second to be elected. */
function run(servers: number, down: number): RunSpec {
  return {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: servers, client: 1 },
    params: {},
    variants: [],
    until: 4_000_000,
    inputs: [
      ...Array.from({ length: down }, (_, i) => ({
        at: 0,
        fault: { type: 'crash' as const, node: `S${servers - i}` },
      })),
      { at: 1_000_000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
    ],
  };
}

function answered(spec: RunSpec): boolean {
  return ran(heldProtocol('raft'), spec).operations.some(
    ({ f, outcome }) => f === 'write' && outcome === 'ok',
  );
}
