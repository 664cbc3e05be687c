/** Lessons as a student goes through them, and as an instructor looks at one that is being written. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, type Locator, type Page, test } from 'playwright/test';
import { findings } from './support/axe.ts';
import { Lab } from './support/lab.ts';

const folder = fileURLToPath(new URL('../src/lessons/content/T2/first-election/', import.meta.url));

test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** By the Tab key, as somebody without a mouse gets there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let i = 0; i < 80; i++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}

const state = (page: Page) => page.locator('.lesson').getAttribute('data-state');

test('by keyboard alone from the question to the idea; the future is not there before the prediction', async ({
  page,
}) => {
  const view = await new Lab(page).open('/#/lesson/first-election');
  const press = async (name: string) => {
    await tabTo(page, view.button(name));
    await page.keyboard.press('Enter');
    await view.idle();
  };
  await press('Go on');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page.getByText('The future stays covered until you answer.')).toBeVisible();
  // Wherever one goes, the run ends here, and nothing can be done to it.
  await view.key('End');
  await expect(view.time).toHaveAttribute('aria-valuetext', '176 ms');
  await view.key('c');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await findings(page)).toEqual([]);

  await tabTo(page, page.getByRole('radio').first());
  await page.keyboard.press('ArrowDown');
  await press('Lock it in and see');
  await expect(page.getByText('Many believe: “Agreement means that everybody agrees.”')).toBeVisible();
  await view.key('End');
  await expect(view.time).toHaveAttribute('aria-valuetext', '240 ms');
  await press('Next');

  await press('This is it');
  await expect(page.getByText('It was asked for')).toBeVisible();
  const moment = page.locator('.lesson-at');
  for (let i = 0; i < 12; i++) {
    if ((await moment.textContent())?.includes('starts an election')) break;
    await view.key('ArrowLeft');
  }
  await press('This is it');
  await expect(page.getByText('That is it.')).toBeVisible();
  await press('Next');

  for (const after of ['Next', 'Finish']) {
    await press('Give me a hint');
    await press('Another hint (2 of 3)');
    await press('Another hint (3 of 3)');
    await press('Show a solution');
    await expect(page.getByText(/^Reached at/)).toBeVisible();
    await press(after);
  }
  await expect(page.getByText('Say it from memory')).toBeVisible();
  expect(await findings(page)).toEqual([]);
});

test('on a phone: an edit that reaches the goal, one that is refused, and a reload that keeps all of it', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.addInitScript(() => {
    const begun = {
      index: 2,
      of: 5,
      done: { agree: true, fast: true },
      answers: { fast: 1 },
      hints: {},
      runs: {},
    };
    if (localStorage.getItem('faultline.lessons') === null)
      localStorage.setItem(
        'faultline.lessons',
        JSON.stringify({ version: 1, lessons: { 'wall-clocks': begun } }),
      );
  });
  const view = await new Lab(page).open('/#/lesson/wall-clocks');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Lose a write');
  const before = await view.hash();
  // A crash is no means of this exercise.
  await page.keyboard.press('c');
  await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
  await expect(page.getByText('In this exercise you have only this: bent clock.')).toBeVisible();
  expect(await view.hash()).toBe(before);

  await view.button('Bend clock').click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Node', { exact: true }).selectOption('R1');
  await form.getByLabel(/^Runs fast by/).fill('0');
  await form.getByLabel(/^Off by/).fill('100');
  await form.getByRole('button', { name: 'Add' }).click();
  await view.idle();
  const changed = await view.hash();
  expect(changed).not.toBe(before);
  expect(await state(page)).toBe('done');
  await expect(page.getByText(/^Reached at 105/)).toBeAttached();
  await page.reload();
  await new Lab(page).open('/#/lesson/wall-clocks');
  expect(await view.hash()).toBe(changed);
  expect(await state(page)).toBe('done');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test('a lesson that is being written is shown, or what is wrong with it is said in one sentence', async ({
  page,
}) => {
  const files = Object.fromEntries(
    ['card.json', 'lesson.json', 'text.md', 'runs/short.json', 'runs/long.json'].map((name) => [
      name,
      readFileSync(`${folder}${name}`, 'utf8'),
    ]),
  );
  const bundle = (change: (text: string) => string) => ({
    name: 'lesson-bundle.json',
    mimeType: 'application/json',
    buffer: Buffer.from(change(JSON.stringify(files))),
  });
  await page.goto('/#/lessons');
  await expect(page.getByRole('link', { name: 'The first election' })).toBeVisible();
  expect(await findings(page)).toEqual([]);
  const input = page.getByLabel('Files of a lesson');
  await input.setInputFiles(bundle((text) => text.replaceAll('becomesLeader', 'becomesLeder')));
  await expect(page.getByText('Did you mean "becomesLeader"?')).toBeVisible();
  await page.goBack();
  await page.goto('/#/lessons');
  await page.getByLabel('Files of a lesson').setInputFiles(bundle((text) => text));
  await expect(page.getByText(', preview')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nobody is in charge');
  await expect(page.getByText('Every one holds.')).toBeVisible();
});
