import type { StatementsPicture } from '../../review/question.ts';

/** A column for each session; who speaks next stands lower. */
export function StatementsView({ picture }: { readonly picture: StatementsPicture }) {
  return (
    <ol className="review-statements" aria-label="What was said, in order">
      {picture.steps.map(({ session, sql, outcome, state }, i) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a question does not change
          key={i}
          data-side={picture.sessions.indexOf(session)}
          data-state={state}
        >
          <span className="review-session num">{session}</span>
          <code className="mono">{sql}</code>
          {outcome !== '' && <span className="review-outcome">{outcome}</span>}
        </li>
      ))}
    </ol>
  );
}
