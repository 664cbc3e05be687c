import { expect, type Locator, type Page, test } from 'playwright/test';
import { lookAt } from './support/axe.ts';
import { faultline, Lab } from './support/lab.ts';

interface Listed {
  readonly id: string;
  readonly title: string;
  readonly scenarios: readonly { readonly id: string; readonly title: string }[];
}
const protocols = JSON.parse(faultline(['protocols'])) as readonly Listed[];

const idle = (page: Page) => page.evaluate(() => window.__idle?.());
const picture = (page: Page) => page.getByRole('figure', { name: 'A run, playing' });
const search = (page: Page) => page.getByRole('searchbox', { name: 'Lessons, terms, protocols and runs' });
const found = (page: Page) => page.getByRole('list', { name: 'Found' });

async function open(page: Page, hash = ''): Promise<void> {
  await page.goto(`/${hash}`);
  await expect(picture(page)).toBeVisible();
  await idle(page);
}

/** Shares of a canvas that are painted at all, and in how many colours (coarsely). */
function painted(canvas: Locator): Promise<{ readonly share: number; readonly colours: number }> {
  return canvas.evaluate((element: HTMLCanvasElement) => {
    const { data } = element.getContext('2d')?.getImageData(0, 0, element.width, element.height) ?? {
      data: [],
    };
    const colours = new Set<number>();
    let count = 0;
    for (let i = 0; i < data.length; i += 4) {
      if ((data[i + 3] ?? 0) < 128) continue;
      count++;
      colours.add(((data[i] ?? 0) >> 5) * 64 + ((data[i + 1] ?? 0) >> 5) * 8 + ((data[i + 2] ?? 0) >> 5));
    }
    return { share: (count * 4) / data.length, colours: colours.size };
  });
}

test('one door for the newcomer: it opens a run in which there is something to break', async ({ page }) => {
  await open(page);
  await page.getByRole('link', { name: /^Break a cluster/ }).click();
  const lab = new Lab(page);
  await expect(lab.root).toHaveAttribute('data-run-hash', /^[0-9a-f]{16}$/);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(lab.button('Play')).toBeVisible();
});

test.describe('the moving picture', () => {
  const now = (page: Page) => picture(page).locator('.show-now');

  test('is a run that plays by itself, can be paused, and opens in the lab', async ({ page }) => {
    await open(page);
    const first = await now(page).innerText();
    await expect.poll(() => now(page).innerText(), { timeout: 15_000 }).not.toBe(first);
    await expect(now(page)).toHaveText(/^[\d,.]+ ms .+/);
    await picture(page).getByRole('button', { name: 'Pause the picture' }).click();
    await idle(page);
    const paused = await picture(page).locator('svg').first().innerHTML();
    await page.waitForTimeout(700);
    expect(await picture(page).locator('svg').first().innerHTML()).toBe(paused);
    await expect(picture(page).getByRole('button', { name: 'Play the picture' })).toBeFocused();
    const link = picture(page).getByRole('link');
    const address = await link.getAttribute('href');
    await link.click();
    const view = new Lab(page);
    await expect(view.root).toHaveAttribute('data-run-hash', /^[0-9a-f]{16}$/);
    expect(page.url()).toContain(address ?? '');
  });

  test('rests out of sight, and goes on when it is seen again', async ({ page }) => {
    await open(page);
    await expect(picture(page)).toHaveAttribute('data-playing', 'true');
    await page.getByRole('region', { name: 'Failure' }).scrollIntoViewIfNeeded();
    await page.mouse.wheel(0, 3000);
    await expect(picture(page)).not.toHaveAttribute('data-playing', 'true');
    const there = await now(page).innerText();
    await page.waitForTimeout(700);
    expect(await now(page).innerText()).toBe(there);
    await page.evaluate(() => window.scrollTo(0, 0));
    await expect(picture(page)).toHaveAttribute('data-playing', 'true');
  });

  test('stands still for who wants little motion, until it is told to play', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await open(page);
    const there = await now(page).innerText();
    await page.waitForTimeout(700);
    expect(await now(page).innerText()).toBe(there);
    await picture(page).getByRole('button', { name: 'Play the picture' }).click();
    await expect.poll(() => now(page).innerText(), { timeout: 15_000 }).not.toBe(there);
  });

  test('is out of the way of the keyboard: nothing in it can be tabbed to but its button and its link', async ({
    page,
  }) => {
    await open(page);
    const stops = await picture(page).evaluate(
      (element) =>
        [...element.querySelectorAll('a, button, [tabindex]')].filter(
          (part) => part.closest('[inert]') === null,
        ).length,
    );
    expect(stops).toBe(2);
  });
});

