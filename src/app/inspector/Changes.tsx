import { useMemo } from 'react';
import type { FieldChange, StepDetail } from '../../engine/inspect.ts';
import { commandName } from '../describe.ts';
import { useLab } from '../lab/context.ts';
import { useWords } from '../stores/use.ts';
import { readable } from './readable.ts';
import { showChange } from './values.ts';

/** What the step changed in its node's state, before → after. */
export function Changes({ detail }: { readonly detail: StepDetail | null }) {
  // At a boot every field comes into being; one that comes into being empty has not changed for a reader.
  const changes = detail?.changes.filter((c) => c.before != null || c.after != null) ?? [];
  // What is still on its way to the disk is not on it, and perhaps never will be.
  const onItsWay = useWords(
    ({ world, run }) =>
      detail !== null &&
      world?.step === detail.step &&
      (world.nodes[run?.trace.columns.node[run.heads[detail.step] ?? 0] ?? -1]?.syncing ?? null) !== null,
  );
  const { meta } = useLab();
  const role = useWords(({ run }) => {
    const node = detail === null ? undefined : run?.trace.columns.node[run.heads[detail.step] ?? 0];
    return node === undefined ? undefined : run?.trace.nodes[node]?.role;
  });
  if (changes.length === 0) return null;
  const diskless = meta.roles.find(({ id }) => id === role)?.disk === false;
  return (
    <section className="card" aria-label="What changed">
      <ChangeList changes={changes} onItsWay={onItsWay} diskless={diskless} />
    </section>
  );
}

interface ChangeListProps {
  readonly changes: readonly FieldChange[];
  /** The write they make is not safe yet. */
  readonly onItsWay?: boolean;
  /** Of a role without a disk: what it keeps is kept, and there is nothing to say of it. */
  readonly diskless?: boolean;
}

export function ChangeList({ changes, onItsWay = false, diskless = false }: ChangeListProps) {
  return (
    <dl className="changes">
      {changes.map((change) => (
        <Change
          key={`${change.area}.${change.field}`}
          change={change}
          onItsWay={onItsWay}
          diskless={diskless}
        />
      ))}
    </dl>
  );
}

function Change({
  change,
  onItsWay,
  diskless,
}: {
  readonly change: FieldChange;
  readonly onItsWay: boolean;
  readonly diskless: boolean;
}) {
  const { meta } = useLab();
  const name = useMemo(() => commandName(meta), [meta]);
  const { field } = change;
  const about = meta.fields?.[field];
  if (about?.drawn) {
    return (
      <div className="change">
        <dt title={about.help}>{field}</dt>
        <dd className="muted">changed, drawn on the stage</dd>
      </div>
    );
  }
  const { before, after, parts } = showChange(
    readable(change.before, meta, field),
    readable(change.after, meta, field),
    name,
  );
  const long = before.length + after.length > 26;
  return (
    <div className="change" data-long={long || parts.length > 0 || undefined}>
      <dt title={about?.help}>
        {field}
        {change.area === 'durable' && !diskless && (
          <span
            className="on-disk"
            title={
              onItsWay ? 'Not on the disk yet: a crash would undo it' : 'On disk before any message leaves'
            }
          >
            {' '}
            {onItsWay ? 'on its way to disk' : 'on disk'}
          </span>
        )}
      </dt>
      {parts.length === 0 ? (
        <dd className="mono">
          <Arrow before={before} after={after} />
        </dd>
      ) : (
        <dd className="mono change-parts">
          {parts.map((part) => (
            <span key={part.name} className="change-part">
              <span className="part-name">{part.name}</span>
              <span>
                <Arrow before={part.before} after={part.after} />
              </span>
            </span>
          ))}
        </dd>
      )}
    </div>
  );
}

function Arrow({ before, after }: { readonly before: string; readonly after: string }) {
  return (
    <>
      {before !== '' && <span className="before">{before}</span>}
      {before !== '' && after !== '' && (
        <>
          {' '}
          <span className="arrow" role="img" aria-label="becomes">
            →
          </span>{' '}
        </>
      )}
      <span className="after">{after}</span>
    </>
  );
}
