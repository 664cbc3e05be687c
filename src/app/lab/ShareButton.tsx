import { lazy, Suspense, useRef, useState } from 'react';
import { Popover } from '../../widgets/Popover.tsx';
import { documentStore } from '../stores/document.ts';
import { sessionStore } from '../stores/session.ts';
import { ms } from '../text.ts';
import { useLab } from './context.ts';
import { absolute, type LinkResult, linkHash } from './share.ts';

const ExportSection = lazy(() => import('../logs/ExportSection.tsx'));

/** Makes the link, copies it if the browser lets us, and shows it either way. */
export function ShareButton() {
  const { meta } = useLab();
  const [link, setLink] = useState<LinkResult | null>(null);
  const [cursor, setCursor] = useState(0);
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no');
  const field = useRef<HTMLTextAreaElement>(null);

  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied('yes');
    } catch {
      // Permission refused, or not a secure page: the text is selected, and copying by hand is one key.
      setCopied('refused');
      field.current?.focus();
      field.current?.select();
    }
  };
  const open = async () => {
    const { document } = documentStore.getState();
    if (document === null) return;
    const { time } = sessionStore.getState().cursor;
    setLink(null);
    setCopied('no');
    const made = await linkHash(document, time, meta);
    setCursor(time);
    setLink(made);
    if (made.ok) void copy(absolute(made.hash));
  };

  return (
    <Popover
      label="Share link"
      buttonClass="button primary"
      panelLabel="Share link"
      onOpen={() => void open()}
    >
      {() => (
        <>
          {link === null ? null : link.ok ? (
            <div className="share">
              <p className="share-status" role="status">
                {copied === 'yes' && 'Copied. Whoever opens it sees this very run.'}
                {copied === 'refused' && 'Copy the selected text: whoever opens it sees this very run.'}
                {copied === 'no' && 'Copying…'}
              </p>
              <textarea
                ref={field}
                className="share-link mono"
                aria-label="Link to this run"
                readOnly
                rows={7}
                value={absolute(link.hash)}
                onFocus={(event) => event.currentTarget.select()}
              />
              <p className="share-note">
                It opens at {ms(cursor)} and carries every fault, parameter and the seed.
              </p>
              <button type="button" className="button" onClick={() => void copy(absolute(link.hash))}>
                Copy again
              </button>
            </div>
          ) : (
            <p role="status">{link.why}</p>
          )}
          <Suspense fallback={null}>
            <ExportSection />
          </Suspense>
        </>
      )}
    </Popover>
  );
}
