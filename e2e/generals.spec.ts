/** The Byzantine generals: a tree of words that grows, and traitors made with a press. */
import { expect, type Page, test } from 'playwright/test';
import { Lab } from './support/lab.ts';

const lab = (page: Page, id: string) => new Lab(page).open(`/#/lab/generals/${id}`);

test('among three generals the tree of L1 is the same, be the traitor L2 or C1', async ({ page }) => {
  const words = async (id: string) => {
    const view = await lab(page, id);
    await view.press('To the end');
    const tree = view.stage.getByRole('tree', { name: 'What L1 heard, and over whom' });
    await expect(tree.getByRole('treeitem')).toHaveCount(2);
    return tree.getByRole('treeitem').allTextContents();
  };
  const one = await words('three-generals-lieutenant');
  expect(one).toEqual(['C1 A→ retreat', 'L2 R']);
  expect(await words('three-generals-commander')).toEqual(one);
});

test('a traitor is made with a press, told what to say, and undone; the tree is walked by keyboard', async ({
  page,
}) => {
  const view = await lab(page, 'one-traitor-of-four');
  await view.press('To the end');
  const original = await view.hash();
  const panel = view.stage.getByRole('region', { name: 'Words heard' });
  await panel.getByRole('button', { name: 'L2', exact: true }).click();
  await expect(panel.getByText('2 of 1 borne')).toBeVisible();
  await expect(view.inspector.getByRole('region', { name: 'Promises' })).toContainText('broken');
  await panel.getByRole('combobox', { name: 'L2 says to L1, of C1’s word' }).selectOption('nothing');
  await expect(panel.getByRole('treeitem', { name: /^L1 did not hear in time what L2 says/ })).toBeVisible();
  for (let i = 0; i < 2; i++) await page.keyboard.press('Control+z');
  await view.idle();
  expect(await view.hash()).toBe(original);
  await panel.getByRole('treeitem').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(panel.getByRole('treeitem', { name: /^L3 says that C1 said retreat/ })).toBeFocused();
});

test('as L1 sees it: its own tree, and nobody is called a traitor', async ({ page }) => {
  const view = await lab(page, 'one-traitor-of-four');
  await view.press('To the end');
  await view.stage.locator('svg [data-node="L1"]').click();
  await view.key('s');
  await expect(view.stage.getByText('As L1 sees it:')).toBeVisible();
  const panel = view.stage.getByRole('region', { name: 'Words heard' });
  await expect(panel.getByRole('treeitem')).toHaveCount(3);
  await expect(panel.getByText(/traitor|borne|so far/)).toHaveCount(0);
});
