import { type ReactNode, useEffect, useId, useRef, useState } from 'react';

/**
 * A button and the small panel it opens, not modal: Escape and a press elsewhere close it, and Escape gives the focus back.
 * The panel comes right after the button in the document, so Tab reaches it without a trap.
 */
export function Popover({
  label,
  name,
  buttonClass,
  panelLabel,
  children,
  onOpen,
  hint,
}: {
  readonly label: ReactNode;
  /** The button's name, where its label is a picture. */
  readonly name?: string;
  readonly buttonClass: string;
  readonly panelLabel: string;
  readonly hint?: string;
  children(close: () => void): ReactNode;
  onOpen?(): void;
}) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const root = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    const onDown = (event: PointerEvent) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener('pointerdown', onDown);
    document.addEventListener('keydown', onKey, true);
    return () => {
      document.removeEventListener('pointerdown', onDown);
      document.removeEventListener('keydown', onKey, true);
    };
  }, [open]);

  return (
    <span className="popover" ref={root}>
      <button
        ref={button}
        type="button"
        className={buttonClass}
        aria-label={name}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        title={hint}
        onClick={() => {
          if (!open) onOpen?.();
          setOpen(!open);
        }}
      >
        {label}
      </button>
      {open && (
        <div id={id} className="popover-panel" role="group" aria-label={panelLabel}>
          {children(() => {
            setOpen(false);
            button.current?.focus();
          })}
        </div>
      )}
    </span>
  );
}
