import { useEffect, useRef, useState } from 'react';
import { useArrival } from '../arrival.ts';
import { joinChannel, type Told, type Wish } from './channel.ts';
import './present.css';

/** The lecturer's own window: what is on the wall, what comes next, what there is to say, and the hands to be counted. */
export default function SpeakerNotes() {
  const [told, setTold] = useState<Told | null>(null);
  const [over, setOver] = useState(false);
  const heading = useArrival<HTMLHeadingElement>();
  const say = useRef<(wish: Wish) => void>(() => {});
  useEffect(() => {
    document.title = 'Notes · Faultline';
    const channel = joinChannel((word) => {
      if (word.type === 'slide') {
        setTold(word);
        setOver(false);
      } else if (word.type === 'over') setOver(true);
    });
    say.current = (wish) => channel.say(wish);
    channel.say({ type: 'hello' });
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'PageDown') channel.say({ type: 'go', by: 1 });
      else if (event.key === 'PageUp') channel.say({ type: 'go', by: -1 });
      else if (event.key === 'Escape') channel.say({ type: 'back' });
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
      channel.leave();
    };
  }, []);
  const elapsed = useElapsed(told !== null);
  if (told === null) {
    return (
      <main className="speaker">
        <h1 ref={heading} tabIndex={-1} className="speaker-words">
          Notes
        </h1>
        <p className="muted">
          Open a run, a lesson or a list in another window of this browser and press <kbd>l</kbd> to present
          it: what there is to say appears here.
        </p>
      </main>
    );
  }
  return (
    <main className="speaker">
      {told.walk !== null && told.walk.at >= 0 && (
        <p className="speaker-item">
          {told.walk.at + 1} of {told.walk.items.length}: <strong>{told.walk.items[told.walk.at]}</strong>
        </p>
      )}
      <p className="eyebrow num">
        Slide {told.n} of {told.of} · {elapsed}
        {over && ' · the presentation has ended'}
      </p>
      <h1 ref={heading} tabIndex={-1} className="speaker-words">
        {told.words}
      </h1>
      {told.more !== '' && <p>{told.more}</p>}
      {told.walk !== null && told.walk.say !== '' && (
        <section aria-label="What you want to say">
          <p className="speaker-say">{told.walk.say}</p>
        </section>
      )}
      {told.detour && (
        <p className="speaker-detour">
          On a detour.{' '}
          <button type="button" className="button small" onClick={() => say.current({ type: 'back' })}>
            Back to the script
          </button>
        </p>
      )}
      {told.hands !== null && (
        <ul className="speaker-hands" aria-label="Hands">
          {told.hands.options.map((option, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: options are their places.
            <li key={i}>
              <label>
                {option || 'ABCDEF'[i]}
                <input
                  type="number"
                  min={0}
                  max={9999}
                  value={told.hands?.counts[i] ?? 0}
                  onChange={(event) =>
                    say.current({ type: 'count', option: i, count: Number(event.target.value) })
                  }
                />
              </label>
            </li>
          ))}
        </ul>
      )}
      <p className="speaker-buttons">
        <button type="button" className="button" onClick={() => say.current({ type: 'go', by: -1 })}>
          Back (Page Up)
        </button>
        <button type="button" className="button primary" onClick={() => say.current({ type: 'go', by: 1 })}>
          On (Page Down)
        </button>
      </p>
      {told.next !== '' && (
        <section className="speaker-next" aria-label="Next">
          <h2 className="eyebrow">Next</h2>
          <p>{told.next}</p>
        </section>
      )}
      {told.walk !== null && told.walk.note !== '' && (
        <section aria-label="What students read">
          <h2 className="eyebrow">What students read</h2>
          <p className="speaker-read">{told.walk.note}</p>
        </section>
      )}
      {told.notes !== '' && (
        <section aria-label={told.hands?.fixed ? 'For you alone' : 'About this run'}>
          <h2 className="eyebrow">{told.hands?.fixed ? 'For you alone' : 'About this run'}</h2>
          <p className="prose">{told.notes}</p>
        </section>
      )}
      {told.walk !== null && (
        <nav aria-label="Items of the list">
          <h2 className="eyebrow">{told.walk.title}</h2>
          <ol className="speaker-items">
            {told.walk.items.map((title, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: items are their places.
              <li key={i}>
                <button
                  type="button"
                  className="text-button"
                  aria-current={i === told.walk?.at ? 'step' : undefined}
                  onClick={() => say.current({ type: 'item', to: i })}
                >
                  {title}
                </button>
              </li>
            ))}
          </ol>
        </nav>
      )}
    </main>
  );
}

/** "12:05" since the notes first heard of the lecture. */
function useElapsed(running: boolean): string {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (!running) return;
    const from = performance.now();
    const timer = setInterval(() => setSeconds(Math.floor((performance.now() - from) / 1000)), 1000);
    return () => clearInterval(timer);
  }, [running]);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
