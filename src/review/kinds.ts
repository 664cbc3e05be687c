/** What each kind of question asks, and which lessons it belongs to. */
import type { KindId } from './question.ts';

export interface Kind {
  readonly id: KindId;
  readonly title: string;
  /** Tracks of the curriculum: one finished lesson of them, and it is asked. */
  readonly tracks: readonly string[];
}

export const KINDS: readonly Kind[] = [
  { id: 'order', title: 'Before, after or concurrent?', tracks: ['T1'] },
  { id: 'stamp', title: 'Which stamp does it get?', tracks: ['T1'] },
  { id: 'linear', title: 'Could one copy have answered so?', tracks: ['T1', 'T2'] },
  { id: 'crashes', title: 'How many may crash?', tracks: ['T2'] },
  { id: 'overlap', title: 'Do the quorums meet?', tracks: ['T2', 'T3'] },
  { id: 'liars', title: 'How many may lie?', tracks: ['T3'] },
  { id: 'promise', title: 'Which promise breaks?', tracks: ['T1', 'T2', 'T3', 'T5', 'T6'] },
  { id: 'line', title: 'Which line is missing?', tracks: ['T1', 'T2', 'T3', 'T5', 'T6'] },
  { id: 'merge', title: 'What is left after the merge?', tracks: ['T5'] },
  { id: 'anomaly', title: 'Name the anomaly', tracks: ['T6'] },
];

/** Those that belong to lessons of these tracks, in their order. */
export function kindsFor(tracks: ReadonlySet<string>): readonly Kind[] {
  return KINDS.filter((kind) => kind.tracks.some((track) => tracks.has(track)));
}
