import { expect, type Page, test } from 'playwright/test';
import { lookAt } from './support/axe.ts';
import { Lab } from './support/lab.ts';

const open = (page: Page) => new Lab(page).open('/#/lab/raft/minority-leader');
const tabs = (page: Page) => page.getByRole('tab');
const bar = (page: Page) => page.getByRole('navigation', { name: 'Branches' });
const state = (page: Page) => page.getByRole('region', { name: 'State at this time' });

/** Branches off and deletes the cut there. */
async function withoutTheCut(page: Page): Promise<Lab> {
  const lab = await open(page);
  await lab.press('Branch');
  const cut = lab.timeline.getByRole('button', { name: /^Cut C1 S1 S2/ }).first();
  await cut.focus();
  await lab.key('Delete');
  return lab;
}

/** The rows of a node's table: field, A, B. */
async function held(page: Page, node: string): Promise<string[][]> {
  const table = state(page).getByRole('table', { name: node, exact: true });
  const rows = table.getByRole('row');
  const texts: string[][] = [];
  for (let i = 1; i < (await rows.count()); i++)
    texts.push(
      (await rows.nth(i).locator('th, td').allTextContents()).map((text) => text.replaceAll('\u00a0', ' ')),
    );
  return texts;
}

test.describe('branches', () => {
  test('are copies to try things in: switched at once, the cursor stays, the first run is as it was', async ({
    page,
  }) => {
    const lab = await open(page);
    await expect(bar(page)).toHaveCount(0);
    const main = await lab.hash();
    await page.keyboard.press('b');
    await expect(tabs(page)).toHaveText(['Main', 'Branch 2']);
    await expect(page.getByRole('tab', { name: 'Branch 2' })).toHaveAttribute('aria-selected', 'true');
    expect(await lab.hash()).toBe(main);
    await lab.timeline
      .getByRole('button', { name: /^Cut C1 S1 S2/ })
      .first()
      .focus();
    await lab.key('Delete');
    const branch = await lab.hash();
    expect(branch).not.toBe(main);
    const at = await lab.step();

    await page.getByRole('tab', { name: 'Branch 2' }).focus();
    await lab.key('ArrowLeft');
    expect(await lab.hash()).toBe(main);
    await expect(page.getByRole('tab', { name: 'Main' })).toBeFocused();
    await lab.key('Shift+B');
    expect(await lab.hash()).toBe(branch);
    expect(await lab.step()).toBe(at);

    // A reload keeps all of them.
    await page.reload();
    await expect(tabs(page)).toHaveText(['Main', 'Branch 2']);
    expect(await lab.hash()).toBe(branch);
    await page.getByRole('tab', { name: 'Main' }).click();
    expect(await lab.hash()).toBe(main);
  });

  test('are renamed in place and deleted, and undo brings them back', async ({ page }) => {
    const lab = await withoutTheCut(page);
    const branch = await lab.hash();
    await lab.press('Rename Branch 2');
    const field = page.getByRole('textbox', { name: 'Name of the branch' });
    await expect(field).toBeFocused();
    await field.fill('No cut');
    await lab.key('Enter');
    await expect(tabs(page)).toHaveText(['Main', 'No cut']);
    await expect(page.getByRole('tab', { name: 'No cut' })).toBeFocused();
    await lab.key('Delete');
    await expect(bar(page)).toHaveCount(0);
    expect(await lab.hash()).not.toBe(branch);
    await lab.key('z');
    await expect(tabs(page)).toHaveText(['Main', 'No cut']);
    expect(await lab.hash()).toBe(branch);
    await lab.key('z');
    await expect(tabs(page)).toHaveText(['Main', 'Branch 2']);
    // One history: from the main run undo goes to the branch and puts the cut back.
    await page.getByRole('tab', { name: 'Main' }).click();
    const main = await lab.hash();
    await lab.press('Undo');
    await expect(page.getByRole('tab', { name: 'Branch 2' })).toHaveAttribute('aria-selected', 'true');
    expect(await lab.hash()).toBe(main);
  });

  test('are eight runs at most', async ({ page }) => {
    const lab = await open(page);
    for (let i = 0; i < 9; i++) await lab.key('b');
    await expect(tabs(page)).toHaveCount(8);
    await expect(page.getByRole('button', { name: 'Branch from here' })).toBeDisabled();
  });
});

