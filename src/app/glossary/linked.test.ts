import { expect, test } from 'vitest';
import { lexiconOf } from '../../glossary/lexicon.ts';
import { type Block, linksOf, parseText, wordsOf } from '../../lessons/markdown.ts';
import { linked } from './linked.ts';

const LEXICON = lexiconOf(
  ['Quorum', 'Leader', 'Vote'].map((term) => ({
    slug: term.toLowerCase(),
    term,
    means: 'It means this.',
    sources: ['Somebody, 1999'],
  })),
);

function parsed(text: string): readonly Block[] {
  const result = parseText(text, 'text');
  if (!result.ok) throw new Error(result.why);
  return result.blocks;
}
const links = (text: string) => linksOf(linked(parsed(text), LEXICON, []));

test('the first place of each term becomes a link, through strong words and lists; the words stay as they are', () => {
  const text = 'The **leader** asks.\n\n- a quorum of votes\n- the leader';
  expect(links(text)).toEqual(['glossary:leader', 'glossary:quorum', 'glossary:vote']);
  expect(wordsOf(linked(parsed(text), LEXICON, []))).toBe(wordsOf(parsed(text)));
});

test('nothing in code or in another link is touched, and what is linked by hand is not linked again', () => {
  expect(links('`leader`\n\n```\nvote\n```')).toEqual([]);
  expect(links('[the leader](#/lab/raft) and a [majority](glossary:quorum), a quorum, a leader')).toEqual([
    '#/lab/raft',
    'glossary:quorum',
    'glossary:leader',
  ]);
});
