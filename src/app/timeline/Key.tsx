/** The key: what letters, lines and marks mean, on the timeline and on the stage. From `meta` for what is the protocol's own. */
import { type ReactNode, useId, useRef } from 'react';
import type { Meta } from '../../engine/meta.ts';
import './key.css';

/** px. */
const WIDTH = 580;

/** A button and the key it opens above itself. The browser's own popover: it lies over everything, and Escape closes it. */
export function Key({ meta }: { readonly meta: Meta }) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const place = () => {
    const box = button.current?.getBoundingClientRect();
    if (!box || !panel.current) return;
    const width = Math.min(WIDTH, globalThis.innerWidth - 16);
    panel.current.style.width = `${width}px`;
    panel.current.style.left = `${Math.max(8, Math.min(box.right, globalThis.innerWidth - 8) - width)}px`;
    panel.current.style.bottom = `${globalThis.innerHeight - box.top + 8}px`;
    panel.current.style.maxHeight = `${box.top - 24}px`;
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className="timeline-key"
        popoverTarget={id}
        onClick={place}
        title="What the signs mean"
      >
        Key
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        className="key"
        role="group"
        aria-label="Key to the signs"
        tabIndex={0}
      >
        <div className="key-columns">
          <KeyList meta={meta} />
        </div>
      </div>
    </>
  );
}

export function KeyList({ meta }: { readonly meta: Meta }) {
  const squares = meta.roles.filter((role) => role.shape === 'square');
  const bands = meta.statuses.filter((status) => status.band);
  const dashed = meta.statuses.filter((status) => status.mark === 'dashed');
  const arcs = meta.timers.filter((timer) => timer.arc);
  return (
    <>
      <Section title="Messages">
        {meta.messages.map((kind) => (
          <Row key={kind.id} sign={<Line kind={kind.faint ? 'faint' : kind.reply ? 'reply' : 'plain'} />}>
            {kind.faint || kind.reply ? null : <b>{kind.letter} </b>}
            {kind.title}
            {kind.faint ? ', faint' : ''}
          </Row>
        ))}
        <Row sign={<Line kind="lost" />}>lost: it ends where something ate it</Row>
        <Row sign={<Line kind="double" />}>duplicated: it arrives twice</Row>
        <Row sign={<Columns />}>too many for lines: how much a node sends</Row>
      </Section>
      <Section title="Lanes">
        {bands.map((status) => (
          <Row key={status.id} sign={<Band />}>
            {status.title}
            {meta.epoch ? `, one colour per ${meta.epoch.title}` : ''}
          </Row>
        ))}
        <Row sign={<TimerDot />}>a timer runs out</Row>
        <Row sign={<Restart />}>a node restarts</Row>
        {squares.length > 0 && (
          <>
            <Row sign={<Bar open={false} />}>{squares[0]?.title} is answered at its end</Row>
            <Row sign={<Bar open />}>still open, or its end unknown</Row>
            {meta.history && (
              <>
                <Row sign={<Bar open={false} mark="1" />}>
                  when it took effect, in an order that explains the answers
                </Row>
                <Row sign={<Bar open={false} mark="✕" />}>no such order has a place for it</Row>
              </>
            )}
          </>
        )}
      </Section>
      <Section title="Faults">
        <Row sign={<Span type="crash" />}>crashed</Row>
        <Row sign={<Span type="pause" />}>frozen</Row>
        <Row sign={<CutSign />}>cut: nothing passes between sides a and b</Row>
        <Row sign={<Bolt />}>a timer fired by hand</Row>
        <Row sign={<Flag />}>a promise is broken</Row>
      </Section>
      <Section title="Stage">
        <Row sign={<NodeSign ring />}>double ring: it acts in this step, or is pointed at</Row>
        {arcs.map((timer) => (
          <Row key={timer.id} sign={<NodeSign arc />}>
            arc: {timer.title} running out
          </Row>
        ))}
        {dashed.map((status) => (
          <Row key={status.id} sign={<NodeSign dashed />}>
            dashed ring: {status.title}
          </Row>
        ))}
        <Row sign={<Dots />}>
          messages on their way: large, replies,{' '}
          {meta.messages.some((m) => m.faint) ? 'and idle ones small' : ''}
        </Row>
        <Row sign={<Entries />}>solid: committed; dashed: may yet be lost</Row>
      </Section>
    </>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="key-section">
      <h3>{title}</h3>
      <ul>{children}</ul>
    </section>
  );
}

function Row({ sign, children }: { readonly sign: ReactNode; readonly children: ReactNode }) {
  return (
    <li>
      <svg width="34" height="18" viewBox="0 0 34 18" aria-hidden="true">
        {sign}
      </svg>
      <span>{children}</span>
    </li>
  );
}

