/** Axe on the states of stage, inspector, lists and lecture, in both themes. */
import { expect, type Page, test } from 'playwright/test';
import { lookAt } from './support/axe.ts';
import { faultline, Lab } from './support/lab.ts';

const STATES: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'as a node sees it': async (page) => {
    const view = await open(page, 'raft/minority-leader');
    await page.locator('svg [data-node="S2"]').first().click();
    await view.key('s');
    await expect(page.getByText('As S2 sees it:')).toBeVisible();
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

/** What one page passes through on its way; every state is looked at. */
const WAYS: Readonly<
  Record<string, (page: Page, look: (state: string, part?: string) => Promise<void>) => Promise<void>>
> = {
  'commands, the menu of a message, edits': async (page, look) => {
    const view = await open(page, 'raft/minority-leader');
    await page.keyboard.press('/');
    await page.getByRole('dialog').getByRole('combobox').fill('le');
    await view.idle();
    await look('commands', '[role="dialog"]');
    await page.keyboard.press('Escape');
    await expect(view.stage.locator('svg[data-hand]')).toBeVisible();
    await view.stage.locator('[data-send]').first().focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menu')).toBeVisible();
    await look('the menu of a message');
    await page.keyboard.press('Escape');
    await page.getByRole('checkbox', { name: /whom they voted for/ }).check();
    await view.idle();
    await page.getByRole('heading', { level: 1 }).focus();
    await view.key('e');
    await expect(page.getByRole('dialog')).toBeVisible();
    await look('edits', '[role="dialog"]');
  },
  'a broken promise and a node, other seeds': async (page, look) => {
    const view = await open(page, 'raft/forgotten-vote');
    await page.getByRole('button', { name: 'Go there' }).first().click();
    await page.getByRole('group', { name: 'State of a node' }).getByRole('button', { name: 'S3' }).click();
    await view.idle();
    await look('a broken promise and a node');
    await page.getByRole('button', { name: 'Try 200 seeds' }).click();
    await view.idle();
    await look('other seeds', '.lab-left');
  },
  'a lecture, and a show of hands': async (page, look) => {
    const view = await open(page, 'raft/forgotten-vote');
    await view.button('Present').click();
    await expect(page.getByText(/^Slide\s+1\//)).toBeVisible();
    await view.idle();
    await look('a lecture');
    await page.keyboard.press('PageDown');
    await expect(page.getByRole('textbox', { name: 'Question' })).toBeVisible();
    await view.idle();
    await look('a show of hands');
  },
  'keys, a key held on a fault, the key to the signs': async (page, look) => {
    const view = await open(page, 'raft/minority-leader');
    await view.key('?');
    await expect(page.getByRole('dialog')).toContainText('next interesting');
    await look('the list of keys', '[role="dialog"]');
    await page.keyboard.press('Escape');
    await view.handle(/^Cut C1/).focus();
    await page.keyboard.down('ArrowRight');
    await view.idle();
    await look('a fault under way, with ghosts', '.lab-timeline');
    await page.keyboard.up('ArrowRight');
    await view.press('Key');
    await expect(page.getByRole('group', { name: 'Key to the signs' })).toContainText('leader');
    await look('the key to the signs', '.key');
    await page.keyboard.press('Escape');
    await page.getByRole('spinbutton', { name: 'servers' }).or(page.getByLabel('servers')).first().fill('3');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toContainText('Not run.');
    await look('a run refused', '.banners');
  },
  'the sheets of a phone': async (page, look) => {
    await page.setViewportSize({ width: 390, height: 844 });
    const view = await open(page, 'raft/vote-without-log-check');
    for (const name of ['Notes', 'Inspector', 'Events']) {
      await page.getByRole('group', { name: 'Panels' }).getByRole('button', { name }).click();
      await view.idle();
      await look(name, name === 'Inspector' ? '.lab-right' : '.lab-left');
    }
  },
  'a run under way, stopped, and one of the most nodes': async (page, look) => {
    const spec = { schema: 1, protocol: 'raft', params: { heartbeatInterval: 5000 }, until: 600_000_000 };
    await page.goto(`/${linkTo(spec)}`);
    await expect(page.getByText(/Simulating: \d+ %/)).toBeVisible();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await expect(page.getByText('Stopped before the run was complete.')).toBeVisible();
    await look('stopped', '.banners');
    const view = new Lab(page);
    await page.goto('about:blank');
    await view.open(`/${linkTo({ ...spec, params: {}, nodes: { server: 9, client: 5 }, until: 400_000 })}`);
    await look('many nodes');
  },
  'a lecture’s notes': async (page, look) => {
    const view = await open(page, 'raft/forgotten-vote');
    await view.button('Present').click();
    await expect(page.getByText(/^Slide\s+1\//)).toBeVisible();
    const notes = await page.context().newPage();
    await notes.goto('/#/notes');
    await expect(notes.getByText(/^Slide 1 of \d+/)).toBeVisible();
    await notes.getByRole('button', { name: /^On/ }).click();
    await expect(notes.getByRole('list', { name: 'Hands' })).toBeVisible();
    await lookAt(notes, 'notes with hands');
    await page.bringToFront();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('A detour');
    await look('a detour');
  },
};

const linkTo = (spec: object) => faultline(['link', '-'], JSON.stringify(spec)).trim();

async function open(page: Page, path: string): Promise<Lab> {
  return new Lab(page).open(`/#/lab/${path}`);
}

for (const [name, arrive] of Object.entries(STATES)) {
  test(`${name}, light and dark`, async ({ page }) => {
    // Two looks of axe.
    test.setTimeout(60_000);
    await arrive(page);
    await lookAt(page, name);
  });
}

for (const [name, pass] of Object.entries(WAYS)) {
  test(`${name}: each state, light and dark`, async ({ page }) => {
    test.slow();
    await pass(page, (state, include) => lookAt(page, state, include === undefined ? {} : { include }));
  });
}
