/** A lesson on the wall: one sentence, then words beside a picture, or the picture alone, or the question to the room. */
import { useMemo } from 'react';
import type { Lesson, PredictStep } from '../../lessons/types.ts';
import { Banner } from '../lab/Banner.tsx';
import { useViewProps } from '../lab/useViewProps.ts';
import { Eyes } from '../lesson/Eyes.tsx';
import { Prose, Words } from '../lesson/Prose.tsx';
import { veilFrom } from '../lesson/veil.ts';
import { notesHref } from '../router.ts';
import { Stage } from '../stage/Stage.tsx';
import { Timeline } from '../timeline/Timeline.tsx';
import { Hands, Question } from './Hands.tsx';
import { askedOf } from './hands.ts';
import type { Prediction } from './script.ts';
import { type HallOptions, type LessonHall, useLessonHall } from './useLessonHall.ts';
import { LabWall, Place, type Show } from './Wall.tsx';
import { useWalk } from './walk.ts';
import './lesson-hall.css';

export default function LessonSlides(options: HallOptions) {
  const hall = useLessonHall(options);
  return (
    <LabWall lecture={hall}>{(show) => <Slide hall={hall} lesson={options.lesson} show={show} />}</LabWall>
  );
}

function Slide({
  hall,
  lesson,
  show,
}: {
  readonly hall: LessonHall;
  readonly lesson: Lesson;
  readonly show: Show;
}) {
  const { beat, detour, tried } = hall;
  const walk = useWalk();
  const opening = beat.kind === 'title' && !detour;
  const vote = beat.kind === 'vote' && !detour;
  const trying = beat.kind === 'picture' && beat.step.kind === 'do';
  return (
    <>
      <header className="present-head">
        <h1 className="present-words" data-big={opening || undefined}>
          {detour && !trying ? (
            'A detour'
          ) : vote ? (
            <Question prediction={beat.prediction} />
          ) : (
            <Headline hall={hall} />
          )}
        </h1>
        {opening && <p className="present-more">{lesson.card.question}</p>}
        {detour && (
          <p className="present-more">{trying ? <Tried tried={tried} /> : 'Esc goes back to the script.'}</p>
        )}
        <Place at={hall.at} of={hall.of} moving={hall.moving} />
      </header>
      <main className="present-main">
        {opening && walk === null && (
          <p className="present-aside">
            <span className="present-keys">Page Down: next slide · Esc: leave · </span>
            <a href={notesHref} target="_blank" rel="noopener opener">
              Notes in a second window
            </a>
          </p>
        )}
        {vote ? (
          <Hands key={beat.prediction.id} prediction={beat.prediction} />
        ) : (
          <div className="hall-lesson" data-words={(hasWords(hall) && !detour) || undefined}>
            {hasWords(hall) && !detour && (
              <section className="hall-words" aria-label="Words" tabIndex={0}>
                <Said hall={hall} lesson={lesson} />
              </section>
            )}
            <Pictures hall={hall} show={show} />
          </div>
        )}
      </main>
    </>
  );
}

function Headline({ hall }: { readonly hall: LessonHall }) {
  const { beat } = hall;
  if (beat.kind === 'picture' && beat.step.kind === 'do')
    return (
      <>
        Goal: <Words text={beat.step.goal} />
      </>
    );
  return hall.words;
}

function Tried({ tried }: { readonly tried: LessonHall['tried'] }) {
  const again = ' Esc begins again.';
  if (tried === null) return <>Looking…{again}</>;
  if (tried.met) return <>✓ Reached.{again}</>;
  return (
    <>
      Not yet. {tried.why !== '' && <Words text={tried.why} />}
      {again}
    </>
  );
}

function hasWords({ beat }: LessonHall): boolean {
  return ['words', 'reply', 'answer', 'end'].includes(beat.kind);
}

