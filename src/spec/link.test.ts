import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBase64url, toBase64url } from '../base/base64url.ts';
import { crc32 } from '../base/crc32.ts';
import { canonicalJson } from '../base/json.ts';
import type { Meta } from '../engine/meta.ts';
import { canonicalDocument, type Document, parseDocument } from './document.ts';
import { everything, metas, toy } from './fixture.test-data.ts';
import { decodeLink, encodeLink } from './link.ts';
import { anySpec } from './specs.test-data.ts';

const document: Document = { kind: 'run', spec: everything, title: 'A leader on the wrong side' };
const link = encodeLink(document, toy);
const payload = link.slice('#/lab/toy?s='.length);

const why = (text: string, known: ReadonlyMap<string, Meta> = metas) => {
  const result = decodeLink(text, known);
  return result.ok ? 'accepted' : result.why;
};
const DAMAGED =
  'This link is damaged: its end is missing, or a character of it was changed. Copy the whole link again.';

/** A payload made by somebody who knows how: its checksum is right. */
function seal(packed: Uint8Array, version = 1): string {
  const bytes = new Uint8Array(packed.length + 5);
  bytes[0] = version;
  bytes.set(packed, 1);
  new DataView(bytes.buffer).setUint32(packed.length + 1, crc32(bytes.subarray(0, packed.length + 1)));
  return toBase64url(bytes);
}
const forge = (text: string | Uint8Array, version = 1) => seal(deflateRawSync(text, { level: 9 }), version);

