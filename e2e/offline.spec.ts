import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import { faultline, Lab, runAllInNode, runInNode } from './support/lab.ts';
import { dist, type Site, startSite } from './support/site.ts';

test.use({ serviceWorkers: 'allow' });

interface Listed {
  readonly id: string;
  readonly scenarios: readonly { readonly id: string; readonly spec: unknown }[];
}
const protocols = JSON.parse(faultline(['protocols'])) as readonly Listed[];
const specOf = (protocol: string, scenario: string) =>
  protocols.find(({ id }) => id === protocol)?.scenarios.find(({ id }) => id === scenario)?.spec;

/** Waits until everything is kept: the worker becomes active only then. */
async function kept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}

const versionsKept = (page: Page) =>
  page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('faultline-')));

/** A run each of protocols that bring something of their own (a parser, a library, a panel that is the picture), and what Node makes of it. */
function someRuns(at: number) {
  const runs = ['crdts', 'diagram', 'isolation', 'raft'].map((protocol) => {
    const scenario = protocols.find(({ id }) => id === protocol)?.scenarios.at(at);
    if (scenario === undefined) throw new Error(`${protocol} has no scenario`);
    return { protocol, scenario: scenario.id, spec: scenario.spec };
  });
  const summaries = runAllInNode(runs.map(({ spec }) => spec));
  return runs.map((run, i) => ({ ...run, hash: summaries[i]?.hash }));
}

