import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { backToOriginal } from '../lab/actions.ts';
import { Banner } from '../lab/Banner.tsx';
import { useLab } from '../lab/context.ts';
import { useKeys } from '../lab/keys.ts';
import { absolute, linkHash } from '../lab/share.ts';
import { Transport } from '../lab/Transport.tsx';
import { useViewProps } from '../lab/useViewProps.ts';
import { Stage } from '../stage/Stage.tsx';
import { isChanged } from '../stores/document.ts';
import { sessionStore } from '../stores/session.ts';
import { useDocument, useSession } from '../stores/use.ts';
import { Timeline } from '../timeline/Timeline.tsx';
import { arrangementFor, zoomFor } from './arrangement.ts';
import './embed.css';

const nothing = () => {};

/** A run in a frame on somebody else's page: stage, timeline, transport, one line of words, and the way to the whole lab. */
export default function EmbedView() {
  const { meta } = useLab();
  const { width, height } = useFrame();
  const zoom = zoomFor({ width, height });
  const [shown, setShown] = useState<'stage' | 'timeline'>('stage');
  const hash = useSession((s) => s.run?.trace.hash ?? undefined);
  const announcement = useSession((s) => s.announcement);
  const title = useDocument((d) => d.document?.title ?? '');
  const claim = useDocument((d) => d.document?.claim ?? '');
  const changed = useDocument(isChanged);
  const props = useViewProps();
  useKeys();
  const { arrangement, withClaim, low } = arrangementFor({ width, height });
  const one = arrangement === 'one';
  // Faults can be dragged here; what needs a form is done in the lab.
  const view = props === null ? null : { ...props, onOpenInput: nothing, onDeleteInput: nothing };
  return (
    <div
      className="embed"
      data-run-hash={hash}
      data-arrangement={arrangement}
      data-low={low || undefined}
      style={zoom > 1 ? { zoom, height: `${100 / zoom}dvh` } : undefined}
    >
      <header className="embed-head">
        <div className="embed-words">
          <h1 className="embed-title" title={title}>
            {title || meta.title}
            {changed && !title.endsWith(', changed') && <span className="muted">, changed</span>}
          </h1>
          {withClaim && claim !== '' && !changed && <p className="embed-claim">{claim}</p>}
        </div>
        {changed && (
          <button type="button" className="button small" title="Undo every change" onClick={backToOriginal}>
            Reset
          </button>
        )}
        {one && (
          <div className="embed-switch" role="group" aria-label="Picture">
            {(['stage', 'timeline'] as const).map((which) => (
              <button
                key={which}
                type="button"
                aria-pressed={shown === which}
                onClick={() => setShown(which)}
              >
                {which === 'stage' ? 'Stage' : 'Timeline'}
              </button>
            ))}
          </div>
        )}
        <OpenLink short={one} />
      </header>
      <main className="embed-main">
        <Banner />
        <div className="embed-pictures">
          {(!one || shown === 'stage') && (
            <section className="embed-picture lab-stage" aria-label="Stage">
              {view !== null && <Stage {...view} />}
            </section>
          )}
          {(!one || shown === 'timeline') && (
            <section className="embed-picture lab-timeline" aria-label="Timeline">
              {view !== null && <Timeline {...view} />}
            </section>
          )}
        </div>
      </main>
      <footer className="embed-foot">
        <Transport />
      </footer>
      <div className="visually-hidden" role="status" aria-live="polite">
        {announcement}
      </div>
    </div>
  );
}

/** The room the frame has, px. */
function useFrame(): { readonly width: number; readonly height: number } {
  const size = useSyncExternalStore(
    (changed) => {
      window.addEventListener('resize', changed);
      return () => window.removeEventListener('resize', changed);
    },
    () => `${window.innerWidth} ${window.innerHeight}`,
  );
  const [width = 0, height = 0] = size.split(' ').map(Number);
  return { width, height };
}

/** To the whole lab in a tab of its own, at the moment on show and with what was changed here. */
function OpenLink({ short }: { readonly short: boolean }) {
  const { meta } = useLab();
  const document = useDocument((d) => d.document);
  // The address the frame was given, without what makes it a frame, until there is a better one.
  const [address, setAddress] = useState(() =>
    absolute(location.hash.replace(/&(?:embed|theme)=[^&]*/g, '')),
  );
  const latest = useRef(0);
  const refresh = () => {
    if (document === null) return;
    const mine = ++latest.current;
    linkHash(document, sessionStore.getState().cursor.time, meta).then(
      (link) => link.ok && mine === latest.current && setAddress(absolute(link.hash)),
      () => {},
    );
  };
  const opened = useRef(document);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new document is what makes a new link
  useEffect(() => {
    if (document !== opened.current) refresh();
  }, [document]);
  return (
    <a
      className="embed-open"
      href={address}
      target="_blank"
      rel="noopener"
      aria-label="Open in Faultline"
      title="Open in Faultline"
      onPointerEnter={refresh}
      onFocus={refresh}
    >
      {short ? 'Faultline' : 'Open in Faultline'}
      <svg width="11" height="11" viewBox="0 0 11 11" aria-hidden="true">
        <path d="M4 2H1.5v7.5H9V7M6 1h4v4M10 1 5 6" fill="none" stroke="currentColor" strokeWidth="1.3" />
      </svg>
    </a>
  );
}
