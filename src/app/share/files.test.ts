// @vitest-environment happy-dom
import { afterEach, describe, expect, test, vi } from 'vitest';
import { decodeLink } from '../../spec/link.ts';
import { metasWith } from '../catalog.ts';
import { openRoute } from '../lab/opening.ts';
import { listAddress } from '../list/address.ts';
import { parseHash } from '../router.ts';
import { minority, raft } from '../run.test-data.ts';
import { fillIn, saveListCopy } from './hall.ts';
import { CARRIED, keep, kept } from './kept.ts';
import { addressOf, MAX_FILE, openFile } from './openFile.ts';

afterEach(() => {
  location.hash = '';
});

async function why(text: string): Promise<string> {
  const opened = await addressOf(text);
  return opened.ok ? opened.hash : opened.why;
}

describe('a file', () => {
  test('with a document or a bare run opens at the link to it', async () => {
    for (const json of [
      minority,
      { kind: 'run', spec: minority, title: 'T', claim: 'C', cursor: { time: 5 } },
    ]) {
      const opened = await addressOf(JSON.stringify(json));
      if (!opened.ok) throw new Error(opened.why);
      const read = decodeLink(opened.hash, metasWith(raft));
      expect(read.ok && read.document.spec.inputs).toHaveLength(minority.inputs.length);
      expect(read.ok && read.document.title).toBe('title' in json ? 'T' : undefined);
    }
  });

  test('that is wrong is refused with one sentence, and nothing moves', async () => {
    location.hash = '#/lab/raft';
    expect(await why('a log, perhaps')).toMatch(/^it is not JSON\./);
    expect(await why('[1, 2]')).toMatch(/JSON object/);
    expect(await why(JSON.stringify({ ...minority, seeed: 3 }))).toMatch(/seeed/);
    expect(await why(JSON.stringify({ ...minority, protocol: 'rift' }))).toMatch(/rift/);
    const opened = await openFile(new File(['{'], 'run.json'));
    expect(opened).toMatchObject({ ok: false, why: expect.stringMatching(/^“run\.json” does not open: /) });
    expect(location.hash).toBe('#/lab/raft');
  });

  test('that is too large is not even read', async () => {
    const file = new File(['{}'], 'huge.json');
    Object.defineProperty(file, 'size', { value: MAX_FILE + 1 });
    expect(await openFile(file)).toMatchObject({ ok: false, why: expect.stringMatching(/larger than 8 MB/) });
  });

  test('with a run too large for a link opens all the same, and after a reload', async () => {
    const inputs = Array.from({ length: 15_000 }, (_, i) => ({
      at: i * 7 + ((i * 7919) % 5),
      fire: { node: `S${(i % 5) + 1}`, timer: 'election' },
    }));
    const opened = await addressOf(JSON.stringify({ ...minority, inputs }));
    if (!opened.ok) throw new Error(opened.why);
    expect(opened.hash).toMatch(/^#\/lab\/raft\?file=[0-9a-f]{8}$/);
    const route = parseHash(opened.hash);
    if (route.page !== 'lab') throw new Error('no lab');
    const run = await openRoute(route, raft);
    expect(run.ok && run.document.spec.inputs).toHaveLength(inputs.length);
  });

  test('that this tab no longer has is said to be gone', async () => {
    const route = parseHash('#/lab/raft?file=0badcafe');
    if (route.page !== 'lab') throw new Error('no lab');
    expect(await openRoute(route, raft)).toEqual({
      ok: false,
      why: 'The file of this run is no longer open here; open it again.',
    });
    expect(parseHash('#/lab/raft?file=../x').page).toBe('unknown');
    expect(kept(keep('{"a":1}'))).toBe('{"a":1}');
  });
});

describe('a copy for the hall', () => {
  const page = () =>
    new DOMParser().parseFromString(
      '<!doctype html><html><head><meta name="faultline-open" content=""><meta name="faultline-home" content=""></head><body><div id="root"></div></body></html>',
      'text/html',
    );

  test('knows where it opens and where it is from', () => {
    const html = fillIn(page(), { open: '#/lab/raft?s=abc', home: 'https://a.b/"x"/', json: null });
    const read = new DOMParser().parseFromString(html, 'text/html');
    expect(read.querySelector('meta[name="faultline-open"]')?.getAttribute('content')).toBe(
      '#/lab/raft?s=abc',
    );
    expect(read.querySelector('meta[name="faultline-home"]')?.getAttribute('content')).toBe(
      'https://a.b/"x"/',
    );
    expect(read.getElementById('faultline-document')).toBeNull();
  });

  test('carries a document that no address can hold, whatever is written in it', () => {
    const json = JSON.stringify({ title: '</script><script>alert(1)</script>' });
    const html = fillIn(page(), { open: '#/lab/raft?file=copy', home: 'https://a.b/', json });
    expect(html).not.toContain('<script>alert');
    const again = new DOMParser().parseFromString(html, 'text/html');
    expect(JSON.parse(again.getElementById('faultline-document')?.textContent ?? '')).toEqual(
      JSON.parse(json),
    );
    // A copy of the copy carries one document, not two.
    const twice = fillIn(again, { open: '#/', home: 'https://a.b/', json });
    expect(twice.match(/faultline-document/g)).toHaveLength(1);
  });

  test('opens at a list, in its address or carried whole', async () => {
    const saved: Blob[] = [];
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      saved.push(blob as Blob);
      return 'blob:saved';
    });
    vi.stubGlobal('fetch', async () => ({ ok: true, text: async () => page().documentElement.outerHTML }));
    const json = JSON.stringify({ kind: 'list', schema: 1, title: 'L', items: [] });
    expect(await saveListCopy('#/list/AbC', json, 'list.html')).toEqual({ ok: true });
    expect(await saveListCopy(null, json, 'list.html')).toEqual({ ok: true });
    const [linked, carried] = await Promise.all(
      saved.map(async (blob) => new DOMParser().parseFromString(await blob.text(), 'text/html')),
    );
    const opens = (copy: Document | undefined) =>
      copy?.querySelector('meta[name="faultline-open"]')?.getAttribute('content');
    expect(opens(linked)).toBe('#/list/AbC');
    expect(linked?.getElementById('faultline-document')).toBeNull();
    const address = listAddress(opens(carried) ?? '');
    expect(address).toEqual({ page: 'list', payload: `~${CARRIED}`, item: null });
    expect(carried?.getElementById('faultline-document')?.textContent).toBe(json);
    // Somebody whose network is gone is told so.
    vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('offline')));
    expect(await saveListCopy('#/list/AbC', json, 'list.html')).toMatchObject({ ok: false });
    vi.unstubAllGlobals();
  });
});
