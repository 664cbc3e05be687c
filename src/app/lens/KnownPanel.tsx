import { commandName } from '../describe.ts';
import { readable } from '../inspector/readable.ts';
import { line } from '../inspector/values.ts';
import { useLab } from '../lab/context.ts';
import { useCalm } from '../stores/use.ts';
import { capital, ms } from '../text.ts';
import type { ViewProps } from '../views.ts';
import { useBodies } from './useHeard.ts';
import './lens.css';

/** In place of a protocol's own panel, which shows the state of all: the last word from each of the others. */
export default function KnownPanel({
  seen,
  resolved,
  cursor,
}: Pick<ViewProps, 'resolved' | 'cursor'> & { readonly seen: NonNullable<ViewProps['seen']> }) {
  const { meta } = useLab();
  const run = useCalm((s) => s.run);
  const others = resolved.nodes
    .filter(({ id }) => id !== seen.node)
    .map(({ id, index }) => ({ id, heard: seen.heard(index) }));
  const heard = others.flatMap((other) => (other.heard === null ? [] : [other.heard]));
  return (
    <section className="known" aria-label={`What ${seen.node} has heard`}>
      <h3 className="known-title">Last heard by {seen.node}</h3>
      {run !== null && <Table run={run} others={others} heard={heard} now={cursor.time} meta={meta} />}
    </section>
  );
}

type Seen = NonNullable<ViewProps['seen']>;
type Heard = NonNullable<ReturnType<Seen['heard']>>;

function Table(props: {
  readonly run: NonNullable<Parameters<typeof useBodies>[0]>;
  readonly others: readonly { readonly id: string; readonly heard: Heard | null }[];
  readonly heard: readonly Heard[];
  readonly now: number;
  readonly meta: ReturnType<typeof useLab>['meta'];
}) {
  const { run, others, heard, now, meta } = props;
  const bodies = useBodies(run, heard);
  const name = commandName(meta);
  return (
    <ul className="known-list">
      {others.map(({ id, heard: last }) => {
        const body = last === null ? undefined : bodies.get(last.send);
        const { type: _, ...fields } = body ?? {};
        return (
          <li key={id} data-node={id} data-silent={last === null || undefined}>
            <strong className="known-id">{id}</strong>
            {last === null ? (
              <span className="muted">nothing yet</span>
            ) : (
              <span>
                {capital(meta.messages[last.kind]?.title ?? 'message')}{' '}
                <span className="muted num">
                  at {ms(last.heardAt)}, {ms(Math.max(0, now - last.heardAt))} ago
                </span>
                {body !== undefined && Object.keys(fields).length > 0 && (
                  <span className="known-body mono">{line(readable(fields, meta), name)}</span>
                )}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
