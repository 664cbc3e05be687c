/** The run as one of its nodes sees it: what it cannot know is nowhere on the page. */
import { expect, type Page, test } from 'playwright/test';
import { Lab } from './support/lab.ts';

const lab = (page: Page) => new Lab(page).open('/#/lab/raft/minority-leader');
const node = (view: Lab, id: string) => view.stage.locator(`svg [data-node="${id}"]`);

test('as S2 sees it: bannered, others by their last word, faults and promises gone; and back', async ({
  page,
}) => {
  const view = await lab(page);
  const original = await view.hash();
  await expect(view.handle(/^Cut /)).toHaveCount(1);
  await node(view, 'S2').click();
  await view.key('s');
  await expect(view.stage.getByText('As S2 sees it:')).toBeVisible();
  await expect(node(view, 'S1')).toHaveAttribute('aria-label', /^S1, last heard at 495 ms, term 1$/);
  await expect(node(view, 'S3')).toHaveAttribute('aria-label', /^S3, not heard yet$/);
  await expect(node(view, 'S2')).toHaveAttribute('aria-label', /^S2, follower, term 1, up$/);
  await expect(view.timeline.locator('[data-input]')).toHaveCount(0);
  await expect(view.inspector.getByRole('region', { name: 'Promises' })).toHaveCount(0);
  const heard = view.stage.getByRole('region', { name: 'What S2 has heard' });
  await expect(heard.getByRole('listitem')).toHaveCount(5);
  await expect(heard).toContainText('Append at 495 ms');
  // Steps of others are nameless, and stepping onto one says no more than that.
  await view.press('To the start');
  await view.press('Step forward');
  await expect(view.inspector.getByText('Nothing that S2 can know of')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'nothing that S2 can know of' })).toHaveCount(1);
  // Of another node its last word, and no more.
  await view.inspector.getByRole('button', { name: 'Its next step' }).click();
  await node(view, 'S4').click();
  await expect(view.inspector.getByRole('region', { name: 'Node S4' })).toContainText(
    'S2 has not heard from it yet.',
  );
  // What the clients were told it cannot know either, and what is interesting to others is none of its business.
  await page.getByRole('button', { name: /^What clients saw/ }).click();
  await expect(page.getByText('S2 asked for nothing itself')).toBeVisible();
  await page.getByRole('button', { name: 'This moment' }).click();
  await view.press('To the start');
  await view.key('n');
  await expect(page.getByRole('status').filter({ hasText: /S2 / })).toHaveCount(1);
  await view.press('Show everything');
  await expect(view.handle(/^Cut /)).toHaveCount(1);
  await expect(node(view, 'S1')).toHaveAttribute('aria-label', /^S1, (follower|leader|candidate)/);
  expect(await view.hash()).toBe(original);
});

test('the command list and the inspector lead there too', async ({ page }) => {
  const view = await lab(page);
  await view.key('/');
  await page.getByRole('dialog').getByRole('combobox').fill('as s4 sees');
  await view.idle();
  await page.keyboard.press('Enter');
  await expect(view.stage.getByText('As S4 sees it:')).toBeVisible();
  await view.inspector.getByRole('button', { name: 'S5', exact: true }).click();
  await view.key('s');
  await expect(view.stage.getByText('As S5 sees it:')).toBeVisible();
  await view.inspector.getByRole('button', { name: 'As S5 sees it' }).focus();
  await view.key('s');
  await expect(view.stage.getByText(/sees it:/)).toHaveCount(0);
});
