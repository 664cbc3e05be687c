/** How the rules can be broken: by a variant for all, by a behaviour for one. */
import type { BehaviourMeta, CommandFieldMeta, VariantMeta } from '../../../engine/meta.ts';

export const variants: readonly VariantMeta[] = [
  {
    id: 'n3m',
    title: 'A third of the generals may be traitors',
    breaks: ['ic2'],
    scenario: 'six-generals',
  },
  {
    id: 'mRoundsOnly',
    title: 'There is one round too few',
    breaks: ['ic1'],
    scenario: 'one-round-too-few',
  },
  {
    id: 'noDefault',
    title: 'Nothing stands in for an order that does not come',
    breaks: ['termination'],
    scenario: 'no-default',
  },
  {
    id: 'noOwnValue',
    title: 'A lieutenant leaves out of the majority what it was told itself',
    breaks: ['ic2'],
    scenario: 'own-word-left-out',
  },
  {
    id: 'obeyCommander',
    title: 'Where there is no majority, the commander’s own word is obeyed',
    breaks: ['ic1'],
    scenario: 'three-generals-obey',
  },
  {
    id: 'attackInDoubt',
    title: 'Where there is no majority, ATTACK is obeyed',
    breaks: ['ic2'],
    scenario: 'three-generals-attack',
  },
  {
    id: 'noSignatureCheck',
    title: 'Nobody checks signatures',
    breaks: ['ic2', 'orders-signed'],
    scenario: 'unchecked-signatures',
  },
  {
    id: 'lateOrders',
    title: 'A signed order counts however late it comes',
    breaks: ['ic1'],
    scenario: 'late-order',
  },
];

const list = { kind: 'string', maxLength: 40 } as const;
const to: CommandFieldMeta = {
  id: 'to',
  title: 'only to',
  kind: 'node',
  role: 'lieutenant',
  optional: true,
};
const WORDS_HELP =
  'One word for each who hears it: L1=attack L2=nothing *=lie, and C1>L2=retreat for what it says to L2 of the word of C1. The panel has it as a table.';

export const behaviours: readonly BehaviourMeta[] = [
  {
    id: 'splits',
    role: 'commander',
    title: 'Gives different orders',
    help: 'It orders those named to attack and the others to retreat; to some it may give no order, or both.',
    fields: [
      { id: 'attack', title: 'attack', ...list, default: 'L1' },
      { id: 'nothing', title: 'no order', ...list, optional: true },
      { id: 'both', title: 'both orders', ...list, optional: true },
    ],
  },
  {
    id: 'commanderSays',
    role: 'commander',
    title: 'Says what you choose',
    help: WORDS_HELP,
    fields: [
      { id: 'words', title: 'words', kind: 'string', maxLength: 1_000, default: 'L1=attack *=retreat' },
    ],
  },
  {
    id: 'commanderSilent',
    role: 'commander',
    title: 'Says nothing',
    help: 'It gives no order to anybody, or to one.',
    fields: [to],
  },
  {
    id: 'commanderRandom',
    role: 'commander',
    title: 'Says anything',
    help: 'Each order it gives is drawn.',
    fields: [to],
  },
  {
    id: 'secondOrder',
    role: 'commander',
    title: 'Gives one a second order, later',
    help: 'It gives all the same order, and one lieutenant the opposite too, so much later.',
    fields: [
      { id: 'to', title: 'to', kind: 'node', role: 'lieutenant' },
      { id: 'late', title: 'later by (ms)', kind: 'int', min: 0, max: 60_000, default: 65 },
    ],
  },
  {
    id: 'flips',
    role: 'lieutenant',
    title: 'Says the opposite',
    help: 'It says the opposite of all it was told, to everybody or to one. Of a signed order it cannot make the opposite: others see that the signature is not the commander’s.',
    fields: [to],
  },
  {
    id: 'says',
    role: 'lieutenant',
    title: 'Says what you choose',
    help: WORDS_HELP,
    fields: [{ id: 'words', title: 'words', kind: 'string', maxLength: 1_000, default: '*=lie' }],
  },
  {
    id: 'silent',
    role: 'lieutenant',
    title: 'Says nothing',
    help: 'It passes nothing on, to anybody or to one.',
    fields: [to],
  },
  {
    id: 'random',
    role: 'lieutenant',
    title: 'Says anything',
    help: 'Each word it says is drawn.',
    fields: [to],
  },
  {
    id: 'late',
    role: 'lieutenant',
    title: 'Says everything late',
    help: 'What it says is right, and takes so much longer.',
    fields: [{ id: 'by', title: 'by (ms)', kind: 'int', min: 1, max: 60_000, default: 40 }],
  },
];
