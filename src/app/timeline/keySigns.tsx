/** The signs of the key, as timeline and stage draw them. Each in a box of 34 × 18. */
export function Line({
  kind,
}: {
  readonly kind: 'plain' | 'reply' | 'faint' | 'lost' | 'double' | 'damaged' | 'held' | 'gone';
}) {
  const opacity = kind === 'faint' ? 0.4 : kind === 'reply' ? 0.65 : 1;
  const width = kind === 'plain' || kind === 'lost' ? 1.8 : 1.1;
  return (
    <g
      stroke={kind === 'gone' ? 'var(--ink-3)' : 'var(--e1)'}
      fill="var(--e1)"
      opacity={opacity}
      strokeWidth={width}
    >
      {kind === 'damaged' ? (
        <path d="M4 3 11 6.5l2-3.4 1 6.2 3-4.4 1 6.2 2-2.4 8 4.3" fill="none" />
      ) : kind === 'held' ? (
        <path d="M4 3 11 8h12l7 6" fill="none" />
      ) : (
        <path
          d="M4 3 24 13"
          strokeDasharray={kind === 'lost' ? '4 3' : kind === 'gone' ? '3 3' : undefined}
        />
      )}
      {kind === 'double' && <path d="M7 1.4 27 11.4" />}
      {(kind === 'plain' || kind === 'reply') && <path d="m30 16-7.4-1 2.4-4.6z" stroke="none" />}
      {kind === 'lost' && <path d="m22 10 7 7m0-7-7 7" stroke="var(--fault)" />}
    </g>
  );
}

/** Two events compared, and the chain between them. */
export function Chain() {
  return (
    <>
      <path d="M8 4h9l6 10h8" fill="none" stroke="var(--ink)" strokeWidth="2.4" />
      <circle cx="6" cy="5" r="5" fill="var(--ink)" />
      <text x="3.6" y="7.8" fontSize="8" fontWeight="700" fill="var(--paper)">
        a
      </text>
    </>
  );
}

export function Columns() {
  return <path d="M3 7.5h8v-3h12v3h8v3h-8v3h-12v-3h-8z" fill="var(--e1)" opacity="0.5" />;
}
export function Band() {
  return (
    <>
      <rect x="3" y="3" width="28" height="12" rx="3" fill="var(--e1-fill)" />
      <rect x="3" y="3" width="3.5" height="12" rx="1.5" fill="var(--e1)" />
    </>
  );
}
export function Break() {
  return (
    <g stroke="var(--ink-3)" strokeWidth="1.2">
      <rect x="11" y="1" width="14" height="16" fill="var(--veil)" stroke="none" />
      <path d="M2 9.5h12M22 9.5h12M13 15 17 4M19 15 23 4" fill="none" />
    </g>
  );
}

