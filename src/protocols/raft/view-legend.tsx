/** What the signs of Raft's panel mean: those that are on show. */
import css from './view.module.css';
import type { LogsModel } from './view-logs.ts';

export function Legend({
  model,
  short,
  first,
  terms,
}: {
  model: LogsModel;
  short: boolean;
  first: number;
  /** Cells show no more than their terms. */
  terms: boolean;
}) {
  const behind = model.rows.some((r) => r.up && r.lastApplied !== r.commitIndex);
  const { leader } = model;
  return (
    <p className={css.legend}>
      {terms && <span>number: its term</span>}
      <span>{short ? 'solid: committed' : 'solid: committed by a leader'}</span>
      <span>dashed: may be lost</span>
      {model.rows.some((r) => r.base >= first) && (
        <span>{short ? 'double: snapshot' : 'double edge: in a snapshot'}</span>
      )}
      <span>
        <Sign>▾</Sign> {short ? 'known here' : 'how far this server knows'}
      </span>
      {behind && (
        <span>
          <Sign>╷</Sign> applied
        </span>
      )}
      {leader && model.rows.length > 1 && (
        <>
          <span>
            <Sign>●</Sign> {short ? `stored, says ${leader.id}` : `${leader.id} knows it stored`}
          </span>
          <span>
            <Sign>○</Sign> {short ? 'next to send' : `${leader.id} sends next`}
          </span>
        </>
      )}
    </p>
  );
}

function Sign({ children }: { children: string }) {
  return <span className={css.sign}>{children}</span>;
}
