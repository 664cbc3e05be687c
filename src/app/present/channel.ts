/** Between the screen in the hall and the notes on the lecturer's own: two windows of one browser. */

/** What the notes show. */
export interface Told {
  readonly type: 'slide';
  readonly n: number;
  readonly of: number;
  readonly words: string;
  readonly more: string;
  /** What comes next, '' at the end. */
  readonly next: string;
  /** The notes of the run. */
  readonly notes: string;
  readonly detour: boolean;
  /** Where a list is walked through; null where one thing is presented by itself. */
  readonly walk: {
    readonly title: string;
    readonly items: readonly string[];
    /** −1: its title. */
    readonly at: number;
    readonly say: string;
    readonly note: string;
  } | null;
  readonly hands: {
    readonly options: readonly string[];
    readonly counts: readonly number[];
    readonly locked: boolean;
    /** Of a lesson, whose notes are then what is right. */
    readonly fixed: boolean;
  } | null;
}

/** What the notes ask for. */
export type Wish =
  | { readonly type: 'hello' }
  | { readonly type: 'go'; readonly by: 1 | -1 }
  | { readonly type: 'back' }
  /** Of the list; −1 for its title. */
  | { readonly type: 'item'; readonly to: number }
  | { readonly type: 'count'; readonly option: number; readonly count: number };

export type Word = Told | Wish | { readonly type: 'over' };

const NAME = 'faultline.present';

/** @returns how to say something, and how to leave. Where there are no channels nobody hears, and nothing fails. */
export function joinChannel(hear: (word: Word) => void): { say(word: Word): void; leave(): void } {
  if (typeof BroadcastChannel === 'undefined') return { say: () => {}, leave: () => {} };
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = (event: MessageEvent<Word>) => hear(event.data);
  return { say: (word) => channel.postMessage(word), leave: () => channel.close() };
}
