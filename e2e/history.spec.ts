import { expect, type Page, test } from 'playwright/test';
import { lookAt } from './support/axe.ts';
import { faultline, Lab, runInNode } from './support/lab.ts';

const lab = (page: Page, path: string) => new Lab(page).open(`/${path}`);

/** Two leaders in one term, each with a client of its own: the inputs that src/checkers/run-history.test.ts pins. */
const command = (at: number, node: string, via: string, value?: number) => ({
  at,
  node,
  command: value === undefined ? { type: 'read', key: 'x', via } : { type: 'write', key: 'x', value, via },
});
const TWO_LEADERS = {
  schema: 1,
  protocol: 'raft',
  seed: 51,
  nodes: { server: 5, client: 2 },
  params: { latency: [10_000, 14_000] },
  variants: ['volatileVote'],
  until: 385_000,
  inputs: [
    { at: 0, fault: { type: 'drop', from: 'S1', to: 'S4' } },
    { at: 0, fault: { type: 'drop', from: 'S1', to: 'S5' } },
    { at: 10_000, fire: { node: 'S1', timer: 'election' } },
    { at: 28_000, fault: { type: 'crash', node: 'S3', until: 60_000 } },
    {
      at: 42_000,
      fault: {
        type: 'partition',
        groups: [
          ['C1', 'S1', 'S2'],
          ['C2', 'S4', 'S5'],
        ],
      },
    },
    { at: 70_000, fire: { node: 'S5', timer: 'election' } },
    command(110_000, 'C2', 'S5'),
    command(155_000, 'C2', 'S5', 2),
    command(200_000, 'C1', 'S1', 3),
    command(245_000, 'C1', 'S1'),
    command(290_000, 'C2', 'S5'),
  ],
};

/** The right panel when it speaks of the history. */
const panel = (page: Page) => page.getByRole('region', { name: 'What clients saw' });
const tab = (page: Page) => page.getByRole('button', { name: /^What clients saw/ });

