/** All painters of faults on lanes, links, messages and disks, to be loaded together. */
export { paintBadge, paintWrites } from './paintBadges.ts';
export { paintPartition } from './paintCuts.ts';
export { paintSpanEnds, paintSpans } from './paintSpans.ts';
export { paintStripEnds, paintStrips } from './paintStrips.ts';
