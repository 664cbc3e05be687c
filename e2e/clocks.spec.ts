/** Stamps on any event, two events compared, and diagrams drawn by hand. */
import { expect, test } from 'playwright/test';
import { findings } from './support/axe.ts';
import { Lab } from './support/lab.ts';

test('any event of any run has its stamps, and two are compared with the chain that proves it', async ({
  page,
}) => {
  const lab = await new Lab(page).open('/#/lab/raft/minority-leader');
  await lab.key('End');
  for (let i = 0; i < 2; i++) await lab.key('Shift+ArrowLeft');
  const stamps = lab.inspector.getByRole('region', { name: 'Stamps' });
  await expect(stamps).toContainText(/Lamport\s*\d+/);
  await lab.key('o');
  await expect(stamps).toContainText('Marked a: S');
  // On the same lane every later event is after it.
  await lab.key('Shift+ArrowRight');
  await expect(stamps).toContainText('a happened before b.');
  await expect(stamps.getByRole('list').first()).toContainText('goes on');
  await lab.key('Shift+ArrowLeft');
  await lab.key('Shift+ArrowLeft');
  await expect(stamps).toContainText('b happened before a.');
  // Shift on a row of the list compares with it too; the mark stays where it was.
  await lab.events
    .getByRole('button')
    .last()
    .click({ modifiers: ['Shift'] });
  await lab.idle();
  await expect(stamps).toContainText(/happened before|concurrent/);
  expect(await findings(page)).toEqual([]);
  await lab.key('o');
  await expect(stamps).not.toContainText('Stop comparing');
  await page.getByRole('combobox', { name: 'Stamps on the timeline' }).selectOption('vector');
  await lab.idle();
});

test('a diagram is drawn by hand: an event slides and no stamp changes, a message stops at its sending', async ({
  page,
}) => {
  const lab = await new Lab(page).open('/#/lab/diagram/drawn-by-hand');
  const board = lab.stage.getByRole('group', { name: 'Space-time diagram to draw on' });
  const event = (name: RegExp) => board.getByRole('button', { name });
  const original = await lab.hash();
  const lone = await lab.middle(event(/P2 has a local event/));
  await lab.drag(lone, { x: lone.x + 30, y: lone.y });
  await expect(lab.stage).toContainText('No stamp has changed');
  expect(await lab.hash()).not.toBe(original);
  // To the left of where it was sent a message cannot arrive.
  const from = await lab.middle(event(/P1 has a local event/));
  const other = await lab.middle(event(/P3 has a local event/));
  await lab.drag({ x: from.x - 40, y: from.y }, { x: from.x - 200, y: other.y });
  const name = await event(/P1 sends to P3/)
    .first()
    .getAttribute('aria-label');
  const sent = Number(/at ([\d.]+) ms/.exec(name ?? '')?.[1]);
  await expect(event(new RegExp(`P3 receives from P1 at ${sent + 1} ms`))).toBeVisible();
  // By key: slide, then take it all back.
  await event(/P2 has a local event/).focus();
  await lab.key('ArrowLeft');
  await expect(event(/P2 has a local event/)).toBeFocused();
  for (let i = 0; i < 3; i++) await lab.key('z');
  expect(await lab.hash()).toBe(original);
});

test('stamps are hidden and filled in: a wrong one is told its rule, the inspector gives none away', async ({
  page,
}) => {
  const lab = await new Lab(page).open('/#/lab/diagram/fill-in');
  await expect(lab.inspector.getByRole('region', { name: 'Stamps' })).toContainText('Hidden');
  await expect(page.getByRole('combobox', { name: 'Stamps on the timeline' })).toHaveCount(0);
  const answer = (letter: string) => lab.stage.getByRole('textbox', { name: `Stamp of ${letter},` });
  await answer('a').fill('1 0 0');
  await answer('b').fill('1 0 0');
  await lab.press('Check');
  await expect(lab.stage).toContainText('1 of 7 right');
  await expect(lab.stage).toContainText('Nothing is received here');
  await expect(answer('b')).toBeFocused();
  expect(await findings(page)).toEqual([]);
});
