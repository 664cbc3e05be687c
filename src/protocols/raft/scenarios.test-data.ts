/** Every scenario in the folder, for tests. */
import type { Scenario } from '../../engine/meta.ts';

const modules = import.meta.glob<{ readonly scenario: Scenario }>('./scenarios/*.ts', { eager: true });

export const scenarios: readonly Scenario[] = Object.values(modules)
  .map((module) => module.scenario)
  .sort((a, b) => a.order - b.order);
