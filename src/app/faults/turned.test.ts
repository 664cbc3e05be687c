import { expect, test } from 'vitest';
import { emptyDraft } from './drafts.ts';
import { turned } from './turned.ts';

test('a crash for good that turns out to be amnesia is still for good', () => {
  const crash = { ...emptyDraft('crash', 200_000), node: 'S1', until: '' };
  const guess = { ...emptyDraft('amnesia', 500_000), node: 'S1', until: '800' };
  expect(turned(crash, guess)).toMatchObject({ kind: 'amnesia', at: '200', until: '' });
  expect(turned({ ...crash, until: '300' }, guess)).toMatchObject({ until: '300' });
  // What had no end to choose takes the guess.
  expect(
    turned({ ...emptyDraft('lostWrite', 200_000), node: 'S1' }, { ...guess, kind: 'tornWrite' }),
  ).toMatchObject({ until: '800' });
});

test('the record and the crash that is to follow are kept between faults of a disk', () => {
  const rot = {
    ...emptyDraft('bitRot', 0),
    record: 'log[2]',
    crashAfter: true,
    crashAt: '5',
    crashUntil: '9',
  };
  expect(turned(rot, emptyDraft('latentError', 0))).toMatchObject({
    record: 'log[2]',
    crashAfter: true,
    crashAt: '5',
    crashUntil: '9',
  });
});

test('a link from any node turns into a cut of one that exists', () => {
  const link = { ...emptyDraft('link', 0), from: '*', to: 'S2' };
  const cut = { ...emptyDraft('block', 0), from: 'S1', to: 'S2' };
  expect(turned(link, cut)).toMatchObject({ from: 'S1', to: 'S2' });
  expect(turned({ ...link, from: 'S3', to: 'S4' }, cut)).toMatchObject({ from: 'S3', to: 'S4' });
});
