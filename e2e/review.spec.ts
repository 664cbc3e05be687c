/** Retrieval practice: a card and a question by keyboard alone, graded and remembered. */
import { expect, type Page, test } from 'playwright/test';
import { findings } from './support/axe.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const idle = (page: Page) => page.evaluate(() => window.__idle());

test('a finished lesson is asked again; a wrong answer is explained by a run that opens in the lab', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const finished = { index: 1, of: 1, done: {}, answers: {}, hints: {}, runs: {}, reached: {} };
    const lessons = { 'wall-clocks': { ...finished, finishedAt: 1_790_000_000_000 } };
    localStorage.setItem('faultline.lessons', JSON.stringify({ version: 1, lessons }));
  });
  await page.goto('/#/review');
  await page.getByRole('button', { name: 'Begin' }).press('Enter');
  await expect(page.getByRole('heading', { level: 2 })).toBeFocused();
  await expect(page.getByRole('group', { name: 'How well did you know it?' })).toHaveCount(0);
  await page.keyboard.press(' ');
  await expect(page.getByRole('group', { name: 'How well did you know it?' })).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('3');

  // The next is a diagram made for now. Some answer is picked, and shown only once it is locked in.
  await idle(page);
  await expect(page.getByRole('img', { name: /Events of each lane/ })).toBeVisible();
  await page.keyboard.press('1');
  await expect(page.getByRole('radio').first()).toBeChecked();
  await expect(page.getByRole('link', { name: 'Open in the lab' })).toHaveCount(0);
  await page.keyboard.press('Enter');
  expect(await findings(page)).toEqual([]);
  await page.getByRole('link', { name: 'Open in the lab' }).press('Enter');
  await expect(page.locator('[data-run-hash]')).toBeVisible();
  await page.goBack();
  await expect(page.getByText('(your answer)')).toBeVisible();
  await page.reload();
  await expect(page.getByText(/^\d cards are new/)).toBeVisible();
  const kept = await page.evaluate(() => localStorage.getItem('faultline.review'));
  expect(Object.keys(JSON.parse(kept ?? '{}').cards)).toHaveLength(1);
});
