/** How what happens is put in words. */
import type { Meta } from '../../../engine/meta.ts';

// Protocol.messageKind returns indices into this list.
export const messages: Meta['messages'] = [
  { id: 'oralAttack', letter: 'A', title: 'word of attack' },
  { id: 'oralRetreat', letter: 'R', title: 'word of retreat' },
  { id: 'signedAttack', letter: 'A', title: 'signed order to attack' },
  { id: 'signedRetreat', letter: 'R', title: 'signed order to retreat' },
];

// Role.status returns indices into this list.
export const statuses: Meta['statuses'] = [
  { id: 'commander', title: 'commander', mark: 'plain' },
  { id: 'undecided', title: 'undecided', mark: 'plain' },
  { id: 'attack', title: 'attacks', mark: 'filled', band: true, label: 'attack' },
  { id: 'retreat', title: 'retreats', mark: 'dashed', band: true, label: 'retreat' },
];

export const notes: Meta['notes'] = [
  { id: 'gives', text: '{node} orders: {v}', level: 'major', label: '{v}' },
  { id: 'ordered', text: '{node} hears its order from {from}: {v}', level: 'minor' },
  { id: 'hears', text: '{node} hears: {said} {v}', level: 'minor' },
  {
    id: 'takesDefault',
    text: '{node} has not heard all of round {round} from {from} and takes it for retreat',
    level: 'major',
    label: 'takes retreat',
  },
  {
    id: 'hearsNothing',
    text: '{node} has not heard all of round {round} from {from}, and nothing stands in for it',
    level: 'major',
    label: 'hears nothing',
  },
  { id: 'tooLate', text: '{node} hears too late: {said} {v}', level: 'major', label: 'too late' },
  {
    id: 'takesOrder',
    text: '{node} has a genuine order: {v}, signed by {signers}',
    level: 'minor',
  },
  {
    id: 'twoOrders',
    text: '{node} has a second order, {v}, signed by {signers}: {commander} is a traitor',
    level: 'major',
    label: 'two orders',
  },
  {
    id: 'refusesForged',
    text: '{node} refuses the order {v} that {from} brings: {signer} has not signed it',
    level: 'major',
    label: 'forged',
  },
  {
    id: 'refusesLate',
    text: '{node} refuses the order {v} that {from} brings: it is round {round}, and it bears {count}',
    level: 'major',
    label: 'too late',
  },
  {
    id: 'decides',
    text: '{node} decides: {v} ({attack} for attack, {retreat} for retreat)',
    level: 'major',
    label: '{v}',
  },
  {
    id: 'undecided',
    text: '{node} cannot decide: {attack} for attack, {retreat} for retreat',
    level: 'major',
    label: 'undecided',
  },
  { id: 'chooses', text: '{node} decides: {v}, for V holds {orders}', level: 'major', label: '{v}' },
  { id: 'attacks', text: 'The hour has come: {node} attacks', level: 'minor' },
  { id: 'retreats', text: 'The hour has come: {node} retreats', level: 'minor' },
  {
    id: 'idles',
    text: 'The hour has come, and {node} has no order to obey',
    level: 'major',
    label: 'no order',
  },
  { id: 'lies', text: '{node} lies: {what}', level: 'major', label: 'lies' },
  { id: 'liesOften', text: '{node} lies in {lies} of {words} words', level: 'major', label: 'lies' },
  { id: 'dawdles', text: '{node} is late by {by} with all it says', level: 'major', label: 'late' },
];

export const fields: Meta['fields'] = {
  v: { help: 'The order.' },
  path: { help: 'Over whom the word came, the commander first; the last is who says it.' },
  signers: { help: 'Who signed it, the commander first.' },
  sigs: { help: 'The signatures, each on the order and those before it.' },
  heard: { help: 'The first word heard by each path.', drawn: true },
  V: { help: 'The genuine orders it has, each as it came first.', drawn: true },
  refused: { help: 'Signed orders it did not take.', drawn: true },
  round: { help: 'The round it is in; 0 before the first.' },
  over: { help: 'Whether all rounds are over for it.' },
  decision: { help: 'The order it obeys.' },
};
