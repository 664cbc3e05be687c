/** The traitors of a run and what each says to whom, as a table that can be changed. Pure. */
import type { Input, NodeId, ResolvedRun, RunSpec } from '../../engine/runspec.ts';
import { LONGEST, type Rule, rulesOfBehaviour, textOf, type Word, withWord, wordFor } from './meta/script.ts';

export interface Row {
  /** As in a rule: null for a commander, whose words are about nothing. */
  readonly about: string | null;
  /** "of the word of C1" */
  readonly title: string;
}
export interface Speech {
  readonly node: NodeId;
  /** Place in the run's inputs. */
  readonly input: number;
  readonly behaviour: string;
  /** Null: it is more than a choice of words. */
  readonly rules: readonly Rule[] | null;
  readonly rows: readonly Row[];
  readonly hearers: readonly NodeId[];
  /** When it lies and when it speaks, where it is not a traitor whenever it speaks; else null. */
  readonly only: string | null;
}

/** One for each general that is made a traitor, in the order of the generals: its first fault counts. */
export function speechesOf({ nodes, spec, params }: ResolvedRun, rounds: number): readonly Speech[] {
  const lieutenants = nodes.filter((node) => node.role === 'lieutenant').map((node) => node.id);
  return nodes.flatMap((node): Speech[] => {
    const input = spec.inputs.findIndex((one) => liesBy(one) === node.id);
    const found = spec.inputs[input];
    if (found === undefined || !('fault' in found) || found.fault.type !== 'byzantine') return [];
    const { behaviour, options, until } = found.fault;
    const commands = node.role === 'commander';
    return [
      {
        node: node.id,
        input,
        behaviour,
        rules: rulesOfBehaviour(behaviour, options ?? {}),
        rows: commands
          ? [{ about: null, title: 'its order' }]
          : rowsFor(node.id, nodes, rounds, params.algorithm),
        hearers: lieutenants.filter((id) => id !== node.id),
        only: onlyText(node.id, commands, { from: found.at, until }, params, rounds),
      },
    ];
  });
}

/** What a lieutenant has to speak of: by word of mouth what it heard in the first two rounds, else the two orders. */
function rowsFor(
  self: NodeId,
  nodes: ResolvedRun['nodes'],
  rounds: number,
  algorithm: unknown,
): readonly Row[] {
  if (algorithm === 'SM') {
    return ['attack', 'retreat'].map((v) => ({ about: v, title: `of an order to ${v}` }));
  }
  const [commander = '', ...lieutenants] = nodes.map((node) => node.id);
  const first = { about: commander, title: `of ${commander}’s word` };
  if (rounds < 3) return [first];
  return [
    first,
    ...lieutenants
      .filter((id) => id !== self)
      .map((id) => ({ about: `${commander}.${id}`, title: `of ${id}’s word` })),
  ];
}

/** Rounds as all know them; with signatures a lieutenant may speak at any time in them. */
function onlyText(
  node: NodeId,
  commands: boolean,
  { from, until = Number.POSITIVE_INFINITY }: { readonly from: number; readonly until: number | undefined },
  params: ResolvedRun['params'],
  rounds: number,
): string | null {
  const [orderAt, roundTime] = [Number(params.orderAt), Number(params.roundTime)];
  const speaks = commands
    ? [orderAt]
    : params.algorithm === 'SM'
      ? [orderAt, orderAt + rounds * roundTime]
      : Array.from({ length: rounds - 1 }, (_, k) => orderAt + (k + 1) * roundTime);
  if (speaks.every((time) => from <= time && time < until)) return null;
  const ms = (time: number) => `${time / 1_000} ms`;
  const lies = `lies only ${from > 0 ? `from ${ms(from)} ` : ''}${until < Number.POSITIVE_INFINITY ? `to ${ms(until)}` : 'on'}`;
  const due = commands
    ? `gives its order at ${ms(orderAt)}`
    : params.algorithm === 'SM'
      ? `passes orders on from ${ms(orderAt)} to ${ms(speaks[1] ?? orderAt)}`
      : `passes words on at ${speaks.map(ms).join(', ')}`;
  return `${node} ${lies}, and ${due}.`;
}

function liesBy(input: Input): NodeId | null {
  return 'fault' in input && input.fault.type === 'byzantine' ? input.fault.node : null;
}

export function wordIn({ rules }: Speech, { about }: Row, to: NodeId): Word {
  return wordFor(rules ?? [], about, to);
}

/** The run with a general turned into a traitor from the beginning, or loyal again. */
export function toggled(spec: RunSpec, node: NodeId, commander: boolean): RunSpec {
  const rest = spec.inputs.filter((input) => liesBy(input) !== node);
  if (rest.length < spec.inputs.length) return { ...spec, inputs: rest };
  const lie = commander ? { behaviour: 'splits', options: { attack: 'L1' } } : { behaviour: 'flips' };
  return { ...spec, inputs: [{ at: 0, fault: { type: 'byzantine', node, ...lie } }, ...rest] };
}

/** The run with one word said otherwise; the run itself where a line would grow too long. */
export function said(
  spec: RunSpec,
  speech: Speech,
  row: Row,
  to: NodeId,
  word: Word,
  commander: boolean,
): RunSpec {
  const old = spec.inputs[speech.input];
  if (old === undefined || !('fault' in old) || old.fault.type !== 'byzantine') return spec;
  const words = textOf(withWord(speech.rules ?? [], row.about, to, word));
  if (words.length > LONGEST) return spec;
  const { options: _, ...fault } = old.fault;
  const behaviour = commander ? 'commanderSays' : 'says';
  const input: Input = { ...old, fault: { ...fault, behaviour, options: { words } } };
  return { ...spec, inputs: spec.inputs.map((one, i) => (i === speech.input ? input : one)) };
}
