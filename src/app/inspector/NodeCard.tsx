import type { NodeId } from '../../engine/runspec.ts';
import { timerTitle } from '../describe.ts';
import { NodeActions } from '../faults/NodeActions.tsx';
import { fireNow } from '../faults/open.ts';
import { useLab } from '../lab/context.ts';
import { lookAs } from '../lens/store.ts';
import { sessionStore } from '../stores/session.ts';
import { useWords } from '../stores/use.ts';
import { capital, ms } from '../text.ts';
import { ClockNote, DiskNotes } from './nodeNotes.tsx';
import { State } from './State.tsx';

/** The selected node at the cursor: what it holds on disk and in memory, its timers, and what may be done to it. */
export default function NodeCard({ node }: { readonly node: NodeId }) {
  const { meta, embed } = useLab();
  const world = useWords((s) => s.world);
  const cursor = useWords((s) => s.cursor);
  const before = useWords((s) => s.before);
  const state = world?.nodes.find((n) => n.id === node);
  // The moments of one answer come together; a world without the one before it marks nothing.
  const old =
    before !== null && before.step + 1 === world?.step ? before.nodes.find((n) => n.id === node) : null;
  if (state === undefined) return null;
  const status = meta.statuses[state.status]?.title ?? '';
  const epoch = meta.epoch !== undefined && state.epoch > 0 ? `${meta.epoch.title} ${state.epoch}` : '';
  const slow = world?.faults.some(({ fault }) => fault.type === 'slow' && fault.node === node) ?? false;
  const diskless = meta.roles.find(({ id }) => id === state.role)?.disk === false;
  const words = [
    state.up ? status : 'down',
    epoch,
    state.paused ? 'frozen' : '',
    state.byzantine ? 'Byzantine' : '',
    state.waiting > 0 ? `${state.waiting} waiting` : '',
  ].filter((word) => word !== '');
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
      {state.waiting > 0 && (
        <p className="card-note">
          {state.waiting === 1 ? 'One thing has' : `${state.waiting} things have`} come for it and{' '}
          {state.waiting === 1 ? 'waits' : 'wait'}:{' '}
          {state.paused
            ? 'it is frozen'
            : state.syncing
              ? 'it is busy with its disk'
              : slow
                ? 'it is slow'
                : 'its turn comes at this instant'}
          .
        </p>
      )}
      <DiskNotes state={state} time={cursor.time} />
      <p className="card-sub">
        {diskless
          ? 'Kept through a crash'
          : state.damaged.length > 0
            ? 'As it believes its disk to be'
            : 'On disk'}
      </p>
      <State record={state.durable} before={old?.durable ?? null} />
      <p className="card-sub">In memory</p>
      {state.volatile === null ? (
        <p className="muted">Nothing: the node is down.</p>
      ) : (
        <State record={state.volatile} before={old?.volatile ?? null} />
      )}
      <ClockNote state={state} time={world?.time ?? cursor.time} />
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
          <button
            type="button"
            className="button small"
            title="Hide what it cannot know (s)"
            onClick={() => lookAs(node)}
          >
            As {node} sees it
          </button>
        </div>
      )}
    </section>
  );
}
