import { type ReactNode, useState } from 'react';
import type { Meta } from '../../engine/meta.ts';
import { commandName } from '../describe.ts';
import { useLab } from '../lab/context.ts';
import { readable } from './readable.ts';
import { isChangedTree, type Tree, treeOf, UNKNOWN } from './tree.ts';
import './state.css';

/** Rows of a long table that are in sight before anybody asks for more: the latest. */
const TAIL = 6;
/** Branches with more than this below them begin folded. */
const SMALL = 3;

type Fields = Readonly<Record<string, unknown>>;

/** A record as a structure that folds; what differs from `before` is marked. */
export function State({ record, before }: { readonly record: Fields; readonly before?: Fields | null }) {
  const { meta } = useLab();
  const name = commandName(meta);
  const entries = Object.entries(record).filter(([key, value]) => key !== 'type' && value !== undefined);
  if (entries.length === 0) return <p className="muted">Nothing.</p>;
  return (
    <ul className="state">
      {entries.map(([key, value]) => (
        <Entry
          key={key}
          field={key}
          meta={meta}
          tree={treeOf(
            readable(value, meta, key),
            before == null ? UNKNOWN : readable(before[key], meta, key),
            name,
          )}
        />
      ))}
    </ul>
  );
}

function Entry({ field, tree, meta }: { readonly field: string; readonly tree: Tree; readonly meta: Meta }) {
  const changed = isChangedTree(tree) || undefined;
  const help = meta.fields?.[field]?.help;
  const label = (
    <span className="state-key" title={help}>
      {field}
      {changed && <span className="visually-hidden"> (changed)</span>}
    </span>
  );
  if (tree.kind === 'leaf') {
    return (
      <li className="state-leaf" data-changed={changed}>
        {label}
        <span className="state-value mono">
          {tree.was !== null && tree.was !== '' && <del title="one step before">{tree.was}</del>} {tree.text}
        </span>
      </li>
    );
  }
  const count = tree.kind === 'table' ? tree.rows.length : tree.children.length;
  return (
    <li data-changed={changed}>
      <details open={tree.kind === 'table' || count <= SMALL || changed}>
        <summary>
          {label} <span className="state-sum mono">{tree.summary}</span>
        </summary>
        {tree.kind === 'table' ? (
          <Table tree={tree} field={field} />
        ) : (
          <ul className="state">
            {tree.children.map((child) => (
              <Entry key={child.key} field={child.key} tree={child.tree} meta={meta} />
            ))}
          </ul>
        )}
      </details>
    </li>
  );
}

function Table({ tree, field }: { readonly tree: Extract<Tree, { kind: 'table' }>; readonly field: string }) {
  const [all, setAll] = useState(false);
  const hidden = all ? 0 : Math.max(0, tree.rows.length - TAIL);
  const head: ReactNode = tree.columns.length > 0 && (
    <thead>
      <tr>
        <th scope="col">
          <span className="visually-hidden">number</span>
        </th>
        {tree.columns.map((column) => (
          <th key={column} scope="col">
            {column}
          </th>
        ))}
      </tr>
    </thead>
  );
  return (
    <>
      {hidden > 0 && (
        <button type="button" className="text-button state-more" onClick={() => setAll(true)}>
          {hidden} earlier
        </button>
      )}
      <table className="state-table mono" aria-label={field}>
        {head}
        <tbody>
          {tree.rows.slice(hidden).map((row) => (
            <tr key={row.n} data-changed={row.changed || undefined}>
              <th scope="row">
                {row.n}
                {row.changed && <span className="visually-hidden"> (changed)</span>}
              </th>
              {row.cells.map((cell, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their places.
                <td key={i}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
