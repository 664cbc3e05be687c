/** The interleaving as a toy: cards moved by hand and by key, sessions stepped, and what comes of it. */
import { expect, type Locator, type Page, test } from 'playwright/test';
import { findings, LOOKS } from './support/axe.ts';
import { Lab } from './support/lab.ts';

async function lab(page: Page, scenario: string): Promise<Lab> {
  const view = await new Lab(page).open(`/#/lab/isolation/${scenario}`);
  await expect(cards(view).first()).toBeVisible();
  return view;
}

const lanes = (view: Lab) =>
  view.stage.getByRole('region', { name: 'Statements, in the order they are given' });
const cards = (view: Lab) => lanes(view).getByRole('listitem');
const card = (view: Lab, name: RegExp): Locator => lanes(view).getByRole('button', { name });
const statement = (view: Lab, session: string, sql: string) =>
  card(view, new RegExp(`^\\d+, ${session}: ${sql}`));

test('a card dragged earlier changes what everybody is told, live, and one undo takes it back', async ({
  page,
}) => {
  const view = await lab(page, 'lost-update');
  const original = await view.hash();
  const read = statement(view, 'T2', 'select');
  await expect(read).toHaveAccessibleName(/done: \(10\)$|still to come: \(10\)$/);
  // T1 writes and commits before T2 has read.
  for (const sql of ['update', 'commit']) {
    const from = await view.middle(statement(view, 'T1', sql));
    const { y } = await view.middle(read);
    await view.drag(from, { x: from.x, y: y - 2 });
  }
  await expect(read).toHaveAccessibleName(/: \(11\); before: \(10\)$/);
  expect(await view.hash()).not.toBe(original);
  await view.key('z');
  await view.key('z');
  expect(await view.hash()).toBe(original);
  // What was before an edit that is taken back is no longer told.
  await expect(read).toHaveAccessibleName(/: \(10\)$/);
});

test('Escape with a card in the hand leaves the run as it was', async ({ page }) => {
  const view = await lab(page, 'lost-update');
  const original = await view.hash();
  const from = await view.middle(statement(view, 'T2', 'begin'));
  await view.drag(from, { x: from.x, y: from.y + 120 }, false);
  await expect.poll(() => view.hash()).not.toBe(original);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect.poll(() => view.hash()).toBe(original);
});

test('Alt and arrows move a card and keep the focus; its own session’s order stays', async ({ page }) => {
  const view = await lab(page, 'write-skew');
  const last = statement(view, 'T2', 'commit');
  await last.click();
  await view.key('Alt+ArrowUp');
  await expect(statement(view, 'T2', 'commit')).toHaveAccessibleName(/^7, /);
  await expect(statement(view, 'T2', 'commit')).toBeFocused();
  await view.key('Alt+ArrowUp');
  await expect(lanes(view).getByRole('status')).toHaveText(/T2 gives its own statements in their order/);
  await expect(page.getByTitle('Undo: move “commit” of T2 before “commit” of T1 (z)')).toBeVisible();
});

test('stepping a session lets it go next, before the statements of the others', async ({ page }) => {
  const view = await lab(page, 'write-skew');
  const original = await view.hash();
  await view.press('Step T1');
  expect(await view.hash()).toBe(original);
  await expect(statement(view, 'T1', 'begin')).toHaveAccessibleName(/^1, .*\. done: done$/);
  await view.press('Step T1');
  await expect(statement(view, 'T1', 'select')).toHaveAccessibleName(/^2, .*\. done: \(1, 10\) \(2, 20\)$/);
  await expect(statement(view, 'T2', 'begin')).toHaveAccessibleName(/^3, .*\. still to come/);
  // One after the other there is no skew.
  for (let i = 0; i < 2; i++) await view.press('Step T1');
  for (let i = 0; i < 4; i++) await view.press('Step T2');
  await expect(statement(view, 'T2', 'select')).toHaveAccessibleName(
    /\(1, 11\) \(2, 20\); before: \(1, 10\) \(2, 20\)$/,
  );
  await expect(
    view.stage.getByText('Serializable so far, as if one after the other: T1, then T2.'),
  ).toBeVisible();
});

test('write skew is named in every tradition, with the circle and the reasons for it', async ({ page }) => {
  const view = await lab(page, 'write-skew');
  await view.key('End');
  await expect(
    view.stage.getByText(/^Write skew \(A5B, G2-item, G2\): T1 read test 2 before T2 wrote it/),
  ).toBeVisible();
  await view.stage.getByRole('tab', { name: 'Conflicts' }).click();
  const panel = view.stage.getByRole('tabpanel');
  await expect(
    panel.getByRole('img', { name: /^Dependency graph: (?=.*T1 before T2, rw)(?=.*T2 before T1, rw)/ }),
  ).toBeVisible();
  for (const name of [
    'A5B Write skew Berenson',
    'G2-item Item anti-dependency cycle, write skew on items Adya',
  ])
    await expect(panel.getByRole('listitem').filter({ hasText: name })).toBeVisible();
  // The same statements, where snapshots are not all there is.
  await view.stage
    .getByRole('combobox', { name: 'Isolation level of a plain begin' })
    .selectOption('serializable');
  await expect(statement(view, 'T2', 'commit')).toHaveAccessibleName(
    /failed: 40001 could not serialize access/,
  );
  await expect(panel.getByText('A serial order explains it')).toBeVisible();
});

