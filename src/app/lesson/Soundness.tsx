/** Of a lesson that is being written: what it claims and its runs do not show, as the tests would find it. */
import { useEffect, useState } from 'react';
import { createAsker } from '../../client/ask.ts';
import { claimsOf, judged } from '../../lessons/claims.ts';
import type { LessonFiles } from '../../lessons/read.ts';
import type { Lesson } from '../../lessons/types.ts';
import { loading } from '../idle.ts';

interface Found {
  readonly asked: number;
  readonly of: number;
  readonly troubles: readonly string[];
}

export default function Soundness({
  lesson,
  files,
}: {
  readonly lesson: Lesson;
  readonly files: LessonFiles | null;
}) {
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    const asker = createAsker();
    let gone = false;
    const done = loading();
    const work = async () => {
      const claims = claimsOf(lesson);
      const troubles: string[] = [];
      for (const [i, claim] of claims.entries()) {
        const answers = await asker.ask(
          claim.kind === 'condition'
            ? { specs: claim.specs, conditions: [claim.condition], patterns: [] }
            : { specs: [claim.spec], conditions: [], patterns: [claim.pattern] },
        );
        if (gone) return;
        const answer = answers.ok ? (answers.findings[0] ?? { steps: answers.steps[0] ?? [] }) : null;
        const why = answers.ok ? answer && judged(claim, answer) : `${claim.what}: ${answers.why}`;
        if (why) troubles.push(why);
        setFound({ asked: i + 1, of: claims.length, troubles: [...troubles] });
      }
    };
    void work().finally(done);
    return () => {
      gone = true;
      done();
      asker.dispose();
    };
  }, [lesson]);
  if (found === null) return null;
  const { asked, of, troubles } = found;
  return (
    <section className="card lesson-card lesson-sound" aria-label="Check of the preview">
      <p className="eyebrow num">
        Preview · {asked} of {of} claims put to the runs
      </p>
      {troubles.length === 0 ? (
        <p>{asked === of ? 'Every one holds. Nothing you do here is kept.' : 'So far every one holds.'}</p>
      ) : (
        <ul>
          {troubles.map((why) => (
            <li key={why} className="fault-text">
              {why.charAt(0).toUpperCase() + why.slice(1)}
            </li>
          ))}
        </ul>
      )}
      {files !== null && asked === of && (
        <button type="button" className="button small" onClick={() => void share(lesson, files)}>
          Share it in a list
        </button>
      )}
    </section>
  );
}

/** Lessons of one's own travel in lists (app/list). */
async function share(lesson: Lesson, files: LessonFiles): Promise<void> {
  const [{ ownFiles }, { freshId, saveDraft }, { itemOf }] = await Promise.all([
    import('../../lessons/list/read.ts'),
    import('../list/drafts.ts'),
    import('../list/rows.ts'),
  ]);
  const own = ownFiles(files);
  if (!own.ok) return;
  const id = freshId();
  const list = { title: lesson.card.title, about: '', items: [itemOf({ own: own.files })] };
  saveDraft({ id, list, changedAt: Date.now() });
  location.hash = `#/lists/${id}`;
}
