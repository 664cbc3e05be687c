import { type RefObject, useRef } from 'react';

/**
 * The handle between an upper and a lower pane. Drag it, or focus it and press the arrows; double click puts it back.
 * @param share the upper pane's part of the whole, 0 … 1
 */
export function Divider({
  share,
  min,
  max,
  standard,
  label,
  container,
  onChange,
}: {
  readonly share: number;
  readonly min: number;
  readonly max: number;
  readonly standard: number;
  readonly label: string;
  readonly container: RefObject<HTMLElement | null>;
  onChange(share: number): void;
}) {
  const dragging = useRef(false);
  const set = (next: number) => onChange(Math.round(Math.max(min, Math.min(max, next)) * 1000) / 1000);
  return (
    <div
      className="divider"
      role="separator"
      aria-orientation="horizontal"
      aria-label={label}
      aria-valuenow={Math.round(share * 100)}
      aria-valuemin={Math.round(min * 100)}
      aria-valuemax={Math.round(max * 100)}
      tabIndex={0}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        dragging.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        const box = container.current?.getBoundingClientRect();
        if (!dragging.current || box === undefined || box.height === 0) return;
        set((event.clientY - box.top) / box.height);
      }}
      onPointerUp={() => {
        dragging.current = false;
      }}
      onPointerCancel={() => {
        dragging.current = false;
      }}
      onDoubleClick={() => set(standard)}
      onKeyDown={(event) => {
        const by = event.shiftKey ? 0.1 : 0.02;
        if (event.key === 'ArrowUp') set(share - by);
        else if (event.key === 'ArrowDown') set(share + by);
        else if (event.key === 'Home') set(min);
        else if (event.key === 'End') set(max);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
}