export function TimerDot() {
  return (
    <>
      <path d="M2 9h30" stroke="var(--ink-3)" opacity="0.6" />
      <circle cx="17" cy="9" r="3" fill="var(--paper)" stroke="var(--e1)" strokeWidth="1.3" />
    </>
  );
}
export function Restart() {
  return (
    <>
      <path d="M2 9h30" stroke="var(--ink-3)" opacity="0.6" />
      <path d="m14 4.5 8 4.5-8 4.5z" fill="var(--paper)" stroke="var(--e1)" strokeWidth="1.3" />
    </>
  );
}
export function Bar({ open, mark }: { readonly open: boolean; readonly mark?: '1' | '✕' }) {
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
/** Textures of lanes, as `paintSpans.ts` paints them. */
const TEXTURES = {
  crash: 'm4 15 10-12M11 15 21 3M18 15 28 3M25 15l6-7',
  amnesia: 'm4 15 10-12M11 15 21 3M18 15 28 3M25 15l6-7M4 3l10 12M11 3l10 12M18 3l10 12M25 3l6 7',
  pause: 'M10 5v8m-3.5-6 7 4m0-4-7 4M24 5v8m-3.5-6 7 4m0-4-7 4',
  slow: 'M6 4.5h2m6 0h2m6 0h2M10 13.5h2m6 0h2m6 0h2',
  byzantine: 'M4 3l3.5 4L11 3l3.5 4L18 3l3.5 4L25 3l3 4M4 15l3.5-4 3.5 4 3.5-4 3.5 4 3.5-4 3.5 4 3-4',
} as const;

export function Span({ type }: { readonly type: keyof typeof TEXTURES }) {
  const colour = type === 'pause' ? 'var(--ink-3)' : 'var(--fault)';
  return (
    <g stroke={colour} fill="none">
      <rect x="3" y="3" width="28" height="12" rx="3" fill={colour} opacity="0.12" stroke="none" />
      <path d={TEXTURES[type]} opacity={type === 'crash' || type === 'amnesia' ? 0.6 : 1} />
      <path d="M3 2v14M31 2v14" strokeWidth="2" />
    </g>
  );
}

/** Textures of strips, as `paintStrips.ts` paints them. */
const STRIPS = {
  partial: 'm7 7 4 4m0-4-4 4m8-4 4 4m0-4-4 4m8-4 4 4m0-4-4 4',
  block: 'M8 6.5v5M14 6.5v5M20 6.5v5M26 6.5v5',
  link: 'M4 9h6m4 0h6m4 0h6',
  slowFsync: 'M4 9q3-5 6 0t6 0 6 0 6 0',
  diskFull: 'M6 7h4v4H6zM13 7h4v4h-4zM20 7h4v4h-4z',
} as const;

export function Strip({ type }: { readonly type: keyof typeof STRIPS }) {
  return (
    <g stroke="var(--fault)" fill={type === 'diskFull' ? 'var(--fault)' : 'none'}>
      <rect x="3" y="5.5" width="28" height="7" rx="3" fill="var(--fault)" opacity="0.16" stroke="none" />
      <path d={STRIPS[type]} strokeWidth="1.2" />
    </g>
  );
}

export function CutSign({ oneWay = false }: { readonly oneWay?: boolean }) {
  return (
    <g fill="none" stroke="var(--fault)" strokeWidth="1.5">
      <path d={oneWay ? 'M6 1v16M6 13l4-3 4 6 4-6 4 6 4-6 4 6' : 'M6 1v16M6 9l4-3 4 6 4-6 4 6 4-6 4 6'} />
      {oneWay && <path d="M18 0v6m-3-3 3 3 3-3M14 8h8" strokeWidth="1.3" />}
    </g>
  );
}

export function Badge({
  shape,
  vain = false,
}: {
  readonly shape: 'round' | 'square';
  readonly vain?: boolean;
}) {
  const frame = { fill: 'var(--paper)', strokeDasharray: vain ? '2.5 2' : undefined };
  return (
    <g stroke="var(--fault)" fill="none" strokeWidth="1.4" opacity={vain ? 0.6 : 1}>
      {shape === 'round' ? (
        <circle cx="17" cy="9" r="7.5" {...frame} />
      ) : (
        <rect x="9.5" y="1.5" width="15" height="15" rx="4" {...frame} />
      )}
      <path d={shape === 'round' ? 'm14 6 6 6m0-6-6 6' : 'M13 6.5v5c0 2 8 2 8 0v-5c0-2-8-2-8 0s8 2 8 0'} />
    </g>
  );
}

export function Write() {
  return (
    <g stroke="var(--ink-2)">
      <path d="M2 9h30" stroke="var(--ink-3)" opacity="0.6" />
      <path d="M5 9h18" strokeWidth="4" opacity="0.5" />
      <path d="M19 6v6c0 2.4 8 2.4 8 0V6c0-2.4-8-2.4-8 0s8 2.4 8 0" fill="var(--paper)" strokeWidth="1.2" />
    </g>
  );
}

export function Undone() {
  return (
    <g stroke="var(--fault)">
      <path d="M2 9h30" stroke="var(--ink-3)" opacity="0.6" />
      <path d="M5 9h18" strokeWidth="4" opacity="0.5" />
      <path d="M19 5l8 8M27 5l-8 8" strokeWidth="1.9" />
    </g>
  );
}

export function DiskSign() {
  return (
    <g fill="none" stroke="var(--fault)" strokeWidth="1.2">
      <rect x="6" y="2" width="22" height="14" rx="7" fill="var(--paper)" />
      <path d="M13 6.5v5c0 2 8 2 8 0v-5c0-2-8-2-8 0s8 2 8 0" />
    </g>
  );
}

export function WaitSign() {
  return (
    <g>
      <rect x="9" y="1.5" width="16" height="15" rx="7.5" fill="var(--paper)" stroke="var(--ink-3)" />
      <text x="17" y="13" textAnchor="middle" fontSize="11" fontWeight="600" fill="var(--ink-2)">
        3
      </text>
    </g>
  );
}

export function Bolt() {
  return <path d="m18 1-5.5 9.5h4L16 17l5.5-9.5h-4z" fill="var(--fault)" />;
}
export function Flag() {
  return (
    <>
      <path d="m17 1 8.5 15h-17z" fill="var(--fault)" />
      <path d="M17 6v5m0 1.5v1.5" stroke="var(--paper)" strokeWidth="1.6" />
    </>
  );
}
export function NodeSign({
  ring,
  arc,
  dashed,
  notched,
}: {
  readonly ring?: boolean;
  readonly arc?: boolean;
  readonly dashed?: boolean;
  readonly notched?: boolean;
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
      {notched && (
        <circle cx="17" cy="9" r="7.5" stroke="var(--fault)" strokeWidth="3" strokeDasharray="2.4 3.5" />
      )}
      {arc && <path d="M17 1a8 8 0 1 1-8 8" stroke="var(--ink-3)" strokeWidth="1.6" />}
    </g>
  );
}
export function Dots() {
  return (
    <g fill="var(--e1)">
      <circle cx="8" cy="9" r="4.5" />
      <circle cx="19" cy="9" r="3.3" />
      <circle cx="28" cy="9" r="2.2" />
    </g>
  );
}
export function Entries() {
  return (
    <g fill="var(--e1-fill)" stroke="var(--e1)" strokeWidth="1.6">
      <rect x="3" y="3.5" width="12" height="11" rx="2.5" />
      <rect x="19" y="3.5" width="12" height="11" rx="2.5" strokeDasharray="2.5 2" />
    </g>
  );
}
