/** The page on which the log of a real system is read, checked and drawn. */
import { useEffect, useRef, useState } from 'react';
import { MAX_TEXT } from '../../logs/log.ts';
import type { Reading } from '../../logs/wire.ts';
import { Logo } from '../../widgets/Logo.tsx';
import { useArrival } from '../arrival.ts';
import { joinIdle } from '../idle.ts';
import { ThemeMenu } from '../lab/ThemeMenu.tsx';
import { homeHref } from '../router.ts';
import { type Draft, LogForm, NO_DRAFT } from './LogForm.tsx';
import { LogView } from './LogView.tsx';
import { startReading } from './reader.ts';
import './logs.css';

type Phase =
  | { readonly kind: 'form'; readonly why: string }
  | { readonly kind: 'reading'; readonly line: number; readonly share: number }
  | { readonly kind: 'drawn'; readonly reading: Reading };

export default function LogPage() {
  const [draft, setDraft] = useState<Draft>(NO_DRAFT);
  const [phase, setPhase] = useState<Phase>({ kind: 'form', why: '' });
  const [dropping, setDropping] = useState(false);
  const stop = useRef<(() => void) | null>(null);
  const busy = useRef(false);
  const heading = useArrival<HTMLHeadingElement>();

  useEffect(() => {
    document.title = 'Draw a log · Faultline';
    return joinIdle({
      busy: () => busy.current,
      settle: () => new Promise((resolve) => setTimeout(resolve, 20)),
      shown: () => null,
    });
  }, []);
  useEffect(() => () => stop.current?.(), []);
  // What was pressed is gone with its page: the focus goes on from the heading of the next.
  const { kind } = phase;
  const before = useRef(kind);
  useEffect(() => {
    if (before.current === kind) return;
    before.current = kind;
    heading.current?.focus({ preventScroll: true });
  }, [kind, heading]);

  const draw = (wanted: Draft) => {
    stop.current?.();
    busy.current = true;
    setDraft(wanted);
    setPhase({ kind: 'reading', line: 1, share: 0 });
    const finish = (next: Phase) => {
      busy.current = false;
      setPhase(next);
    };
    const { text, pattern, delimiter } = wanted;
    stop.current = startReading(
      { text, pattern, delimiter },
      {
        onProgress: (line, share) => setPhase({ kind: 'reading', line, share }),
        onRefused: (why) => finish({ kind: 'form', why }),
        onDone: (reading) => {
          const events = reading.executions.reduce((sum, execution) => sum + execution.events, 0);
          finish(events === 0 ? { kind: 'form', why: noEvents(reading) } : { kind: 'drawn', reading });
        },
      },
    );
  };
  const giveUp = () => {
    stop.current?.();
    busy.current = false;
    setPhase({ kind: 'form', why: '' });
  };
  const open = (file: File) => {
    if (file.size > 2 * MAX_TEXT) {
      setPhase({ kind: 'form', why: `${file.name} is larger than a log may be, ${MAX_TEXT / 1e6} MB.` });
      return;
    }
    busy.current = true;
    file.text().then(
      (text) => draw({ ...draft, name: file.name, text }),
      () => {
        busy.current = false;
        setPhase({ kind: 'form', why: `${file.name} could not be read.` });
      },
    );
  };

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
        open(file);
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
          <button type="button" className="button" onClick={() => setPhase({ kind: 'form', why: '' })}>
            Change the log
          </button>
        )}
        <ThemeMenu />
      </header>
      {phase.kind === 'drawn' ? (
        <LogView reading={phase.reading} />
      ) : (
        <main className="log-start">
          <h1 ref={heading} tabIndex={-1} className="log-h1">
            Draw the log of a real system
          </h1>
          <p className="log-lead">
            A log whose events carry vector clocks, as ShiViz reads them: on which host, how much that host
            knew, and what happened. Its clocks are checked; then every host is a lane, every message the
            clocks tell of a line, and of any two events you can ask which came first. The log stays in this
            browser. Runs of the lab can be written out in this format too, from their Share button, under
            Files.
          </p>
          {phase.kind === 'reading' ? (
            <div className="log-reading" role="status">
              <p>
                Reading line {phase.line.toLocaleString('en-GB')}, {Math.round(phase.share * 100)} %
              </p>
              <button type="button" className="button" onClick={giveUp}>
                Stop
              </button>
            </div>
          ) : (
            <LogForm draft={draft} why={phase.why} onChange={setDraft} onDraw={draw} onFile={open} />
          )}
        </main>
      )}
      {dropping && <p className="log-drop">Drop the log to draw it</p>}
    </div>
  );
}

function noEvents({ origin, executions }: Reading): string {
  const rejected = executions.flatMap((execution) => execution.rejected)[0];
  const because =
    rejected === undefined ? '' : ` The first line left out is line ${rejected.line}: ${lower(rejected.why)}`;
  return origin === 'found'
    ? 'No preset fits this log: choose “a pattern of my own” and say what its events look like.'
    : `Nothing in this log is an event to the pattern.${because}`;
}

function lower(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
