/** How well it was known. Each grade says when the card would come again. */
import { GRADES, type Grade, intervals } from '../../review/schedule.ts';
import { keptReview } from './kept.ts';
import type { Sitting } from './sitting.ts';
import { GRADE_NAMES, shortSpan } from './words.ts';

export function Grades({ now, onGrade }: { readonly now: Sitting; onGrade(grade: Grade): void }) {
  const { item, question, picked, practice } = now;
  if (item === null) return null;
  const wrong = question !== null && picked !== null && question.choices[picked]?.right === false;
  if (practice !== null || wrong) {
    return (
      <p className="review-ways">
        <button type="button" className="button primary" onClick={() => onGrade(wrong ? 1 : 3)}>
          Go on <kbd>space</kbd>
        </button>
        {wrong && practice === null && <span className="review-aside">It comes again soon.</span>}
      </p>
    );
  }
  const after = intervals(keptReview().cards[item.id] ?? null, Date.now());
  return (
    <fieldset className="review-grades">
      <legend>How well did you know it?</legend>
      {GRADES.map((grade) => (
        <button key={grade} type="button" className="button" onClick={() => onGrade(grade)}>
          <kbd>{grade}</kbd>
          <span>{GRADE_NAMES[grade]}</span>
          <span className="review-when num">{shortSpan(after[grade])}</span>
        </button>
      ))}
    </fieldset>
  );
}
