/** A protocol's own panel on the stage, loaded when it is first wanted. */
import { type ComponentType, memo } from 'react';
import { spare } from '../later.tsx';
import type { PanelProps } from '../views.ts';

export type Panel = ComponentType<PanelProps>;
interface PanelModule {
  readonly default: Panel;
}

const loaders = import.meta.glob<PanelModule>('../../protocols/*/view.tsx');
const panels = new Map<string, Panel>();

/** Null for a protocol without a panel. */
export function panelOf(protocol: string): Panel | null {
  const known = panels.get(protocol);
  if (known) return known;
  const load = loaders[`../../protocols/${protocol}/view.tsx`];
  if (!load) return null;
  const panel = memo(spare(load)) as unknown as Panel;
  panels.set(protocol, panel);
  return panel;
}

/** Fetches a panel before there is a stage to show it on. */
export function preloadPanel(protocol: string): void {
  // Where the panel is shown it is asked for again.
  loaders[`../../protocols/${protocol}/view.tsx`]?.().catch(() => {});
}
