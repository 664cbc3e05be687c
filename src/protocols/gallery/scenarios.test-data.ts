/** Every scenario in the folder, in the order of the tour, for tests. */
import type { Scenario } from '../../engine/meta.ts';

const modules = import.meta.glob<{ readonly scenario: Scenario }>('./scenarios/*.ts', { eager: true });

export const scenarios: readonly Scenario[] = Object.values(modules)
  .map((module) => module.scenario)
  .sort((a, b) => a.order - b.order);
