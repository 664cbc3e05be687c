/** What must not bring the lab down: a simulator that dies, a protocol that throws, a run without end. */
import { expect, type Page, test } from 'playwright/test';
import { faultline, Lab } from './support/lab.ts';

const raft = { schema: 1, protocol: 'raft', seed: 7, nodes: { server: 5, client: 1 } };
/** Stops at the most rows a run may have. */
const endless = { ...raft, params: { heartbeatInterval: 5000 }, until: 600_000_000, inputs: [] };

const linkTo = (spec: unknown) => faultline(['link', '-'], JSON.stringify(spec)).trim();

/** The simulator as the browser sees it. */
function simulator(page: Page) {
  const worker = page.workers().find((w) => /worker/.test(w.url()));
  if (!worker) throw new Error('no simulator');
  return worker;
}

/** Everything the inspector says of the moment. */
async function moment(lab: Lab): Promise<string> {
  await lab.idle();
  return lab.inspector.innerText();
}

/** An edit by keyboard: the node at the cursor crashes. */
async function crash(page: Page): Promise<void> {
  await page.locator('body').press('c');
  await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).press('Enter');
}

test.describe('a simulator that dies', () => {
  test('of an error is replaced, and the run is there again at the next look', async ({ page }) => {
    const lab = await new Lab(page).open('/#/lab/raft/minority-leader');
    const hash = await lab.hash();
    await lab.press('Step forward');
    const before = await moment(lab);
    await lab.press('Step back');
    const dead = simulator(page);
    await dead.evaluate(() => {
      setTimeout(() => {
        throw new Error('killed by a test');
      });
    });
    await expect.poll(() => page.workers().includes(dead)).toBe(false);
    await lab.press('Step forward');
    expect(await moment(lab)).toBe(before);
    expect(await lab.hash()).toBe(hash);
    expect(simulator(page)).not.toBe(dead);
    await expect(page.getByRole('alert')).toHaveCount(0);
    // And it can be edited.
    await crash(page);
    await expect.poll(() => lab.hash()).not.toBe(hash);
  });

  test('without a word is found out, and an edit made meanwhile is run', async ({ page }) => {
    test.slow();
    const lab = await new Lab(page).open('/#/lab/raft/minority-leader');
    const hash = await lab.hash();
    const dead = simulator(page);
    await dead.evaluate(() => self.close());
    await crash(page);
    await expect(lab.root).not.toHaveAttribute('data-run-hash', hash, { timeout: 20_000 });
    await lab.idle();
    expect(simulator(page)).not.toBe(dead);
    await expect(page.getByRole('alert')).toHaveCount(0);
    await lab.press('Step forward');
    expect(await moment(lab)).not.toBe('');
  });
});

test.describe('a run without end', () => {
  test('says how far it is, can be stopped at once, and begun again', async ({ page }) => {
    test.slow();
    await page.goto(`/${linkTo(endless)}`);
    await expect(page.getByText(/Simulating: \d+ %/)).toBeVisible();
    const before = simulator(page);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await expect(page.getByText('Stopped before the run was complete.')).toBeVisible();
    // It was asked, and heard: it did not have to be replaced. How soon is measured in the bench of the page.
    expect(simulator(page)).toBe(before);
    // Whoever stopped it by keyboard goes on from there.
    await expect(page.getByRole('button', { name: 'Run it again' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByText(/Stopped early/)).toBeVisible({ timeout: 60_000 });
  });

  test('stops at the most events a run may have, says so, and can be used', async ({ page }) => {
    test.slow();
    await page.goto(`/${linkTo(endless)}`);
    await expect(page.getByText(/Stopped early/)).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText(/stopped at 1,000,000 rows/)).toBeVisible();
    const lab = new Lab(page);
    await lab.idle();
    const hash = await lab.hash();
    await lab.press('To the end');
    const last = await lab.step();
    expect(last).toBeGreaterThan(300_000);
    await lab.press('Step back');
    expect(await lab.step()).toBe(last - 1);
    expect(await moment(lab)).not.toBe('');
    await crash(page);
    await expect.poll(() => lab.hash(), { timeout: 30_000 }).not.toBe(hash);
  });
});
