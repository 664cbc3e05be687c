/** The way back to the experiment somebody was at. */
import { useState } from 'react';
import type { Card } from '../../engine/meta.ts';
import { ago, forget, recall } from './recent.ts';
import { Thumbnail } from './Thumbnail.tsx';

export function GoOn({ cards }: { readonly cards: readonly Card[] }) {
  const [recent, setRecent] = useState(recall);
  const [forgotten, setForgotten] = useState(false);
  const card = cards.find(({ id }) => id === recent?.protocol);
  if (forgotten) {
    return (
      <p className="visually-hidden" role="status">
        Forgotten.
      </p>
    );
  }
  if (recent === null || card === undefined) return null;
  return (
    <section className="go-on" aria-labelledby="go-on-title">
      <div className="go-on-picture">
        <Thumbnail run={recent.hash} />
      </div>
      <div className="go-on-words">
        <h2 className="eyebrow" id="go-on-title">
          Go on where you were
        </h2>
        <p className="go-on-run">
          <a href={recent.hash}>{recent.title}</a>
        </p>
        <p className="muted">
          {card.title}, changed {ago(recent.at, Date.now())}. Kept in this browser only.
        </p>
      </div>
      <button
        type="button"
        className="button small go-on-forget"
        aria-label="Forget this run"
        onClick={() => {
          forget();
          setRecent(null);
          setForgotten(true);
        }}
      >
        Forget
      </button>
    </section>
  );
}
