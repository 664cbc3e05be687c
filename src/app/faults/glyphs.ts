/** A sign for every fault, 16 × 16, strokes: for the list of all faults, and for badges on timeline and stage. */
import type { FaultType } from '../../engine/faultkinds.ts';

/** A disk from the side, as all signs of disk faults begin. */
const DISK =
  'M3 4.5C3 3.4 5.2 2.5 8 2.5s5 .9 5 2v7c0 1.1-2.2 2-5 2s-5-.9-5-2zM3 4.5c0 1.1 2.2 2 5 2s5-.9 5-2';

export const GLYPHS: Readonly<Record<FaultType, string>> = {
  crash: 'm3.5 3.5 9 9m0-9-9 9',
  amnesia: 'm5 2 6 6m0-6-6 6M2.5 11c0-.8 2.5-1.5 5.5-1.5s5.5.7 5.5 1.5v2.5M2.5 11v2.5M5 14h1m2 0h1',
  outage: 'm2 2.5 4.5 4.5m0-4.5L2 7m7.5-4.5L14 7m0-4.5L9.5 7M5.8 9.5l4.4 4.4m0-4.4-4.4 4.4',
  pause: 'M8 1.5v13M2.4 4.8l11.2 6.4M13.6 4.8 2.4 11.2M6.2 2.4 8 4.2l1.8-1.8M6.2 13.6 8 11.8l1.8 1.8',
  slow: 'M1.5 8h.1M4.5 8h.1M7.5 8h.1M10 4.5 13.5 8 10 11.5',
  byzantine:
    'M8 5.6a4.3 4.3 0 1 0 .1 0M4.9 6.9 3.3 2.4l3.1 2.4m4.7 2.1 1.6-4.5-3.1 2.4M6.4 9.3h.1m3 0h.1M6.4 12c1-.8 2.2-.8 3.2 0',
  partition: 'M6 1.5 3.5 14.5M12.5 1.5 10 14.5',
  partial: 'M2.5 3.5h3m5 0h3M2.5 12.5h11M6.5 1.5l3 4m0-4-3 4',
  block: 'M1.5 5.5h8m0-3v6M14.5 11.5H3m2.5-2.5L3 11.5 5.5 14',
  link: 'M1.5 8h2l1.5-4 2.5 8 2.5-8 1.5 4h3',
  drop: 'M8 2.5A5.5 5.5 0 0 1 13.5 8M13 10.3a5.5 5.5 0 0 1-2.4 2.5M8 13.5A5.5 5.5 0 0 1 3.2 10.7M2.5 7.6A5.5 5.5 0 0 1 5 3.4',
  delay: 'M1.5 8H4m2 0h2m2 0h4m-3.2-3.2L14 8l-3.2 3.2',
  duplicate: 'M1.5 5.5h12m-2.7-2.7 2.7 2.7M1.5 10.5h12m-2.7-2.7 2.7 2.7',
  reorder:
    'M2 4.5h2.5C8 4.5 8 11.5 11.5 11.5H14m-2-2 2 2-2 2M2 11.5h2.5c1.3 0 2.1-1 2.8-2.2M9 6.4c.6-1.1 1.3-1.9 2.5-1.9H14m-2-2 2 2-2 2',
  corrupt: 'M2.5 4.5h11v7h-11zM9.5 2 7 6.5l2.5 2.5L7 14',
  clock: 'M8 2a6 6 0 1 0 6 6M8 4.5V8l2.5 1.5M11 2.6l2.4 2.4',
  lostWrite: `${DISK}M6 8.5l4 4m0-4-4 4`,
  tornWrite: `${DISK}M9.2 6.8 6.8 9l2.6 1.6L7 13.2`,
  misdirectedWrite: `${DISK}M5.5 10.2h5m-1.8-1.8 1.8 1.8-1.8 1.8`,
  bitRot: `${DISK}M6 9h.1M9.5 8.6h.1M7.6 11.4h.1M10.4 11h.1`,
  latentError: `${DISK}M6.8 8.6c.2-1 2.4-1 2.4.2 0 .9-1.2.9-1.2 1.8M8 12.2h.1`,
  diskFull: `${DISK}M5.2 8.6v3M7.1 9v3M8.9 9v3M10.8 8.6v3`,
  slowFsync: `${DISK}M5 9.6h.1M7 10h.1M9 8.4l1.9 1.6L9 11.6`,
};