test('a run has its own picture once it is in sight, painted from its own trace', async ({ page }) => {
  const requests: string[] = [];
  page.on('worker', (worker) => requests.push(worker.url()));
  await open(page);
  const last = page.getByRole('region', { name: 'Fault gallery', exact: true }).getByRole('listitem').nth(1);
  // Far below, and not simulated yet.
  await expect(last.locator('.mini[data-drawn]')).toHaveCount(0);
  await last.scrollIntoViewIfNeeded();
  await idle(page);
  await expect(last.locator('.mini[data-drawn]')).toHaveCount(1);
  const { share, colours } = await painted(last.locator('canvas'));
  expect(share).toBeGreaterThan(0.02);
  expect(colours).toBeGreaterThan(3);
  // One worker plays, one makes the small pictures, however many of them there are.
  expect(requests.length).toBeLessThanOrEqual(2);
});

test('tracks that are here lead to what is in them; others are named and are no links', async ({ page }) => {
  await open(page);
  const tracks = page.getByRole('region', { name: 'Tracks' });
  await expect(tracks.getByRole('link', { name: 'Agreement', exact: true })).toBeVisible();
  const missing = /Not here yet: ([^.]+)\./.exec((await tracks.textContent()) ?? '')?.[1] ?? '';
  for (const name of missing.split(/, | and /).filter((text) => text !== '')) {
    await expect(tracks.getByRole('link', { name: new RegExp(name, 'i') })).toHaveCount(0);
  }
  await tracks.getByRole('link', { name: 'Failure', exact: true }).click();
  await expect(page).toHaveURL(/#\/track\/T7$/);
  const heading = page.getByRole('heading', { level: 2, name: /Failure/ }).last();
  await expect(heading).toBeFocused();
  await expect(heading).toBeInViewport();
  // The address can be given to somebody else.
  await page.reload();
  await expect(page.getByRole('heading', { level: 2, name: /Failure/ }).last()).toBeInViewport();
});

test.describe('search', () => {
  test('by keyboard alone: / to begin, arrows to choose, Enter to open, Escape to leave', async ({
    page,
  }) => {
    await open(page);
    await page.keyboard.press('/');
    await expect(search(page)).toBeFocused();
    await page.keyboard.type('leader');
    await expect(page.getByRole('status').filter({ hasText: /\d+ runs found/ })).toHaveCount(1);
    // Lessons and terms come before runs.
    const links = page.locator('.finder-results').getByRole('link');
    await page.keyboard.press('ArrowDown');
    await expect(links.nth(0)).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(links.nth(1)).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await expect(search(page)).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(search(page)).toHaveValue('');
    await expect(page.getByRole('region', { name: 'Tracks' })).toBeVisible();
    await page.keyboard.type('split vote');
    await expect(page.getByRole('status').filter({ hasText: /\d+ runs? found/ })).toHaveCount(1);
    await idle(page);
    const first = (await links.first().getAttribute('href')) ?? 'none';
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`${first}$`));
  });

  test('finds every protocol and every run by its title', async ({ page }) => {
    await open(page);
    for (const { title, scenarios } of protocols) {
      await search(page).fill(title);
      await expect(found(page).getByRole('link', { name: title, exact: true }).first()).toBeVisible();
      const last = scenarios.at(-1)?.title ?? title;
      await search(page).fill(last);
      await expect(found(page).getByRole('link', { name: last, exact: true }).first()).toBeVisible();
    }
  });

  test('with nothing found it says what to try', async ({ page }) => {
    await open(page);
    await search(page).fill('leadder');
    await expect(page.getByRole('status').filter({ hasText: 'Nothing found.' })).toHaveCount(1);
    await page.getByRole('button', { name: 'leader', exact: true }).click();
    await expect(search(page)).toBeFocused();
    await expect(found(page).getByRole('link').first()).toBeVisible();
  });
});

test('it leads back to what one was doing, until that is forgotten', async ({ page }) => {
  await open(page);
  const back = page.getByRole('region', { name: 'Go on where you were' });
  await expect(back).toHaveCount(0);
  const lab = await new Lab(page).open('/#/lab/raft/replication');
  await page.keyboard.press('c');
  await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).press('Enter');
  const hash = await lab.hash();
  await page.goto('about:blank');
  await open(page);
  await expect(back.locator('.mini[data-drawn]')).toHaveCount(1);
  await back.getByRole('link', { name: 'A write becomes permanent' }).click();
  await expect(lab.root).toHaveAttribute('data-run-hash', hash);
  await page.goto('about:blank');
  await open(page);
  await back.getByRole('button', { name: 'Forget this run' }).click();
  await expect(back).toHaveCount(0);
  await page.reload();
  await expect(picture(page)).toBeVisible();
  await expect(back).toHaveCount(0);
});

test.describe('accessible in both themes, and as wide as the window', () => {
  // Six looks of axe at a page this long.
  test.describe.configure({ timeout: 180_000 });

  for (const [width, height, axe] of [
    [390, 844, true],
    [1024, 768, false],
    [1440, 900, true],
    [3840, 2160, false],
  ] as const) {
    test(`${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await open(page);
      const check = async () => {
        if (axe) await lookAt(page, `${width} px`);
        const over = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(over).toBeLessThanOrEqual(0);
      };
      await check();
      await search(page).fill('partition');
      await idle(page);
      await check();
      await search(page).fill('qqqqq');
      await check();
    });
  }
});
