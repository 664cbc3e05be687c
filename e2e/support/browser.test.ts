import { describe, expect, it } from 'vitest';
import { candidates } from './browser.mjs';

describe('the order in which browsers are tried', () => {
  const everywhere = () => true;
  const installed =
    (...paths: string[]) =>
    (path: string) =>
      paths.includes(path);

  it('begins with the one the environment names, then Playwright’s own', () => {
    expect(candidates({ CHROMIUM_PATH: '/my/chromium', PATH: '' }, everywhere).slice(0, 2)).toEqual([
      '/my/chromium',
      null,
    ]);
  });

  it('goes on with what is on the PATH before the usual places, each once', () => {
    const found = candidates(
      { PATH: '/tools:/usr/bin' },
      installed('/usr/bin/chromium', '/tools/chromium', '/snap/bin/chromium'),
    );
    expect(found).toEqual([null, '/tools/chromium', '/usr/bin/chromium', '/snap/bin/chromium']);
  });

  it('falls back to Chrome where there is no Chromium', () => {
    expect(candidates({}, installed('/opt/google/chrome/chrome'))).toEqual([
      null,
      '/opt/google/chrome/chrome',
    ]);
  });

  it('leaves out what is not there', () => {
    expect(candidates({ PATH: '/tools' }, () => false)).toEqual([null]);
  });
});
