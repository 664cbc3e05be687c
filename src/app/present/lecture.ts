/** What a wall, a clicker and the notes need to know of whatever is presented: a run, a lesson, the title of a list. */
import type { Prediction } from './script.ts';

export interface Lecture {
  /** Which slide, from 0, of how many. */
  readonly at: number;
  readonly of: number;
  readonly words: string;
  readonly more: string;
  /** Words of the slide after it, '' at the end. */
  readonly next: string;
  /** About the whole, for the lecturer. */
  readonly notes: string;
  /** The question that is put to the room, if one is. */
  readonly prediction: Prediction | null;
  /** The hand has left the script. */
  readonly detour: boolean;
  /** On the way to the slide, playing. */
  readonly moving: boolean;
  go(by: 1 | -1): void;
  /** Back to the slide, as it was. */
  back(): void;
  /** A question of the lecturer's own, right here. */
  ask(): void;
}
