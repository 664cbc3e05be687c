import { useState } from 'react';
import { MAX_CLAIM, MAX_TITLE } from '../../spec/bounds.ts';
import { documentStore } from '../stores/document.ts';
import { reword } from './claim.ts';

/** Title and claim as fields, in the place of what they say. */
export default function ClaimForm({ onDone }: { onDone(): void }) {
  const [words, setWords] = useState(() => {
    const { title = '', claim = '' } = documentStore.getState().document ?? {};
    return { title, claim };
  });
  return (
    <form
      className="claim-form"
      aria-label="Title and claim"
      onSubmit={(event) => {
        event.preventDefault();
        reword(words);
        onDone();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onDone();
        else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.currentTarget.requestSubmit();
        } else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <label>
        Title
        <input
          value={words.title}
          maxLength={MAX_TITLE}
          onChange={(event) => setWords({ ...words, title: event.target.value })}
        />
      </label>
      <label>
        Claim
        <textarea
          // biome-ignore lint/a11y/noAutofocus: it opens under the hand that asked for it.
          autoFocus
          rows={3}
          value={words.claim}
          maxLength={MAX_CLAIM}
          placeholder="What does this run show? One sentence that could be false."
          onChange={(event) => setWords({ ...words, claim: event.target.value })}
        />
      </label>
      <span className="claim-buttons">
        <button type="submit" className="button small primary">
          Keep
        </button>
        <button type="button" className="button small" onClick={onDone}>
          Cancel
        </button>
      </span>
    </form>
  );
}
