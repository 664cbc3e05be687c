import { useRef } from 'react';
import { ms } from '../text.ts';
import { CopyButton } from './CopyButton.tsx';
import { plainLink, richLink, toClipboard } from './copy.ts';
import type { Shared } from './ShareDialog.tsx';

export function LinkPanel({ subject, words, address }: Shared) {
  const field = useRef<HTMLTextAreaElement>(null);
  const select = () => {
    field.current?.focus();
    field.current?.select();
  };
  const title = words.title.trim() || subject.meta.title;
  return (
    <>
      <textarea
        ref={field}
        className="share-text mono"
        aria-label="Link to this run"
        readOnly
        rows={4}
        value={address}
        onFocus={(event) => event.currentTarget.select()}
      />
      <p className="share-note">
        It opens at {ms(subject.cursor)} and carries every fault, parameter and the seed: whoever opens it
        sees this very run.
      </p>
      <div className="share-buttons">
        <CopyButton
          primary
          label="Copy title and link"
          copy={() => toClipboard(plainLink(title, address), richLink(title, words.claim.trim(), address))}
          refused={select}
        />
        <CopyButton label="Copy link only" copy={() => toClipboard(address)} refused={select} />
      </div>
    </>
  );
}
