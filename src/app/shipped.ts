/**
 * What is fetched of a protocol after its first picture: the pseudocode of its rules, and all its named runs at once. Apart from
 * `catalog.ts`, for the names of all their files would weigh on every visit.
 */
import type { RuleBook, Scenario } from '../engine/meta.ts';

const rules = import.meta.glob<RuleBook>('../protocols/*/rules.ts', { import: 'default' });
const scenarios = import.meta.glob<readonly Scenario[]>('../protocols/*/scenarios.ts', {
  import: 'default',
});

export async function scenariosOf(protocol: string): Promise<readonly Scenario[]> {
  return (await scenarios[`../protocols/${protocol}/scenarios.ts`]?.()) ?? [];
}

export async function rulesOf(protocol: string): Promise<RuleBook | null> {
  return (await rules[`../protocols/${protocol}/rules.ts`]?.()) ?? null;
}
