/** What is promised of replicated data, in the order of `meta.properties`. */
import type { Property } from '../../engine/api.ts';
import { causallyClosed, neverNegative, specification, strongConvergence } from './properties/convergence.ts';
import { intentPreserved, replacedStaysReplaced } from './properties/intent.ts';
import { associative, commutative, idempotent, inflationary } from './properties/laws.ts';
import { noElementTwice, notInterleaved } from './properties/texts.ts';

export const properties: readonly Property[] = [
  strongConvergence,
  specification,
  causallyClosed,
  noElementTwice,
  intentPreserved,
  replacedStaysReplaced,
  commutative,
  associative,
  idempotent,
  inflationary,
  notInterleaved,
  neverNegative,
];
