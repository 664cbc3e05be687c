/** What a world without faults keeps, in the order of `meta.properties`. Each is incremental: a step costs what it changed. */
import type { Property } from '../../engine/api.ts';
import { oneWord, onlyWhatWasSent } from './properties/content.ts';
import { confirmedKept, countAgrees } from './properties/kept.ts';
import { storedInOrder, storedOnce } from './properties/lists.ts';
import { crashNoticed, noFalseSuspicion } from './properties/suspicion.ts';
import { answeredInTime, stampsFollow } from './properties/time.ts';

export const properties: readonly Property[] = [
  confirmedKept,
  countAgrees,
  storedOnce,
  storedInOrder,
  onlyWhatWasSent,
  oneWord,
  answeredInTime,
  noFalseSuspicion,
  crashNoticed,
  stampsFollow,
];
