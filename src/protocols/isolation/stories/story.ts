/** The shape of a story: what sessions do, as an application would, and what must come of it whoever goes first. */

export interface Story {
  readonly id: string;
  readonly title: string;
  /** What it is about, in two or three sentences. */
  readonly tale: string;
  readonly source: string;
  readonly setup: readonly string[];
  readonly sessions: readonly StorySession[];
  /** Must hold whenever no transaction is open; null where only the answers tell that no serial order gives them. */
  readonly invariant: Invariant | null;
  /** An interleaving worth seeing: whose turn it is. A session that is blocked catches up when it is released. */
  readonly turns: readonly string[];
  /** What has gone wrong when it has. */
  readonly wrong: string;
  /** At which levels of which engines some interleaving breaks it. Tests search them all. */
  readonly broken: Readonly<Record<string, readonly string[]>>;
}

export interface StorySession {
  /** `T1` */
  readonly session: string;
  /** `Alice's phone` */
  readonly role: string;
  readonly statements: readonly StoryStatement[];
}

export interface StoryStatement {
  /** `:name` stands for what was remembered under that name. */
  readonly sql: string;
  /** Remembers the first column of the first row. */
  readonly as?: string;
  /** Left out unless it holds of what was remembered. */
  readonly when?: {
    readonly name: string;
    readonly is: '=' | '<>' | '<' | '<=' | '>' | '>=';
    readonly value: number | string;
  };
}

export interface Invariant {
  readonly sentence: string;
  /** A query of one value over the final tables. */
  readonly sql: string;
  readonly is: '=' | '<>' | '<' | '<=' | '>' | '>=';
  readonly value: number | string;
}

/** `T1 T1 T2` */
export function turns(text: string): string[] {
  return text.trim().split(/\s+/);
}