function Said({ hall, lesson }: { readonly hall: LessonHall; readonly lesson: Lesson }) {
  const { beat } = hall;
  if (beat.kind === 'end') {
    return (
      <>
        <p className="hall-idea">
          <Words text={lesson.end.idea} />
        </p>
        {lesson.end.sources.map((source) => (
          <p key={source} className="hall-source">
            {source}
          </p>
        ))}
      </>
    );
  }
  if (beat.kind === 'reply') return <Reply step={beat.step} prediction={beat.prediction} />;
  if (beat.kind === 'answer') return <Prose blocks={beat.step.done} className="hall-prose" />;
  if (beat.kind !== 'words') return null;
  return (
    <>
      <Prose blocks={beat.step.text} className="hall-prose" />
      {beat.step.as !== undefined && (
        <Eyes key={beat.step.id} node={beat.step.as} begins={beat.step.kind === 'predict'} />
      )}
      {beat.step.kind === 'do' && (
        <p className="hall-goal">
          <strong>Goal:</strong> <Words text={beat.step.goal} />
        </p>
      )}
    </>
  );
}

const LETTERS = 'ABCDEF';

/** What the room thought; what is right; and the belief that most hands went up for, if it was another. */
function Reply({ step, prediction }: { readonly step: PredictStep; readonly prediction: Prediction }) {
  const at = step.choices.findIndex((choice) => choice.right);
  const right = step.choices[at];
  const { counts } = askedOf(prediction);
  const most = Math.max(...counts);
  const popular = most === 0 ? undefined : step.choices[counts.indexOf(most)];
  return (
    <>
      {most > 0 && (
        <ul className="hall-hands num" aria-label="What the room thought">
          {counts.map((count, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: options are their places, A to F.
            <li key={i} data-right={i === at || undefined}>
              {LETTERS[i]}
              {i === at && ' ✓'} {count}
            </li>
          ))}
        </ul>
      )}
      <p className="hall-verdict">
        {LETTERS[at]} ✓ <Words text={right?.text ?? ''} />
      </p>
      {right !== undefined && <Prose blocks={right.reply} className="hall-prose" />}
      {popular !== undefined && !popular.right && (
        <>
          <p className="hall-verdict">
            {LETTERS[step.choices.indexOf(popular)]} Many believe: “{popular.belief.replace(/\.$/, '')}.”
          </p>
          <Prose blocks={popular.reply} className="hall-prose" />
        </>
      )}
    </>
  );
}

function Pictures({ hall, show }: { readonly hall: LessonHall; readonly show: Show }) {
  const { beat } = hall;
  const props = useViewProps();
  const step = 'step' in beat ? beat.step : null;
  // What a step says needs one picture; what became of it needs the one that shows when.
  const begins = (beat.kind === 'words' || beat.kind === 'end') && !hall.detour;
  const withTimeline = step?.panels.includes('timeline') ?? false;
  const stage = show !== 'timeline' || !withTimeline;
  const timeline = withTimeline && (begins ? show === 'timeline' : show !== 'stage');
  const at = step === null || step.kind === 'do' ? null : coverOf(hall);
  const veil = useMemo(() => (at === null ? null : veilFrom(at, 'comes later')), [at]);
  return (
    <div
      className="present-pictures"
      data-one={!(stage && timeline) || undefined}
      data-bare={(step !== null && !step.panels.includes('state')) || undefined}
    >
      {stage && (
        <section className="present-picture lab-stage" aria-label="Stage">
          <Banner />
          {props !== null && <Stage {...props} covered={beat.kind === 'words' && step?.kind === 'predict'} />}
        </section>
      )}
      {timeline && (
        <section className="present-picture lab-timeline" aria-label="Timeline">
          {props !== null && <Timeline {...props} layer={veil ?? props.layer} />}
        </section>
      )}
    </div>
  );
}

/** From when on the timeline is covered. */
function coverOf({ beat }: LessonHall): number | null {
  if (!('step' in beat) || beat.step.kind === 'do') return null;
  if (beat.step.kind !== 'predict') return beat.step.to;
  return beat.kind === 'picture' || beat.kind === 'reply' ? beat.step.to : beat.step.at;
}
