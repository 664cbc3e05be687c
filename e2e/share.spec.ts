import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Download, expect, type Locator, type Page, test } from 'playwright/test';
import { findings, LOOKS } from './support/axe.ts';
import { Lab, runInNode } from './support/lab.ts';

const BROKEN = '/#/lab/raft/vote-without-log-check';

async function dialog(page: Page, tab: string, path = '/#/lab/raft/minority-leader'): Promise<Lab> {
  const view = await new Lab(page).open(path);
  await view.button('Share link').click();
  await page.getByRole('tab', { name: tab }).click();
  await view.idle();
  return view;
}

async function contents(download: Download): Promise<Buffer> {
  return readFileSync(await download.path());
}

/** Presses, and gives what is saved. */
async function saved(page: Page, name: string): Promise<Download> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name, exact: true }).click();
  return download;
}

test.describe('link', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  test('carries the title and the claim that one writes', async ({ page, browser }) => {
    const view = await dialog(page, 'Link');
    await page.getByRole('textbox', { name: 'Title' }).fill('Lecture 4 <b>');
    await page.getByRole('textbox', { name: 'Claim' }).fill('S1 cannot commit & knows it not');
    await view.idle();
    const link = page.getByRole('textbox', { name: 'Link to this run' });
    await page.getByRole('button', { name: 'Copy title and link' }).click();
    await expect(page.getByText('Copied.')).toBeVisible();
    const address = await link.inputValue();
    const clip = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const read = async (type: string) => (await item?.getType(type))?.text();
      return { plain: await read('text/plain'), rich: await read('text/html') };
    });
    expect(clip.plain).toBe(`Lecture 4 <b>\n${address}`);
    expect(clip.rich).toContain('>Lecture 4 &lt;b&gt;</a>');

    const other = await (await browser.newContext()).newPage();
    const opened = await new Lab(other).open(address);
    expect(await opened.hash()).toBe(await view.hash());
    await expect(other.getByRole('heading', { level: 1 })).toHaveText('Lecture 4 <b>');
    await expect(other.getByText('S1 cannot commit & knows it not').first()).toBeVisible();
    await other.context().close();
  });

  test('keeps what one wrote when the dialog is closed, and gives the focus back', async ({ page }) => {
    const view = await dialog(page, 'Link');
    await page.getByRole('textbox', { name: 'Claim' }).fill('Mine');
    await page.keyboard.press('Escape');
    await expect(view.button('Share link')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'Claim' })).toHaveValue('Mine');
  });

  test('ways are chosen with the arrow keys', async ({ page }) => {
    await dialog(page, 'Link');
    await page.getByRole('tab', { name: 'Link' }).focus();
    for (const name of ['Embed', 'QR code', 'Picture', 'Files', 'Link']) {
      await page.keyboard.press('ArrowRight');
      await expect(page.getByRole('tab', { name })).toBeFocused();
      await expect(page.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true');
    }
  });
});

test('QR code: large on a press, and Escape leaves the dialog open', async ({ page }) => {
  await dialog(page, 'QR code');
  await page.getByRole('button', { name: 'Show the QR code large' }).click();
  const large = page.getByRole('img', { name: /^QR code of the link/ });
  const box = await large.boundingBox();
  expect(box?.height).toBeGreaterThan(0.75 * 900);
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(900);
  await page.keyboard.press('Escape');
  await expect(large).toHaveCount(0);
  await expect(page.getByRole('tab', { name: 'QR code' })).toBeVisible();
});

