/** Every edit the page can make of the document, each one undoable and named for "Undo …". */
import { type JsonObject, jsonEqual } from '../../base/json.ts';
import type { Input, Micros } from '../../engine/runspec.ts';
import { formOf } from '../../timeline/faultforms.ts';
import { describeInput, editName, inputName } from '../../timeline/words.ts';
import { runsOf, shownId } from '../branches/runs.ts';
import { loading } from '../idle.ts';
import { documentStore } from '../stores/document.ts';
import { sessionStore, stepAt } from '../stores/session.ts';
import { listOf } from '../text.ts';
import { togetherWith } from '../timeline/picks.ts';
import type { PanelProps } from '../views.ts';

const documents = () => documentStore.getState();
const session = () => sessionStore.getState();

function nameOf(input: Input): string {
  const { meta } = session();
  return meta === null ? 'input' : inputName(input, meta);
}

function say(announcement: string): void {
  session().set({ announcement });
}

/**
 * Where a new input goes. At the end, so that the others keep their places; but a fault on one message has to be in force
 * before whatever else happens at that instant, for that may be what sends the message.
 */
export function placeOf(input: Input, inputs: readonly Input[]): number {
  const onMessage = 'fault' in input && formOf(input.fault.type).form === 'message';
  const same = onMessage ? inputs.findIndex((other) => other.at === input.at) : -1;
  return same < 0 ? inputs.length : same;
}

/** A fault made at the cursor strikes at the next round time: no later than this, µs. */
const SOON = 1000;

/** Where the very same fault is already, −1 if it is nowhere. One that waits for a message takes the next: a second takes another. */
function twinOf(input: Input, inputs: readonly Input[]): number {
  if (!('fault' in input) || formOf(input.fault.type).waits) return -1;
  return inputs.findIndex((other) => jsonEqual(other, input));
}

/** Adds an input and picks it. */
export function addInput(input: Input): void {
  addInputs([input]);
}

/** Adds inputs that belong together, in one edit, and picks the first. */
export function addInputs([input, ...others]: readonly Input[]): void {
  const { document } = documents();
  if (document === null || input === undefined) return;
  const twin = others.length === 0 ? twinOf(input, document.spec.inputs) : -1;
  if (twin >= 0) {
    session().set({ selected: { kind: 'input', input: twin } });
    say(`There already: ${nameOf(input)}.`);
    return;
  }
  // Made where the cursor stands, it comes right after the step on show: the cursor goes with it, to show what it did.
  const { cursor, seekTime, run } = session();
  const soon = input.at > cursor.time && input.at <= cursor.time + SOON;
  if (soon && run !== null && stepAt(run, input.at - 1) === stepAt(run, cursor.time)) seekTime(input.at);
  const index = placeOf(input, document.spec.inputs);
  const name = listOf([input, ...others].map(nameOf));
  documents().edit(name, (spec) => ({
    ...spec,
    inputs: [...spec.inputs.toSpliced(index, 0, input), ...others],
  }));
  session().set({ selected: { kind: 'input', input: index } });
  say(`Added: ${name}.`);
}

export function replaceInput(index: number, input: Input): void {
  documents().edit(`change ${nameOf(input)}`, (spec) => ({
    ...spec,
    inputs: spec.inputs.with(index, input),
  }));
  sayWhere(input);
}

/** What an input has become: "Crash of S2, 180 ms to 400 ms." */
function sayWhere(input: Input): void {
  const { meta } = session();
  if (meta !== null) say(`${describeInput(input, meta)}.`);
}

/** An input under the hand. `cancel` puts back what was. */
export function dragInput(index: number, input: Input, phase: 'drag' | 'end' | 'cancel'): void {
  if (phase === 'cancel') {
    documents().cancel();
    return;
  }
  const inputs = (documents().gesture ?? documents().document)?.spec.inputs;
  if (inputs === undefined || index >= inputs.length) return;
  const was = inputs[index] as Input;
  documents().preview((spec) => ({ ...spec, inputs: spec.inputs.with(index, input) }));
  const { meta } = session();
  if (phase !== 'end') return;
  documents().commit(meta === null ? 'edit' : editName(was, input, meta));
  sayWhere(input);
}