test.describe('without a network, after the first visit', () => {
  let site: Site;
  test.beforeEach(async () => {
    site = await startSite(dist);
  });
  test.afterEach(() => site.stop());

  test('another protocol opens and runs, from any folder of a host that is gone', async ({ page }) => {
    test.slow();
    await page.goto(site.address);
    await kept(page);
    await site.stop();
    await page.reload();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    for (const { protocol, scenario, hash } of someRuns(-1)) {
      const view = await new Lab(page).open(`${site.address}#/lab/${protocol}/${scenario}`);
      expect(await view.hash()).toBe(hash);
      await view.press('Play');
      await expect(view.button('Pause').or(view.button('Play'))).toBeVisible();
    }
    // What nobody had looked at before the network went.
    const view = new Lab(page);
    await page.getByRole('button', { name: 'Share link' }).click();
    await page.getByRole('tab', { name: 'QR code' }).click();
    await expect(page.getByRole('button', { name: 'Show the QR code large' })).toBeVisible();
    await page.getByRole('tab', { name: 'Files' }).click();
    await page.getByRole('button', { name: 'Download for the hall' }).click();
    await expect(page.getByRole('dialog')).toContainText('the network is not there now');
    await page.keyboard.press('Escape');
    await view.key('?');
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
    await page.goto(`${site.address}#/log`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });

  test('nothing is fetched ahead of the first picture, and it can be installed', async ({ page }) => {
    // The page itself tells the host when the picture stands: on a slow machine a look from here would come late.
    await page.addInitScript(() => {
      const watching = new MutationObserver(() => {
        if (document.querySelector('[data-run-hash]') === null) return;
        watching.disconnect();
        void fetch('the-picture-stands').catch(() => {});
      });
      watching.observe(document, { subtree: true, childList: true, attributes: true });
    });
    await new Lab(page).open(`${site.address}#/lab/raft`);
    await kept(page);
    const asked = site.asked();
    const stands = asked.indexOf('/courses/2026/the-picture-stands');
    expect(stands).toBeGreaterThan(0);
    expect(asked.indexOf('/courses/2026/sw.js')).toBeGreaterThan(stands);
    const session = await page.context().newCDPSession(page);
    const { errors } = await session.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    // Playwright's contexts are private windows, which is the one thing left to complain of.
    expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual(
      [],
    );
  });
});

test.describe('a new version', () => {
  let folder = '';
  test.beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'faultline-versions-'));
  });
  test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('takes over at the next start, and an open tab keeps the parts it has not fetched yet', async ({
    page,
    context,
  }) => {
    test.slow();
    const next = newerVersion(join(folder, 'next'));
    const site = await startSite(dist);
    try {
      const view = await new Lab(page).open(`${site.address}#/lab/raft/minority-leader`);
      const hash = await view.hash();
      await kept(page);
      const [first] = await versionsKept(page);
      site.serve(next.folder);
      site.asked();

      // The start of a second tab finds the new version; once it has come over, the next one shows it.
      const second = await context.newPage();
      const shown = second.locator('meta[name="faultline-version"]');
      // A page that simulates nothing: the home page, loaded anew each time, would take the machine from what is to come over.
      await second.goto(`${site.address}#/log`);
      expect(`faultline-${await shown.getAttribute('content')}`).toBe(first);
      await expect
        .poll(
          async () => {
            await second.reload();
            return shown.getAttribute('content');
          },
          { timeout: 60_000, intervals: [2_000] },
        )
        .toBe(next.version);

      // The first tab asks for a part that the host no longer has.
      expect(site.asked()).not.toContain(`/courses/2026/assets/${next.gone}`);
      await view.key('?');
      await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
      await page.keyboard.press('Escape');
      expect(await view.hash()).toBe(hash);
      expect(await versionsKept(page)).toContain(first);

      // Its own next start is the new version's, with the same run.
      await second.close();
      await page.reload();
      await expect(view.root).toHaveAttribute('data-run-hash', hash);
      await expect(page.locator('meta[name="faultline-version"]')).toHaveAttribute('content', next.version);
      await view.idle();
      await view.key('?');
      await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
      // And with no other tab about, the old one is let go.
      await expect.poll(() => versionsKept(page), { timeout: 15_000 }).toEqual([`faultline-${next.version}`]);
    } finally {
      await site.stop();
    }
  });

  test('that did not come over whole is never shown', async ({ page }) => {
    test.slow();
    const next = newerVersion(join(folder, 'next'));
    rmSync(join(next.folder, 'assets', next.fresh));
    const site = await startSite(dist);
    try {
      await page.goto(`${site.address}#/log`);
      await kept(page);
      const before = await page.locator('meta[name="faultline-version"]').getAttribute('content');
      site.serve(next.folder);
      for (let i = 0; i < 2; i++) {
        await page.reload();
        await expect
          .poll(() => site.asked().some((path) => path.endsWith(next.fresh)), { timeout: 30_000 })
          .toBe(true);
      }
      await page.reload();
      await expect(page.locator('meta[name="faultline-version"]')).toHaveAttribute('content', before ?? '');
    } finally {
      await site.stop();
    }
  });

  /** The build as a later one would be: one part has another name, so everything that names it differs. */
  function newerVersion(target: string): { folder: string; version: string; gone: string; fresh: string } {
    cpSync(dist, target, { recursive: true });
    const assets = readdirSync(join(target, 'assets'));
    const gone = assets.find((name) => /^KeyHelp-.*\.js$/.test(name));
    if (gone === undefined) throw new Error('no part for the list of keys');
    const fresh = 'KeyHelp-newer.js';
    const page = readFileSync(join(target, 'index.html'), 'utf8');
    const old = /name="faultline-version" content="([^"]+)"/.exec(page)?.[1];
    if (old === undefined) throw new Error('the page has no version');
    const version = 'newer0000000';
    cpSync(join(target, 'assets', gone), join(target, 'assets', fresh));
    rmSync(join(target, 'assets', gone));
    for (const file of [
      'index.html',
      'sw.js',
      ...assets.filter((name) => name !== gone).map((n) => `assets/${n}`),
    ]) {
      if (!/\.(js|html)$/.test(file)) continue;
      const text = readFileSync(join(target, file), 'utf8');
      const renamed = text.replaceAll(gone, fresh).replaceAll(old, version);
      if (renamed !== text) writeFileSync(join(target, file), renamed);
    }
    return { folder: target, version, gone, fresh };
  }
});

test('a part that can be had no more is said to be, with a way on', async ({ page }) => {
  const site = await startSite(dist);
  try {
    const view = await new Lab(page).open(`${site.address}#/lab/raft/minority-leader`);
    await page.route('**/assets/**', (route) => route.abort());
    await page.getByRole('button', { name: 'Share link' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'could not be fetched' })).toBeVisible();
    // The rest of the page stays, and can be used.
    await expect(page.getByRole('dialog')).toHaveCount(0);
    for (const part of ['Present', 'Edit the claim']) {
      await view.press(part);
      await expect(view.button(part)).toBeVisible();
      await expect(view.stage).toBeVisible();
    }
    const before = await view.step();
    await view.press('Step forward');
    expect(await view.step()).toBe(before + 1);
    await page.unroute('**/assets/**');
    await page.getByRole('button', { name: 'Reload' }).click();
    await expect(view.root).toHaveAttribute('data-run-hash', /./);
  } finally {
    await site.stop();
  }
});