describe('a link', () => {
  test('brings back the document and its run', () => {
    expect(decodeLink(link, metas)).toEqual({ ...parseDocument(document, metas), ok: true });
  });
  test('does so for any valid document', () => {
    const rest = fc.record(
      {
        title: fc.string({ unit: 'binary', maxLength: 60 }),
        claim: fc.string({ unit: 'grapheme', maxLength: 80 }),
        view: fc.constant({ from: 3, to: 5000 }),
        notes: fc.array(fc.record({ at: fc.nat(), text: fc.string() }), { maxLength: 3 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(anySpec, rest, (spec, more) => {
        const given: Document = { kind: 'run', spec, ...more };
        const result = decodeLink(encodeLink(given, toy), metas);
        if (!result.ok) throw new Error(result.why);
        expect(result.document).toEqual(canonicalDocument(given, toy));
      }),
      { numRuns: 100 },
    );
  });
  test('is the same for specs that mean the same', () => {
    const shuffled = Object.fromEntries(Object.entries(everything).reverse()) as unknown as typeof everything;
    expect(encodeLink({ title: document.title, spec: shuffled, kind: 'run' } as Document, toy)).toBe(link);
  });
  test('may come as an address, a hash or a payload, among white space and other parameters', () => {
    const opened = decodeLink(link, metas);
    for (const form of [
      payload,
      `\n  ${link}\t`,
      `https://example.org/faultline/index.html?lang=de${link}`,
      `http://localhost:4173/${link}&embed=1`,
      link.replace('?s=', '?embed=1&theme=dark&s='),
    ]) {
      expect(decodeLink(form, metas)).toEqual(opened);
    }
  });
  test('that would be too long is not made', () => {
    const inputs = Array.from({ length: 20_000 }, (_, i) => ({
      at: (i * 7919 * 7919) % 900_000,
      node: 'C1',
      command: { type: 'read', key: `k${i % 9973}` },
    }));
    const large: Document = { kind: 'run', spec: { ...everything, inputs } };
    expect(parseDocument(large, metas).ok).toBe(true);
    expect(() => encodeLink(large, toy)).toThrow(
      new RangeError('This run is too large for a link; save it as a file instead.'),
    );
  });
});

describe('damage', () => {
  // Small, so that every damage can be tried.
  const small: Document = { kind: 'run', spec: { ...everything, inputs: everything.inputs.slice(0, 2) } };
  const link = encodeLink(small, toy);
  const payload = link.slice('#/lab/toy?s='.length);
  const accepted = (texts: readonly string[]) => texts.filter((text) => decodeLink(text, metas).ok);
  const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~=+/ %&#?é';

  test('every changed character is refused, in the payload and before it', () => {
    const changed: string[] = [];
    for (let i = 0; i < link.length; i++) {
      for (const character of characters) {
        if (character !== link[i]) changed.push(link.slice(0, i) + character + link.slice(i + 1));
      }
    }
    expect(changed.length).toBeGreaterThan(5000);
    expect(accepted(changed)).toEqual([]);
  });
  test('every lost or added character is refused', () => {
    const changed: string[] = [];
    for (let i = 0; i <= link.length; i++) {
      if (i < link.length) changed.push(link.slice(0, i) + link.slice(i + 1));
      for (const character of characters) {
        // White space around a link is not part of it.
        const around = character === ' ' && (i === 0 || i === link.length);
        if (!around) changed.push(link.slice(0, i) + character + link.slice(i));
      }
    }
    expect(accepted(changed)).toEqual([]);
  });
  test('every exchange of two characters is refused', () => {
    const changed: string[] = [];
    for (let i = 0; i < payload.length; i++) {
      for (let j = i + 1; j < payload.length; j++) {
        if (payload[i] === payload[j]) continue;
        changed.push(
          payload.slice(0, i) + payload[j] + payload.slice(i + 1, j) + payload[i] + payload.slice(j + 1),
        );
      }
    }
    expect(accepted(changed)).toEqual([]);
  });
  test('every beginning and every end of a link is refused', () => {
    const parts = Array.from(link, (_, i) => [link.slice(0, i), link.slice(i + 1)]).flat();
    // A payload alone is a link.
    expect(accepted(parts)).toEqual([payload]);
  });
  test('whatever is done to a link, it gives its own run or a sentence', () => {
    const opened = decodeLink(link, metas);
    const edits = fc.array(fc.tuple(fc.nat(link.length), fc.nat(4), fc.string({ maxLength: 3 })), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(edits, (list) => {
        let text = link;
        for (const [at, cut, put] of list) text = text.slice(0, at) + put + text.slice(at + cut);
        const result = decodeLink(text, metas);
        if (result.ok) expect(result).toEqual(opened);
        else expect(result.why.length).toBeGreaterThan(20);
      }),
      { numRuns: 1000 },
    );
  });
  test('no text makes it throw', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.stringMatching(/^[\w-]{0,80}$/),
      fc.stringMatching(/^#\/lab\/(toy|raft)\?s=[\w-]{0,40}(&embed=1)?$/),
      fc.uint8Array({ maxLength: 60 }).map((bytes) => seal(bytes)),
      fc.jsonValue().map((json) => forge(JSON.stringify(json))),
      fc.jsonValue().map((json) => forge(JSON.stringify([3, { kind: 'run', spec: json }]))),
      fc
        .jsonValue()
        .map((json) => forge(JSON.stringify([3, { kind: 'run', spec: { protocol: 'toy', inputs: json } }]))),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(decodeLink(text, metas).ok).toBe(false);
      }),
      { numRuns: 1500 },
    );
  });
});