test('what is to come can be kept to oneself, to ask a class first', async ({ page }) => {
  const view = await lab(page, 'write-skew');
  await view.stage.getByRole('checkbox', { name: 'Tell what is to come' }).uncheck();
  await expect(statement(view, 'T1', 'select')).toHaveAccessibleName(/still to come$/);
  await statement(view, 'T2', 'begin').click();
  await expect(statement(view, 'T1', 'begin')).toHaveAccessibleName(/done: done$/);
});

test('what a waiting session had to skip is given once it is free', async ({ page }) => {
  const view = await lab(page, 'deadlock');
  await view.press('As text');
  const text = page.getByRole('textbox', { name: /^All statements, a line each/ });
  await text.fill('T1 begin\nupdate');
  await view.press('Keep');
  await expect(
    page.getByText('Line 2 has to begin with a session, T1 to T4, and go on with SQL.'),
  ).toBeVisible();
  const update = 'update test set value';
  await text.fill(`T1 begin\nT2 begin\nT1 ${update} = 1\nT2 ${update} = 2\nT2 commit\nT1 commit`);
  await view.press('Keep');
  const commit = statement(view, 'T2', 'commit');
  await expect(commit).toHaveAccessibleName(/not given: T2 is still waiting$/);
  await view.press('Give it after 6');
  await expect(commit).toHaveAccessibleName(/^6, .*done; before: not given: T2 is still waiting$/);
  await expect(commit).toBeFocused();
});

test('a deadlock is drawn as a circle with its victim, and cards tell who released whom', async ({
  page,
}) => {
  const view = await lab(page, 'deadlock');
  await view.stage.getByRole('tab', { name: 'Locks' }).click();
  const panel = view.stage.getByRole('tabpanel');
  await statement(view, 'T1', 'update test set value = 21').click();
  await view.idle();
  await expect(panel.getByRole('img', { name: 'Waits-for graph: T1 waits for T2' })).toBeVisible();
  await statement(view, 'T2', 'update test set value = 12').click();
  await view.idle();
  await expect(panel.getByRole('img', { name: /T2 waits for T1.*A circle; T2 is the victim/ })).toBeVisible();
  await view.key('End');
  await expect(statement(view, 'T1', 'update test set value = 21')).toHaveAccessibleName(
    /waited for T2 · released by 6 · 1 row$/,
  );
});

test('SQL is rewritten, added and deleted on the cards; what is wrong is told in a sentence and kept', async ({
  page,
}) => {
  const view = await lab(page, 'write-skew');
  const original = await view.hash();
  await statement(view, 'T2', 'commit').focus();
  await view.key('Enter');
  const editor = page.getByRole('textbox', { name: 'SQL of 8, T2' });
  await editor.fill('comit');
  await editor.press('Enter');
  await expect(statement(view, 'T2', 'comit')).toHaveAccessibleName(/42601 syntax error at or near "comit"$/);
  await expect(statement(view, 'T2', 'comit')).toBeFocused();
  await view.key('Enter');
  await page.getByRole('textbox', { name: 'SQL of 8, T2' }).fill('rollback');
  await page.keyboard.press('Enter');
  await expect(statement(view, 'T2', 'rollback')).toHaveAccessibleName(/done$/);
  await view.press('Add a statement to T1');
  await page.getByRole('textbox', { name: 'New statement of T1' }).fill('select * from test');
  await page.keyboard.press('Enter');
  await expect(statement(view, 'T1', 'select \\* from test\\.')).toHaveAccessibleName(
    /^9, .*\(1, 11\) \(2, 20\)$/,
  );
  await statement(view, 'T1', 'select \\* from test\\.').focus();
  await view.key('Delete');
  await expect(cards(view)).toHaveCount(8);
  for (let i = 0; i < 4; i++) await view.press('Undo');
  expect(await view.hash()).toBe(original);
});

for (const { colorScheme, viewport } of LOOKS) {
  test(`axe finds nothing in the panel: ${viewport.width} px, ${colorScheme}`, async ({ page }) => {
    // Axe looks at the page three times, on machines of all kinds.
    test.slow();
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const view = await lab(page, 'deadlock');
    await statement(view, 'T2', 'update test set value = 12').click();
    await view.idle();
    for (const tab of ['Rows', 'Locks', 'Conflicts']) {
      await view.stage.getByRole('tab', { name: tab }).click();
      await expect(view.stage.getByRole('tabpanel')).toContainText(/./);
      const violations = await findings(page, { include: '.lab-stage' });
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join(' ')}`)).toEqual([]);
    }
  });
}
