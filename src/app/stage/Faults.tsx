import { memo } from 'react';
import type { Mark } from '../views.ts';
import { fracture, jagged, type Line, pathOf } from './fracture.ts';
import { distance, lerp, type Point } from './geometry.ts';
import { groupOf, type Groups, type Layout } from './layout.ts';
import type { InForce } from './moments.ts';
import css from './stage.module.css';

/** The fracture of a partition in the picture, unbroken. */
export function fractureLines(layout: Layout, groups: Groups): Line[] {
  const sites = layout.nodes.map((n) => ({ x: n.x, y: n.y, group: groupOf(groups, n.id) }));
  return fracture(sites, layout.width, layout.height);
}

/** How far a fracture may swing without touching a node. */
function swingRoom(layout: Layout, lines: readonly Line[]): number {
  let room = Infinity;
  for (const line of lines) {
    for (let i = 1; i < line.length; i++) {
      for (const n of layout.nodes) {
        for (const f of [0.15, 0.5, 0.85]) {
          const p = lerp(line[i - 1] as Point, line[i] as Point, f);
          room = Math.min(room, distance(p, n) - n.r - 9);
        }
      }
    }
  }
  return Math.max(1.5, Math.min(10, room * 0.5));
}

interface CutProps {
  readonly layout: Layout;
  readonly groups: Groups;
  /** Index of the input; −1 for a preview. */
  readonly input: number;
  readonly shift: number;
  readonly text: string;
  readonly state: 'plain' | 'lit' | 'preview';
  onHover?(mark: Mark): void;
  onSelect?(mark: Mark): void;
}

export const Cut = memo(function Cut(p: CutProps) {
  const lines = fractureLines(p.layout, p.groups);
  if (lines.length === 0) return null;
  const swing = swingRoom(p.layout, lines);
  const d = lines.map((line) => pathOf(jagged(line, 30, swing, p.shift))).join('');
  const mark: Mark = { kind: 'input', input: p.input };
  const top = lines.flat().reduce((a, b) => (b.y < a.y || (b.y === a.y && b.x < a.x) ? b : a));
  const atRight = top.x > p.layout.width - 24 - p.text.length * 6;
  return (
    <g
      aria-hidden="true"
      className={css.cut}
      data-state={p.state}
      onPointerEnter={() => p.onHover?.(mark)}
      onPointerLeave={() => p.onHover?.(null)}
      onClick={() => p.onSelect?.(mark)}
    >
      {p.state !== 'preview' && <path d={d} className={css.reach} />}
      <path d={d} className={css.cutLine} />
      <text
        x={top.x + (atRight ? -10 : 10) + p.shift}
        y={Math.max(15, top.y + 15) + Math.abs(p.shift) * 2}
        textAnchor={atRight ? 'end' : 'start'}
        className={css.faultText}
      >
        {p.text}
      </text>
    </g>
  );
});

/** "cut" for one; where several are in force, each names its smallest side. */
export function cutText(groups: Groups, several: boolean): string {
  if (!several) return 'cut';
  const smallest = groups.filter((g) => g.length > 0).reduce((a, b) => (b.length < a.length ? b : a));
  return `cut ${smallest.join(' ')}`;
}

/** Links with something wrong in one direction: blocked ones end in a bar, slow or lossy ones say so. */
export const LinkFaults = memo(function LinkFaults({
  layout,
  faults,
  marked,
  onHover,
  onSelect,
}: {
  layout: Layout;
  faults: readonly InForce[];
  marked: number;
  onHover(mark: Mark): void;
  onSelect(mark: Mark): void;
}) {
  const wide: string[] = [];
  const marks = faults.map(({ input, fault }) => {
    if (fault.type !== 'block' && fault.type !== 'link') return null;
    const text = fault.type === 'link' ? linkText(fault.latency, fault.loss) : 'blocked';
    const a = layout.nodes.find((n) => n.id === fault.from);
    const b = layout.nodes.find((n) => n.id === fault.to);
    if (!a || !b) {
      wide.push(`${fault.from === '*' ? 'all' : fault.from} → ${fault.to === '*' ? 'all' : fault.to}: ${text}`);
      return null;
    }
    const length = Math.max(1, distance(a, b));
    const ux = (b.x - a.x) / length;
    const uy = (b.y - a.y) / length;
    const nx = -uy * 5;
    const ny = ux * 5;
    const start = { x: a.x + ux * (a.r + 8) + nx, y: a.y + uy * (a.r + 8) + ny };
    const stop =
      fault.type === 'block'
        ? { x: (a.x + b.x) / 2 + nx, y: (a.y + b.y) / 2 + ny }
        : { x: b.x - ux * (b.r + 8) + nx, y: b.y - uy * (b.r + 8) + ny };
    const mark: Mark = { kind: 'input', input };
    const tip = `M${stop.x - ux * 8 - uy * 4} ${stop.y - uy * 8 + ux * 4}L${stop.x} ${stop.y}L${stop.x - ux * 8 + uy * 4} ${stop.y - uy * 8 - ux * 4}`;
    const bar = `M${stop.x + ux * 3 - uy * 8} ${stop.y + uy * 3 + ux * 8}L${stop.x + ux * 3 + uy * 8} ${stop.y + uy * 3 - ux * 8}`;
    const path = `M${start.x} ${start.y}L${stop.x} ${stop.y}`;
    return (
      <g
        key={input}
        className={css.cut}
        data-state={marked === input ? 'lit' : 'plain'}
        onPointerEnter={() => onHover(mark)}
        onPointerLeave={() => onHover(null)}
        onClick={() => onSelect(mark)}
      >
        <path d={path} className={css.reach} />
        <path d={path} className={css.cutLine} />
        <path d={fault.type === 'block' ? tip + bar : tip} className={css.cutTip} />
        <text
          x={(start.x + stop.x) / 2 + nx * 2}
          y={(start.y + stop.y) / 2 + ny * 2 + 4}
          textAnchor={nx >= 0 ? 'start' : 'end'}
          className={css.faultText}
        >
          {text}
        </text>
      </g>
    );
  });
  return (
    <g aria-hidden="true">
      {marks}
      {wide.map((text, i) => (
        <text key={text} x={8} y={layout.height - 8 - 15 * i} className={css.faultText}>
          {text}
        </text>
      ))}
    </g>
  );
});

function linkText(latency: readonly [number, number] | undefined, loss: number | undefined): string {
  const parts: string[] = [];
  if (latency) parts.push(`${latency[0] / 1000}–${latency[1] / 1000} ms`);
  if (loss !== undefined) parts.push(`${Math.round(loss * 100)} % lost`);
  return parts.join(', ');
}
