import { useRef } from 'react';
import { useStore } from 'zustand';
import type { Step } from '../../lessons/types.ts';
import { reducedMotion } from '../stillness.ts';
import { useKeptFocus } from './keptFocus.ts';
import type { StepProps } from './StepWords.tsx';

/** Back, and what one does next: at the end of the words, or on a phone at the foot of the page. */
export function Action({ open, now, step }: StepProps & { readonly step: Step }) {
  const { actor, conduct, host } = open;
  const playing = useStore(host.player.store, (s) => s.state === 'playing');
  const { state } = now;
  const box = useRef<HTMLDivElement>(null);
  useKeptFocus(box);
  const next = () => actor.send({ type: 'next' });
  const play = () => {
    if (playing) return;
    const still = reducedMotion();
    if (window.matchMedia('(max-width: 899px)').matches)
      document
        .querySelector('.lab-stage')
        ?.scrollIntoView({ behavior: still ? 'auto' : 'smooth', block: 'start' });
    conduct.play();
  };
  const again = (step.kind === 'watch' || step.kind === 'predict') && state === 'done';
  return (
    <div className="lesson-action" ref={box}>
      {now.index > 0 && (
        <button
          type="button"
          className="button"
          onClick={() => actor.send({ type: 'goto', index: now.index - 1 })}
        >
          Back
        </button>
      )}
      {state === 'watching' && (
        <>
          <button type="button" className="button primary" aria-disabled={playing} onClick={play}>
            {playing ? 'Playing…' : 'Play'}
          </button>
          <button type="button" className="text-button" onClick={next}>
            Go on
          </button>
        </>
      )}
      {again && (
        <button type="button" className="button" aria-disabled={playing} onClick={play}>
          {step.kind === 'watch' ? 'Watch again' : 'Play it again'}
        </button>
      )}
      {state === 'looking' && (
        <button type="button" className="button primary" onClick={() => conduct.pick()}>
          This is it
        </button>
      )}
      {state === 'done' && (
        <button type="button" className="button primary" onClick={next}>
          {now.index + 1 >= open.lesson.steps.length ? 'Finish' : 'Next'}
        </button>
      )}
    </div>
  );
}
