/** Edits of several inputs at once: each one entry of the undo list, named for what it did. */
import type { Input, Micros } from '../../engine/runspec.ts';
import { type InputEdit, moveTogether } from '../../timeline/edit.ts';
import { formatMs } from '../../timeline/text.ts';
import { editName, inputName } from '../../timeline/words.ts';
import { focusPicked, rescueFocus } from '../faults/focus.ts';
import { documentStore } from '../stores/document.ts';
import { sessionStore } from '../stores/session.ts';
import { pickMany } from './picks.ts';

const documents = () => documentStore.getState();

function say(announcement: string): void {
  sessionStore.getState().set({ announcement });
}

/** "crash of S2", "3 faults", "2 commands", "4 faults and commands" */
export function namesOf(inputs: readonly Input[]): string {
  const { meta } = sessionStore.getState();
  const [first] = inputs;
  if (inputs.length === 1 && first !== undefined && meta !== null) return inputName(first, meta);
  const faults = inputs.filter((input) => 'fault' in input).length;
  const what = faults === inputs.length ? 'faults' : faults === 0 ? 'commands' : 'faults and commands';
  return `${inputs.length} ${what}`;
}

/** Inputs under the hand. `cancel` puts back what was. */
export function dragMany(edits: readonly InputEdit[], phase: 'drag' | 'end' | 'cancel'): void {
  if (phase === 'cancel') {
    documents().cancel();
    return;
  }
  const was = (documents().gesture ?? documents().document)?.spec.inputs;
  const [first] = edits;
  if (was === undefined || first === undefined || edits.some(({ index }) => index >= was.length)) return;
  documents().preview((spec) => {
    const inputs = [...spec.inputs];
    for (const { index, input } of edits) inputs[index] = input;
    return { ...spec, inputs };
  });
  if (phase === 'drag') return;
  const before = was[first.index] as Input;
  const by = first.input.at - before.at;
  const { meta } = sessionStore.getState();
  const name = `move ${namesOf(edits.map(({ input }) => input))} ${formatMs(Math.abs(by))} ${by < 0 ? 'earlier' : 'later'}`;
  documents().commit(edits.length === 1 && meta !== null ? editName(before, first.input, meta) : name);
}

export function deleteMany(indexes: readonly number[]): void {
  const gone = (documents().document?.spec.inputs ?? []).filter((_, i) => indexes.includes(i));
  if (gone.length === 0) return;
  documents().edit(`delete ${namesOf(gone)}`, (spec) => ({
    ...spec,
    inputs: spec.inputs.filter((_, i) => !indexes.includes(i)),
  }));
  // What stands at these places now are others.
  const { selected, hover, set } = sessionStore.getState();
  set({
    selected: selected?.kind === 'input' ? null : selected,
    hover: hover?.kind === 'input' ? null : hover,
  });
  say(`Deleted: ${namesOf(gone)}.`);
  rescueFocus();
}

/** What was copied last, and of which protocol it speaks. */
let copied: { readonly protocol: string; readonly inputs: readonly Input[] } | null = null;

export function copyMany(indexes: readonly number[]): void {
  const spec = documents().document?.spec;
  if (spec === undefined || indexes.length === 0) return;
  const inputs = indexes.flatMap((index) => spec.inputs[index] ?? []);
  copied = { protocol: spec.protocol, inputs };
  say(`Copied: ${namesOf(inputs)}.`);
}

/** Pasted where they came from they would hide what they are copies of: they stand a little later, µs. */
const BESIDE: Micros = 10_000;

/** Copies what was copied to the cursor: the first begins there, the others follow as they did. */
export function pasteMany(): void {
  const spec = documents().document?.spec;
  const { cursor } = sessionStore.getState();
  if (spec === undefined || copied === null) return;
  const { inputs } = copied;
  if (copied.protocol !== spec.protocol) {
    say('What was copied belongs to another protocol.');
    return;
  }
  const first = Math.min(...inputs.map((input) => input.at));
  const to = Math.round(cursor.time / 1000) * 1000;
  const here = inputs.map((input, index): InputEdit => ({ index, input }));
  const by = to === first ? BESIDE : to - first;
  const pasted = moveTogether(here, by, spec.until).map(({ input }) => input);
  const from = spec.inputs.length;
  documents().edit(`paste ${namesOf(pasted)}`, (now) => ({ ...now, inputs: [...now.inputs, ...pasted] }));
  pickMany(pasted.map((_, i) => from + i));
  say(`Pasted: ${namesOf(pasted)}.`);
  focusPicked();
}
