/** The matrix of isolation: computed in the browser, walked by keyboard, each cell a way into the lab. */
import { expect, type Page, test } from 'playwright/test';
import { lookAt } from './support/axe.ts';
import { Lab } from './support/lab.ts';

const idle = (page: Page) => page.evaluate(() => window.__idle?.());
const cell = (page: Page, name: RegExp) => page.getByRole('gridcell').getByRole('link', { name });
const told = (page: Page) => page.getByRole('region', { name: 'What happened' });

async function open(page: Page): Promise<void> {
  await page.goto('/#/isolation/matrix');
  await expect(page.getByRole('grid')).toBeVisible();
  await idle(page);
}

test('the home page and the lab lead to it', async ({ page }) => {
  await page.goto('/#/track/T6');
  await page.getByRole('link', { name: 'The matrix' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Which level prevents what' })).toBeFocused();
  await expect(page).toHaveTitle(/matrix/);
  await new Lab(page).open('/#/lab/isolation');
  await page.getByRole('link', { name: 'The matrix' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Which level prevents what' })).toBeVisible();
});

test('every cell is computed, and all that Hermitage has published agrees', async ({ page }) => {
  await open(page);
  await expect(page.getByRole('status')).toHaveText(
    '182 schedules carried out. Of 97 that Hermitage has published for PostgreSQL and MySQL, all agree.',
  );
  await expect(page.getByRole('gridcell').getByRole('link')).toHaveCount(182);
  await expect(cell(page, /^Lost update, PostgreSQL, read committed: happens/)).toBeVisible();
  await expect(cell(page, /^Lost update, PostgreSQL, repeatable read: refused/)).toBeVisible();
  await expect(cell(page, /^Lost update, InnoDB, repeatable read: happens/)).toBeVisible();
  await expect(cell(page, /^Lost update, InnoDB, serializable: deadlock/)).toBeVisible();
});

test('a cell says what happened, and opens that very schedule in the lab', async ({ page }) => {
  await open(page);
  const skew = cell(page, /^Write skew, PostgreSQL, serializable: refused/);
  await skew.hover();
  await expect(told(page)).toContainText('T2 is refused at “commit” with 40001');
  await expect(told(page)).toContainText('Hermitage found the same');
  await skew.click();
  const lab = new Lab(page);
  await expect(lab.root).toHaveAttribute('data-run-hash', /^[0-9a-f]{16}$/);
  await lab.idle();
  await expect(page.getByRole('heading', { level: 2, name: /^Write skew is prevented/ })).toBeVisible();
  await expect(page).toHaveTitle(/Write skew · PostgreSQL, serializable/);
  await page.goBack();
  await expect(told(page)).toContainText('T2 is refused');
});

test('arrows walk from cell to cell, and one of them is in the order of Tab', async ({ page }) => {
  await open(page);
  const first = cell(page, /^Lost update, PostgreSQL, read committed/);
  await first.focus();
  await page.keyboard.press('ArrowRight');
  await expect(cell(page, /^Lost update, PostgreSQL, repeatable read/)).toBeFocused();
  await expect(told(page)).toContainText('could not serialize access due to concurrent update');
  await page.keyboard.press('ArrowDown');
  await expect(cell(page, /^Read skew, PostgreSQL, repeatable read/)).toBeFocused();
  await page.keyboard.press('Home');
  await expect(cell(page, /^Read skew, No control/)).toBeFocused();
  await page.keyboard.press('Control+End');
  await expect(cell(page, /^Read-only transaction anomaly, InnoDB, serializable/)).toBeFocused();
  await expect(page.locator('.iso-cell[tabindex="0"]')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(new Lab(page).root).toHaveAttribute('data-run-hash', /^[0-9a-f]{16}$/);
});

test('on a phone it is one engine at a time, and a touch tells', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  await expect(page.getByRole('gridcell').getByRole('link')).toHaveCount(14 * 3);
  await page.getByRole('combobox', { name: 'Engine' }).selectOption('InnoDB');
  await expect(page.getByRole('gridcell').getByRole('link')).toHaveCount(14 * 4);
  await cell(page, /^Write cycle, InnoDB, serializable/).click();
  await expect(told(page)).toContainText('Write cycle');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await told(page).getByRole('link', { name: 'See it in the lab' }).click();
  await expect(new Lab(page).root).toHaveAttribute('data-run-hash', /^[0-9a-f]{16}$/);
});

for (const width of [1440, 390]) {
  test(`axe finds nothing in both themes, ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await open(page);
    await lookAt(page, `${width} px`);
  });
}

test('an address of no page says so', async ({ page }) => {
  await page.goto('/#/isolation/nothing');
  await expect(page.getByText('There is nothing at this address.')).toBeVisible();
});