describe('strangers', () => {
  const body = (more: object, version = 3, doc = {}) =>
    forge(canonicalJson([version, { kind: 'run', spec: { schema: 1, protocol: 'toy', ...more }, ...doc }]));

  test.each([
    ['', 'This is not a link to a run.'],
    ['https://example.org/', 'This is not a link to a run.'],
    ['#/lab/toy', 'This is not a link to a run.'],
    ['#/lab/toy?embed=1', 'This is not a link to a run.'],
    [`#/lab/../toy?s=${payload}`, 'This is not a link to a run.'],
    ['#/lab/toy?s=', DAMAGED],
    [`#/lab/toy?s=${payload}&s=${payload}`, DAMAGED],
    ['<script>alert(1)</script>', 'This is not a link to a run.'],
    ['A'.repeat(65_537), 'This link is too long (65537 characters); a link holds at most 65536.'],
    [' '.repeat(10_000_000), 'This link is too long (10000000 characters); a link holds at most 65536.'],
    [`#/lab/raft?s=${payload}`, 'This link is damaged: its address says "raft", but its run is of "toy".'],
    [
      seal(new Uint8Array([1, 2, 3]), 3),
      'This link was made by a newer Faultline. It is of version 3; this one reads links up to version 2.',
    ],
    [seal(new Uint8Array([1, 2, 3]), 0), DAMAGED],
    [seal(new Uint8Array()), DAMAGED],
    [
      body({}, 4),
      'This link was made by a newer Faultline. It needs version 4 of Toy; this one has version 3.',
    ],
    [
      body({}, 2),
      'This link was made with version 2 of Toy, whose runs this Faultline can no longer replay (it has version 3).',
    ],
    [
      body({ protocol: 'zab' }),
      'This link may have been made by a newer Faultline: this one has no protocol "zab".',
    ],
    [
      body({}, 3, { kind: 'diagram' }),
      'This link may have been made by a newer Faultline: this one reads no "diagram".',
    ],
    [body({ schema: 2 }), 'This run was made by a newer Faultline (schema 2); this one reads schema 1.'],
    [
      body({ seed: -1 }),
      'This link holds no valid run: spec.seed must be an integer from 0 to 9007199254740991, not -1.',
    ],
    [
      forge('[3,{"kind":"run","spec":{"schema":1,"protocol":"toy","__proto__":{"seed":5}}}]'),
      'This link holds no valid run: spec.__proto__ is not a field of a run.',
    ],
    [forge('[3,{"kind":"run","spec":[]}]'), 'This link holds no valid run: spec must be an object.'],
    // A run without the version of its protocol may not pass for a document.
    [forge('[3,{"schema":1,"protocol":"toy"}]'), DAMAGED],
    [forge('{"schema":1,"protocol":"toy"}'), DAMAGED],
    [forge('[0,{"kind":"run"}]'), DAMAGED],
    [forge('not JSON'), DAMAGED],
    [forge(new Uint8Array([0xff, 0xfe, 0x22])), DAMAGED],
    // Deep enough to overflow the stack of a careless walk.
    [
      forge(
        `[3,{"kind":"run","spec":{"protocol":"toy","schema":1,"inputs":${'['.repeat(4e5)}${']'.repeat(4e5)}}}]`,
      ),
      'This link holds no valid run: spec.inputs[0][0]: it is nested more than 32 levels deep.',
    ],
  ])('%.60s: %s', (text, sentence) => {
    expect(why(text)).toBe(sentence);
  });

  test('a bomb is put out early', () => {
    const bomb = forge(new Uint8Array(45_000_000));
    expect(bomb.length).toBeGreaterThan(50_000);
    expect(why(bomb)).toBe('This link unpacks to more than 1048576 bytes, which no run needs.');
    // One byte too many, and just small enough.
    const text = (length: number) => `[3,"${' '.repeat(length - 5)}"]`.slice(0, length);
    expect(why(forge(text(1_048_577)))).toBe(
      'This link unpacks to more than 1048576 bytes, which no run needs.',
    );
    expect(why(forge(text(1_048_576)))).toBe(DAMAGED);
  });

  test('a link of an older version of a protocol goes through its migrations', () => {
    const old = body({ params: { batchSize: 4 } }, 2);
    const migrations = {
      toy: [(spec: object) => spec as never, (spec: object) => ({ ...spec, params: { batch: 4 } }) as never],
    };
    const result = decodeLink(old, metas, migrations);
    if (!result.ok) throw new Error(result.why);
    expect(result.document.spec.params).toEqual({ batch: 4 });
  });

  test('what a spec may hold is checked after unpacking as before packing', () => {
    expect(fromBase64url(body({}))).not.toBeNull();
    expect(why(body({}))).toBe('accepted');
    expect(why(body({ nodes: { server: 31 } }))).toContain('spec.nodes.server must be');
  });
});
