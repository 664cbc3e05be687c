/** A lecture: by clicker on one screen, with a show of hands, a detour and the way back, and notes on a second window. */
import { expect, type Page, test } from 'playwright/test';
import { Lab } from './support/lab.ts';

async function present(page: Page, path = '#/lab/raft/forgotten-vote'): Promise<Lab> {
  const view = await new Lab(page).open(`/${path}`);
  await view.button('Present').click();
  await expect(page.getByText(/^Slide\s+1\//)).toBeVisible();
  return view;
}

const at = (page: Page) => page.getByText(/^Slide\s+\d+\//);

/** To the next page, past whatever plays on the way there. */
async function on(page: Page): Promise<void> {
  const number = async () => Number((await at(page).textContent())?.match(/(\d+)\//)?.[1]);
  const before = await number();
  await page.keyboard.press('PageDown');
  if ((await at(page).textContent())?.includes('▸')) {
    await page.keyboard.press('PageDown');
    // It may have come to its end by itself in between; then that key has turned one slide more.
    if ((await number()) > before + 1) await page.keyboard.press('PageUp');
  }
  await page.evaluate(() => window.__idle?.());
}

test('page keys lead through the run, the hands are counted, and Escape comes back from a detour', async ({
  page,
}) => {
  const view = await present(page);
  const original = await view.hash();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/two leaders/);
  await expect(page.getByText('Broken on purpose:')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Share link' })).toHaveCount(0);

  await page.keyboard.press('PageDown');
  await expect(page.getByRole('textbox', { name: 'Question' })).toHaveValue(
    'Will every promise hold to the end?',
  );
  // Nothing of the future is on the page.
  await expect(view.timeline).toHaveCount(0);
  await page.getByRole('spinbutton', { name: /^Hands for A/ }).fill('31');
  await page.getByRole('button', { name: 'One more hand for C' }).click();
  await page.keyboard.press('PageDown');
  await expect(page.getByText(/^Locked/)).toBeVisible();

  await page.keyboard.press('PageDown');
  await expect(view.timeline).toBeVisible();
  await on(page);
  await on(page);
  const slide = await at(page).textContent();
  const words = await page.getByRole('heading', { level: 1 }).textContent();

  // A detour in time, and one that changes the run.
  await view.key('ArrowRight');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('A detour');
  await view.key('Escape');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words ?? '');
  await page.keyboard.press('c');
  await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
  await view.idle();
  expect(await view.hash()).not.toBe(original);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('A detour');
  await view.key('Escape');
  await expect.poll(() => view.hash()).toBe(original);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words ?? '');
  expect(await at(page).textContent()).toBe(slide);

  // To the last page: the verdicts, and what the room had thought.
  for (
    let i = 0;
    i < 40 && (await page.getByRole('region', { name: 'What the room thought' }).count()) === 0;
    i++
  ) {
    await on(page);
  }
  await expect(page.getByRole('list', { name: 'Broken' }).getByRole('listitem')).toHaveCount(2);
  const thought = page.getByRole('region', { name: 'What the room thought' });
  await expect(thought.getByRole('listitem')).toHaveText([/31$/, /0$/, /✓\s*1$/]);
  await page.keyboard.press('PageUp');
  await expect(thought).toHaveCount(0);
  await view.key('Escape');
  await expect(view.button('Present')).toBeVisible();
});

test('type is a fiftieth of the height, at any size of the wall', async ({ page }) => {
  for (const size of [
    { width: 1440, height: 900 },
    { width: 1920, height: 1080 },
    { width: 1024, height: 768 },
  ]) {
    await page.setViewportSize(size);
    const view = await present(page);
    await on(page);
    await page.keyboard.press('PageDown');
    await on(page);
    await on(page);
    const smallest = await page.evaluate(() => {
      const zoom = document.querySelector('.present')?.currentCSSZoom ?? 1;
      let least = Number.POSITIVE_INFINITY;
      for (const element of document.querySelectorAll('.present *')) {
        const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.textContent?.trim());
        if (!own || element.closest('.visually-hidden') || element.getClientRects().length === 0) continue;
        least = Math.min(least, Number.parseFloat(getComputedStyle(element).fontSize) * zoom);
      }
      return least;
    });
    // A twentieth of a pixel for rounding.
    expect(smallest).toBeGreaterThanOrEqual(size.height / 50 - 0.05);
    await view.key('Escape');
    await view.key('Escape');
  }
});

test('a question of the lecturer’s own covers what comes until the room has decided', async ({ page }) => {
  const view = await present(page, '#/lab/raft/split-vote');
  await on(page);
  await page.keyboard.press('PageDown');
  await on(page);
  await view.key('q');
  await expect(page.getByRole('textbox', { name: 'Question' })).toHaveValue('What happens next?');
  await expect(view.timeline).toHaveCount(0);
  await page.getByRole('textbox', { name: 'Option A' }).fill('Nobody wins');
  await page.getByRole('textbox', { name: 'Option B' }).fill('S2 wins');
  await page.getByRole('button', { name: 'Another option' }).click();
  await expect(page.getByRole('textbox', { name: 'Option C' })).toBeVisible();
  await page.getByRole('spinbutton', { name: 'Hands for A: Nobody wins' }).fill('12');
  await page.keyboard.press('PageDown');
  await on(page);
  await expect(view.timeline).toBeVisible();
  await page.keyboard.press('PageUp');
  await expect(page.getByRole('spinbutton', { name: 'Hands for A: Nobody wins' })).toHaveValue('12');
});

test('notes on a second window follow, count hands and turn pages', async ({ page, context }) => {
  await present(page);
  const notes = await context.newPage();
  await notes.goto('/#/notes');
  await expect(notes.getByText(/^Slide 1 of \d+/)).toBeVisible();
  await expect(notes.getByRole('region', { name: 'About this run' })).toContainText('S1 asks for votes');
  await notes.getByRole('button', { name: /^On/ }).click();
  await expect(page.getByRole('textbox', { name: 'Question' })).toBeVisible();
  await notes.getByRole('list', { name: 'Hands' }).getByRole('spinbutton').first().fill('25');
  await expect(page.getByRole('spinbutton', { name: /^Hands for A/ })).toHaveValue('25');
  await notes.keyboard.press('PageUp');
  await expect(page.getByText(/^Slide\s+1\//)).toBeVisible();
  await page.bringToFront();
  await page.keyboard.press('ArrowRight');
  await expect(notes.getByText('On a detour.')).toBeVisible();
  await notes.getByRole('button', { name: 'Back to the script' }).click();
  await expect(notes.getByText('On a detour.')).toHaveCount(0);
});
