/**
 * Links that were made and given away. Neither a number nor a link in this file may ever change: better words need a new dictionary
 * and a new link version, other rules of a protocol a migration.
 */
import { expect, test } from 'vitest';
import { crc32 } from '../base/crc32.ts';
import { meta as raft } from '../protocols/raft/meta.ts';
import { DICTIONARY_1, DICTIONARY_2 } from './dictionary.ts';
import { canonicalDocument, type Document, parseDocument } from './document.ts';
import { everything, toy } from './fixture.test-data.ts';
import { decodeLink, encodeLink, LINK_VERSION } from './link.ts';

const metas = new Map([toy, raft].map((meta) => [meta.id, meta]));

test('the dictionaries are frozen', () => {
  const sums = [DICTIONARY_1, DICTIONARY_2].map((words) => crc32(new TextEncoder().encode(words)));
  expect(sums).toEqual([1051258836, 2196455695]);
  // One dictionary per version of links.
  expect(LINK_VERSION).toBe(sums.length);
});

const toyRun = (inputs: number, title: string): Document => ({
  kind: 'run',
  title,
  spec: { ...everything, inputs: everything.inputs.slice(0, inputs) },
});

const raftRun: Document = {
  kind: 'run',
  title: 'A leader on the wrong side',
  claim: 'A deposed leader cannot commit, whatever it believes',
  notes: [{ at: 'S3#17', text: 'Here.' }],
  cursor: { time: 500_000 },
  view: { from: 0, to: 900_000 },
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 4242,
    nodes: { server: 5, client: 1 },
    params: {},
    variants: [],
    until: 1_200_000,
    inputs: [
      { at: 83_000, node: 'C1', command: { type: 'write', key: 'x', value: 3 } },
      {
        at: 181_500,
        fault: {
          type: 'partition',
          groups: [
            ['C1', 'S1', 'S2'],
            ['S3', 'S4', 'S5'],
          ],
          until: 702_300,
        },
      },
      { at: 441_200, node: 'C1', command: { type: 'write', key: 'x', value: 7, via: 'S1' } },
      { at: 512_345, fault: { type: 'crash', node: 'S3', until: 812_000 } },
      { at: 733_211, fault: { type: 'clock', node: 'S5', driftPpm: 300_000 } },
    ],
  },
};

const pinned: readonly [string, Document, string][] = [
  [
    'version 1, small',
    toyRun(2, 'Frozen'),
    '#/lab/toy?s=AYs2JjK4SEvipoj6CIs-pNoLUnBjjwdgMslPgnkeaD_WcFBKSixJBtYiwPRFuG0Cb4EAW0kQt6QlFoMCDtRIgjeNioBtDFDBo2cO' +
      'tgkRyiX5oGKHtEAGGo1ooACNg5V-bkX5VanAIj4WAGqPLyg',
  ],
  [
    'version 1, every fault there was',
    toyRun(13, 'A leader on the wrong side'),
    '#/lab/toy?s=AZWXyw6CMBBFf8W4FiPBF99iXBSDhETBANGV_-5ta5m2tJSyYsMwlOk9p5ds4XLFjfiBeOR4TqOXDG7CzsxkY4WMxOT3-7jZRjbM' +
      'IE1ry0JaTijyVDDZquPZIBlkYEL6pZyfQvoYrBayBcyHw5WSXFwzsuQzJSvaziFl2m1SciX11V5TyuTv1N-AJiOiPCE4eLI8NdnAKlYjsKSOU_VH' +
      '-S75tusHBpSZem85_b8svk0rOx4kni9WVwA9LTW1onasrTGCDFONcYUHBrItVHyglDNJ1gUbbhg6jHbY7keHxzlD9nNnPY8efswYDxcdLJ2je3sS' +
      'b6KcGloO7riYQmlSfJQjf1C20gjx-HRtU636Gl19rz8opBeV',
  ],
  [
    'version 1, of Raft',
    raftRun,
    '#/lab/raft?s=AbWW2wmAMBRDV-kAIvYhdgSX8Eco6o-Cgq5vWqla66ugG4R7k5w43_YS6aQ_IlMNRkAKQRWUCgJHaPUdYgj48KZj-eSqV7G5wMW7' +
      '5IKRgNxqP_lhpVIPls-Kfr1vljAo3JAlKBAapBe_uu-ZlDIuMCeeu2JVJbWKTVXGOaMwx8t95KyhP7IimEAX2N1g9uvRonteWDq1BjRT37UVGRro' +
      '1Zc7QYct2mIGtUSjmA',
  ],
  [
    'version 2, every fault there is',
    toyRun(everything.inputs.length, 'Every fault'),
    '#/lab/toy?s=ApVYS07DMBC9CmKdojYupT0Ap0AsXKlUlUBFNEJiwd07Yyee5_gzcVddje3JzPu9mYXtahvxZ-Gjut7ywC20U5ls6lCEmPx_2zbb' +
      'hA0VSiu7yoNQUU1FB25Feo6YjMRAwvRLeT4l6Z1aTVMLNB8ZrbQ6uF9FLJWU0gza9ppkWncb0UpqdmD858QT6JINUL4Scihg-SbmBnu2FwIsL8el' +
      '-ufp98RrdxssUVks72eafixLb4OywUh8fdvLmYgePQ9a1ZyMccxQlDG9sqiJwTHSzH6-rOKqvAaqWSusg2s8Orx1N308MXjUoILBw2K4tGryxddM' +
      'ki8-ZlIH1QwMj402PcmRfIrEKrmUIbXER7O16REmSmc7_qJRzGdNjv79JUr5Ej4WkSTN46IDE3hxo5HHTTwCoSYki_NckR8O9cFbdb14qihx5GYp' +
      'sAG3yCCSwG5wIjCXSYDRE-SUS9DU6EGKKe3ohLHM3z4T2u-883ZfQY95tsB1OeaNqKoYkhncX5_0gXPO1MgkfXgT3OBKlXLkZ3AZsUJDEmpwqbI1' +
      'OAc1Wg5qcFUW5X7YCVwClz26fU6RUUkfuWROLFIvr8dJLvLA5JTj49EODMnUUz3NCZkN5Ur-ah_2xlKTY6UQJv1QKsNW7enFnSS6dLiyUWuTpVRa' +
      'Ih2G69EvvtJT_h58-_7f7zL9igo',
  ],
];

test.each(pinned)('a link of %s can be read for ever', (_, document, link) => {
  const opened = decodeLink(link, metas);
  if (!opened.ok) throw new Error(opened.why);
  const meta = metas.get(document.spec.protocol) as typeof raft;
  expect(opened.document).toEqual(canonicalDocument(document, meta));
  // Copied again it is of the present version, and the same run.
  expect(decodeLink(encodeLink(opened.document, meta), metas)).toEqual(opened);
});

test('the words of version 2 spare a link of every kind of fault', () => {
  const length = (json: unknown) => {
    const opened = parseDocument(json, metas);
    if (!opened.ok) throw new Error(opened.why);
    return encodeLink(opened.document, toy).length;
  };
  const plain = { schema: 1, protocol: 'toy', seed: 7, nodes: { client: 2 } };
  for (const input of everything.inputs) {
    if (!('fault' in input)) continue;
    const cost = length({ ...plain, inputs: [input] }) - length(plain);
    expect(cost, JSON.stringify(input)).toBeLessThan(JSON.stringify(input).length / 2);
  }
});
