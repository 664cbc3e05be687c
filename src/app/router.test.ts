import { expect, test } from 'vitest';
import { parseHash } from './router.ts';

test.each([
  ['', { page: 'home' }],
  ['#', { page: 'home' }],
  ['#/', { page: 'home' }],
  ['#/log', { page: 'log' }],
  ['#/notes', { page: 'notes' }],
  ['#/track/T7', { page: 'home', track: 'T7' }],
  ['#/lab/raft', { page: 'lab', protocol: 'raft', embed: false }],
  ['#/lab/raft/', { page: 'lab', protocol: 'raft', embed: false }],
  ['#/lab/raft?embed=1', { page: 'lab', protocol: 'raft', embed: true }],
  ['#/lab/raft/split-vote', { page: 'lab', protocol: 'raft', scenario: 'split-vote', embed: false }],
  ['#/lab/raft?s=AbC-_', { page: 'lab', protocol: 'raft', link: '#/lab/raft?s=AbC-_', embed: false }],
  ['#/lab/raft?s=A&embed=1', { page: 'lab', protocol: 'raft', link: '#/lab/raft?s=A&embed=1', embed: true }],
])('%s', (hash, route) => {
  expect(parseHash(hash)).toEqual(route);
});

test.each([
  '#/nowhere',
  '#/log/raft',
  '#/track',
  '#/track/raft',
  '#/lab',
  '#/lab/raft/a/b',
  '#/lab/raft/a?s=AA',
  '#/lab/<script>',
  '#/lab/__proto__',
  '#/lab/raft/%00',
  '#/lab/..',
  `#/lab/${'x'.repeat(5000)}`,
])('%s is unknown', (hash) => {
  expect(parseHash(hash)).toEqual({ page: 'unknown', hash });
});
