/** Data that merges, played with: texts typed through a cut, lists changed by hand, copies merged, and the same edits in other libraries. */
import { expect, type Page, test } from 'playwright/test';
import { findings } from './support/axe.ts';
import { Lab } from './support/lab.ts';

const text = (page: Page, replica: string) =>
  page.getByRole('textbox', { name: `Text at replica ${replica}` });
const replica = (view: Lab, id: string) => view.stage.locator(`li[data-node="${id}"]`);

test('letters typed at each replica are its updates: through a cut, undone by name, in the link', async ({
  page,
}) => {
  const view = await new Lab(page).open('/#/lab/crdts/your-own-text');
  await view.key('End');
  await expect(text(page, 'R2')).toHaveValue('Dear all, ');
  await text(page, 'R1').click();
  await page.keyboard.press('ControlOrMeta+End');
  // Letters that are keys of the lab, and a line break.
  await page.keyboard.type('ncp\n');
  for (const id of ['R1', 'R2', 'R3']) await expect(text(page, id)).toHaveValue('Dear all, ncp\n');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.getByRole('button', { name: 'Cut R3 off' }).click();
  await expect(page.getByRole('button', { name: 'Reconnect R3' })).toBeVisible();
  await text(page, 'R3').click();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.type('>');
  await expect(text(page, 'R3')).toHaveValue('>Dear all, ncp\n');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(text(page, 'R3')).toHaveValue('Dear all, ncp\n');
  await expect(text(page, 'R3')).toBeFocused();
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(text(page, 'R3')).toHaveValue('>Dear all, ncp\n');
  await expect(text(page, 'R1')).toHaveValue('Dear all, ncp\n');
  await page.getByRole('button', { name: 'Reconnect R3' }).click();
  for (const id of ['R1', 'R2', 'R3']) await expect(text(page, id)).toHaveValue('>Dear all, ncp\n');

  const hash = await view.hash();
  await page.reload();
  await expect.poll(() => view.hash()).toBe(hash);
  expect(await findings(page, { include: '[aria-label="What the replicas show"]' })).toEqual([]);
});

test('a list is changed by hand where it is cut off, and a copy is dragged onto another to be merged', async ({
  page,
}) => {
  const view = await new Lab(page).open('/#/lab/crdts/shopping-list');
  await view.key('End');
  for (const id of ['R1', 'R2', 'R3']) await expect(replica(view, id)).toContainText(/3\s*milk\s*2 %/);
  await page.getByRole('button', { name: 'Cut R1 off' }).click();
  await page.getByRole('checkbox', { name: 'Tick off bread at R1' }).click();
  await expect(replica(view, 'R1')).not.toContainText('bread');
  await expect(replica(view, 'R2')).toContainText('bread');
  await page.getByLabel('item at R2').fill('tea');
  await page.getByLabel('note at R2').fill('green');
  await page.keyboard.press('Enter');
  await expect(replica(view, 'R3')).toContainText(/1\s*tea\s*green/);
  await page.getByRole('button', { name: 'Reconnect R1' }).click();
  await expect(replica(view, 'R1')).toContainText(/1\s*tea\s*green/);
  await expect(replica(view, 'R2')).not.toContainText('bread');

  await view.open('/#/lab/crdts/merge-by-hand');
  for (let i = 0; i < 4; i++) await view.key('ArrowRight');
  await expect(replica(view, 'R3')).not.toContainText('apple');
  const handle = page.getByRole('button', { name: 'Merge R1 into another replica' });
  await view.drag(await view.middle(handle), await view.middle(replica(view, 'R3')));
  await expect(replica(view, 'R3')).toContainText('apple');
  await handle.press('Enter');
  await page.getByRole('button', { name: 'Merge R1 into R2' }).press('Enter');
  await expect(replica(view, 'R2')).toContainText('apple');
  await expect(handle).toBeFocused();
});

test('the same edits in Yjs and Automerge, asked for, once the network gives them', async ({ page }) => {
  await page.route('**/*.wasm', (route) => route.abort());
  const view = await new Lab(page).open('/#/lab/crdts/typed-backwards');
  await view.key('End');
  await page.getByRole('button', { name: 'The same edits in Yjs and Automerge' }).click();
  await expect(page.getByText('Yjs and Automerge could not be fetched')).toBeVisible();
  await page.unroute('**/*.wasm');
  await page.getByRole('button', { name: 'Try again' }).click();
  const row = page.getByRole('table', { name: /The same edits/ }).getByRole('row', { name: /^R1/ });
  await expect(row.getByRole('cell')).toHaveText(['“xaybzc”', '“abcxyz”', '“xaybzc”']);
  await expect(page.getByText(/^Yjs [\d.]+: all replicas show the same/)).toBeVisible();
});
