import type { NodeId } from '../../engine/runspec.ts';
import { timerTitle } from '../describe.ts';
import { NodeActions } from '../faults/NodeActions.tsx';
import { fireNow } from '../faults/open.ts';
import { useLab } from '../lab/context.ts';
import { sessionStore } from '../stores/session.ts';
import { useSession } from '../stores/use.ts';
import { capital, ms } from '../text.ts';
import { Fields } from './MessageCard.tsx';

/** The selected node at the cursor: what it holds on disk and in memory, its timers, and what may be done to it. */
export function NodeCard({ node }: { readonly node: NodeId }) {
  const { meta, embed } = useLab();
  const world = useSession((s) => s.world);
  const cursor = useSession((s) => s.cursor);
  const state = world?.nodes.find((n) => n.id === node);
  if (state === undefined) return null;
  const status = meta.statuses[state.status]?.title ?? '';
  const epoch = meta.epoch !== undefined && state.epoch > 0 ? `${meta.epoch.title} ${state.epoch}` : '';
  const words = [state.up ? status : 'down', epoch, state.paused ? 'frozen' : ''].filter(
    (word) => word !== '',
  );
  const off = state.wallClock - cursor.time;
  return (
    <section className="card node-card" aria-label={`Node ${node}`}>
      <div className="card-head">
        <h3 className="node-title">{node}</h3>
        <span className="muted">{words.join(', ')}</span>
        <span className="spring" />
        <button
          type="button"
          className="text-button"
          onClick={() => sessionStore.getState().set({ selected: null })}
        >
          Close
        </button>
      </div>
      <p className="card-sub">On disk</p>
      <Fields record={state.durable} />
      <p className="card-sub">In memory</p>
      {state.volatile === null ? (
        <p className="muted">Nothing: the node is down.</p>
      ) : (
        <Fields record={state.volatile} />
      )}
      {(state.driftPpm !== 0 || Math.abs(off) > 1_000_000_000) && (
        <p className="muted num">
          Its clocks run {Math.abs(state.driftPpm) / 10_000} % {state.driftPpm > 0 ? 'fast' : 'slow'}.
        </p>
      )}
      {state.timers.length > 0 && (
        <>
          <p className="card-sub">Timers</p>
          <ul className="timers">
            {state.timers.map((timer) => (
              <li key={timer.name}>
                <span>
                  {capital(timerTitle(meta, timer.name))}{' '}
                  <span className="muted num">
                    {timer.expiresAt < 0
                      ? 'stands still'
                      : `in ${ms(Math.max(0, timer.expiresAt - cursor.time))}`}
                  </span>
                </span>
                {!embed && (
                  <button
                    type="button"
                    className="button small"
                    aria-label={`Fire ${timerTitle(meta, timer.name)} now`}
                    onClick={() => fireNow(node, timer.name)}
                  >
                    Fire now
                  </button>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {!embed && (
        <div className="card-buttons">
          <NodeActions node={node} />
        </div>
      )}
    </section>
  );
}
