/** Every type, whole or with a rule broken. */
import * as broken from './broken.ts';
import { gCounter, opCounter, opGCounter, pnCounter } from './counters.ts';
import type { Edit, OpBased, StateBased } from './data-type.ts';
import { lwwMap, opLwwMap, opOrMap, orMap } from './maps.ts';
import { opOrswot, orswot } from './orswot.ts';
import { lwwRegister, mvRegister, opLwwRegister, opMvRegister } from './registers.ts';
import { fugue, opFugue, opRga, opRgaOwnCounters, rga } from './sequences.ts';
import { gSet, opGSet, opOrSet, opTwoPhaseSet, orSet, twoPhaseSet } from './sets.ts';

export const TYPES = [
  'g-counter',
  'pn-counter',
  'g-set',
  '2p-set',
  'or-set',
  'orswot',
  'lww-register',
  'mv-register',
  'lww-map',
  'or-map',
  'rga',
  'fugue',
] as const;
export type TypeId = (typeof TYPES)[number];

export interface Entry {
  readonly title: string;
  /** What can be done to it; the others are refused. */
  readonly edits: readonly Edit['type'][];
  readonly state: StateBased;
  readonly ops: OpBased;
  /** By variant, what takes the place of the whole. */
  readonly broken?: Readonly<Record<string, { readonly state?: StateBased; readonly ops?: OpBased }>>;
}

/** Types differ in their states; whoever holds a state of a type gives it to that type only. */
function entry<S, O>(
  title: string,
  edits: readonly Edit['type'][],
  state: StateBased<S>,
  ops: OpBased<S, O> | OpBased<never, O>,
  variants: Readonly<Record<string, { readonly state?: StateBased<S>; readonly ops?: OpBased<S, O> }>> = {},
): Entry {
  return { title, edits, state, ops, broken: variants } as unknown as Entry;
}

const LIST = ['add', 'remove'] as const;
const TEXT = ['type', 'erase'] as const;

export const CATALOGUE: Readonly<Record<TypeId, Entry>> = {
  'g-counter': entry('G-Counter', ['increment'], gCounter, opGCounter as never, {
    addedCounts: { state: broken.addingGCounter },
    sharedCounter: { state: broken.sharedGCounter },
  }),
  'pn-counter': entry('PN-Counter', ['increment', 'decrement'], pnCounter, opCounter as never, {
    addedCounts: { state: broken.addingPnCounter },
    sharedCounter: { state: broken.sharedPnCounter },
  }),
  'g-set': entry('G-Set', ['add'], gSet, opGSet),
  '2p-set': entry('2P-Set', LIST, twoPhaseSet, opTwoPhaseSet, { oneSet: { state: broken.oneSet } }),
  'or-set': entry('OR-Set', LIST, orSet, opOrSet as never, {
    nonUniqueTags: { state: broken.untaggedOrSet },
  }),
  orswot: entry('ORSWOT', LIST, orswot, opOrswot, {
    versionForgotten: { state: broken.forgetfulOrswot },
  }),
  'lww-register': entry('LWW-Register', ['write'], lwwRegister, opLwwRegister, {
    noTieBreak: { state: broken.tiedLwwRegister },
    fuzzyStamps: { state: broken.fuzzyLwwRegister },
  }),
  'mv-register': entry('MV-Register', ['write'], mvRegister, opMvRegister, {
    happensBeforeInverted: { state: broken.invertedMvRegister },
  }),
  'lww-map': entry('LWW-Map', ['put', 'delete'], lwwMap, opLwwMap),
  'or-map': entry('OR-Map', ['item', 'delete'], orMap, opOrMap),
  rga: entry('RGA', TEXT, rga, opRga, {
    ownCounters: { ops: opRgaOwnCounters },
  }),
  fugue: entry('Fugue', TEXT, fugue, opFugue),
};

/** The type of a run in which `variant` says what is broken. */
export function stateBasedOf(type: TypeId, variant: (id: string) => boolean): StateBased {
  const { state, broken: variants } = CATALOGUE[type];
  const found = Object.entries(variants ?? {}).find(([id, made]) => made.state && variant(id));
  return found?.[1].state ?? state;
}

export function opBasedOf(type: TypeId, variant: (id: string) => boolean): OpBased {
  const { ops, broken: variants } = CATALOGUE[type];
  const found = Object.entries(variants ?? {}).find(([id, made]) => made.ops && variant(id));
  return found?.[1].ops ?? ops;
}