test.describe('comparing', () => {
  test('shows what changed, when first, and what the logs held in each', async ({ page }) => {
    const lab = await withoutTheCut(page);
    await lab.press('Compare with…');
    await expect(page.getByRole('heading', { name: /Main beside .*Branch 2/ })).toBeFocused();
    await expect(page.getByText(/^They part at 180 ms: \d+ steps only in A, \d+ only in B\.$/)).toBeVisible();
    const list = page.getByRole('list', { name: 'Differences' });
    await expect(list.getByRole('button').first()).toHaveText(/^180.*The network is cut.*only in Main$/);

    // At 500 ms the leader of the majority holds its own entry in A; in B it follows S1 and holds x=7.
    await expect(state(page)).toContainText('State at 500 ms');
    const s3 = await held(page, 'S3');
    expect(s3).toContainEqual(['status', 'leader', 'follower']);
    expect(s3.find(([field]) => field === 'log[3]')).toEqual([
      'log[3]',
      'index 3, term 2, noop',
      'index 3, term 1, x=7',
    ]);

    // Only what one run has alone.
    await page.getByRole('button', { name: /^Only A/ }).click();
    for (const text of await list.getByRole('button').allTextContents())
      expect(text).toMatch(/only in Main$/);
    await page.getByRole('button', { name: /^All/ }).click();

    // By keyboard, to the first difference and on.
    await lab.key('Home');
    await expect(state(page)).toContainText('The same in both runs.');
    await lab.key('n');
    await expect(state(page)).toContainText('State at 180 ms');
    await expect(list.getByRole('button', { name: /The network is cut/ })).toHaveAttribute(
      'aria-current',
      'step',
    );
    await lab.key('n');
    await expect(state(page)).toContainText('State at 196.8 ms');
    await lab.key('Shift+N');
    await expect(state(page)).toContainText('State at 180 ms');
    const first = list.getByRole('button').first();
    await first.focus();
    await lab.key('ArrowDown');
    await expect(state(page)).toContainText('State at 196.8 ms');

    // Which run is on show changes nothing of the picture's sides.
    await page.getByRole('tab', { name: 'Main' }).click();
    await lab.idle();
    await expect(page.getByRole('heading', { name: /Main beside .*Branch 2/ })).toBeVisible();
    await expect(state(page)).toContainText('State at 196.8 ms');
    await lab.key('Escape');
    await expect(lab.timeline).toBeVisible();
  });

  test('of a branch with nothing changed says so; undo of the branch ends it', async ({ page }) => {
    const lab = await open(page);
    await lab.key('b');
    await lab.key('v');
    await expect(page.getByText('The runs are the same, event for event.')).toBeVisible();
    await lab.key('z');
    await expect(lab.timeline).toBeVisible();
    await expect(bar(page)).toHaveCount(0);
  });

  test('a link carries both runs to whoever opens it', async ({ page, browser }) => {
    const lab = await withoutTheCut(page);
    const hashes = [await lab.hash()];
    const link = page.url();
    await page.getByRole('tab', { name: 'Main' }).click();
    hashes.unshift(await lab.hash());
    const context = await browser.newContext();
    const guest = await new Lab(await context.newPage()).open(link);
    await expect(tabs(guest.page)).toHaveText(['Main', 'Branch 2']);
    expect(await guest.hash()).toBe(hashes[1]);
    await guest.page.getByRole('tab', { name: 'Main' }).click();
    expect(await guest.hash()).toBe(hashes[0]);
    // Here neither run was ever held: the other is simulated for the comparison.
    await guest.key('v');
    await expect(guest.page.getByText(/^They part at 180 ms/)).toBeVisible();
    await context.close();
  });

  test('can be used by everybody, in both themes', async ({ page }) => {
    // Axe reads every node at both widths.
    test.slow();
    const lab = await withoutTheCut(page);
    await lab.key('v');
    await expect(page.getByRole('list', { name: 'Differences' })).toBeVisible();
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 844 });
      await lab.idle();
      await lookAt(page, `${width} px`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    }
  });
});
