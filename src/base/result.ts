/** What reading a stranger's input gives: the fields of `T`, or one plain sentence that says what is wrong with it. */
export type Result<T> = ({ readonly ok: true } & T) | Refusal;

export interface Refusal {
  readonly ok: false;
  /** For people; names the field where there is one. */
  readonly why: string;
}

export function refuse(why: string): Refusal {
  return { ok: false, why };
}
