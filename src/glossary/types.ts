/** A term of the glossary, as it stands in `content/<track>/<file>.json`: a list of terms, in the order of teaching. */
export interface Entry {
  /** Its address, `#/glossary/<slug>`: small letters, digits, hyphens. */
  readonly slug: string;
  /**
   * As its page is headed. A name with brackets at its end, "Commit (Raft)", says that the word alone means other things too: it is never
   * found in a text by this name, only by `also` and `within`.
   */
  readonly term: string;
  /** Other spellings that mean the same wherever they stand; plurals in -s and -z- for -s- are understood by themselves. */
  readonly also?: readonly string[];
  /** Spellings that mean this in texts about a protocol or a track, by its id: `{ "raft": ["commit"], "T6": … }`. */
  readonly within?: Readonly<Record<string, readonly string[]>>;
  /** So common a word that no text needs it explained: it is looked up and linked by hand, never marked. */
  readonly quiet?: true;
  /** The definition, one to three sentences, with a lesson's marks for a line (`**strong**`, `*stressed*`, code). */
  readonly means: string;
  /** What circulates wrongly, and what is right. */
  readonly wrong?: string;
  /** Where it comes from: author, title or place, year, section. */
  readonly sources: readonly string[];
  /** Slugs of related terms. */
  readonly see?: readonly string[];
  /** Runs and lessons that show it: `#/lab/…`, `#/lesson/…`, pages of a protocol. */
  readonly show?: readonly string[];
}

export interface Term extends Entry {
  /** The track of the curriculum it is filed under, "T1" … "T10". */
  readonly track: string;
}
