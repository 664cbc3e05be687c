/** What generals keep and say. */
import type { Ctx, Message, NodeId, NodeView, StepView } from '../../engine/api.ts';
import type { PersistentMap } from '../../protolib/map.ts';

export type Order = 'attack' | 'retreat';

export interface CommanderDurable {
  /** The order it has given; null before it gives one. */
  order: Order | null;
  /** Round it is in, from 1; 0 before the first. */
  round: number;
}

/** An order with the signatures it came with. */
export interface Chain {
  readonly v: Order;
  /** Who signed it, the commander first. */
  readonly signers: readonly NodeId[];
  /** Of each signer on the order and all signatures before its own. */
  readonly sigs: readonly string[];
}

/** Why a signed order was not taken. */
export interface Refusal {
  readonly v: Order;
  readonly signers: readonly NodeId[];
  readonly from: NodeId;
  /** `forged`: some signature is not its signer's; `late`: fewer signatures than rounds. */
  readonly why: 'forged' | 'late';
  /** Who did not sign it, if it is forged. */
  readonly signer: NodeId | null;
}

export interface LieutenantDurable {
  /** Round it is in, from 1; 0 before the first, one more than there are when all are over. */
  round: number;
  /** Whether all rounds are over for it. */
  over: boolean;
  /**
   * OM: the first word heard by each path. "C1.L2.L3" is what L3 says that L2 said that C1 said. A path of k names belongs to round k; where that is over
   * and nothing is here, nothing came.
   */
  heard: PersistentMap<Order>;
  /** SM: the orders of V, each as it came first. */
  V: readonly Chain[];
  /** SM: orders that were not taken, the latest at most. */
  refused: readonly Refusal[];
  /** The order it obeys; null until the last round is over, and for ever where there is none to obey. */
  decision: Order | null;
}
export type Volatile = Record<string, never>;

/** A word of mouth. Its sender is the last of the path. */
export interface Oral extends Message {
  readonly type: 'Oral';
  readonly path: readonly NodeId[];
  readonly v: Order;
}
/** v : 0 : j1 : … : jk */
export interface Signed extends Message {
  readonly type: 'Signed';
  readonly v: Order;
  readonly signers: readonly NodeId[];
  readonly sigs: readonly string[];
}
export type GeneralsMessage = Oral | Signed;

export type CommanderCtx = Ctx<CommanderDurable, Volatile>;
export type LieutenantCtx = Ctx<LieutenantDurable, Volatile>;
export type LieutenantView = NodeView<LieutenantDurable, Volatile>;
export type LieutenantStep = StepView<LieutenantDurable, Volatile>;
