import { useMemo } from 'react';
import type { FieldChange, StepDetail } from '../../engine/inspect.ts';
import { commandName } from '../describe.ts';
import { useLab } from '../lab/context.ts';
import { readable } from './readable.ts';
import { showChange } from './values.ts';

/** What the step changed in its node's state, before → after. */
export function Changes({ detail }: { readonly detail: StepDetail | null }) {
  // At a boot every field comes into being; one that comes into being empty has not changed for a reader.
  const changes = detail?.changes.filter((c) => c.before != null || c.after != null) ?? [];
  if (changes.length === 0) return null;
  return (
    <section className="card" aria-label="What changed">
      <ChangeList changes={changes} />
    </section>
  );
}

export function ChangeList({ changes }: { readonly changes: readonly FieldChange[] }) {
  return (
    <dl className="changes">
      {changes.map((change) => (
        <Change key={`${change.area}.${change.field}`} change={change} />
      ))}
    </dl>
  );
}

function Change({ change }: { readonly change: FieldChange }) {
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
        {change.area === 'durable' && (
          <span className="on-disk" title="On disk before any message leaves">
            {' '}
            on disk
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
