import { useState } from 'react';
import { forgetLesson, originLesson } from './returning.ts';
import './tolesson.css';

/** In the lab: the way back to the lesson that one came from. */
export default function ToLesson() {
  const [origin, setOrigin] = useState(originLesson);
  if (origin === null) return null;
  return (
    <nav className="to-lesson" aria-label="Lesson">
      <a href={`#/lesson/${origin.id}`} onClick={forgetLesson}>
        Back to the lesson: {origin.title}
      </a>
      <button
        type="button"
        className="text-button"
        aria-label="Stay in the lab"
        title="Stay in the lab"
        onClick={() => {
          forgetLesson();
          setOrigin(null);
        }}
      >
        ✕
      </button>
    </nav>
  );
}
