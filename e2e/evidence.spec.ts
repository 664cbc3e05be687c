/** Other seeds: a dot for each run, told by shape and name as well, and the way into one that fails. */
import { expect, type Page, test } from 'playwright/test';
import { Lab } from './support/lab.ts';

const lab = (page: Page, path: string) => new Lab(page).open(`/#/lab/${path}`);
const card = (page: Page) => page.getByRole('region', { name: 'Other seeds' });
const dots = (page: Page) => card(page).getByRole('group').getByRole('button');

test('where nothing is broken every dot is a ring; a changed run asks to be tried again', async ({
  page,
}) => {
  const view = await lab(page, 'raft/first-election');
  await card(page).getByRole('button', { name: 'Try 200 seeds' }).click();
  await view.idle();
  await expect(dots(page)).toHaveCount(200);
  await expect(card(page).getByText('Every promise holds in all 200 of them.')).toBeVisible();
  await expect(dots(page).first()).toHaveAttribute('aria-label', /^Seed 1: every promise holds/);
  await page.getByRole('checkbox', { name: /whom they voted for/ }).check();
  await view.idle();
  await expect(card(page).getByText('The run has changed since these were tried.')).toBeVisible();
  await expect(dots(page).first()).toBeDisabled();
  await card(page).getByRole('button', { name: 'Try again' }).click();
  await view.idle();
  await expect(dots(page).first()).toBeEnabled();
});

test('a failing dot opens its seed as a branch, at the moment it breaks', async ({ page }) => {
  const view = await lab(page, 'raft/forgotten-vote');
  const original = await view.hash();
  await card(page).getByRole('button', { name: 'Try 200 seeds' }).click();
  await view.idle();
  const broken = card(page).getByRole('button', { name: /^Seed 7: broken at .* ms: / });
  await expect(broken).toHaveCount(1);
  await broken.click();
  await view.idle();
  expect(await view.hash()).not.toBe(original);
  await expect(page.getByRole('tab', { name: 'Seed 7' })).toBeVisible();
  await expect(view.inspector.getByText(/^Breaks: /)).toBeVisible();
  await expect(card(page).getByRole('button', { name: /^Seed 7: .*\(this run\)$/ })).toBeVisible();
  // Arrows walk the dots.
  await card(page)
    .getByRole('button', { name: /^Seed 7: / })
    .focus();
  await page.keyboard.press('ArrowDown');
  await expect(card(page).getByRole('button', { name: /^Seed 32: / })).toBeFocused();
  await view.key('z');
  expect(await view.hash()).toBe(original);
});

test('it can be stopped', async ({ page }) => {
  const view = await lab(page, 'raft/replication');
  await page.getByText('More', { exact: true }).click();
  await page
    .getByRole('spinbutton', { name: 'length' })
    .or(page.getByRole('textbox', { name: /length/ }))
    .fill('60000');
  await page.keyboard.press('Enter');
  await view.idle();
  await card(page).getByRole('button', { name: 'Try 200 seeds' }).click();
  await card(page).getByRole('button', { name: 'Stop' }).click();
  await view.idle();
  await expect(card(page).getByText(/^Stopped after \d+\./)).toBeVisible();
  expect(await dots(page).count()).toBeLessThan(200);
});

test('a run’s card says what it claims, is made of, models and leaves out; an edit keeps the moment, and the step if it survives', async ({
  page,
}) => {
  const view = await lab(page, 'raft/minority-leader');
  const notes = page.getByRole('complementary', { name: 'Notes and events' });
  await expect(
    notes.getByRole('heading', { level: 2, name: /^A deposed leader cannot commit/ }),
  ).toBeVisible();
  await expect(notes.getByText(/^Modelled: ./)).toBeVisible();
  await expect(notes.getByText(/^Not modelled: ./)).toBeVisible();
  const made = notes.getByRole('region', { name: 'Parameters' });
  const variants = notes.getByRole('group', { name: /^Rules broken on purpose/ });
  await view.key('/');
  await page.getByRole('dialog').getByRole('combobox').fill('S4#7');
  await view.idle();
  await page.keyboard.press('Enter');
  await view.idle();
  const name = view.inspector.getByText(/· S4#7$/);
  await expect(name).toBeVisible();
  const at = await view.time.getAttribute('aria-valuetext');
  // Later than the moment: its step is still there.
  await view.handle(/^Cut C1/).focus();
  await view.key('Shift+ArrowRight');
  await expect(view.handle(/^Cut C1 .* to 710 ms/)).toHaveCount(1);
  await expect(name).toBeVisible();
  // Before it: the time is all that is left of it.
  const hash = await view.hash();
  await made.getByRole('button', { name: 'Next seed' }).click();
  expect(await view.hash()).not.toBe(hash);
  await expect(view.time).toHaveAttribute('aria-valuetext', at ?? '');
  await variants.getByRole('checkbox').first().check();
  await view.idle();
  await expect(view.stage.getByText(/broken on purpose/i).first()).toBeVisible();
  await expect(view.time).toHaveAttribute('aria-valuetext', at ?? '');
});
