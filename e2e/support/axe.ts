/** What axe finds wrong with a page. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from 'playwright/test';

/**
 * Colours depend on the theme and what is there on the width, and hardly ever on both: each theme at one width, each width in one
 * theme, finds what all four do in half the time.
 */
export const LOOKS = [
  { colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const;

/** Waits until the page is at rest and nothing is on its way from one look to another: colours half-way are nobody's. */
export async function still(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await window.__idle?.();
    const passing = () =>
      document
        .getAnimations()
        .filter((one) => one.playState === 'running' && one.effect?.getComputedTiming().endTime !== Infinity);
    for (let some = passing(); some.length > 0; some = passing()) {
      await Promise.allSettled(some.map((one) => one.finished));
    }
  });
}

export type Finding = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'][number];

/**
 * Findings in the whole page, or in the part that is named. Every rule is asked; what passed is not written out, and the answer is
 * put together in the page itself and not in a second one made for it: that is three quarters of the time.
 */
export async function findings(
  page: Page,
  { include, exclude, only }: { include?: string; exclude?: string; only?: string[] } = {},
): Promise<Finding[]> {
  await still(page);
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
  if (include) axe.include(include);
  if (exclude) axe.exclude(exclude);
  if (only) axe.withRules(only);
  return (await axe.analyze()).violations;
}

/**
 * Finds nothing in both themes, at the page or at the part of it that is new. The second theme is asked for what depends on a theme alone:
 * the page is the same.
 */
export async function lookAt(
  page: Page,
  state: string,
  part: { include?: string; exclude?: string } = {},
): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    const found = await findings(page, {
      ...part,
      ...(colorScheme === 'dark' ? { only: ['color-contrast'] } : {}),
    });
    expect(
      found.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join('; ')}`),
      `${state}, ${colorScheme}`,
    ).toEqual([]);
  }
}