function Line({ kind }: { readonly kind: 'plain' | 'reply' | 'faint' | 'lost' | 'double' }) {
  const opacity = kind === 'faint' ? 0.4 : kind === 'reply' ? 0.65 : 1;
  const width = kind === 'plain' || kind === 'lost' ? 1.8 : 1.1;
  return (
    <g stroke="var(--e1)" fill="var(--e1)" opacity={opacity} strokeWidth={width}>
      <path d="M4 3 24 13" strokeDasharray={kind === 'lost' ? '4 3' : undefined} />
      {kind === 'double' && <path d="M7 1.4 27 11.4" />}
      {(kind === 'plain' || kind === 'reply') && <path d="m30 16-7.4-1 2.4-4.6z" stroke="none" />}
      {kind === 'lost' && <path d="m22 10 7 7m0-7-7 7" stroke="var(--fault)" />}
    </g>
  );
}

function Columns() {
  return <path d="M3 7.5h8v-3h12v3h8v3h-8v3h-12v-3h-8z" fill="var(--e1)" opacity="0.5" />;
}
function Band() {
  return (
    <>
      <rect x="3" y="3" width="28" height="12" rx="3" fill="var(--e1-fill)" />
      <rect x="3" y="3" width="3.5" height="12" rx="1.5" fill="var(--e1)" />
    </>
  );
}
function TimerDot() {
  return (
    <>
      <path d="M2 9h30" stroke="var(--ink-3)" opacity="0.6" />
      <circle cx="17" cy="9" r="3" fill="var(--paper)" stroke="var(--e1)" strokeWidth="1.3" />
    </>
  );
}
function Restart() {
  return (
    <>
      <path d="M2 9h30" stroke="var(--ink-3)" opacity="0.6" />
      <path d="m14 4.5 8 4.5-8 4.5z" fill="var(--paper)" stroke="var(--e1)" strokeWidth="1.3" />
    </>
  );
}
function Bar({ open, mark }: { readonly open: boolean; readonly mark?: '1' | '✕' }) {
  const colour = mark === '✕' ? 'var(--fault)' : 'var(--ink)';
  return (
    <>
      <rect x="3" y="5.5" width="28" height="7" fill={colour} opacity={open ? 0.3 : 0.86} />
      {mark && (
        <>
          <circle cx="17" cy="9" r="7" fill="var(--panel)" stroke={colour} strokeWidth="1.4" />
          <text x="17" y="12.8" fontSize="10.5" fontWeight="660" textAnchor="middle" fill={colour}>
            {mark}
          </text>
        </>
      )}
    </>
  );
}
function Span({ type }: { readonly type: 'crash' | 'pause' }) {
  const colour = type === 'crash' ? 'var(--fault)' : 'var(--ink-3)';
  return (
    <g stroke={colour} fill="none">
      <rect x="3" y="3" width="28" height="12" rx="3" fill={colour} opacity="0.12" stroke="none" />
      {type === 'crash' ? (
        <path d="m4 15 10-12M11 15 21 3M18 15 28 3M25 15l6-7" opacity="0.6" />
      ) : (
        <path d="M10 5v8m-3.5-6 7 4m0-4-7 4M24 5v8m-3.5-6 7 4m0-4-7 4" />
      )}
      <path d="M3 2v14M31 2v14" strokeWidth="2" />
    </g>
  );
}
function CutSign() {
  return <path d="M6 1v16M6 9l4-3 4 6 4-6 4 6 4-6 4 6" fill="none" stroke="var(--fault)" strokeWidth="1.5" />;
}
function Bolt() {
  return <path d="m18 1-5.5 9.5h4L16 17l5.5-9.5h-4z" fill="var(--fault)" />;
}
function Flag() {
  return (
    <>
      <path d="m17 1 8.5 15h-17z" fill="var(--fault)" />
      <path d="M17 6v5m0 1.5v1.5" stroke="var(--paper)" strokeWidth="1.6" />
    </>
  );
}
function NodeSign({
  ring,
  arc,
  dashed,
}: {
  readonly ring?: boolean;
  readonly arc?: boolean;
  readonly dashed?: boolean;
}) {
  return (
    <g fill="none">
      <circle
        cx="17"
        cy="9"
        r="5.5"
        stroke="var(--e1)"
        strokeWidth="1.6"
        strokeDasharray={dashed ? '3 2' : undefined}
      />
      {ring && <circle cx="17" cy="9" r="8" stroke="var(--ink-3)" strokeWidth="1.2" />}
      {arc && <path d="M17 1a8 8 0 1 1-8 8" stroke="var(--ink-3)" strokeWidth="1.6" />}
    </g>
  );
}
function Dots() {
  return (
    <g fill="var(--e1)">
      <circle cx="8" cy="9" r="4.5" />
      <circle cx="19" cy="9" r="3.3" />
      <circle cx="28" cy="9" r="2.2" />
    </g>
  );
}
function Entries() {
  return (
    <g fill="var(--e1-fill)" stroke="var(--e1)" strokeWidth="1.6">
      <rect x="3" y="3.5" width="12" height="11" rx="2.5" />
      <rect x="19" y="3.5" width="12" height="11" rx="2.5" strokeDasharray="2.5 2" />
    </g>
  );
}
