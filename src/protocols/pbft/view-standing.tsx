/** How far a replica is with a number, in as many letters as there is room for. */
import css from './view.module.css';
import type { VoteRow } from './view-votes.ts';

/** With more replicas than this columns are closer, and words shorter. */
export const MANY = 5;

export function standingWords(row: VoteRow): string {
  if (!row.up) return 'down';
  if (row.standing === 'nothing') return row.active ? '' : 'waits for a view';
  return row.standing;
}

/** Where there is little room, the words of the paper are cut short; of many replicas a letter is left. */
export function Standing({ words, many }: { readonly words: string; readonly many: boolean }) {
  const short = SHORT[words];
  const letter = many ? LETTERS[words] : undefined;
  return (
    <>
      {letter !== undefined && (
        <abbr className={css.tiny} title={words}>
          <span className={css.hidden}>{words}</span>
          <span aria-hidden="true">{letter}</span>
        </abbr>
      )}
      <span className={letter === undefined ? undefined : css.wordy}>
        {short !== undefined && (
          <abbr className={css.short} title={words}>
            {short}
          </abbr>
        )}
        <span className={short === undefined ? undefined : css.long}>{words}</span>
      </span>
    </>
  );
}

const SHORT: Readonly<Record<string, string>> = {
  'pre-prepared': 'pre-prep.',
  'committed-local': 'committed',
  'waits for a view': 'waits',
};
const LETTERS: Readonly<Record<string, string>> = {
  'pre-prepared': 'PP',
  prepared: 'P',
  'committed-local': 'C',
  executed: 'E',
  'waits for a view': '…',
  down: '×',
};
