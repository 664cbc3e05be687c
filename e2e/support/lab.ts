/** The lab as a student handles it: by role and accessible name, and by hand on the timeline. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Locator, type Page } from 'playwright/test';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The command line, with `input` on its standard input. Exit code 1 (a property was violated) is no error. */
export function faultline(args: readonly string[], input?: string): string {
  try {
    return execFileSync(process.execPath, ['src/cli/bin.mjs', ...args], {
      cwd: root,
      encoding: 'utf8',
      input,
    });
  } catch (error) {
    const { status, stdout } = error as { status?: number; stdout?: string };
    if (status === 1 && stdout) return stdout;
    throw error;
  }
}

export interface Summary {
  readonly hash: string;
  readonly events: number;
  readonly violations: readonly { readonly property: string; readonly event: number; readonly why: string }[];
}

/** Runs a spec (or a document) in Node. */
export function runInNode(spec: unknown): Summary {
  return (JSON.parse(faultline(['run', '-'], JSON.stringify(spec))) as { summary: Summary }).summary;
}

/** Runs many in one process, in their order. */
export function runAllInNode(specs: readonly unknown[]): readonly Summary[] {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-specs-'));
  try {
    const files = specs.map((_, i) => join(folder, `${i}.json`));
    for (const [i, file] of files.entries()) writeFileSync(file, JSON.stringify(specs[i]));
    const lines = faultline(['run', ...files])
      .trim()
      .split('\n');
    return lines.map((line) => (JSON.parse(line) as { summary: Summary }).summary);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export class Lab {
  readonly page: Page;
  readonly root: Locator;
  readonly stage: Locator;
  readonly timeline: Locator;
  readonly inspector: Locator;
  readonly events: Locator;
  readonly time: Locator;

  constructor(page: Page) {
    this.page = page;
    this.root = page.locator('[data-run-hash]');
    this.stage = page.getByRole('region', { name: 'Stage' });
    this.timeline = page.getByRole('region', { name: 'Timeline' });
    this.inspector = page.getByRole('region', { name: 'Inspector' });
    this.events = page.getByRole('list', { name: 'Events' });
    this.time = page.getByRole('slider', { name: 'Time' });
  }

  async open(path: string): Promise<this> {
    // In the same visit the run before stands until the new one is there, and has a hash too.
    if (!this.page.url().endsWith(path)) {
      await this.root.evaluateAll((all) => {
        for (const one of all) one.setAttribute('data-former', '');
      });
    }
    await this.page.goto(path);
    await expect(this.page.locator('[data-run-hash]:not([data-former])')).toHaveAttribute(
      'data-run-hash',
      /^[0-9a-f]{16}$/,
    );
    await this.idle();
    return this;
  }

  async idle(): Promise<void> {
    await this.page.evaluate(() => window.__idle?.());
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async press(name: string): Promise<void> {
    await this.button(name).click();
    await this.idle();
  }

  async key(key: string): Promise<void> {
    await this.page.keyboard.press(key);
    await this.idle();
  }

  async hash(): Promise<string> {
    await this.idle();
    return (await this.root.getAttribute('data-run-hash')) as string;
  }

  async step(): Promise<number> {
    return Number(await this.time.getAttribute('aria-valuenow'));
  }

  /** The handle on the timeline of an input whose name begins so. */
  handle(name: RegExp): Locator {
    return this.timeline.getByRole('button', { name });
  }

  /** The link that "Share link" gives. */
  async share(): Promise<string> {
    await this.button('Share link').click();
    const box = this.page.getByRole('textbox', { name: /link/i });
    const link = await box.inputValue();
    await this.page.keyboard.press('Escape');
    return link;
  }

  /** Drags from one point of the page to another, as a hand does. */
  async drag(from: { x: number; y: number }, to: { x: number; y: number }, drop = true): Promise<void> {
    const { mouse } = this.page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    for (let i = 1; i <= 8; i++) {
      await mouse.move(from.x + ((to.x - from.x) * i) / 8, from.y + ((to.y - from.y) * i) / 8);
    }
    if (drop) await mouse.up();
    await this.idle();
  }

  async middle(locator: Locator): Promise<{ x: number; y: number }> {
    const box = await locator.boundingBox();
    if (!box) throw new Error('not on screen');
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  /** A point of a region, by fractions of its width and height. */
  async within(locator: Locator, x: number, y: number): Promise<{ x: number; y: number }> {
    const box = await locator.boundingBox();
    if (!box) throw new Error('not on screen');
    return { x: box.x + box.width * x, y: box.y + box.height * y };
  }
}
