/** The replicas as places to work at: their copies can be written, cut off and joined again, and merged into one another by hand. */
import type { PanelProps } from '../../app/views.ts';
import { Carry } from './view-carry.tsx';
import { useKeptFocus } from './view-focus.tsx';
import { cutOff, cutsOf, healed, wayOf } from './view-inputs.ts';
import { Hands } from './view-lists.tsx';
import { type Live, useLive } from './view-live.tsx';
import { type CopyRow, refusalOf } from './view-merge.ts';
import css from './view-play.module.css';
import { type CaretsByReplica, useCarets, Writing, WritingTools } from './view-writing.tsx';

interface PlayProps extends PanelProps {
  readonly copies: readonly CopyRow[];
  readonly type: string;
  readonly text: boolean;
}

export default function Play(props: PlayProps) {
  const { copies, text, trace, world } = props;
  const live = useLive(props);
  const [carets, setCarets] = useCarets();
  if (live === null) return null;
  const mixed = trace.violations.find((v) => v.property === 'not-interleaved' && v.step <= world.step);
  return (
    <>
      {text && <WritingTools props={props} live={live} />}
      <ul className={css.replicas}>
        {copies.map((copy, lane) => (
          <Replica
            key={copy.id}
            copy={copy}
            lane={lane}
            props={props}
            live={live}
            carets={carets}
            onCarets={setCarets}
          />
        ))}
      </ul>
      {mixed && <p className={css.bad}>{mixed.why}</p>}
    </>
  );
}

interface ReplicaProps {
  readonly copy: CopyRow;
  readonly lane: number;
  readonly props: PlayProps;
  readonly live: Live;
  readonly carets: CaretsByReplica;
  onCarets(change: (carets: CaretsByReplica) => CaretsByReplica): void;
}

function Replica({ copy, lane, props, live, carets, onCarets }: ReplicaProps) {
  const { world, trace, resolved, type, text } = props;
  const { id } = copy;
  const box = useKeptFocus<HTMLLIElement>();
  const node = world.nodes[lane];
  if (node === undefined) return null;
  const all = world.nodes.map((n) => n.id);
  const cuts = cutsOf(world, id);
  const refused = refusalOf(trace, id, world.step);
  const cut = () =>
    live.change(`cut ${id} off`, wayOf(resolved) / 4, (spec, at) => cutOff(spec, id, all, at));
  const heal = () => {
    const period = resolved.params.sync === 'by command' ? 0 : Number(resolved.params.every ?? 0);
    const then = 2 * wayOf(resolved) + Math.min(1_000_000, period * all.length);
    live.change(`reconnect ${id}`, then, (spec, at) => healed(spec, cuts, at, then));
  };
  return (
    <li
      ref={box}
      className={css.replica}
      data-node={id}
      data-changed={copy.changed ? '' : undefined}
      data-cut={cuts.length > 0 ? '' : undefined}
    >
      <div className={css.head}>
        <span className={css.name}>{id}</span>
        {cuts.length > 0 && <span className={css.state}>cut off</span>}
        {copy.changed && <span className={css.hidden}>changed</span>}
        <span className={css.acts}>
          <button
            type="button"
            className={css.small}
            aria-label={cuts.length > 0 ? `Reconnect ${id}` : `Cut ${id} off`}
            title={cuts.length > 0 ? `Ends the cut around ${id} now` : `From now on nothing reaches ${id}`}
            onClick={cuts.length > 0 ? heal : cut}
          >
            {cuts.length > 0 ? 'Reconnect' : 'Cut off'}
          </button>
          <Carry
            from={id}
            all={all}
            up={node.up}
            onMerge={(into) => live.give(`merge ${id} into ${into}`, id, [{ type: 'merge', into }])}
          />
        </span>
        <span className={css.seen} title={`Updates that are in the copy of ${id}`}>
          <span className={css.hidden}>has the updates </span>
          {copy.seen}
          {copy.waiting.length > 0 && (
            <span className={css.waits}>{` holds back ${copy.waiting.join(' ')}`}</span>
          )}
        </span>
      </div>
      {text ? (
        <Writing node={node} world={world} live={live} carets={carets} onCarets={onCarets} />
      ) : (
        <Hands node={node} type={type} live={live} />
      )}
      {refused !== null && <p className={css.bad}>{`refused: ${refused}`}</p>}
    </li>
  );
}
