import type { WorldState } from '../../engine/inspect.ts';
import type { Meta } from '../../engine/meta.ts';
import type { Layout } from './layout.ts';
import css from './stage.module.css';

/** Timers that run out around their nodes. They move with the playhead, between the steps at which they were set. */
export function TimerArcs({
  meta,
  layout,
  world,
  time,
}: {
  meta: Meta;
  layout: Layout;
  world: WorldState | null;
  time: number;
}) {
  if (!world) return null;
  return (
    <g aria-hidden="true">
      {world.nodes.map((state, lane) => {
        const node = layout.nodes[lane];
        if (!state.up || !node) return null;
        const arcs = state.timers.filter((t) => meta.timers.some((m) => m.arc && m.id === t.name));
        return arcs.map((timer, k) => {
          const r = node.r + 5 + k * 4.5;
          const stopped = timer.expiresAt < 0;
          const left = stopped ? 1 : remaining(timer.setAt, timer.expiresAt, time);
          if (left <= 0) return null;
          return (
            <path
              key={`${state.id} ${timer.name}`}
              d={arc(node.x, node.y, r, left)}
              className={css.timer}
              strokeDasharray={stopped ? '2 4' : undefined}
            />
          );
        });
      })}
    </g>
  );
}

/** Share of a timer that is left at `time`. */
export function remaining(setAt: number, expiresAt: number, time: number): number {
  const span = expiresAt - setAt;
  return span <= 0 ? 0 : Math.max(0, Math.min(1, (expiresAt - time) / span));
}

/** An arc from the top, clockwise, over a share of the circle. */
export function arc(x: number, y: number, r: number, share: number): string {
  const turn = Math.min(0.9999, share) * 2 * Math.PI - Math.PI / 2;
  const ex = x + r * Math.cos(turn);
  const ey = y + r * Math.sin(turn);
  const large = share > 0.5 ? 1 : 0;
  return `M${x.toFixed(2)} ${(y - r).toFixed(2)}A${r} ${r} 0 ${large} 1 ${ex.toFixed(2)} ${ey.toFixed(2)}`;
}
