/** The page on which the log of a real system is read, checked and drawn. */
import { useEffect, useRef, useState } from 'react';
import { Logo } from '../../widgets/Logo.tsx';
import { useArrival } from '../arrival.ts';
import { ThemeMenu } from '../lab/ThemeMenu.tsx';
import { homeHref } from '../router.ts';
import { LogForm } from './LogForm.tsx';
import { LogView } from './LogView.tsx';
import { useLog } from './useLog.ts';
import './logs.css';

export default function LogPage() {
  const log = useLog();
  const { draft, phase } = log;
  const [dropping, setDropping] = useState(false);
  const heading = useArrival<HTMLHeadingElement>();

  useEffect(() => {
    document.title = 'Draw a log · Faultline';
  }, []);
  // What was pressed is gone with its page: the focus goes on from the heading of the next.
  const { kind } = phase;
  const before = useRef(kind);
  useEffect(() => {
    if (before.current === kind) return;
    const opening = before.current === 'opening';
    before.current = kind;
    if (!opening) heading.current?.focus({ preventScroll: true });
  }, [kind, heading]);

  return (
    <div
      className="page log-page"
      data-drawn={phase.kind === 'drawn' || undefined}
      data-dropping={dropping || undefined}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setDropping(false);
      }}
      onDrop={(event) => {
        const [file] = event.dataTransfer.files;
        setDropping(false);
        if (!file) return;
        event.preventDefault();
        log.open(file);
      }}
    >
      <header className="page-head">
        <a className="page-logo" href={homeHref}>
          <Logo />
        </a>
        {phase.kind === 'drawn' && (
          <h1 ref={heading} tabIndex={-1} className="log-head-title">
            {draft.name === '' ? 'A log' : draft.name}
          </h1>
        )}
        <span className="spring" />
        {phase.kind === 'drawn' && (
          <button type="button" className="button" onClick={log.edit}>
            Change the log
          </button>
        )}
        <ThemeMenu />
      </header>
      {phase.kind === 'drawn' ? (
        <LogView reading={phase.reading} place={phase.place} onPlace={log.at} />
      ) : (
        <main className="log-start">
          <h1 ref={heading} tabIndex={-1} className="log-h1">
            Draw the log of a real system
          </h1>
          <p className="log-lead">
            A log whose events carry vector clocks, as ShiViz reads them: on which host, how much that host
            knew, and what happened. Its clocks are checked. Then every host is a lane, and every message that
            the clocks speak of is a line; of any two events you can ask which came first. The log stays in
            this browser. Runs of the lab can be written out in this format too, from their Share button,
            under Files.
          </p>
          {phase.kind === 'reading' && (
            <div className="log-reading" role="status">
              <p>
                Reading line {phase.line.toLocaleString('en-GB')}, {Math.round(phase.share * 100)} %
              </p>
              <button type="button" className="button" onClick={log.stop}>
                Stop
              </button>
            </div>
          )}
          {phase.kind === 'form' && (
            <LogForm
              draft={draft}
              why={phase.why}
              fruitless={phase.fruitless}
              unkept={log.unkept}
              aside={log.aside}
              onChange={log.change}
              onDraw={log.draw}
              onExample={log.show}
              onBack={log.back}
              onFile={log.open}
            />
          )}
        </main>
      )}
      {dropping && <p className="log-drop">Drop the log to draw it</p>}
    </div>
  );
}
