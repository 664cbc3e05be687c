import { Icon } from '../../widgets/icons.tsx';
import { Logo } from '../../widgets/Logo.tsx';
import { useArrival } from '../arrival.ts';
import { loading } from '../idle.ts';
import { later } from '../later.tsx';
import { openPalette } from '../palette/store.ts';
import { startPresenting } from '../present/store.ts';
import { homeHref, labHref } from '../router.ts';
import { isChanged } from '../stores/document.ts';
import { usePreferences } from '../stores/preferences.ts';
import { sessionStore } from '../stores/session.ts';
import { useDocument } from '../stores/use.ts';
import { redo, undo } from './actions.ts';
import { useLab } from './context.ts';
import { ShareButton } from './ShareButton.tsx';
import { ThemeMenu } from './ThemeMenu.tsx';

const HeaderMenu = later(async () => (await import('./HeaderMenu.tsx')).default);

/** Comes with the first press. */
async function branch(): Promise<void> {
  const loaded = loading();
  try {
    (await import('../branches/actions.ts')).branchHere();
  } finally {
    loaded();
  }
}

/** Past the words and the forms, of which a keyboard would have to go through dozens. */
function toPictures(): void {
  const main = document.querySelector<HTMLElement>('.lab > main');
  if (!main) return;
  // Only for this: a press on a picture must not give it the focus.
  main.tabIndex = -1;
  main.addEventListener('blur', () => main.removeAttribute('tabindex'), { once: true });
  main.focus();
}

export function Header({ narrow }: { readonly narrow: boolean }) {
  const { meta } = useLab();
  const title = useDocument((d) => d.document?.title ?? '');
  const changed = useDocument(isChanged);
  const heading = useArrival<HTMLHeadingElement>();
  const undoName = useDocument((d) => d.past.at(-1)?.name);
  const redoName = useDocument((d) => d.future.at(-1)?.name);
  return (
    <header className="lab-head">
      <button type="button" className="button skip" onClick={toPictures}>
        To the pictures
      </button>
      <a className="lab-logo" href={homeHref} aria-label="Faultline, home">
        <Logo />
      </a>
      <nav className="crumb" aria-label="Where you are">
        {title !== meta.title && (
          <>
            <a href={labHref(meta.id)}>{meta.title}</a>
            <span aria-hidden="true" className="crumb-slash">
              /
            </span>
          </>
        )}
        <h1 className="crumb-here" ref={heading} tabIndex={-1}>
          {title}
          {changed && !title.endsWith(', changed') && <span className="muted">, changed</span>}
        </h1>
      </nav>
      <span className="spring" />
      <span className="head-group">
        {!narrow && (
          <button
            type="button"
            className="icon-button head-branch"
            aria-label="Branch"
            title="Keep this run and try something else beside it (b)"
            onClick={() => void branch()}
          >
            <Icon name="branch" />
            <span className="head-word">Branch</span>
          </button>
        )}
        <button
          type="button"
          className="icon-button"
          aria-label="Undo"
          title={undoName === undefined ? 'Nothing to undo' : `Undo: ${undoName} (z)`}
          disabled={undoName === undefined}
          onClick={undo}
        >
          <Icon name="undo" />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label="Redo"
          title={redoName === undefined ? 'Nothing to redo' : `Redo: ${redoName} (Shift z)`}
          disabled={redoName === undefined}
          onClick={redo}
        >
          <Icon name="redo" />
        </button>
      </span>
      {narrow ? <HeaderMenu /> : <Folds />}
      {!narrow && <ThemeMenu />}
      {!narrow && (
        <button
          type="button"
          className="button"
          title="Full screen, for a lecture (l)"
          onClick={startPresenting}
        >
          Present
        </button>
      )}
      <ShareButton />
    </header>
  );
}

function Folds() {
  const { leftOpen, rightOpen, set } = usePreferences();
  return (
    <span className="head-group">
      <button
        type="button"
        className="icon-button"
        aria-label="Notes panel"
        aria-pressed={leftOpen}
        title={leftOpen ? 'Fold the notes away' : 'Show the notes'}
        onClick={() => set({ leftOpen: !leftOpen })}
      >
        <Icon name="left" />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label="Inspector panel"
        aria-pressed={rightOpen}
        title={rightOpen ? 'Fold the inspector away' : 'Show the inspector'}
        onClick={() => set({ rightOpen: !rightOpen })}
      >
        <Icon name="right" />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label="Commands"
        title="All commands, runs and moments by name (/)"
        onClick={() => openPalette()}
      >
        <Icon name="search" />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label="Keys"
        title="What the keys do (?)"
        onClick={() => sessionStore.getState().set({ help: true })}
      >
        <Icon name="keys" />
      </button>
    </span>
  );
}
