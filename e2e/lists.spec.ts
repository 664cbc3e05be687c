/** Lists for a lecture: made by keyboard, handed over as one link, gone through by a student, walked through in the hall. */
import { expect, test } from 'playwright/test';
import { encodeList } from '../src/lessons/list/link.ts';
import { findings } from './support/axe.ts';
import { Lab } from './support/lab.ts';

const LIST = encodeList({
  title: 'Two items',
  about: '',
  items: [
    { lesson: 'first-election', note: '', say: 'Ask first.' },
    { scenario: 'raft/split-vote', note: '', say: '' },
  ],
});

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('a list is made by keyboard, kept, and opens from its link as a course', async ({ page }) => {
  const view = new Lab(page);
  await page.goto('/#/lists');
  await view.button('New list').click();
  await page.getByLabel('Title').fill('Week 3');
  await page.getByLabel('Find lessons and runs').fill('first election');
  await page.getByRole('button', { name: /^Add The first election.*Lesson/ }).press('Enter');
  await page
    .getByLabel('A run of your own, by its link')
    .fill('https://faultline.example/#/lab/raft/split-vote');
  await page.getByLabel('A run of your own, by its link').press('Enter');
  const rows = page.getByRole('list', { name: 'Items' }).getByRole('listitem');
  await expect(rows).toHaveCount(2);
  await rows.nth(1).getByLabel('Note to students').fill('At home.');
  await page.getByRole('button', { name: /^Move A split vote, 2 of 2/ }).press('ArrowUp');
  await expect(page.getByRole('button', { name: /^Move A split vote, 1 of 2/ })).toBeFocused();
  await expect(page.getByText('A split vote is now 1 of 2.')).toBeVisible();
  expect(await findings(page)).toEqual([]);

  await page.reload();
  await expect(rows).toHaveCount(2);
  const link = await page.getByLabel('Link to this list').inputValue();
  await page.goto(`/${link.slice(link.indexOf('#'))}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Week 3');
  await expect(page.getByText('At home.')).toBeVisible();
  await expect(page.getByText('0 of 2 done')).toBeVisible();
  await page.getByRole('link', { name: 'Begin' }).click();
  const way = page.getByRole('navigation', { name: 'List' });
  await way.getByRole('link', { name: 'Next: The first election' }).click();
  await page.getByRole('navigation', { name: 'Where you are' }).getByRole('link', { name: 'Week 3' }).click();
  await expect(page.getByText('1 of 2 done')).toBeVisible();
});

test('in the hall a list is walked through: hands before the reply, nothing of the future, Escape comes back', async ({
  page,
}) => {
  const view = new Lab(page);
  await page.goto(`/${LIST}`);
  await view.button('Present').click();
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('Two items');
  const on = async (words: string | RegExp) => {
    await page.keyboard.press('PageDown');
    await expect(heading).toHaveText(words);
    await view.idle();
  };
  await on('The first election');
  await on('Nobody is in charge');
  await on('Nobody is in charge');
  await on('S4 asks for votes');
  await view.key('ArrowLeft');
  await expect(heading).toHaveText('A detour');
  await view.key('Escape');
  await on('When will S4 be leader?');
  await expect(view.timeline).toHaveCount(0);
  await page.getByRole('spinbutton', { name: /^Hands for B/ }).fill('12');
  await page.keyboard.press('Escape');
  await page.keyboard.press('1');
  // Some clickers begin a show with F5: the hall is there again, at its question.
  await page.reload();
  await expect(page.getByRole('spinbutton', { name: /^Hands for A/ })).toHaveValue('1');
  await page.keyboard.press('PageDown');
  await expect(page.getByText(/^Locked/)).toBeVisible();
  await expect(page.getByText('Agreement means that everybody agrees')).toHaveCount(0);
  await on('S4 asks for votes');
  await on('When will S4 be leader?');
  await expect(page.getByText(/Many believe: “Agreement means that everybody agrees/)).toBeVisible();
  await expect(page.getByRole('list', { name: 'What the room thought' })).toContainText('B 12');
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Shift+PageDown');
  await expect(page.getByText('2 of 2 ·')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(view.button('Present')).toBeVisible();
});
