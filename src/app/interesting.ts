/** Which steps are worth a stop. Apart from the sentences about them (`describe.ts`), which the first picture can do without. */
import type { Meta } from '../engine/meta.ts';
import type { NoteRecord } from '../engine/trace.ts';
import { strikesOf } from '../timeline/hits.ts';
import type { Run } from './stores/session.ts';

/** What is of note in a protocol: asked of every note of a run. */
const majors = new WeakMap<Meta, ReadonlySet<string>>();

export function isMajor(meta: Meta, note: NoteRecord): boolean {
  let known = majors.get(meta);
  if (known === undefined) {
    known = new Set(meta.notes.filter((n) => n.level === 'major').map((n) => n.id));
    majors.set(meta, known);
  }
  return known.has(note.id) || note.id.startsWith('!');
}

/** Steps worth a stop: major notes, faults starting, striking or ending, violations. Of a flapping cut its start and its end. Ascending. */
export function interestingSteps(meta: Meta, run: Run): readonly number[] {
  const { step, ref } = run.trace.columns;
  const found = new Set<number>();
  for (const note of run.trace.notes) if (isMajor(meta, note)) found.add(step[note.row] ?? 0);
  for (const violation of run.trace.violations) found.add(violation.step);
  for (const row of strikesOf(run.index).hits.values()) found.add(step[row] ?? 0);
  /** By input that flaps: the latest step in which it did. */
  const flaps = new Map<number, number>();
  for (const row of run.index.inputRows) {
    const s = step[row] ?? 0;
    const input = run.resolved.spec.inputs[ref[row] ?? -1];
    const flapping = input !== undefined && 'fault' in input && 'flap' in input.fault;
    if (!flapping || !flaps.has(ref[row] ?? -1)) found.add(s);
    if (flapping) flaps.set(ref[row] ?? -1, s);
  }
  for (const last of flaps.values()) found.add(last);
  return [...found].sort((a, b) => a - b);
}
