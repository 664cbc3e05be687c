/** Statements as plain data: what the parser's tree and our own transaction control become. */
import type { ColumnType, Type, Value } from '../values.ts';

export type Level = 'read uncommitted' | 'read committed' | 'repeatable read' | 'serializable';
/** PostgreSQL's row locks, weakest first. */
export type LockMode = 'key share' | 'share' | 'no key update' | 'update';

export type Expr =
  | { readonly e: 'literal'; readonly value: Value; readonly type: Type }
  | { readonly e: 'column'; readonly table: string | null; readonly name: string }
  | { readonly e: 'binary'; readonly op: string; readonly left: Expr; readonly right: Expr }
  | { readonly e: 'not' | 'minus' | 'plus'; readonly of: Expr }
  | { readonly e: 'in'; readonly of: Expr; readonly list: readonly Expr[]; readonly not: boolean }
  | { readonly e: 'is'; readonly of: Expr; readonly what: null | true | false; readonly not: boolean }
  | { readonly e: 'case'; readonly whens: readonly When[]; readonly otherwise: Expr | null }
  | { readonly e: 'call'; readonly name: string; readonly args: readonly Expr[]; readonly distinct: boolean }
  | { readonly e: 'star' }
  | { readonly e: 'default' };

export interface When {
  readonly when: Expr;
  readonly value: Expr;
}

export interface ColumnDef {
  readonly name: string;
  readonly type: ColumnType;
  /** Of `varchar(n)`. */
  readonly limit: number | null;
  readonly notNull: boolean;
  readonly default: Expr | null;
}

export interface KeyDef {
  readonly primary: boolean;
  readonly name: string | null;
  readonly columns: readonly string[];
}

export interface CreateTable {
  readonly kind: 'create';
  readonly table: string;
  readonly ifNotExists: boolean;
  readonly columns: readonly ColumnDef[];
  readonly keys: readonly KeyDef[];
}
export interface Insert {
  readonly kind: 'insert';
  readonly table: string;
  readonly columns: readonly string[] | null;
  readonly rows: readonly (readonly Expr[])[];
}
export interface OrderBy {
  readonly by: Expr;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}
export interface Select {
  readonly kind: 'select';
  /** Null: no `from`. */
  readonly table: string | null;
  readonly alias: string | null;
  readonly items: readonly { readonly expr: Expr; readonly name: string | null }[];
  readonly where: Expr | null;
  readonly order: readonly OrderBy[];
  readonly lock: LockMode | null;
  readonly wait: 'wait' | 'nowait' | 'skip locked';
}
export interface Update {
  readonly kind: 'update';
  readonly table: string;
  readonly alias: string | null;
  readonly sets: readonly { readonly column: string; readonly value: Expr }[];
  readonly where: Expr | null;
}
export interface Delete {
  readonly kind: 'delete';
  readonly table: string;
  readonly alias: string | null;
  readonly where: Expr | null;
}
export type TableStatement = CreateTable | Insert | Select | Update | Delete;

/** What may follow `begin` and `set transaction`. */
export interface Modes {
  readonly level: Level | null;
  readonly readOnly: boolean | null;
}
export type ControlStatement =
  | ({ readonly kind: 'begin' } & Modes)
  | ({ readonly kind: 'set transaction' } & Modes)
  | ({ readonly kind: 'set session' } & Modes)
  | { readonly kind: 'commit' | 'rollback'; readonly chain: boolean }
  | { readonly kind: 'savepoint' | 'rollback to' | 'release'; readonly name: string };

export type Statement = TableStatement | ControlStatement;
