/** All stories, the plainest first. */
import { bankTransfer } from './bank-transfer.ts';
import { counter } from './counter.ts';
import { intersectingData } from './intersecting-data.ts';
import { onCallDoctors } from './on-call-doctors.ts';
import { readOnly } from './read-only.ts';
import { roomBooking } from './room-booking.ts';
import type { Story } from './story.ts';
import { xPlusY } from './x-plus-y.ts';

export const STORIES: readonly Story[] = [
  counter,
  bankTransfer,
  xPlusY,
  onCallDoctors,
  roomBooking,
  intersectingData,
  readOnly,
];
