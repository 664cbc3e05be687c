/** Words and what they mean: from a run to the glossary, by keyboard and by hand. */
import { expect, test } from 'playwright/test';
import { findings } from './support/axe.ts';
import { Lab } from './support/lab.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('a word of a run opens what it means, and leads to the glossary, which is searched', async ({
  page,
}) => {
  await new Lab(page).open('/#/lab/raft/figure-8');
  const claim = page.getByRole('heading', { name: /^An entry of an earlier term/ });
  const word = claim.getByRole('link', { name: 'majority' });
  const meaning = page.getByRole('group', { name: 'Majority' });
  // A mouse that has not moved yet opens nothing: it may only have been where a text grew.
  await page.mouse.move(700, 500);
  await word.hover();
  await expect(meaning).toContainText('More than half');
  await page.mouse.move(700, 500);
  await expect(meaning).toHaveCount(0);

  await word.focus();
  await page.keyboard.press('Enter');
  await expect(meaning).toBeFocused();
  expect(await findings(page, { include: '.notes' })).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(meaning).toHaveCount(0);
  await expect(word).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(meaning).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Majority', level: 1 })).toBeFocused();
  await page.getByRole('link', { name: 'All terms' }).click();
  // The page has turned when its own search is there: a key before that is the page's before.
  await expect(page.getByRole('searchbox')).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('doctors both see');
  await expect(page.getByRole('status')).toHaveText('1 term found.');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Write skew', level: 1 })).toBeFocused();
  await expect(page.getByRole('region', { name: 'See it happen' }).getByRole('link').first()).toBeVisible();
  expect(await findings(page, { include: '.glossary' })).toEqual([]);
});
