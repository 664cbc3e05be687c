/**
 * What happened, for whoever judges histories: events of the shape of `checkers/isolation/history.ts`, as plain data (a protocol knows
 * no checker). What each field means stands there, to the letter.
 */
import type { Json } from '../../../base/json.ts';

export type Observation = { readonly step: number } & (
  | { readonly kind: 'begin'; readonly txn: number; readonly session: string; readonly level: string }
  | { readonly kind: 'snapshot' | 'commit'; readonly txn: number }
  | { readonly kind: 'abort'; readonly txn: number; readonly code?: string }
  | { readonly kind: 'undo'; readonly txn: number; readonly versions: readonly number[] }
  | {
      readonly kind: 'read';
      readonly txn: number;
      readonly table: string;
      readonly row: string;
      readonly version: number;
      readonly lock?: 'share' | 'update';
    }
  | {
      readonly kind: 'predicate';
      readonly txn: number;
      readonly predicate: number;
      readonly table: string;
      readonly condition: string;
      readonly looked: readonly { readonly row: string; readonly version: number }[];
      readonly matching: readonly number[];
      readonly write?: boolean;
      readonly wrote?: readonly number[];
    }
  | {
      readonly kind: 'write';
      readonly txn: number;
      readonly op: 'insert' | 'update' | 'delete';
      readonly table: string;
      readonly row: string;
      readonly version: number;
      readonly replaces: number | null;
      readonly value: Readonly<Record<string, Json>> | null;
      readonly matches: readonly number[];
      readonly onCommit?: boolean;
    }
);
