/** Every lesson by track, and how far one is; and the way to see one that somebody is writing. */

import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { LESSONS, type Listed } from '../../lessons/cards.ts';
import type { LessonFiles } from '../../lessons/read.ts';
import { useArrival } from '../arrival.ts';
import { TRACKS } from '../home/tracks.ts';
import { LearnHead } from '../pages/TopicHead.tsx';
import { chosenIn, readDropped, readFiles } from './dropped.ts';
import LessonPage from './LessonPage.tsx';
import { exported, imported, isRefused, type KeptLesson, keptLessons, onKept } from './progress.ts';
import { useDrop } from './useDrop.ts';
import './lessons.css';

export default function LessonsPage() {
  const heading = useArrival<HTMLHeadingElement>();
  const kept = useSyncExternalStore(onKept, keptLessons);
  const [preview, setPreview] = useState<LessonFiles | null>(null);
  const [said, setSaid] = useState('');
  const files = useRef<HTMLInputElement>(null);
  const progress = useRef<HTMLInputElement>(null);
  useEffect(() => {
    document.title = 'Lessons · Faultline';
  }, []);
  const open = (result: Awaited<ReturnType<typeof readFiles>>) => {
    if (result.ok) setPreview(result.files);
    else setSaid(result.why);
  };
  useDrop((transfer) => {
    const [file, ...more] = transfer.files;
    void readDropped(transfer).then(async (result) => {
      // A run or a list that is let go here opens as it would anywhere.
      if (!result.ok && file !== undefined && more.length === 0 && /\.json$/i.test(file.name)) {
        const { isOther, openFile } = await import('../share/openFile.ts');
        if (await isOther(file)) {
          const opened = await openFile(file);
          if (!opened.ok) setSaid(opened.why);
          return;
        }
      }
      open(result);
    });
  });
  if (preview !== null) return <LessonPage id="preview" files={preview} onLeave={() => setPreview(null)} />;
  const tracks = TRACKS.filter(({ id }) => LESSONS.some(({ track }) => track === id));
  return (
    <div className="page">
      <LearnHead here="#/lessons" />
      <main className="lessons">
        <h1 ref={heading} tabIndex={-1}>
          Lessons
        </h1>
        <p className="lessons-lead">
          Each begins with a question, lets you predict, and then puts the run into your hands. Ten minutes,
          more or less. What you finish is asked again in <a href="#/review">review</a>, before you forget it.
        </p>
        {tracks.map(({ id, title, about }) => (
          <section key={id} aria-labelledby={`track-${id}`}>
            <h2 id={`track-${id}`}>
              {title} <span className="muted">{about}</span>
            </h2>
            <ul className="lessons-list">
              {LESSONS.filter(({ track }) => track === id).map((lesson) => (
                <LessonRow key={lesson.id} lesson={lesson} kept={kept[lesson.id]} />
              ))}
            </ul>
          </section>
        ))}
        <section className="lessons-more" aria-label="Progress and your own lessons">
          <p>
            {isRefused() ? (
              <strong>This browser keeps no progress: save it before you leave.</strong>
            ) : (
              'Your progress stays in this browser.'
            )}{' '}
            <button type="button" className="text-button" onClick={save}>
              Save it to a file
            </button>{' '}
            or{' '}
            <button type="button" className="text-button" onClick={() => progress.current?.click()}>
              take it in from one
            </button>
            .
          </p>
          <p>
            Writing a lesson? Drop its folder or a zip of it anywhere on this page, or{' '}
            <button type="button" className="text-button" onClick={() => files.current?.click()}>
              choose its files
            </button>
            , to see it as a student will.
          </p>
          <p>
            A word you do not know? Dotted ones open; all of them are in the <a href="#/glossary">glossary</a>
            .
          </p>
          <p>
            Teaching? <a href="#/lists">Put lessons and runs into a list</a> of your own, for a lecture or a
            course.
          </p>
          <p role="status" className="lessons-said">
            {said}
          </p>
          <input
            ref={files}
            type="file"
            multiple
            hidden
            aria-label="Files of a lesson"
            onChange={(event) => void readFiles(chosenIn(event.target)).then(open)}
          />
          <input
            ref={progress}
            type="file"
            accept="application/json,.json"
            hidden
            aria-label="Progress saved to a file"
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              event.target.value = '';
              void file?.text().then((text) => {
                const result = imported(text);
                setSaid(
                  'why' in result
                    ? result.why
                    : `Progress in ${result.count} ${result.count === 1 ? 'lesson' : 'lessons'} was taken in.`,
                );
              });
            }}
          />
        </section>
      </main>
    </div>
  );
}

function LessonRow({ lesson, kept }: { readonly lesson: Listed; readonly kept: KeptLesson | undefined }) {
  const { title, question, minutes } = lesson.card;
  const done = kept === undefined ? 0 : Object.keys(kept.done).length;
  const words =
    kept === undefined || done === 0
      ? `${minutes} min`
      : kept.finishedAt !== null
        ? 'done'
        : `${done} of ${kept.of} steps`;
  return (
    <li className="lessons-row" data-done={(kept !== undefined && kept.finishedAt !== null) || undefined}>
      <a href={`#/lesson/${lesson.id}`}>{title}</a>
      <span className="lessons-progress num">{words}</span>
      <p>{question}</p>
    </li>
  );
}

function save(): void {
  const url = URL.createObjectURL(new Blob([exported()], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'faultline-progress.json';
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
