/** Rules broken on purpose. */
import type { Meta } from '../../../engine/meta.ts';

export const variants: Meta['variants'] = [
  {
    id: 'quorum2f',
    title: 'A quorum is 2f replicas',
    breaks: ['agreement', 'total-order', 'unique-prepared', 'committed-local'],
    scenario: 'three-replicas-fork',
  },
  {
    id: 'quorumMajority',
    title: 'A quorum is a majority',
    breaks: ['agreement', 'total-order', 'unique-prepared'],
    scenario: 'majority-of-five',
  },
  {
    id: 'execAtPrepared',
    title: 'Requests are executed as soon as they are prepared',
    breaks: ['agreement'],
    scenario: 'executed-at-prepared',
  },
  {
    id: 'noEquivocationCheck',
    title: 'Backups accept a second request for a number',
    breaks: ['agreement', 'total-order', 'unique-prepared'],
    scenario: 'second-story-accepted',
  },
  {
    id: 'emptyP',
    title: 'View-changes leave out what was prepared',
    breaks: ['agreement'],
    scenario: 'forgotten-certificates',
  },
  {
    id: 'pickLowestView',
    title: 'A new view goes by the proof of the lowest view',
    breaks: ['agreement', 'total-order', 'new-view-well-formed'],
    scenario: 'lowest-view',
  },
  {
    id: 'trustNewViewO',
    title: 'Backups take a new view’s proposals as they are',
    breaks: ['agreement', 'new-view-well-formed'],
    scenario: 'trusting-new-primary',
  },
  {
    id: 'oneReply',
    title: 'Clients believe the first reply',
    breaks: ['client-not-misled'],
    scenario: 'first-reply',
  },
  {
    id: 'noWatermarks',
    title: 'Sequence numbers have no bounds',
    breaks: ['progress'],
    scenario: 'no-watermarks',
  },
  { id: 'fixedTimeout', title: 'Timeouts never grow', breaks: ['progress'], scenario: 'fixed-timeout' },
];
