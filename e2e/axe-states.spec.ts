/** Axe on the states of stage, inspector, lists and lecture, in both themes. */
import { expect, type Page, test } from 'playwright/test';
import { findings } from './support/axe.ts';
import { Lab } from './support/lab.ts';

const STATES: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  commands: async (page) => {
    await open(page, 'raft/minority-leader');
    await page.keyboard.press('/');
    await page.getByRole('dialog').getByRole('combobox').fill('le');
    await page.evaluate(() => window.__idle?.());
  },
  edits: async (page) => {
    const view = await open(page, 'raft/minority-leader');
    await page.getByRole('checkbox', { name: /whom they voted for/ }).check();
    await view.idle();
    await page.getByRole('heading', { level: 1 }).focus();
    await view.key('e');
    await expect(page.getByRole('dialog')).toBeVisible();
  },
  'as a node sees it': async (page) => {
    const view = await open(page, 'raft/minority-leader');
    await page.locator('svg [data-node="S2"]').first().click();
    await view.key('s');
    await expect(page.getByText('As S2 sees it:')).toBeVisible();
  },
  'a broken promise and a node': async (page) => {
    const view = await open(page, 'raft/forgotten-vote');
    await page.getByRole('button', { name: 'Go there' }).first().click();
    await page.getByRole('group', { name: 'State of a node' }).getByRole('button', { name: 'S3' }).click();
    await view.idle();
  },
  'other seeds': async (page) => {
    const view = await open(page, 'raft/forgotten-vote');
    await page.getByRole('button', { name: 'Try 200 seeds' }).click();
    await view.idle();
  },
  'the menu of a message': async (page) => {
    const view = await open(page, 'raft/minority-leader');
    await expect(view.stage.locator('svg[data-hand]')).toBeVisible();
    await view.stage.locator('[data-send]').first().focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menu')).toBeVisible();
  },
  'a lecture': async (page) => {
    const view = await open(page, 'raft/forgotten-vote');
    await view.button('Present').click();
    await expect(page.getByText(/^Slide\s+1\//)).toBeVisible();
    await view.idle();
  },
  'a show of hands': async (page) => {
    const view = await open(page, 'raft/forgotten-vote');
    await view.button('Present').click();
    await expect(page.getByText(/^Slide\s+1\//)).toBeVisible();
    await page.keyboard.press('PageDown');
    await expect(page.getByRole('textbox', { name: 'Question' })).toBeVisible();
    await view.idle();
  },
  'the claim being rewritten, after an edit': async (page) => {
    const view = await open(page, 'raft/minority-leader');
    await view.handle(/^Cut /).focus();
    await view.key('Delete');
    await expect(view.button('Hide how it was before the edit')).toBeVisible();
    await view.button('Edit the claim').click();
    await expect(page.getByRole('form', { name: 'Title and claim' })).toBeVisible();
  },
  'the menu of a narrow head': async (page) => {
    await page.setViewportSize({ width: 390, height: 844 });
    const view = await open(page, 'raft/minority-leader');
    await view.press('More');
    await expect(page.getByRole('group', { name: 'More' })).toBeVisible();
  },
  'notes before a lecture': async (page) => {
    await page.goto('/#/notes');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  },
};

async function open(page: Page, path: string): Promise<Lab> {
  return new Lab(page).open(`/#/lab/${path}`);
}

for (const [name, arrive] of Object.entries(STATES)) {
  test(`${name}, light and dark`, async ({ page }) => {
    // Two looks of axe.
    test.setTimeout(60_000);
    await arrive(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
      await page.waitForTimeout(250);
      const violations = await findings(page);
      expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join('; ')}`)).toEqual(
        [],
      );
    }
  });
}
