/** The language between the pages of isolation and their worker. */

/** An engine at a level. */
export interface ColumnView {
  readonly engine: string;
  readonly level: string;
  readonly title: string;
  readonly promise: string;
}

/** A schedule of the matrix. */
export interface RowView {
  readonly id: string;
  readonly title: string;
  readonly tale: string;
  /** What the judge calls it, `P4`. */
  readonly names: readonly string[];
}

/** A statement that was given, or one that had waited and was now done. */
export interface StepView {
  readonly session: string;
  readonly sql: string;
  /** `(1, 10) (2, 20)`, `waits for T1`, `error 40001`. */
  readonly outcome: string;
  readonly kind: 'done' | 'waits' | 'fails';
  /** It had to wait and is done only now. */
  readonly released: boolean;
}

/** How it went, and the way into the lab. */
export interface Shown {
  readonly steps: readonly StepView[];
  /** By table, its committed rows in the end: `(1, 10) (2, 20)`. */
  readonly tables: readonly { readonly name: string; readonly rows: string }[];
  /** The address of the same statements in the lab, from the `#` on; or one sentence why there is none. */
  readonly link: { readonly hash: string } | { readonly why: string };
}

/**
 * `happens`: the anomaly came to pass. What kept it from that, in the order of precedence: a deadlock was broken (`deadlock`), the
 * database refused somebody (`refused`), made somebody wait (`waits`), or showed versions that fit together (`unseen`).
 */
export type Verdict = 'happens' | 'deadlock' | 'refused' | 'waits' | 'unseen';

export interface CellView extends Shown {
  readonly row: string;
  /** Index of the column. */
  readonly column: number;
  readonly verdict: Verdict;
  /** What happened. */
  readonly sentence: string;
  /** What Hermitage found: that it happens, that it does not, or nothing. */
  readonly published: boolean | null;
}

export interface StatementView {
  readonly sql: string;
  readonly as?: string;
  readonly when?: ConditionView;
}
export interface ConditionView {
  readonly name: string;
  readonly is: '=' | '<>' | '<' | '<=' | '>' | '>=';
  readonly value: number | string;
}
export interface SessionView {
  readonly session: string;
  readonly role: string;
  /** Of its transactions; absent: as chosen for all. */
  readonly level?: string;
  readonly statements: readonly StatementView[];
}
export interface InvariantView {
  readonly sentence: string;
  readonly sql: string;
  readonly is: ConditionView['is'];
  readonly value: number | string;
}
/** What is searched: a story of ours, perhaps changed. */
export interface ProgramView {
  readonly setup: readonly string[];
  readonly sessions: readonly SessionView[];
  readonly invariant: InvariantView | null;
}
export interface StoryView extends ProgramView {
  readonly id: string;
  readonly title: string;
  readonly tale: string;
  readonly source: string;
}

/** What a search came to. */
export interface FoundView extends Shown {
  /** What is wrong in the end, in a sentence. */
  readonly why: string;
  /** What the judge of histories calls it, the plainest first: `P4`, `Lost update`, and how it came about. */
  readonly anomalies: readonly { readonly id: string; readonly title: string; readonly sentence: string }[];
  /** How often the turn passed from a session that could have gone on to another: 0 is no interleaving at all. */
  readonly switches: number;
}
export interface SearchView {
  /** The shortest that breaks it. */
  readonly found: FoundView | null;
  /** Every interleaving was tried that might be shorter, or any at all. */
  readonly complete: boolean;
  /** Interleavings carried to their end; of those that differ only in the order of what commutes, one. */
  readonly ended: number;
  /** Statements carried out. */
  readonly points: number;
}

export type IsolationRequest =
  | { readonly ask: 'matrix' }
  | { readonly ask: 'stories' }
  /** `columns`: indexes, searched in this order. `title` is for the lab. */
  | {
      readonly ask: 'search';
      readonly title: string;
      readonly program: ProgramView;
      readonly columns: readonly number[];
    };

/** Any number of answers, the last of which is `done` or `failed` (`why`: one sentence for people). */
export type IsolationAnswer =
  | { readonly type: 'rows'; readonly rows: readonly RowView[]; readonly columns: readonly ColumnView[] }
  | { readonly type: 'cells'; readonly cells: readonly CellView[] }
  | {
      readonly type: 'stories';
      readonly stories: readonly StoryView[];
      readonly columns: readonly ColumnView[];
    }
  /** `points`: statements carried out so far; `statements`: how many the interleavings have that are being tried. */
  | {
      readonly type: 'progress';
      readonly column: number;
      readonly points: number;
      readonly statements: number;
    }
  /** A refusal: the programs make no sense, and why. */
  | {
      readonly type: 'searched';
      readonly column: number;
      readonly result:
        | { readonly ok: true; readonly result: SearchView }
        | { readonly ok: false; readonly why: string };
    }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly why: string };
