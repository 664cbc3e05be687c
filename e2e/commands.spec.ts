/** The list of all commands and that of all edits, by keyboard alone. */
import { expect, type Page, test } from 'playwright/test';
import { Lab } from './support/lab.ts';

const lab = (page: Page, path = 'raft/minority-leader') => new Lab(page).open(`/#/lab/${path}`);
const list = (page: Page) => page.getByRole('dialog', { name: 'Commands' });

async function choose(page: Page, words: string): Promise<void> {
  await page.keyboard.press('/');
  await list(page).getByRole('combobox').fill(words);
  // Everything that can be found is there.
  await page.evaluate(() => window.__idle?.());
  await page.keyboard.press('Enter');
  await expect(list(page)).toHaveCount(0);
  await page.evaluate(() => window.__idle?.());
}

test('every command stands there with its key, and is found, walked and chosen by keys', async ({ page }) => {
  const view = await lab(page);
  const before = await view.step();
  await page.getByRole('slider', { name: 'Time' }).focus();
  await page.keyboard.press('/');
  const box = list(page).getByRole('combobox');
  await expect(box).toBeFocused();
  await expect(list(page).getByRole('option', { name: /^Crash a node.*c$/ })).toBeVisible();
  for (const group of ['Move', 'Break', 'Edit', 'Look', 'This run', 'Moments', 'Go to']) {
    await expect(list(page).getByRole('group', { name: group })).toHaveCount(1);
  }
  const active = async () =>
    page.locator(`[id="${await box.getAttribute('aria-activedescendant')}"]`).textContent();
  expect(await active()).toContain('Play or pause');
  await page.keyboard.press('ArrowDown');
  expect(await active()).toContain('Step forward');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  // Round to the last.
  expect(await active()).not.toContain('Play or pause');
  await box.fill('zzzz');
  await expect(list(page).getByText('Nothing by that name.')).toBeVisible();
  await box.fill('step forward');
  await view.idle();
  await page.keyboard.press('Enter');
  await expect(list(page)).toHaveCount(0);
  await view.idle();
  expect(await view.step()).toBe(before + 1);
  await expect(page.getByRole('slider', { name: 'Time' })).toBeFocused();
});

test('it goes to moments, times, steps, runs and protocols', async ({ page }) => {
  const view = await lab(page);
  await choose(page, '240 ms');
  await expect(view.time).toHaveAttribute('aria-valuetext', '240 ms');
  await choose(page, 's3 becomes leader');
  await expect(view.inspector.getByRole('heading', { level: 2 })).toHaveText('S3 becomes leader of term 2');
  await choose(page, 'S2#4');
  await expect(view.inspector.getByText(/· S2#4$/)).toBeVisible();
  await page.keyboard.press('/');
  await list(page).getByRole('combobox').fill('split vote');
  await expect(list(page).getByRole('option', { name: /^A split vote Raft/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/lab\/raft\/split-vote$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('A split vote');
});

test('what was done has names, and one can go back to any point of it', async ({ page }) => {
  const view = await lab(page);
  const original = await view.hash();
  await choose(page, 'freeze a node');
  await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
  await view.idle();
  const frozen = await view.hash();
  await choose(page, 'crash a node');
  await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
  await view.idle();
  const crashed = await view.hash();
  expect(new Set([original, frozen, crashed]).size).toBe(3);
  await view.key('e');
  const edits = page.getByRole('dialog', { name: 'What was done' });
  await expect(edits.getByRole('listitem')).toHaveText([
    /^Crash of S\dnow$/,
    /^Freeze of S\d$/,
    /^As it was opened$/,
  ]);
  await expect(edits.getByRole('button', { name: /^Crash of/ })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect(await view.hash()).toBe(frozen);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect(await view.hash()).toBe(original);
  await expect(edits.getByRole('button', { name: /^Crash of S\d *undone$/ })).toBeVisible();
  await edits.getByRole('button', { name: /^Crash of/ }).click();
  expect(await view.hash()).toBe(crashed);
  await page.keyboard.press('Escape');
  await expect(edits).toHaveCount(0);
});
