import { memo } from 'react';
import type { Mark } from '../views.ts';
import type { CutShape, FaultLabel, LinkShape } from './faultlabels.ts';
import { jagged, pathOf } from './fracture.ts';
import css from './stage.module.css';

interface Handlers {
  onHover?(mark: Mark): void;
  onSelect?(mark: Mark): void;
}
type State = 'plain' | 'lit' | 'preview';

/** A partition in force, or one about to be: a fracture across the stage. */
export const Cut = memo(function Cut({
  cut,
  state,
  onHover,
  onSelect,
}: { cut: CutShape; state: State } & Handlers) {
  const d = cut.lines.map((line) => pathOf(jagged(line, 30, cut.swing, cut.shift))).join('');
  const mark: Mark = { kind: 'input', input: cut.input };
  return (
    <g
      aria-hidden="true"
      data-fault=""
      className={css.cut}
      data-state={state}
      onPointerEnter={() => onHover?.(mark)}
      onPointerLeave={() => onHover?.(null)}
      onClick={() => onSelect?.(mark)}
    >
      {state !== 'preview' && <path d={d} className={css.reach} />}
      <path d={d} className={css.cutLine} />
      <Word label={cut.label} />
    </g>
  );
});

/** Something wrong with a link in one direction: a blocked one ends in a bar, a slow or lossy one says so. */
export const LinkFault = memo(function LinkFault({
  link,
  state,
  onHover,
  onSelect,
}: { link: LinkShape; state: State } & Handlers) {
  const { from, to, ux, uy } = link;
  const mark: Mark = { kind: 'input', input: link.input };
  const path = `M${from.x} ${from.y}L${to.x} ${to.y}`;
  const back = { x: to.x - ux * 8, y: to.y - uy * 8 };
  const tip = `M${back.x - uy * 4} ${back.y + ux * 4}L${to.x} ${to.y}L${back.x + uy * 4} ${back.y - ux * 4}`;
  const past = { x: to.x + ux * 3, y: to.y + uy * 3 };
  const bar = `M${past.x - uy * 8} ${past.y + ux * 8}L${past.x + uy * 8} ${past.y - ux * 8}`;
  return (
    <g
      aria-hidden="true"
      data-fault=""
      className={css.cut}
      data-state={state}
      onPointerEnter={() => onHover?.(mark)}
      onPointerLeave={() => onHover?.(null)}
      onClick={() => onSelect?.(mark)}
    >
      <path d={path} className={css.reach} />
      <path d={path} className={css.cutLine} />
      <path d={link.blocked ? tip + bar : tip} className={css.cutTip} />
      <Word label={link.label} />
    </g>
  );
});

export function Word({ label }: { label: FaultLabel }) {
  return (
    <text x={label.x} y={label.y} textAnchor={label.anchor} className={css.faultText}>
      {label.text}
    </text>
  );
}
