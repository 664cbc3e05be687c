import { type KeyboardEvent, Suspense, useEffect, useId, useRef, useState } from 'react';
import type { Meta } from '../../engine/meta.ts';
import { MAX_CLAIM, MAX_TITLE } from '../../spec/bounds.ts';
import { Modal } from '../../widgets/Modal.tsx';
import { loading } from '../idle.ts';
import { absolute, copiedFrom, here, type LinkResult, linkHash } from '../lab/share.ts';
import { spare } from '../later.tsx';
import { FilesPanel } from './FilesPanel.tsx';
import { LinkPanel } from './LinkPanel.tsx';
import { keepWords, linkWords, type ShareWords, type Subject, takeSubject, wordsOf } from './subject.ts';
import './share.css';

const EmbedPanel = spare(() => import('./EmbedPanel.tsx'));
const CodePanel = spare(() => import('./CodePanel.tsx'));
const PicturePanel = spare(() => import('./PicturePanel.tsx'));

const TABS = [
  { id: 'link', name: 'Link' },
  { id: 'embed', name: 'Embed' },
  { id: 'code', name: 'QR code' },
  { id: 'picture', name: 'Picture' },
  { id: 'files', name: 'Files' },
] as const;

type Tab = (typeof TABS)[number]['id'];

/** What every way of sharing is given. */
export interface Shared {
  readonly subject: Subject;
  readonly words: ShareWords;
  /** The whole address, and the same on this very page: they differ in a copy that runs from a disk. */
  readonly address: string;
  readonly local: string;
}

/** Every way to hand the run on show to somebody else. */
export default function ShareDialog({ meta, onClose }: { readonly meta: Meta; onClose(): void }) {
  const [subject] = useState(() => takeSubject(meta));
  if (subject === null) return null;
  return (
    <Modal title="Share this run" className="share-dialog" onClose={onClose}>
      <ShareForm subject={subject} />
    </Modal>
  );
}

function ShareForm({ subject }: { readonly subject: Subject }) {
  const [words, setWords] = useState(() => wordsOf(subject.document));
  const [tab, setTab] = useState<Tab>('link');
  const link = useLink(subject, words);
  const id = useId();
  const write = (change: Partial<ShareWords>) => {
    const next = { ...words, ...change };
    setWords(next);
    keepWords(next);
  };
  return (
    <>
      <div className="share-words">
        <label>
          Title
          <input
            className="share-input"
            value={words.title}
            maxLength={MAX_TITLE}
            placeholder={subject.meta.title}
            onChange={(event) => write({ title: event.target.value })}
          />
        </label>
        <label>
          Claim
          <textarea
            className="share-input"
            rows={2}
            value={words.claim}
            maxLength={MAX_CLAIM}
            placeholder="What does this run show? One sentence that could be false."
            onChange={(event) => write({ claim: event.target.value })}
          />
        </label>
      </div>
      <Tabs id={id} tab={tab} onTab={setTab} />
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${tab}`} className="share-panel">
        <Suspense fallback={<p className="share-note">Loading…</p>}>
          {tab === 'files' && <FilesPanel subject={subject} words={words} />}
          {tab === 'picture' && <PicturePanel subject={subject} words={words} />}
          {tab !== 'files' &&
            tab !== 'picture' &&
            (link === null ? null : link.ok ? (
              <ByLink tab={tab} subject={subject} words={words} hash={link.hash} />
            ) : (
              <p role="status">{link.why}</p>
            ))}
        </Suspense>
      </div>
    </>
  );
}

function ByLink({
  tab,
  subject,
  words,
  hash,
}: {
  readonly tab: 'link' | 'embed' | 'code';
  readonly subject: Subject;
  readonly words: ShareWords;
  readonly hash: string;
}) {
  const shared: Shared = { subject, words, address: absolute(hash), local: `${here()}${hash}` };
  return (
    <>
      {tab === 'link' && <LinkPanel {...shared} />}
      {tab === 'embed' && <EmbedPanel {...shared} />}
      {tab === 'code' && <CodePanel {...shared} />}
      {copiedFrom() !== null && (
        <p className="share-note">
          This is a copy that runs from your disk; the link leads to the page it was taken from.
        </p>
      )}
    </>
  );
}

/** The link to the run with these words; null until it has been made once. */
function useLink(subject: Subject, words: ShareWords): LinkResult | null {
  const [link, setLink] = useState<LinkResult | null>(null);
  useEffect(() => {
    let gone = false;
    const done = loading();
    linkHash(subject.document, subject.cursor, subject.meta, linkWords(words)).then(
      (made) => {
        if (!gone) setLink(made);
        done();
      },
      () => {
        const why = 'The part of the page that makes links could not be loaded. Is the network there?';
        if (!gone) setLink({ ok: false, why });
        done();
      },
    );
    return () => {
      gone = true;
      done();
    };
  }, [subject, words]);
  return link;
}

function Tabs({ id, tab, onTab }: { readonly id: string; readonly tab: Tab; onTab(tab: Tab): void }) {
  const list = useRef<HTMLDivElement>(null);
  const onKey = (event: KeyboardEvent) => {
    const at = TABS.findIndex((one) => one.id === tab);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: TABS.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = TABS[(to + TABS.length) % TABS.length];
    if (next === undefined) return;
    onTab(next.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  };
  return (
    <div ref={list} role="tablist" aria-label="Ways to share" className="share-tabs" onKeyDown={onKey}>
      {TABS.map((one) => (
        <button
          key={one.id}
          type="button"
          role="tab"
          id={`${id}-${one.id}`}
          data-tab={one.id}
          aria-selected={tab === one.id}
          aria-controls={tab === one.id ? `${id}-panel` : undefined}
          tabIndex={tab === one.id ? 0 : -1}
          onClick={() => onTab(one.id)}
        >
          {one.name}
        </button>
      ))}
    </div>
  );
}
