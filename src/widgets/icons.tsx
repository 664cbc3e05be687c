/** The page's own icons, 16 × 16, drawn in the current colour. Decorative: what they mean is always in words beside them. */
const PATHS = {
  play: 'M4 2.5v11l9.5-5.5z',
  pause: 'M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z',
  forward: 'M3 2.5v11L11 8zM11.5 2.5H13v11h-1.5z',
  back: 'M13 2.5v11L5 8zM3 2.5h1.5v11H3z',
  start: 'M14 3v10L8.5 8zM8 3v10L2.5 8zM1 3h1.3v10H1z',
  end: 'M2 3v10l5.5-5zM8 3v10l5.5-5zM13.7 3H15v10h-1.3z',
  next: 'M2 3v10l7-5zM11.2 8a2.3 2.3 0 1 0 4.6 0 2.3 2.3 0 1 0-4.6 0z',
} as const;

const STROKES = {
  crash: 'm3.5 3.5 9 9m0-9-9 9',
  freeze: 'M8 1.5v13M2.4 4.8l11.2 6.4M13.6 4.8 2.4 11.2M6.2 2.4 8 4.2l1.8-1.8M6.2 13.6 8 11.8l1.8 1.8',
  cut: 'M6 1.5 3.5 14.5M12.5 1.5 10 14.5',
  lose: 'M8 2.5A5.5 5.5 0 0 1 13.5 8M13 10.3a5.5 5.5 0 0 1-2.4 2.5M8 13.5A5.5 5.5 0 0 1 3.2 10.7M2.5 7.6A5.5 5.5 0 0 1 5 3.4',
  delay: 'M1.5 8H4m2 0h2m2 0h4m-3.2-3.2L14 8l-3.2 3.2',
  duplicate: 'M1.5 5.5h12m-2.7-2.7 2.7 2.7M1.5 10.5h12m-2.7 2.7 2.7-2.7',
  clock: 'M8 2a6 6 0 1 0 6 6M8 4.5V8l2.5 1.5M11 2.6l2.4 2.4',
  write: 'm2.5 13.5.8-3.2 7.9-7.9 2.4 2.4-7.9 7.9zM9.5 4.1l2.4 2.4',
  undo: 'M3 6.5h6.2a3.8 3.8 0 0 1 0 7.5H6M5.8 3.5 2.8 6.5l3 3',
  redo: 'M13 6.5H6.8a3.8 3.8 0 0 0 0 7.5H10M10.2 3.5l3 3-3 3',
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3 3l1.2 1.2M11.8 11.8 13 13M3 13l1.2-1.2M11.8 4.2 13 3',
  moon: 'M13.5 9.8A6 6 0 0 1 6.2 2.5a6 6 0 1 0 7.3 7.3z',
  system: 'M8 2a6 6 0 1 0 0 12zM8 2a6 6 0 0 1 0 12',
  left: 'M2 2.5h12v11H2zM6 2.5v11',
  right: 'M2 2.5h12v11H2zM10 2.5v11',
  chevron: 'm5 6.5 3 3 3-3',
  close: 'm4 4 8 8m0-8-8 8',
  branch:
    'M4.5 5v9M4.5 10.5c4.5 0 7-1.5 7-5.5M4.5 5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM11.5 5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.3 10.3l3.4 3.4',
  more: 'M3 8h.1M8 8h.1M13 8h.1',
  keys: 'M1.5 4h13v8.5h-13zM4 6.8h.1M6.7 6.8h.1M9.3 6.8h.1M12 6.8h.1M4.5 9.8h7',
} as const;

export type IconName = keyof typeof PATHS | keyof typeof STROKES;

export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  const solid = name in PATHS ? PATHS[name as keyof typeof PATHS] : undefined;
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" className="icon">
      {solid !== undefined ? (
        <path d={solid} fill="currentColor" />
      ) : (
        <path
          d={STROKES[name as keyof typeof STROKES]}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.4"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      )}
    </svg>
  );
}