/** What a protocol's own panel does to the run. */
export const editRun: NonNullable<PanelProps['onEditRun']> = (name, change, phase) => {
  const { preview, commit, cancel, amend } = documents();
  if (phase === 'more') amend(name, change);
  else if (phase === 'cancel') cancel();
  else preview(change);
  if (phase === 'end') commit(name);
};

/** Edits of several inputs come with the first of them; until then they wait in order. */
function withMany(use: (many: typeof import('../timeline/many.ts')) => void): void {
  const loaded = loading();
  import('../timeline/many.ts').then(use).finally(loaded);
}

/** Several inputs under the hand, as one undo entry. */
export function dragInputs(
  edits: readonly { readonly index: number; readonly input: Input }[],
  phase: 'drag' | 'end' | 'cancel',
): void {
  withMany((many) => many.dragMany(edits, phase));
}

/** Deletes an input, and with it all that are picked together with it. */
export function deleteInput(index: number): void {
  const together = togetherWith(index);
  if (together.length > 1) {
    withMany((many) => many.deleteMany(together));
    return;
  }
  const input = documents().document?.spec.inputs[index];
  if (input === undefined) return;
  documents().edit(`delete ${nameOf(input)}`, (spec) => ({
    ...spec,
    inputs: spec.inputs.filter((_, i) => i !== index),
  }));
  // What stands at this index now is another input.
  const { selected, hover } = session();
  session().set({
    selected: selected?.kind === 'input' ? null : selected,
    hover: hover?.kind === 'input' ? null : hover,
  });
  say(`Deleted: ${nameOf(input)}.`);
}

export function setSeed(seed: number): void {
  documents().edit('change the seed', (spec) => ({ ...spec, seed }));
}

export function setParam(id: string, title: string, value: JsonObject[string], standard: unknown): void {
  documents().edit(`change ${title}`, (spec) => {
    const { [id]: _old, ...rest } = spec.params;
    // A value equal to the default is left out: the run is the same and the link shorter.
    const same = JSON.stringify(value) === JSON.stringify(standard);
    return { ...spec, params: same ? rest : { ...rest, [id]: value } };
  });
}

export function setVariant(id: string, on: boolean): void {
  documents().edit(on ? 'break a rule' : 'mend a rule', (spec) => ({
    ...spec,
    variants: on ? [...spec.variants.filter((v) => v !== id), id] : spec.variants.filter((v) => v !== id),
  }));
}

export function setUntil(until: Micros): void {
  documents().edit('change the length', (spec) => ({ ...spec, until }));
}

/** Puts the run back as its words describe it: an edit like any other, so that it can be undone. */
export function backToOriginal(): void {
  const { opened, document } = documents();
  if (opened === null) return;
  documents().edit('go back to the original', () => document?.about ?? opened.spec);
  say('The run is as it was.');
}

/** Changes how many nodes of a role there are. Inputs on nodes that go are refused by the run, in words. */
export function setCount(role: string, plural: string, count: number): void {
  documents().edit(`change the number of ${plural}`, (spec) => ({
    ...spec,
    nodes: { ...spec.nodes, [role]: count },
  }));
}

function nowShown(): number | null {
  const { document } = documents();
  return document === null ? null : shownId(document);
}

/** Undo turns to the run it speaks of: which that is, if another was on show. */
function whereNow(before: number | null): string {
  const { document } = documents();
  if (document === null || shownId(document) === before) return '';
  return ` ${runsOf(document).find(({ id }) => id === shownId(document))?.name ?? ''} is on show.`;
}

export function undo(): void {
  const name = documents().past.at(-1)?.name;
  const shown = nowShown();
  documents().undo();
  if (name !== undefined) say(`Undone: ${name}.${whereNow(shown)}`);
}

export function redo(): void {
  const name = documents().future.at(-1)?.name;
  const shown = nowShown();
  documents().redo();
  if (name !== undefined) say(`Redone: ${name}.${whereNow(shown)}`);
}