test.describe('for the hall', () => {
  test('one file runs from a disk with no network, opened at the run on show', async ({ page, browser }) => {
    test.slow();
    const view = await new Lab(page).open('/#/lab/raft/minority-leader');
    await page.getByRole('button', { name: 'Share link' }).click();
    await page.getByRole('textbox', { name: 'Title' }).fill('For Tuesday');
    await page.getByRole('tab', { name: 'Files' }).click();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download for the hall' }).click();
    const file = await saved;
    expect(file.suggestedFilename()).toBe('raft-for-tuesday.html');
    await page.keyboard.press('Escape');
    const hash = await view.hash();
    const site = page.url().split('#')[0] as string;
    const folder = mkdtempSync(join(tmpdir(), 'faultline-hall-'));
    const copy = join(folder, file.suggestedFilename());
    await file.saveAs(copy);

    const context = await browser.newContext({ offline: true });
    try {
      const hall = await context.newPage();
      const asked: string[] = [];
      hall.on('request', (request) => {
        if (!/^(file|blob|data):/.test(request.url())) asked.push(request.url());
      });
      const problems: string[] = [];
      hall.on('pageerror', (error) => problems.push(error.message));
      const there = await new Lab(hall).open(`file://${copy}`);
      expect(await there.hash()).toBe(hash);
      await expect(hall.getByRole('heading', { level: 1 })).toHaveText('For Tuesday');

      // It runs, and what is done to it is simulated.
      await there.press('To the start');
      await there.button('Play').click();
      await expect.poll(() => there.step()).toBeGreaterThan(3);
      await hall.locator('body').press('c');
      await hall.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).press('Enter');
      expect(await there.hash()).not.toBe(hash);
      // A reload keeps that.
      const changed = await there.hash();
      await hall.reload();
      await expect(there.root).toHaveAttribute('data-run-hash', changed);

      // Another protocol, from the home page of the copy.
      await hall.getByRole('link', { name: 'Faultline, home' }).click();
      const others = someRuns(0);
      for (const { protocol, scenario, hash } of others) {
        await new Lab(hall).open(`file://${copy}#/lab/${protocol}/${scenario}`);
        expect(await there.hash()).toBe(hash);
      }

      // Its links lead to the site it is from, and it hands itself on.
      await hall.getByRole('button', { name: 'Share link' }).click();
      expect(await hall.getByRole('textbox', { name: /link/i }).inputValue()).toMatch(site);
      await hall.getByRole('tab', { name: 'Files' }).click();
      const again = hall.waitForEvent('download');
      await hall.getByRole('button', { name: 'Download for the hall' }).click();
      const second = join(folder, 'second.html');
      await (await again).saveAs(second);
      const last = await new Lab(hall).open(`file://${second}`);
      expect(await last.hash()).toBe(others.at(-1)?.hash);
      expect(asked).toEqual([]);
      expect(problems).toEqual([]);
    } finally {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('a run too large for a link goes along inside the file', async ({ page, browser }) => {
    // Faults that wait for a message that never comes cost the run nothing; their numbers do not compress.
    const inputs = Array.from({ length: 6500 }, (_, i) => ({
      at: (i * 7_919_317) % 900_000,
      fault: {
        type: 'drop',
        from: `S${(i % 5) + 1}`,
        to: `S${((i + 1) % 5) + 1}`,
        nth: 1000 + ((i * 48_271_931) % 999_000_017),
      },
    }));
    const spec = { ...(specOf('raft', 'minority-leader') as object), inputs };
    page.on('filechooser', () => {});
    await page.goto('/');
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Open a file' }).click();
    await (await chooser).setFiles({
      name: 'large.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(spec)),
    });
    const view = new Lab(page);
    const hash = runInNode(spec).hash;
    await expect(view.root).toHaveAttribute('data-run-hash', hash);
    await page.reload();
    await expect(view.root).toHaveAttribute('data-run-hash', hash);
    await page.getByRole('button', { name: 'Share link' }).click();
    await expect(page.getByRole('tabpanel')).toContainText('save it as a file instead');
    await page.getByRole('tab', { name: 'Files' }).click();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download for the hall' }).click();
    const folder = mkdtempSync(join(tmpdir(), 'faultline-hall-'));
    const context = await browser.newContext({ offline: true });
    try {
      await (await saved).saveAs(join(folder, 'large.html'));
      const hall = await context.newPage();
      const there = await new Lab(hall).open(`file://${folder}/large.html`);
      expect(await there.hash()).toBe(hash);
    } finally {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
