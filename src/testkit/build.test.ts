import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundleForNode } from '../cli/build.mjs';

const builder = new URL('../cli/build.mjs', import.meta.url).href;
let root = '';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'faultline-build-'));
});
beforeEach(() => {
  rmSync(join(root, '.cache'), { recursive: true, force: true });
  mkdirSync(join(root, 'src/parts'), { recursive: true });
  writeFileSync(join(root, 'package-lock.json'), '{}');
  writeFileSync(join(root, 'vite.config.ts'), '');
  write("const parts = import.meta.glob('./parts/*.ts', { eager: true, import: 'name' });", 'one');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function write(glob: string, ...parts: string[]) {
  writeFileSync(
    join(root, 'src/main.ts'),
    `${glob}\nexport const main = (): string => Object.values(parts).join();`,
  );
  for (const part of parts)
    writeFileSync(join(root, `src/parts/${part}.ts`), `export const name: string = '${part}';`);
}

const bundle = () => bundleForNode('cli', { main: 'src/main.ts' }, ['src'], root);
const answer = async (folder: string) => (await import(/* @vite-ignore */ join(folder, 'main.mjs'))).main();

describe('a bundle for Node', () => {
  it('finds what a glob finds, and is reused while nothing changes', async () => {
    const first = await bundle();
    expect(await answer(first)).toBe('one');
    expect(await bundle()).toBe(first);
    expect(readdirSync(join(root, '.cache/cli'))).toHaveLength(1);
  });

  it('is built again when a source is added, and the old one stays for those who run it', async () => {
    const first = await bundle();
    write("const parts = import.meta.glob('./parts/*.ts', { eager: true, import: 'name' });", 'two');
    const second = await bundle();
    expect(second).not.toBe(first);
    expect(await answer(second)).toBe('one,two');
    expect(readdirSync(join(root, '.cache/cli'))).toHaveLength(2);
  });

  it('is whole for each of several processes that want it at once', async () => {
    rmSync(join(root, 'src/parts/two.ts'), { force: true });
    const script = `
      const { bundleForNode } = await import('${builder}');
      const folder = await bundleForNode('cli', { main: 'src/main.ts' }, ['src'], ${JSON.stringify(root)});
      console.log((await import(folder + '/main.mjs')).main());`;
    const run = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    const outputs = await Promise.all([run(), run(), run()]);
    expect(outputs.map(({ stdout }) => stdout)).toEqual(['one\n', 'one\n', 'one\n']);
    expect(readdirSync(join(root, '.cache/cli'))).toHaveLength(1);
  });

  it('leaves nothing behind when the sources are broken', async () => {
    await bundle();
    writeFileSync(join(root, 'src/main.ts'), 'export const main = ;');
    await expect(bundle()).rejects.toThrow();
    expect(readdirSync(join(root, '.cache/cli'))).toHaveLength(1);
  });
});
