import { useState } from 'react';
import { follow, leaveTrail, nextStop, type Trail, trail } from '../list/trail.ts';
import { forgetLesson, type Origin, originLesson } from './returning.ts';
import './tolesson.css';

/** In the lab: the way back to the lesson that one came from, or else to the list, and on in it. */
export default function ToLesson() {
  const [origin, setOrigin] = useState(originLesson);
  const [list, setList] = useState(trail);
  if (origin !== null)
    return (
      <Way label="Lesson" stay={() => [forgetLesson(), setOrigin(null)]}>
        <BackTo origin={origin} />
      </Way>
    );
  if (list === null) return null;
  return (
    <Way label="List" stay={() => [leaveTrail(), setList(null)]}>
      <OnIn list={list} />
    </Way>
  );
}

function BackTo({ origin }: { readonly origin: Origin }) {
  return (
    <a href={origin.href} onClick={forgetLesson}>
      Back to the lesson: {origin.title}
    </a>
  );
}

function OnIn({ list }: { readonly list: Trail }) {
  const next = nextStop(list);
  return (
    <>
      <a href={list.list.href}>
        {list.list.title} <span className="num">({`${list.at + 1}/${list.stops.length}`})</span>
      </a>
      {next !== null && (
        <a href={next.stop.href} onClick={() => follow({ ...list, at: next.at })}>
          Next: {next.stop.title}
        </a>
      )}
    </>
  );
}

function Way({
  label,
  stay,
  children,
}: {
  readonly label: string;
  stay(): void;
  readonly children: React.ReactNode;
}) {
  return (
    <nav className="to-lesson" aria-label={label}>
      {children}
      <button
        type="button"
        className="text-button"
        aria-label="Stay in the lab"
        title="Stay in the lab"
        onClick={stay}
      >
        ✕
      </button>
    </nav>
  );
}
