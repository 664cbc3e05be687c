/** Stories of isolation: the search for the interleaving that breaks a program. */
import { expect, type Page, test } from 'playwright/test';
import { lookAt } from './support/axe.ts';
import { Lab } from './support/lab.ts';

const idle = (page: Page) => page.evaluate(() => window.__idle?.());
const levels = (page: Page) => page.getByRole('region', { name: 'Levels' });
const result = (page: Page) => page.getByRole('region', { name: /^Result: / });
const find = (page: Page) => page.getByRole('button', { name: 'Find an interleaving that breaks it' });

async function open(page: Page, story: string, title: string): Promise<void> {
  await page.goto(`/#/isolation/stories/${story}`);
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await idle(page);
}

test('the shortest interleaving that breaks it is found, and opens in the lab', async ({ page }) => {
  await open(page, 'on-call-doctors', 'On-call doctors');
  await find(page).click();
  await expect(result(page)).toContainText('Broken, at the soonest in 8 statements.');
  await expect(result(page)).toContainText('Somebody is on call.');
  await expect(result(page)).toContainText('Write skew (A5B).');
  await expect(levels(page).getByRole('button', { name: 'read committed breaks' })).toBeVisible();
  await result(page).getByRole('link', { name: 'See it in the lab' }).click();
  const lab = new Lab(page);
  await expect(lab.root).toHaveAttribute('data-run-hash', /^[0-9a-f]{16}$/);
  await lab.idle();
  await expect(page).toHaveTitle(/On-call doctors · PostgreSQL, read committed/);
  // What was found is still there for whoever comes back.
  await page.goBack();
  await expect(result(page)).toContainText('Broken, at the soonest in 8 statements.');
});

test('where none exists, it says among how many', async ({ page }) => {
  await open(page, 'counter', 'Counter');
  await levels(page)
    .getByRole('button', { name: /^serializable/ })
    .nth(2)
    .click();
  await expect(result(page)).toContainText('As if one transaction had run after the other');
  await find(page).click();
  await expect(result(page)).toContainText(/None exists: all \d+ interleavings were tried\./);
  await expect(result(page).getByRole('heading', { level: 2 })).toBeFocused();
});

test('every level is searched, one after the other', async ({ page }) => {
  await open(page, 'room-booking', 'Room booking');
  await levels(page).getByRole('button', { name: 'Search at every level' }).click();
  await idle(page);
  await expect(levels(page).getByText('breaks', { exact: true })).toHaveCount(9);
  await expect(levels(page).getByText('holds', { exact: true })).toHaveCount(4);
});

test('programs are rewritten: a lock mends the counter, and what cannot be read is said', async ({
  page,
}) => {
  await open(page, 'counter', 'Counter');
  await find(page).click();
  await expect(result(page)).toContainText('Broken');
  for (const name of ['T1', 'T2']) {
    const program = page.getByRole('textbox', { name: new RegExp(`^${name} `) });
    await program.fill((await program.inputValue()).replace('page = 1 ->', 'page = 1 for update ->'));
  }
  await expect(result(page)).not.toContainText('Broken');
  await find(page).click();
  await expect(result(page)).toContainText('None exists');
  const program = page.getByRole('textbox', { name: /^T1 / });
  await program.fill('begin\nif nothing: commit');
  await expect(page.getByRole('alert')).toHaveText(
    'T1: Line 2: a condition is written “if name >= 2: statement”.',
  );
  await expect(find(page)).toBeDisabled();
  await program.fill('begin\nselect * from nowhere\ncommit');
  await find(page).click();
  await expect(result(page)).toContainText('T1 cannot say “select * from nowhere”');
  await page.getByRole('button', { name: 'Back to the story as it was' }).click();
  await expect(program).toHaveValue(/^begin\nselect n from counters where page = 1 -> n\n/);
});

test('a session may have a level of its own', async ({ page }) => {
  await open(page, 'on-call-doctors', 'On-call doctors');
  for (const name of ['T1', 'T2'])
    await page.getByRole('combobox', { name: `Level of ${name}` }).selectOption('serializable');
  await find(page).click();
  await expect(result(page)).toContainText('None exists');
});

for (const width of [1440, 390]) {
  test(`axe finds nothing in both themes, ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await open(page, 'bank-transfer', 'Bank transfer');
    await find(page).click();
    await expect(result(page)).toContainText('Broken');
    await page.getByText('Tables, and what must hold').click();
    await lookAt(page, `${width} px`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}
