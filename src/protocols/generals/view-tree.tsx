/** The tree of words, drawn: one row a round, the root at the top. One stop of the Tab key; arrows move in it. */
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import css from './view.module.css';
import { neighbour, type Placed, planOf } from './view-plan.ts';
import { votesText, type WordNode, wordText } from './view-tree.ts';

const ROW = 58;
const CHIP = 22;
const TOP = 4;
/** From this width on a chip has room for a name. */
const WIDE = 36;

export function Tree({ root, self }: { readonly root: WordNode; readonly self: string }) {
  const box = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const [width, setWidth] = useState(340);
  const [picked, setPicked] = useState('');
  const [hovered, setHovered] = useState('');
  const [open, setOpen] = useState<WordNode | null>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = () => setWidth(Math.max(200, element.clientWidth));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const { placed, depths, partial } = planOf(root, width, open);
  const keyOf = (p: Placed) => p.word.path.join('.');
  const at = Math.max(
    0,
    placed.findIndex((p) => keyOf(p) === picked),
  );
  const told = placed.find((p) => keyOf(p) === hovered) ?? placed[at];
  const pick = (index: number) => {
    const next = placed[index];
    if (next === undefined) return;
    setPicked(keyOf(next));
    if (partial && next.word.children.length > 0) setOpen(next.word);
  };
  const onKey = (event: KeyboardEvent) => {
    if (!/^(Arrow|Home|End)/.test(event.key)) return;
    // The run stays where it is, at the edges of the tree too.
    event.preventDefault();
    event.stopPropagation();
    const next = neighbour(placed, at, event.key);
    if (next === at) return;
    pick(next);
    requestAnimationFrame(() => svg.current?.querySelector<SVGElement>('[tabindex="0"]')?.focus());
  };
  const labelled = placed.some((p) => p.depth === depths - 1 && (p.width < WIDE || p.hidden > 0));
  const height = TOP + (depths - 1) * ROW + CHIP + (labelled || depths === 1 ? 16 : 5);
  return (
    <div ref={box} className={css.tree}>
      <div
        role="tree"
        tabIndex={-1}
        aria-label={`What ${self} heard, and over whom`}
        onKeyDown={onKey}
        onPointerLeave={() => setHovered('')}
      >
        <svg ref={svg} role="presentation" width={width} height={height}>
          {placed.map((p, i) => {
            const parent = placed[p.parent];
            return (
              parent && (
                <path
                  key={`to ${keyOf(p)}`}
                  className={css.edge}
                  d={`M${parent.x},${yOf(parent) + CHIP + (parent.width < WIDE ? 24 : parent.word.settled === null ? 0 : 13)} C${parent.x},${yOf(p) - 14} ${p.x},${yOf(p) - 22} ${p.x},${yOf(p)}`}
                  data-lit={i === at || p.parent === at ? '' : undefined}
                />
              )
            );
          })}
          {placed.map((p, i) => (
            <Chip
              key={keyOf(p)}
              placed={p}
              self={self}
              picked={i === at}
              onPick={() => pick(i)}
              onHover={() => setHovered(keyOf(p))}
            />
          ))}
        </svg>
      </div>
      {told && (
        <p className={css.told}>
          {wordText(told.word, self)} {told.word.byTraitor && <b>{told.word.path.at(-1)} is a traitor. </b>}
          {votesText(told.word, self)}
          {told.hidden > 0 && ` ${told.hidden} more words lie below: press it to see them.`}
        </p>
      )}
      {partial && <p className={css.legend}>Press a word to see those below it.</p>}
    </div>
  );
}

function yOf({ depth }: Placed): number {
  return TOP + depth * ROW;
}

function Chip({
  placed: p,
  self,
  picked,
  onPick,
  onHover,
}: {
  readonly placed: Placed;
  readonly self: string;
  readonly picked: boolean;
  onPick(): void;
  onHover(): void;
}) {
  const { word, x, width } = p;
  const y = yOf(p);
  const left = x - width / 2;
  const who = word.path.at(-1) ?? '';
  const letter =
    word.v === null ? (word.standing === 'waiting' ? '…' : '–') : word.v === 'attack' ? 'A' : 'R';
  const wide = width >= WIDE;
  const settled = word.settled !== null && word.children.length > 0 ? word.settled : null;
  return (
    <g
      role="treeitem"
      aria-level={p.depth + 1}
      aria-selected={picked}
      aria-label={`${wordText(word, self)}${word.byTraitor ? ` ${who} is a traitor.` : ''} ${votesText(word, self) ?? ''}`}
      tabIndex={picked ? 0 : -1}
      className={css.word}
      data-v={word.v ?? undefined}
      data-standing={word.standing}
      data-traitor={word.byTraitor ? '' : undefined}
      data-fresh={word.fresh ? '' : undefined}
      onClick={onPick}
      onPointerEnter={onHover}
      onFocus={onHover}
    >
      <path className={css.body} d={word.byTraitor ? notched(left, y, width) : plain(left, y, width)} />
      <text x={x} y={y + 15.5} className={css.letter}>
        {wide ? `${who} ${letter}` : letter}
      </text>
      {!wide && (
        <text x={x} y={y + CHIP + 11} className={css.who}>
          {who}
        </text>
      )}
      {settled !== null && (
        <text
          x={x}
          y={y + CHIP + (wide ? 11 : 22)}
          className={css.settled}
          data-changed={settled === word.v ? undefined : ''}
        >
          {width >= 58 ? `→ ${settled}` : `→ ${settled === 'attack' ? 'A' : 'R'}`}
        </text>
      )}
      {p.hidden > 0 && settled === null && (
        <text x={x} y={y + CHIP + (wide ? 11 : 22)} className={css.who}>
          +{p.hidden}
        </text>
      )}
    </g>
  );
}

function plain(left: number, top: number, width: number): string {
  return `M${left + 4},${top} h${width - 8} q4,0 4,4 v${CHIP - 8} q0,4 -4,4 h${8 - width} q-4,0 -4,-4 v${8 - CHIP} q0,-4 4,-4 z`;
}

/** The notched outline of a traitor: teeth above and below. */
function notched(left: number, top: number, width: number): string {
  const teeth = Math.max(2, Math.round(width / 9));
  const w = width / teeth;
  const above = Array.from({ length: teeth }, () => `l${w / 2},-3.5 l${w / 2},3.5`).join(' ');
  const below = Array.from({ length: teeth }, () => `l${-w / 2},3.5 l${-w / 2},-3.5`).join(' ');
  return `M${left},${top + 2} ${above} v${CHIP - 4} ${below} z`;
}
