/** The parser package's trees to our statements; whatever we do not have is refused by name. */
import type * as Pg from 'pgsql-ast-parser';
import { syntaxError, unsupported } from '../errors.ts';
import type { ColumnType } from '../values.ts';
import type {
  ColumnDef,
  CreateTable,
  Delete,
  Insert,
  KeyDef,
  Select,
  TableStatement,
  Update,
} from './ast.ts';
import { exprOf } from './convert-expr.ts';

export function statementOf(tree: Pg.Statement): TableStatement {
  switch (tree.type) {
    case 'select':
      return selectOf(tree);
    case 'insert':
      return insertOf(tree);
    case 'update':
      return updateOf(tree);
    case 'delete':
      return deleteOf(tree);
    case 'create table':
      return createOf(tree);
    case 'union':
    case 'union all':
      throw unsupported('UNION');
    default:
      throw unsupported(tree.type.toUpperCase());
  }
}

function selectOf(tree: Pg.SelectFromStatement): Select {
  if (tree.distinct) throw unsupported('DISTINCT');
  if (tree.groupBy) throw unsupported('GROUP BY');
  if (tree.having) throw unsupported('HAVING');
  if (tree.limit) throw unsupported('LIMIT');
  const [from, another] = tree.from ?? [];
  if (another || from?.join) throw unsupported('a select from more than one table');
  if (from && from.type !== 'table') throw unsupported('a select from anything but a table');
  if (tree.columns?.length === 0 || !tree.columns) throw unsupported('a select of no columns');
  return {
    kind: 'select',
    table: from ? tableName(from.name) : null,
    alias: from?.name.alias ?? null,
    items: tree.columns.map(({ expr, alias }) => ({ expr: exprOf(expr), name: alias?.name ?? null })),
    where: tree.where ? exprOf(tree.where) : null,
    order: (tree.orderBy ?? []).map(({ by, order, nulls }) => ({
      by: exprOf(by),
      descending: order === 'DESC',
      nullsFirst: nulls ? nulls === 'FIRST' : order === 'DESC',
    })),
    lock: tree.for?.type ?? null,
    wait: tree.skip?.type ?? 'wait',
  };
}

function insertOf(tree: Pg.InsertStatement): Insert {
  if (tree.returning) throw unsupported('RETURNING');
  if (tree.onConflict) throw unsupported('ON CONFLICT');
  if (tree.overriding) throw unsupported('OVERRIDING');
  // Its grammar takes "insert into t values" for a table under another name.
  if (!tree.insert) throw syntaxError(null);
  if (tree.insert.type !== 'values') throw unsupported('an insert of anything but VALUES');
  return {
    kind: 'insert',
    table: tableName(tree.into),
    columns: tree.columns?.map(({ name }) => name) ?? null,
    rows: tree.insert.values.map((row) => row.map(exprOf)),
  };
}

function updateOf(tree: Pg.UpdateStatement): Update {
  if (tree.returning) throw unsupported('RETURNING');
  if (tree.from) throw unsupported('UPDATE … FROM');
  return {
    kind: 'update',
    table: tableName(tree.table),
    alias: tree.table.alias ?? null,
    sets: tree.sets.map(({ column, value }) => ({ column: column.name, value: exprOf(value) })),
    where: tree.where ? exprOf(tree.where) : null,
  };
}

function deleteOf(tree: Pg.DeleteStatement): Delete {
  if (tree.returning) throw unsupported('RETURNING');
  return {
    kind: 'delete',
    table: tableName(tree.from),
    alias: tree.from.alias ?? null,
    where: tree.where ? exprOf(tree.where) : null,
  };
}

function createOf(tree: Pg.CreateTableStatement): CreateTable {
  if (tree.temporary || tree.unlogged || tree.locality) throw unsupported('a temporary or unlogged table');
  if (tree.inherits) throw unsupported('INHERITS');
  const columns: ColumnDef[] = [];
  const keys: KeyDef[] = [];
  for (const column of tree.columns) {
    if (column.kind !== 'column') throw unsupported('LIKE in CREATE TABLE');
    if (column.collate) throw unsupported('COLLATE');
    columns.push(columnOf(column, keys));
  }
  for (const constraint of tree.constraints ?? []) {
    if (constraint.type !== 'primary key' && constraint.type !== 'unique') {
      throw unsupported(constraint.type.toUpperCase());
    }
    keys.push({
      primary: constraint.type === 'primary key',
      name: constraint.constraintName?.name ?? null,
      columns: constraint.columns.map(({ name }) => name),
    });
  }
  return {
    kind: 'create',
    table: tableName(tree.name),
    ifNotExists: tree.ifNotExists === true,
    columns,
    keys,
  };
}

function columnOf(column: Pg.CreateColumnDef, keys: KeyDef[]): ColumnDef {
  let notNull = false;
  let value: ColumnDef['default'] = null;
  for (const constraint of column.constraints ?? []) {
    switch (constraint.type) {
      case 'not null':
        notNull = true;
        break;
      case 'null':
        break;
      case 'default':
        value = exprOf(constraint.default);
        break;
      case 'primary key':
      case 'unique': {
        const primary = constraint.type === 'primary key';
        keys.push({ primary, name: constraint.constraintName?.name ?? null, columns: [column.name.name] });
        break;
      }
      case 'reference':
        throw unsupported('a foreign key');
      default:
        throw unsupported(constraint.type.toUpperCase());
    }
  }
  return { name: column.name.name, ...typeOf(column.dataType), notNull, default: value };
}

const TYPES: Readonly<Record<string, ColumnType>> = {
  int: 'int4',
  integer: 'int4',
  int4: 'int4',
  bigint: 'int8',
  int8: 'int8',
  text: 'text',
  varchar: 'text',
  'character varying': 'text',
  bool: 'bool',
  boolean: 'bool',
};

/** Also of casts. */
export function typeOf(def: Pg.DataTypeDef): { type: ColumnType; limit: number | null } {
  if (def.kind === 'array') throw unsupported('an array');
  const type = TYPES[def.name];
  if (type === undefined || !Object.hasOwn(TYPES, def.name)) throw unsupported(`the type ${def.name}`);
  // MySQL's int(11) says how wide it is shown, and nothing else.
  return { type, limit: type === 'text' ? (def.config?.[0] ?? null) : null };
}

function tableName({ name, schema }: Pg.QName): string {
  if (schema !== undefined && schema !== 'public') throw unsupported('a schema other than public');
  return name;
}
