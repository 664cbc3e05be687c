/** A text that is typed into at one replica, with the places of the others in it. */
import {
  type CSSProperties,
  type KeyboardEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { Edit } from './types/data-type.ts';
import css from './view-play.module.css';
import { carried, editsBetween, toChars, toUnits } from './view-text.ts';

export interface Caret {
  readonly id: string;
  /** In characters that are seen here. `from` < `to`: that much is selected. */
  readonly from: number;
  readonly to: number;
  /** True: it may have moved on, this copy has not heard. */
  readonly old: boolean;
}

interface EditorProps {
  readonly id: string;
  readonly text: string;
  /** Something typed here is not in `text` yet. */
  readonly waits: boolean;
  /** Why nothing can be typed; null if it can. */
  readonly closed: string | null;
  readonly carets: readonly Caret[];
  /** Where the caret was put, in characters. */
  onCaret(from: number, to: number): void;
  /** Where the caret belongs, in characters, after others have changed the text; null if nobody put it anywhere. */
  readonly own: { readonly from: number; readonly to: number } | null;
  /** The place behind the latest character of this replica, in characters; null if it has none. */
  readonly behind: number | null;
  onEdits(edits: readonly Edit[]): void;
  onUndo(redo: boolean): void;
}

export function Editor(props: EditorProps) {
  const { id, text, waits, closed, carets } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  /** What the area held when it was last looked at: the edits begin there. */
  const held = useRef(text);
  const composing = useRef(false);
  /** Something was typed that has not come back yet: where the caret was left, UTF-16 units, and whether that is behind a new character. */
  const typed = useRef<{ readonly at: number; readonly behind: boolean } | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const [first] = useState(text);
  const [shown, setShown] = useState(text);

  useLayoutEffect(() => {
    const element = area.current;
    if (element === null || waits || composing.current) return;
    const mine = typed.current;
    typed.current = null;
    const { own, behind } = latest.current;
    const at = element.selectionEnd;
    const before = element.value;
    if (before !== text) {
      const active = document.activeElement === element;
      const scroll = element.scrollTop;
      element.value = text;
      if (mine !== null) {
        // What others typed has come together with what was typed here.
        const follows = mine.behind && mine.at === at && behind !== null;
        const caret = follows ? toUnits(text, behind) : carried(before, text, at);
        element.setSelectionRange(caret, caret);
      } else if (own !== null && active) {
        element.setSelectionRange(toUnits(text, own.from), toUnits(text, own.to));
      }
      if (active) element.scrollTop = scroll;
    }
    held.current = text;
    setShown(text);
    // Only now do the places here have names that the others know.
    if (mine !== null) {
      const { selectionStart, selectionEnd } = element;
      latest.current.onCaret(toChars(text, selectionStart), toChars(text, selectionEnd));
    }
  }, [text, waits]);

  const report = useCallback(() => {
    const element = area.current;
    if (element === null || composing.current) return;
    const { value, selectionStart, selectionEnd } = element;
    latest.current.onCaret(toChars(value, selectionStart), toChars(value, selectionEnd));
  }, []);

  const look = useCallback(() => {
    const element = area.current;
    if (element === null || composing.current) return;
    const edits = editsBetween(held.current, element.value, element.selectionEnd);
    held.current = element.value;
    setShown(element.value);
    if (edits.length === 0) return;
    typed.current = { at: element.selectionEnd, behind: edits.at(-1)?.type === 'type' };
    latest.current.onEdits(edits);
  }, []);

  useEffect(() => {
    const element = area.current;
    if (element === null) return;
    // The browser's own list of edits knows nothing of what the others typed.
    const before = (event: InputEvent) => {
      if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return;
      event.preventDefault();
      latest.current.onUndo(event.inputType === 'historyRedo');
    };
    const moved = () => {
      if (document.activeElement === element) report();
    };
    element.addEventListener('beforeinput', before);
    document.addEventListener('selectionchange', moved);
    return () => {
      element.removeEventListener('beforeinput', before);
      document.removeEventListener('selectionchange', moved);
    };
  }, [report]);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && !event.altKey && (key === 'z' || key === 'y')) {
      event.preventDefault();
      typed.current = null;
      latest.current.onUndo(key === 'y' || event.shiftKey);
    } else if (event.key === 'Escape') event.currentTarget.closest('section')?.focus();
    // The keys of the lab mean letters here.
    event.stopPropagation();
  };

  return (
    <div className={css.editor}>
      <Marks text={shown} carets={carets} area={area} />
      <textarea
        ref={area}
        className={css.area}
        aria-label={`Text at replica ${id}`}
        defaultValue={first}
        readOnly={closed !== null}
        placeholder={closed ?? 'Type here'}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        rows={2}
        onInput={look}
        onCompositionStart={() => {
          composing.current = true;
        }}
        onCompositionEnd={() => {
          composing.current = false;
          look();
        }}
        onKeyDown={onKeyDown}
        onFocus={report}
      />
    </div>
  );
}