test.describe('picture', () => {
  test('SVG stands alone: words as text, the warning, every lane, and nothing fetched', async ({
    page,
    context,
  }) => {
    await dialog(page, 'Picture', BROKEN);
    const file = await saved(page, 'Save as SVG');
    expect(file.suggestedFilename()).toBe('raft-votes-without-a-look-at-the-log.svg');
    const folder = mkdtempSync(join(tmpdir(), 'faultline-picture-'));
    try {
      const path = join(folder, 'picture.svg');
      await file.saveAs(path);
      const alone = await context.newPage();
      const asked: string[] = [];
      alone.on('request', (request) => asked.push(request.url()));
      await alone.goto(`file://${path}`);
      const words = await alone.evaluate(() =>
        [...document.querySelectorAll('text')].map((element) => element.textContent),
      );
      for (const word of ['Votes without a look at the log', 'C1', 'S1', 'S5', 'leader, term 1', 'Logs']) {
        expect(words).toContain(word);
      }
      expect(words.join('\n')).toMatch(/A rule is broken on purpose: Servers vote without comparing logs\./);
      expect(words.join('\n')).toMatch(/4 promises are broken, first at 347\.7 ms/);
      // Each label once: an outline is part of its text.
      expect(words.filter((word) => word === 'leader, term 1')).toHaveLength(1);
      const selected = await alone.evaluate(() => {
        const label = [...document.querySelectorAll('text')].find((e) => e.textContent === 'leader, term 1');
        if (label === undefined) return '';
        getSelection()?.selectAllChildren(label);
        return String(getSelection());
      });
      expect(selected).toBe('leader, term 1');
      expect(asked.filter((url) => !url.startsWith('data:'))).toEqual([`file://${path}`]);
      expect(readFileSync(path, 'utf8')).not.toMatch(/var\(--|class=|https?:(?!\/\/www\.w3\.org)/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('PNG is twice as fine, in the colours of the page', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await dialog(page, 'Picture', BROKEN);
    const svg = (await contents(await saved(page, 'Save as SVG'))).toString();
    const png = await contents(await saved(page, 'Save as PNG'));
    const [, width, height] = /<svg[^>]* width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2 * Number(width), 2 * Number(height)]);
    const corner = await page.evaluate(async (base64) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      const pen = canvas.getContext('2d');
      pen?.drawImage(image, 0, 0);
      return [...(pen?.getImageData(2, 2, 1, 1).data ?? [])];
    }, png.toString('base64'));
    expect(corner).toEqual([0x0f, 0x12, 0x18, 255]);
  });

  test('the timeline is painted as on the screen, dot for dot', async ({ page }) => {
    const view = await dialog(page, 'Picture');
    const svg = (await contents(await saved(page, 'Save as SVG'))).toString();
    await page.keyboard.press('Escape');
    await page.mouse.move(2, 2);
    await view.idle();
    // The part of the picture that is the timeline, over the screen's own canvas: they differ at edges at most.
    const share = await page.evaluate(async (text) => {
      const canvas = document.querySelector<HTMLCanvasElement>('.timeline-canvases canvas');
      if (canvas === null) return 1;
      const whole = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
      const parts = [...whole.children].filter((child) => child.localName === 'g');
      const timeline = parts.at(-1);
      timeline?.removeAttribute('transform');
      for (const part of parts.slice(0, -1)) part.remove();
      const { width, height } = canvas.getBoundingClientRect();
      whole.setAttribute('viewBox', `0 0 ${width} ${height}`);
      whole.setAttribute('width', String(width));
      whole.setAttribute('height', String(height));
      for (const child of [...whole.children])
        if (child.localName === 'text' || child.localName === 'path') child.remove();
      const image = new Image();
      image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(whole))}`;
      await image.decode();
      const pixels = (draw: (pen: CanvasRenderingContext2D) => void) => {
        const copy = document.createElement('canvas');
        copy.width = width;
        copy.height = height;
        const pen = copy.getContext('2d') as CanvasRenderingContext2D;
        pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--paper');
        pen.fillRect(0, 0, width, height);
        draw(pen);
        return pen.getImageData(0, 0, width, height).data;
      };
      const drawn = pixels((pen) => pen.drawImage(image, 0, 0, width, height));
      const screen = pixels((pen) => {
        for (const layer of document.querySelectorAll<HTMLCanvasElement>('.timeline-canvases canvas')) {
          pen.drawImage(layer, 0, 0, width, height);
        }
      });
      let off = 0;
      for (let i = 0; i < screen.length; i += 4) {
        const apart = [0, 1, 2].some((k) => Math.abs((screen[i + k] ?? 0) - (drawn[i + k] ?? 0)) > 64);
        if (apart) off++;
      }
      return off / (screen.length / 4);
    }, svg);
    expect(share).toBeLessThan(0.004);
  });
});

test.describe('files', () => {
  test('a run saved as JSON opens when it is dropped on another page', async ({ page }) => {
    const view = await dialog(page, 'Files');
    await page.getByRole('textbox', { name: 'Title' }).fill('Kept');
    const hash = await view.hash();
    const json = (await contents(await saved(page, 'Save as JSON'))).toString();
    expect(runInNode(JSON.parse(json)).hash).toBe(hash);
    await page.goto('/#/');
    await drop(page, page.locator('body'), { name: 'kept.json', text: json });
    await expect(view.root).toHaveAttribute('data-run-hash', hash);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kept');
  });

  test('a bare run is chosen from the home page, by button or by key', async ({ page }) => {
    const spec = { schema: 1, protocol: 'raft', seed: 5, until: 400_000 };
    const file = {
      name: 'run.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(spec)),
    };
    const view = new Lab(page);
    // As long as somebody listens the browser leaves choosing to the test; it takes a moment to begin with it.
    page.on('filechooser', () => {});
    for (const press of [
      () => page.getByRole('button', { name: 'Open a file' }).click(),
      () => page.keyboard.press('Control+o'),
    ]) {
      await page.goto('/#/');
      await expect(page.getByRole('button', { name: 'Open a file' })).toBeVisible();
      const chooser = page.waitForEvent('filechooser');
      await press();
      await (await chooser).setFiles(file);
      await expect(view.root).toHaveAttribute('data-run-hash', runInNode(spec).hash);
    }
  });

  test('a wrong file is refused with one sentence and takes nothing away', async ({ page }) => {
    const view = await new Lab(page).open('/#/lab/raft/minority-leader');
    await page.locator('body').press('c');
    await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).press('Enter');
    const hash = await view.hash();
    const address = page.url();
    for (const [text, why] of [
      ['2026-11-21 a log', /^“wrong\.json” does not open: it is not JSON\./],
      ['{"schema":1,"protocol":"rift"}', /rift/],
      ['{"schema":1,"protocol":"raft","seeds":4}', /seeds/],
    ] as const) {
      await drop(page, view.stage, { name: 'wrong.json', text });
      const alert = page.getByRole('alert').filter({ hasText: 'does not open' });
      await expect(alert).toContainText(why);
      await alert.getByRole('button', { name: 'Close' }).click();
      await expect(alert).toHaveCount(0);
    }
    expect(page.url()).toBe(address);
    expect(await view.hash()).toBe(hash);
    await view.press('Undo');
    expect(await view.hash()).not.toBe(hash);
  });

  test('the run that was there is one step back', async ({ page }) => {
    const view = await new Lab(page).open('/#/lab/raft/first-election');
    await page.locator('body').press('c');
    await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).press('Enter');
    const mine = await view.hash();
    const spec = { schema: 1, protocol: 'raft', seed: 5, until: 400_000 };
    await drop(page, view.timeline, { name: 'run.json', text: JSON.stringify(spec) });
    await expect(view.root).toHaveAttribute('data-run-hash', runInNode(spec).hash);
    await page.goBack();
    await expect(view.root).toHaveAttribute('data-run-hash', mine);
  });

  async function drop(page: Page, where: Locator, file: { name: string; text: string }): Promise<void> {
    const data = await page.evaluateHandle(({ name, text }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], name, { type: 'application/json' }));
      return transfer;
    }, file);
    await where.dispatchEvent('dragover', { dataTransfer: data });
    await expect(page.getByText('Let go to open this run')).toBeVisible();
    await where.dispatchEvent('drop', { dataTransfer: data });
    await expect(page.getByText('Let go to open this run')).toHaveCount(0);
  }
});

test.describe('embed', () => {
  test('the preview is the frame that the code makes', async ({ page }) => {
    const view = await dialog(page, 'Embed');
    const hash = await view.hash();
    await page.getByRole('combobox', { name: 'Colours' }).selectOption('Dark');
    const frame = page.frameLocator('iframe[title="Preview of the embedded run"]');
    await expect(frame.locator('.embed')).toHaveAttribute('data-run-hash', hash);
    await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
    const code = await page.getByRole('textbox', { name: 'Code to embed this run' }).inputValue();
    const src = await page.evaluate((html) => {
      const box = document.createElement('template');
      box.innerHTML = html;
      return box.content.querySelector('iframe')?.getAttribute('src');
    }, code);
    expect(src).toBe(await page.locator('iframe').getAttribute('src'));
    expect(src).toMatch(/&embed=1&theme=dark$/);
  });

  test('at any size everything is in view and the warning is kept', async ({ page }) => {
    await page.goto(`${BROKEN}?embed=1`);
    await expect(page.locator('.embed')).toHaveAttribute('data-run-hash', /./);
    for (const [width, height] of [
      [320, 240],
      [480, 320],
      [720, 420],
      [1280, 720],
      [3840, 2160],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.evaluate(() => window.__idle());
      await expect(page.getByText('A rule is broken on purpose:')).toBeInViewport();
      await expect(page.getByRole('link', { name: 'Open in Faultline' })).toBeInViewport();
      await expect(page.getByRole('slider', { name: 'Time' })).toBeInViewport({ ratio: 1 });
      for (const name of ['Play', 'Step forward', 'Step back']) {
        await expect(page.getByRole('button', { name, exact: true })).toBeInViewport({ ratio: 1 });
      }
      const over = await page.evaluate(() => {
        const { scrollWidth, scrollHeight } = document.documentElement;
        return [scrollWidth - innerWidth, scrollHeight - innerHeight];
      });
      expect(Math.max(...over)).toBeLessThanOrEqual(0);
      // The timeline, behind its button where there is room for one picture only, is worked by the hand where it is seen.
      const both = page.getByRole('button', { name: 'Timeline', exact: true });
      if (await both.isVisible()) await both.click();
      const timeline = page.getByRole('region', { name: 'Timeline' });
      await expect(timeline).toBeInViewport({ ratio: 1 });
      const slider = page.getByRole('slider', { name: 'Time' });
      const box = await timeline.boundingBox();
      if (box === null) throw new Error('no timeline');
      const zoom = await page.evaluate(() =>
        Number(getComputedStyle(document.querySelector('.embed') as Element).zoom),
      );
      await page.mouse.click(box.x + box.width - 20 * zoom, box.y + 15 * zoom);
      await page.evaluate(() => window.__idle());
      const last = Number(await slider.getAttribute('aria-valuemax'));
      expect(Number(await slider.getAttribute('aria-valuenow')), `${width} px`).toBeGreaterThan(0.97 * last);
      await slider.press('Home');
    }
  });

  test('keys work, forms do not open, and nothing is stored', async ({ page }) => {
    await page.goto(`${BROKEN}?embed=1`);
    await expect(page.locator('.embed')).toHaveAttribute('data-run-hash', /./);
    const slider = page.getByRole('slider', { name: 'Time' });
    const step = () => slider.getAttribute('aria-valuenow').then(Number);
    const before = await step();
    await page.keyboard.press('ArrowRight');
    await expect.poll(step).toBe(before + 1);
    await page.keyboard.press('n');
    await expect.poll(step).toBeGreaterThan(before + 1);
    for (const key of ['c', 'C', '?', 'h', 'Delete']) await page.keyboard.press(key);
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.getByRole('combobox', { name: 'Speed' }).selectOption('50× slower');
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    // Longer than the page waits before it keeps itself for use without a network.
    await page.waitForTimeout(6000);
    const kept = await page.evaluate(async () => ({
      local: localStorage.length,
      session: sessionStorage.length,
      cookies: document.cookie,
      caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    }));
    expect(kept).toEqual({ local: 0, session: 0, cookies: '', caches: [], workers: 0 });
    expect(page.url()).toContain('embed=1');
  });

  test('a fault dragged in the frame goes along to the lab, and is taken back with one press', async ({
    page,
    context,
  }) => {
    await page.goto('/#/lab/raft/minority-leader?embed=1');
    const root = page.locator('.embed');
    await expect(root).toHaveAttribute('data-run-hash', /./);
    const hash = await root.getAttribute('data-run-hash');
    const cut = page.getByRole('region', { name: 'Timeline' }).getByRole('button', { name: /^Cut/ });
    await cut.focus();
    await page.keyboard.press('ArrowRight');
    await page.evaluate(() => window.__idle());
    await expect(root).not.toHaveAttribute('data-run-hash', hash as string);
    const changed = await root.getAttribute('data-run-hash');
    const link = page.getByRole('link', { name: 'Open in Faultline' });
    await link.focus();
    await expect(link).toHaveAttribute('href', /\?s=/);
    const opening = context.waitForEvent('page');
    await link.click();
    const tab = await opening;
    await expect(tab.locator('.lab')).toHaveAttribute('data-run-hash', changed as string);
    expect(tab.url()).not.toContain('embed');
    await page.getByRole('button', { name: 'Reset' }).click();
    await expect(root).toHaveAttribute('data-run-hash', hash as string);
  });
});

test.describe('accessibility', () => {
  for (const { colorScheme, viewport } of LOOKS) {
    test.describe(`${colorScheme}, ${viewport.width} px wide`, () => {
      test.use({ colorScheme, viewport });

      test('every way to share, and a refused file, have no findings', async ({ page }) => {
        const check = async (what: string) =>
          // What is behind it is out of reach, and the frame is looked at by itself, below.
          expect(await findings(page, { include: '[role="dialog"]', exclude: 'iframe' }), what).toEqual([]);
        const view = await dialog(page, 'Link');
        for (const tab of ['Link', 'Embed', 'QR code', 'Picture', 'Files']) {
          await page.getByRole('tab', { name: tab }).click();
          await view.idle();
          await check(tab);
          const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          expect(over).toBeLessThanOrEqual(0);
        }
      });

      test('an embedded run has no findings', async ({ page }) => {
        await page.goto(`${BROKEN}?embed=1`);
        await expect(page.locator('.embed')).toHaveAttribute('data-run-hash', /./);
        await page.evaluate(() => window.__idle());
        expect(await findings(page)).toEqual([]);
      });
    });
  }
});