test.describe('what clients saw', () => {
  test('a run in which no single copy could have given the answers is told, and why', async ({ page }) => {
    expect(runInNode(TWO_LEADERS)).toMatchObject({ history: { valid: false, key: 'x' } });
    const view = await lab(page, faultline(['link', '-'], JSON.stringify(TWO_LEADERS)).trim());
    await tab(page).click();
    const seen = panel(page);
    await expect(seen.getByRole('heading', { level: 2 })).toHaveText(
      'No single copy could have given these answers',
    );
    await expect(seen).toContainText('C2 read x=2 while C1 read x=3, though both writes were over by then.');

    // The order as far as it goes, and what has no place in it.
    const why = seen.getByRole('region', { name: 'Why' });
    await expect(why).toContainText('4 operations find places');
    await expect(why.getByRole('listitem')).toHaveText(['✕C2 read x=2']);
    const operations = seen.getByRole('region', { name: 'Operations' });
    await expect(operations.getByRole('listitem')).toHaveCount(5);
    await expect(
      operations.getByRole('button', { name: /^C2 wrote x=2, told it is done, .* number 2 in the order$/ }),
    ).toBeVisible();
    const culprit = operations.getByRole('button', { name: /^C2 read x=2, answered, .*, fits nowhere$/ });

    // An operation is a way to its step, and so is its name in the sentence.
    await culprit.click();
    await view.idle();
    await expect(culprit).toHaveAttribute('aria-current', 'step');
    await expect(view.events.locator('[aria-current]')).toContainText('C2 is told that x is 2');
    await seen.getByRole('button', { name: 'C1 read x=3', exact: true }).click();
    await view.idle();
    await expect(view.events.locator('[aria-current]')).toContainText('C1 is told that x is 3');

    // Mended, the same inputs are explained by one copy: the old verdict is gone with the run it was about.
    await page.getByRole('checkbox', { name: /forget whom they voted for/ }).uncheck();
    await view.idle();
    await expect(seen.getByRole('heading', { level: 2 })).toHaveText(/could have come from a single copy/);
    await expect(seen.getByRole('region', { name: 'Why' })).toHaveCount(0);
  });

  test('the verdict is drawn on the timeline: beads in the bars, and red where nothing fits', async ({
    page,
  }) => {
    // Nobody judges before the picture without a verdict has been taken: that nothing fits is shown without being asked.
    let judge: () => void = () => {};
    const taken = new Promise<void>((resolve) => {
      judge = resolve;
    });
    let held = 0;
    await page.route(/\/start-[^/]*\.js$/, async (route) => {
      held++;
      await taken;
      await route.continue();
    });
    const view = await lab(page, '#/lab/raft/vote-without-log-check');
    const before = await view.timeline.screenshot();
    judge();
    await tab(page).click();
    await expect(panel(page)).toContainText('C1 read x as empty after C1 was told x=7 is done.');
    await view.idle();
    expect(held).toBe(1);
    expect(await view.timeline.screenshot()).not.toEqual(before);
  });

  test('without being asked the run is judged once it is at rest, and the tab bears the verdict', async ({
    page,
  }) => {
    await lab(page, '#/lab/raft/vote-without-log-check');
    await expect(tab(page)).toHaveAccessibleName(
      'What clients saw : no single copy could have given these answers',
    );
    await expect(page.getByRole('status').filter({ hasText: /^No single copy/ })).toHaveCount(1);
  });

  test('by key: h opens and closes it, arrows walk the operations, Enter goes there', async ({ page }) => {
    const view = await lab(page, '#/lab/raft/replication');
    await view.key('h');
    await expect(panel(page).getByRole('heading', { level: 2 })).toHaveText(
      /could have come from a single copy/,
    );
    const rows = panel(page).getByRole('region', { name: 'Operations' }).getByRole('button');
    await expect(rows).toHaveCount(3);
    await rows.first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    await expect(rows.last()).toBeFocused();
    await view.key('Enter');
    await expect(view.events.locator('[aria-current]')).toContainText('C1 is told that x is 2');
    await expect(rows.last()).toHaveAttribute('aria-current', 'step');
    await view.key('h');
    await expect(view.inspector).toContainText('C1 is told that x is 2');
  });

  test('an operation that got no answer is shown as what it is', async ({ page }) => {
    await lab(page, '#/lab/raft/leader-crash-and-restart');
    await tab(page).click();
    await expect(
      panel(page).getByRole('button', {
        name: /^C1 asked to write x=2, gave up: it may or may not have happened, /,
      }),
    ).toBeVisible();
  });

  test('where no client does anything it says so', async ({ page }) => {
    await lab(page, '#/lab/raft/split-vote');
    await tab(page).click();
    await expect(panel(page)).toContainText('No client has done anything in this run. It has no clients');
  });

  test('on a phone it lies in the inspector’s sheet', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    const view = await lab(page, '#/lab/raft/replication');
    await view.press('Inspector');
    await tab(page).click();
    await expect(panel(page).getByRole('heading', { level: 2 })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });

  test('on a phone a key opens it before anything of the inspector was there, and it looks as it does beside it', async ({
    page,
  }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    const view = await lab(page, '#/lab/raft/replication');
    // At rest: the verdict comes while it is looked at, and another headline with it.
    await view.key('h');
    const headline = panel(page).getByRole('heading', { level: 2 });
    await expect(headline).toHaveCSS('font-family', /Source Serif/);
    expect((await headline.boundingBox())?.x).toBeGreaterThan(8);
  });

  test('axe finds nothing in both themes', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const view = await lab(page, '#/lab/raft/vote-without-log-check');
    await tab(page).click();
    await expect(panel(page).getByRole('region', { name: 'Why' })).toBeVisible();
    await view.idle();
    await lookAt(page, 'what clients saw');
  });
});
