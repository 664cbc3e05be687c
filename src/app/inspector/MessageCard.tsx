import { Suspense, useEffect, useRef, useState } from 'react';
import type { StepDetail } from '../../engine/inspect.ts';
import { K } from '../../engine/trace.ts';
import { messageTitle, nodeId } from '../describe.ts';
import { Loading } from '../Loading.tsx';
import { useLab } from '../lab/context.ts';
import { spare } from '../later.tsx';
import type { Run } from '../stores/session.ts';
import { capital } from '../text.ts';

const State = spare(async () => ({ default: (await import('./State.tsx')).State }));

/** The bodies of the messages of a step: the one handled, and those sent, alike ones told once. */
export default function MessageCard({
  detail,
  run,
}: {
  readonly detail: StepDetail | null;
  readonly run: Run;
}) {
  const { meta } = useLab();
  if (detail === null) return null;
  const { kind, node, cause } = run.trace.columns;
  const groups = new Map<
    string,
    { title: string; peers: string[]; body: Readonly<Record<string, unknown>> }
  >();
  for (const row of detail.rows) {
    if (row.message === undefined) continue;
    const sent = kind[row.row] === K.send;
    const sendRow = sent ? row.row : (cause[row.row] ?? -1);
    const title = messageTitle(meta, run, sendRow);
    // Only a message's own fields tell copies apart: to whom is said in the title.
    const key = `${sent} ${title} ${JSON.stringify(row.message)}`;
    const peer = row.peer ?? (sent ? '' : nodeId(run, node[sendRow] ?? 255));
    const group = groups.get(key);
    if (group !== undefined) group.peers.push(peer);
    else
      groups.set(key, {
        title: `${capital(title)} ${sent ? 'to' : 'from'}`,
        peers: [peer],
        body: row.message,
      });
  }
  if (groups.size === 0) return null;
  const shown = [...groups];
  return (
    <section className="card" aria-label="Messages">
      {shown.slice(0, MOST).map(([key, group], i) => (
        <details key={key} className="message" open={i === 0 && shown.length === 1}>
          <summary>
            {group.title} <span className="num">{group.peers.join(', ')}</span>
          </summary>
          <Suspense fallback={<Loading />}>
            <Body record={group.body} opened={i === 0 && shown.length === 1} />
          </Suspense>
        </details>
      ))}
      {shown.length > MOST && <p className="muted">… {shown.length - MOST} more</p>}
    </section>
  );
}

const MOST = 8;

/** What a message says, fetched with the first that is opened. */
function Body({
  record,
  opened,
}: {
  readonly record: Readonly<Record<string, unknown>>;
  readonly opened: boolean;
}) {
  const [open, setOpen] = useState(opened);
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const details = mark.current?.closest('details');
    const onToggle = () => setOpen(true);
    details?.addEventListener('toggle', onToggle);
    return () => details?.removeEventListener('toggle', onToggle);
  }, []);
  return open ? <State record={record} /> : <span ref={mark} />;
}
