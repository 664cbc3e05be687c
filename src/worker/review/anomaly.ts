/** Name the anomaly: two transactions with random statements, interleaved at random on a random engine, and judged. */
import { INITIAL } from '../../checkers/isolation/history.ts';
import { type Enactment, enact } from '../../checkers/isolation/matrix.ts';
import { ANOMALIES, type AnomalyId } from '../../checkers/isolation/names.ts';
import { COLUMNS, type MatrixColumn } from '../../protocols/isolation/matrix/columns.ts';
import { open } from '../../protocols/isolation/matrix/open.ts';
import { inDialect, schedule } from '../../protocols/isolation/matrix/schedule.ts';
import { drawer } from '../../query/stamps-drawing.ts';
import type { Question } from '../../review/question.ts';
import { shown } from '../isolation/shown.ts';
import { changed, crossed, misled, overwritten } from './readings.ts';
import { seedFrom } from './runs.ts';
import { randomSteps, type Shape } from './statements.ts';

/** What can be answered. */
const NAMES = [
  ['dirty', 'Dirty read', 'A transaction used what another wrote and did not keep.'],
  ['fuzzy', 'Non-repeatable read', ANOMALIES.A2.meaning],
  ['lost', 'Lost update', ANOMALIES.P4.meaning],
  ['read', 'Read skew', ANOMALIES.A5A.meaning],
  // Of a lost update too each may have read what the other then wrote: the same row.
  [
    'write',
    'Write skew',
    'Two transactions each read a row that the other then wrote, and it was not the same row.',
  ],
  ['none', 'Nothing: it is as if one had run after the other', ''],
] as const;
type Name = (typeof NAMES)[number][0];

/** By which of them each finding of the judge goes. Circles are what these come to in general; with any other the answer would not be plain. */
const GOES_BY: Partial<Readonly<Record<AnomalyId, Exclude<Name, 'none'> | 'circle'>>> = {
  G1a: 'dirty',
  G1b: 'dirty',
  A1: 'dirty',
  A2: 'fuzzy',
  P4: 'lost',
  A5A: 'read',
  A5B: 'write',
  'G-single': 'circle',
  'G2-item': 'circle',
};
/** The finding that is told of several that go by one name. */
const TOLD: readonly AnomalyId[] = ['G1a', 'G1b', 'A2', 'P4', 'A5A', 'A5B'];

const TRIES = 800;

interface Found {
  readonly name: Name;
  readonly enactment: Enactment;
  readonly column: MatrixColumn;
  readonly setup: readonly string[];
}

export function anomalyQuestion(seed: number): Question {
  const wanted = NAMES[drawer(seed)(0, NAMES.length - 1)]?.[0] ?? 'none';
  let found: Found | null = null;
  for (let n = 0; n < TRIES; n++) {
    found = tried(seedFrom(seed, n), wanted) ?? found;
    if (found?.name === wanted) break;
  }
  if (found === null) throw new RangeError('No history came of this seed.');
  const { name, enactment, column, setup } = found;
  const { anomalies, transactions, names } = enactment.judgement;
  const told = TOLD.flatMap((id) => anomalies.find((one) => one.id === id) ?? [])[0];
  const ended = transactions
    .filter(({ outcome }) => outcome === 'committed')
    .map(({ txn }) => names.get(txn));
  const evidence =
    told === undefined
      ? [
          ended.length < 2
            ? ended.length === 0
              ? 'Both were taken back: it is as if neither had run.'
              : 'One of them came to nothing, so the other ran as if it had been alone.'
            : `No circle: ${serialOrder(enactment)} gives the same answers and the same rows.`,
        ]
      : [told.sentence, `${ANOMALIES[told.id].title} (${told.id}): ${ANOMALIES[told.id].meaning}`];
  const view = shown({
    title: 'Two transactions',
    claim: evidence[0] as string,
    setup,
    column,
    done: enactment.steps,
    tables: enactment.tables,
  });
  return {
    kind: 'anomaly',
    seed,
    lead: `${column.title}. In the table test row 1 holds 10, row 2 holds 20.`,
    ask: 'What went wrong?',
    picture: {
      kind: 'statements',
      setup: setup.join('; '),
      sessions: ['T1', 'T2'],
      steps: view.steps.map(({ session, sql, outcome, kind, released }) => ({
        session,
        sql: sql.replace(/^(set session transaction .*; )?begin.*$/, 'begin'),
        outcome: released ? `now: ${outcome}` : outcome === 'done' ? '' : outcome,
        state: kind,
      })),
    },
    choices: NAMES.map(([id, text, meaning]) => ({
      text,
      right: id === name,
      why:
        id === name
          ? ''
          : id === 'none'
            ? 'No serial order gives these answers.'
            : `${meaning} Nobody did that here.`,
    })),
    evidence,
    lab: 'hash' in view.link ? view.link.hash : null,
  };
}

function serialOrder({ judgement: { graph, names } }: Enactment): string {
  const [edge] = graph.edges.filter(({ from, to }) => names.has(from) && names.has(to) && from !== INITIAL);
  if (edge === undefined) return 'one after the other, in either order,';
  return `first ${names.get(edge.from)}, then ${names.get(edge.to)}`;
}

/** Where something is to go wrong, only those are asked that can let it through: it would take long to find it elsewhere. */
function lets({ engine, level }: MatrixColumn, wanted: Name): boolean {
  if (wanted === 'none') return true;
  const weak = level === 'read uncommitted' || (wanted !== 'dirty' && level === 'read committed');
  if (wanted === 'lost') return weak || (engine === 'mysql' && level === 'repeatable read');
  if (wanted === 'write') return weak || (engine !== '2pl' && level === 'repeatable read');
  return weak;
}

/** Of a reader and a writer most unrepeatable reads and skewed reads come; where nothing is to go wrong there are both shapes, so that none tells. */
function shapeFor(draw: (low: number, high: number) => number, wanted: Name): Shape {
  if (wanted === 'fuzzy' || wanted === 'read') return 'reader and writer';
  return wanted === 'none' && draw(0, 2) > 0 ? 'reader and writer' : 'both do both';
}

function tried(seed: number, wanted: Name): Found | null {
  const draw = drawer(seed);
  const columns = COLUMNS.filter((column) => lets(column, wanted));
  const column = columns[draw(0, columns.length - 1)] as MatrixColumn;
  const given = schedule({
    id: 'random',
    anomalies: [],
    title: '',
    tale: '',
    steps: randomSteps(draw, shapeFor(draw, wanted)),
  });
  const spoken = inDialect(given, column);
  const enactment = enact(spoken, open(column));
  const { anomalies, serializable } = enactment.judgement;
  const harm = anomalies.filter(({ id }) => ANOMALIES[id].weight === 'anomaly');
  const kinds = new Set(harm.map(({ id }) => GOES_BY[id]));
  kinds.delete('circle');
  const [name] = kinds;
  const unended = enactment.judgement.transactions.some(({ outcome }) => outcome === 'open');
  if (unended || kinds.size > 1) return null;
  if (misled(enactment)) return null;
  // Told in words it could be another as well.
  if (name !== 'write' && crossed(enactment)) return null;
  if (name !== 'lost' && overwritten(enactment)) return null;
  if (name !== 'fuzzy' && changed(enactment)) return null;
  // By the broad readings of P0 and P1 there would be a second answer.
  if (anomalies.some(({ id }) => id === 'P0' || (id === 'P1' && name !== 'dirty'))) return null;
  if (name === undefined && (kinds.size > 0 || !serializable || harm.length > 0)) return null;
  return { name: (name ?? 'none') as Name, enactment, column, setup: given.setup };
}
