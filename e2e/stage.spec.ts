/** What hands do on the stage: arrange nodes, draw a cut, grab a message. Each with the keyboard's way to the same. */
import { expect, type Page, test } from 'playwright/test';
import { Lab } from './support/lab.ts';

async function lab(page: Page, path = '#/lab/raft/replication'): Promise<Lab> {
  const view = await new Lab(page).open(`/${path}`);
  await expect(view.stage.locator('svg[data-hand]')).toBeVisible();
  return view;
}

const node = (view: Lab, id: string) => view.stage.locator(`svg [data-node="${id}"]`);

test.describe('arranging', () => {
  test('a node dragged stays where it was put, through an edit and a reload, and can be put back', async ({
    page,
  }) => {
    const view = await lab(page);
    const from = await view.middle(node(view, 'S2'));
    const to = await view.within(view.stage.getByRole('group', { name: 'Nodes and messages' }), 0.5, 0.5);
    await view.drag(from, to);
    const near = async () => {
      const at = await view.middle(node(view, 'S2'));
      return Math.hypot(at.x - to.x, at.y - to.y);
    };
    expect(await near()).toBeLessThan(12);
    // A drag picks nothing.
    await expect(page.getByRole('region', { name: 'Node S2' })).toHaveCount(0);
    await view.button('Crash').press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
    await view.idle();
    expect(await near()).toBeLessThan(12);
    await page.reload();
    await expect(view.stage.locator('svg[data-hand]')).toBeVisible();
    await view.idle();
    expect(await near()).toBeLessThan(12);
    await view.press('Put nodes back');
    await expect.poll(async () => near()).toBeGreaterThan(40);
    await expect(view.button('Put nodes back')).toHaveCount(0);
  });

  test('Alt and arrows move the node that has the focus', async ({ page }) => {
    const view = await lab(page);
    await node(view, 'S3').focus();
    const from = await view.middle(node(view, 'S3'));
    const step = await view.step();
    await view.key('Alt+Shift+ArrowUp');
    await expect.poll(async () => (await view.middle(node(view, 'S3'))).y).toBeLessThan(from.y - 20);
    await expect(node(view, 'S3')).toBeFocused();
    expect(await view.step()).toBe(step);
  });
});

test.describe('a cut drawn by hand', () => {
  test('says whom it parts before it is let go, and does just that', async ({ page }) => {
    const view = await lab(page);
    const original = await view.hash();
    const picture = view.stage.getByRole('group', { name: 'Nodes and messages' });
    const at = await view.middle(node(view, 'S4'));
    // A ring around S4.
    const point = (i: number) => ({
      x: at.x - 50 * Math.cos((i / 12) * 2 * Math.PI),
      y: at.y - 50 * Math.sin((i / 12) * 2 * Math.PI),
    });
    await page.mouse.move(point(0).x, point(0).y);
    await page.mouse.down();
    for (let i = 1; i <= 12; i++) await page.mouse.move(point(i).x, point(i).y);
    const words = await picture.getByText(/^Cut .* at .* ms$/).textContent();
    expect(words).toMatch(/ \| S4 at |^Cut S4 \| /);
    await page.mouse.up();
    await view.idle();
    expect(await view.hash()).not.toBe(original);
    await expect(view.handle(/^Cut .*\| S4,/)).toHaveCount(1);
    await view.key('z');
    expect(await view.hash()).toBe(original);
  });

  test('a stroke that parts nobody, or is called off, changes nothing', async ({ page }) => {
    const view = await lab(page);
    const original = await view.hash();
    const picture = view.stage.getByRole('group', { name: 'Nodes and messages' });
    await view.drag(await view.within(picture, 0.3, 0.01), await view.within(picture, 0.6, 0.01));
    expect(await view.hash()).toBe(original);
    await view.drag(await view.within(picture, 0.5, 0.02), await view.within(picture, 0.5, 0.9), false);
    await page.keyboard.press('Escape');
    await page.mouse.up();
    expect(await view.hash()).toBe(original);
  });
});

test('a message in flight is reached by Tab, and its menu by Enter; Escape gives the focus back', async ({
  page,
}) => {
  const view = await lab(page, '#/lab/raft/minority-leader');
  const original = await view.hash();
  const messages = view.stage.getByRole('group', { name: 'Messages in flight' });
  await messages.getByRole('button').first().focus();
  await page.keyboard.press('ArrowRight');
  const second = page.locator('[data-send]:focus');
  const name = await second.getAttribute('aria-label');
  await page.keyboard.press('Enter');
  const menu = page.getByRole('menu');
  await expect(menu.getByRole('menuitem', { name: 'Lose it' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(menu.getByRole('menuitem', { name: 'Delay it' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);
  expect(await page.locator('[data-send]:focus').getAttribute('aria-label')).toBe(name);
  await page.keyboard.press('m');
  await expect(menu.getByRole('menuitem', { name: 'Lose it' })).toBeFocused();
  await page.keyboard.press('Enter');
  await view.idle();
  expect(await view.hash()).not.toBe(original);
  await expect(view.handle(/^Loss of /)).toHaveCount(1);
});
