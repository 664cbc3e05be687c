import {
  type KeyboardEvent,
  type PointerEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { FaultKind } from '../../engine/faultkinds.ts';
import { takeTyped } from '../ahead.ts';
import { useLab } from '../lab/context.ts';
import { GLYPHS } from './glyphs.ts';
import { chipOf, familiesOf, impossibleFamilies, nameOf, otherWord } from './kinds.ts';
import type { HeldChip } from './Palette.tsx';
import './more.css';

/** Every fault there is, by family, found by its name or the field's other words for it. Pressed: its form; dragged: like a chip. */
export default function MoreFaults({
  dragging,
  onTake,
  onPress,
  onClose,
}: {
  /** One of them is on its way: what lies under the list is where it may land. */
  readonly dragging: boolean;
  onTake(chip: HeldChip, event: PointerEvent): void;
  onPress(chip: HeldChip): void;
  onClose(): void;
}) {
  const { meta } = useLab();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const id = useId();
  const families = useMemo(() => familiesOf(typed, meta), [typed, meta]);
  const all = families.flatMap((family) => family.kinds);
  const impossible = useMemo(() => impossibleFamilies(typed, meta), [typed, meta]);
  useEffect(() => search.current?.focus({ preventScroll: true }), []);
  useLayoutEffect(() => setTyped((now) => takeTyped() || now), []);

  const focusItem = (index: number) => {
    const items = box.current?.querySelectorAll<HTMLButtonElement>('.more-fault') ?? [];
    const at = Math.max(0, Math.min(items.length - 1, index));
    setActive(at);
    items[at]?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    const onItem = event.target instanceof HTMLButtonElement;
    if (event.key === 'Escape') onClose();
    else if (event.key === 'ArrowDown') focusItem(onItem ? active + 1 : 0);
    else if (event.key === 'ArrowUp' && onItem) {
      if (active === 0) search.current?.focus();
      else focusItem(active - 1);
    } else if (event.key === 'Home' && onItem) focusItem(0);
    else if (event.key === 'End' && onItem) focusItem(all.length - 1);
    else if (event.key === 'Enter' && !onItem && all[0] !== undefined) onPress(held(all[0]));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={box}
      className="more"
      role="dialog"
      aria-label="All faults"
      data-dragging={dragging || undefined}
      onKeyDown={onKey}
    >
      <div className="more-head">
        <label className="visually-hidden" htmlFor={id}>
          Find a fault
        </label>
        <input
          ref={search}
          id={id}
          className="form-input"
          type="search"
          autoComplete="off"
          placeholder="Find a fault: gray failure, jitter, fail-stop…"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setActive(0);
          }}
        />
        <p className="more-how">
          {typed === '' ? 'Besides those below. ' : ''}Press one to fill in its form, or drag it in.
        </p>
      </div>
      <div className="more-families">
        {families.map((family) => (
          <section key={family.id} className="more-family" aria-labelledby={`${id}-${family.id}`}>
            <p id={`${id}-${family.id}`} className="more-title eyebrow">
              {family.title}
            </p>
            <ul>
              {family.kinds.map((kind) => {
                const index = all.indexOf(kind);
                return (
                  <li key={kind.type}>
                    <button
                      type="button"
                      className="more-fault"
                      tabIndex={index === active ? 0 : -1}
                      onFocus={() => setActive(index)}
                      onPointerDown={(event) => onTake(held(kind), event)}
                      onClick={(event) => {
                        // A press by pointer was handled by the drag.
                        if (event.detail === 0) onPress(held(kind));
                      }}
                    >
                      <Glyph kind={kind} />
                      <span>
                        <span className="more-name">{nameOf(kind.type)}</span>
                        <Other kind={kind} typed={typed} />
                        <span className="more-help">{kind.help}</span>
                      </span>
                    </button>
                  </li>
                );
              })}
            </ul>
          </section>
        ))}
        {all.length === 0 && impossible.length === 0 && (
          <p className="more-none">No fault is called so. Try another word.</p>
        )}
        {impossible.map((family) => (
          <section key={family.id} className="more-family" aria-labelledby={`${id}-${family.id}`}>
            <p id={`${id}-${family.id}`} className="more-title eyebrow">
              {family.title}
            </p>
            <p className="more-none">{family.why}</p>
          </section>
        ))}
      </div>
    </div>
  );
}

function Other({ kind, typed }: { readonly kind: FaultKind; readonly typed: string }) {
  const word = otherWord(kind, typed);
  return word === '' ? null : <span className="more-other">{word}</span>;
}

function Glyph({ kind, size = 16 }: { readonly kind: FaultKind; readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" className="icon">
      <path
        d={GLYPHS[kind.type]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** A fault as the hand takes hold of it. */
export function held(kind: FaultKind): HeldChip {
  return { ...chipOf(kind.type), icon: <Glyph kind={kind} size={14} /> };
}