interface Box {
  readonly caret: Caret;
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly marks: readonly { x: number; y: number; width: number; height: number }[];
}

interface MarksProps {
  readonly text: string;
  readonly carets: readonly Caret[];
  readonly area: React.RefObject<HTMLTextAreaElement | null>;
}

/** The same text behind the area, where the browser says where a character stands: an area does not tell. */
function Marks({ text, carets, area }: MarksProps) {
  const root = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const [boxes, setBoxes] = useState<readonly Box[]>([]);
  const key = carets.map(({ id, from, to, old }) => `${id} ${from} ${to} ${old}`).join();

  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` says what the carets are.
  const measure = useCallback(() => {
    const node = body.current?.firstChild;
    const origin = body.current?.getBoundingClientRect();
    if (!node || !origin) return;
    const { offsetWidth = 0 } = body.current ?? {};
    // Where the page is drawn larger than the window's pixels.
    const zoom = offsetWidth > 0 ? origin.width / offsetWidth : 1;
    setBoxes(carets.map((caret) => boxOf(caret, text, node, { origin, zoom })));
  }, [text, key]);
  useLayoutEffect(measure, [measure]);

  useEffect(() => {
    const element = area.current;
    const pane = root.current;
    if (element === null || pane === null) return;
    const follow = () => {
      pane.scrollTop = element.scrollTop;
    };
    const observer = new ResizeObserver(() => {
      measure();
      follow();
    });
    observer.observe(element);
    element.addEventListener('scroll', follow, { passive: true });
    follow();
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', follow);
    };
  }, [area, measure]);

  return (
    <div ref={root} className={css.marks} aria-hidden="true">
      <div className={css.under}>
        <div ref={body}>{`${text}\u200b`}</div>
        {boxes.map(({ caret, x, y, height, marks }) => (
          <span key={caret.id} className={css.place} data-old={caret.old ? '' : undefined}>
            {marks.map((m) => (
              <span
                key={`${m.x} ${m.y}`}
                className={css.picked}
                style={{ left: m.x, top: m.y, width: m.width, height: m.height }}
              />
            ))}
            <span className={css.caret} style={{ left: x, top: y, height } as CSSProperties}>
              <span className={css.flag}>{caret.id}</span>
            </span>
          </span>
        ))}
      </div>
    </div>
  );
}

function boxOf(
  caret: Caret,
  text: string,
  node: Node,
  { origin, zoom }: { readonly origin: DOMRect; readonly zoom: number },
): Box {
  const range = document.createRange();
  const [from, to] = [toUnits(text, caret.from), toUnits(text, caret.to)];
  range.setStart(node, to);
  range.setEnd(node, Math.min(to + 1, text.length + 1));
  const at = range.getClientRects()[0] ?? origin;
  const marks: Box['marks'][number][] = [];
  if (to > from) {
    range.setStart(node, from);
    range.setEnd(node, to);
    for (const r of range.getClientRects()) {
      marks.push({
        x: (r.left - origin.left) / zoom,
        y: (r.top - origin.top) / zoom,
        width: r.width / zoom,
        height: r.height / zoom,
      });
    }
  }
  const [x, y] = [(at.left - origin.left) / zoom, (at.top - origin.top) / zoom];
  return { caret, x, y, height: at.height / zoom, marks };
}
