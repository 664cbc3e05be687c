/** Texts, written together: an editor for each replica, and what is typed at the press of a button. */
import { useRef, useState } from 'react';
import type { PanelProps } from '../../app/views.ts';
import type { JsonObject } from '../../base/json.ts';
import type { NodeState, WorldState } from '../../engine/inspect.ts';
import { type Caret, Editor } from './view-editor.tsx';
import { apart, typedFor, wayOf, withInputs } from './view-inputs.ts';
import type { Live } from './view-live.tsx';
import css from './view-play.module.css';
import { anchorAt, latestOf, piecesOf, placeIn } from './view-text.ts';

/** Where the caret of a replica is: the characters that stand before its two ends. */
export interface Anchors {
  readonly from: string;
  readonly to: string;
}
export type CaretsByReplica = Readonly<Record<string, Anchors>>;

export function useCarets() {
  return useState<CaretsByReplica>({});
}

interface WritingProps {
  readonly node: NodeState;
  readonly world: WorldState;
  readonly live: Live;
  readonly carets: CaretsByReplica;
  onCarets(change: (carets: CaretsByReplica) => CaretsByReplica): void;
}

export function Writing({ node, world, live, carets, onCarets }: WritingProps) {
  const shows = node.volatile?.shows;
  const text = typeof shows === 'string' ? shows : '';
  const pieces = piecesOf(node.durable.copy as JsonObject);
  const waits = live.waits(node.id);
  const closed = !node.up ? 'down' : node.paused ? 'frozen' : null;
  const mine = carets[node.id];
  const own = mine
    ? { from: placeIn(pieces, mine.from, pieces), to: placeIn(pieces, mine.to, pieces) }
    : null;
  const youngest = latestOf(pieces, node.id);
  const known = useRef({ text, pieces });
  if (!waits) known.current = { text, pieces };
  return (
    <Editor
      id={node.id}
      text={text}
      waits={waits}
      closed={closed}
      carets={caretsOf(node, world, carets)}
      own={own}
      behind={youngest === null ? null : placeIn(pieces, youngest, pieces)}
      onCaret={(from, to) => {
        // While something typed is on its way the places are not yet those of characters that have a name.
        if (live.waits(node.id)) return;
        const next = { from: anchorAt(known.current.pieces, from), to: anchorAt(known.current.pieces, to) };
        onCarets((all) => {
          const old = all[node.id];
          return old?.from === next.from && old.to === next.to ? all : { ...all, [node.id]: next };
        });
      }}
      onEdits={(edits) => live.give(`typing at ${node.id}`, node.id, edits, true)}
      onUndo={(redo) => {
        live.forget();
        // The lab’s own list of edits, by the lab’s own key.
        window.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, shiftKey: redo }));
      }}
    />
  );
}

/**
 * The places of the others as this replica can know them: where a hand put the caret, if nothing keeps the two apart and the character is
 * here; else behind the latest character of theirs that has come.
 */
function caretsOf(node: NodeState, world: WorldState, carets: CaretsByReplica): readonly Caret[] {
  const here = piecesOf(node.durable.copy as JsonObject);
  return world.nodes.flatMap((other): readonly Caret[] => {
    if (other.id === node.id || !node.up) return [];
    const put = carets[other.id];
    const theirs = piecesOf(other.durable.copy as JsonObject);
    const linked = other.up && !apart(world, node.id, other.id);
    if (put && linked) {
      const [from, to] = [placeIn(here, put.from, theirs), placeIn(here, put.to, theirs)];
      return [{ id: other.id, from: Math.min(from, to), to: Math.max(from, to), old: false }];
    }
    const latest = latestOf(here, other.id);
    if (latest === null) return [];
    const at = placeIn(here, latest, here);
    return [{ id: other.id, from: at, to: at, old: !linked }];
  });
}

/** Which of the two algorithms, and words typed letter by letter as inputs like any others. */
export function WritingTools({ props, live }: { readonly props: PanelProps; readonly live: Live }) {
  const { resolved, world } = props;
  const type = String(resolved.params.type);
  const up = world.nodes.filter((n) => n.up).map((n) => n.id);
  const [one, two] = up;
  const type2 = (backwards: boolean) =>
    live.change(
      `type abc and xyz ${backwards ? 'backwards' : 'forwards'}`,
      240_000 + 2 * wayOf(resolved) + Number(resolved.params.every ?? 0),
      (spec, at) => withInputs(spec, typedFor(up, backwards, at), 2 * wayOf(resolved) + 500_000),
    );
  return (
    <div className={css.tools}>
      <span className={css.choice} role="group" aria-label="Algorithm of the text">
        {(['rga', 'fugue'] as const).map((id) => (
          <button
            key={id}
            type="button"
            className={css.small}
            aria-pressed={type === id}
            onClick={() =>
              type !== id &&
              props.onEditRun?.(
                `use ${TITLES[id]}`,
                (spec) => ({ ...spec, params: { ...spec.params, type: id } }),
                'end',
              )
            }
          >
            {TITLES[id]}
          </button>
        ))}
      </span>
      {one !== undefined && two !== undefined && (
        <span className={css.choice} role="group" aria-label="Typed for you">
          <span className={css.word}>Type for me</span>
          <button
            type="button"
            className={css.small}
            title={`${one} types a, b, c and ${two} x, y, z at the start, cut off from one another`}
            onClick={() => type2(false)}
          >
            forwards
          </button>
          <button
            type="button"
            className={css.small}
            title={`The same words, the last letter first: ${one} types c, b, a and ${two} z, y, x`}
            onClick={() => type2(true)}
          >
            backwards
          </button>
        </span>
      )}
    </div>
  );
}

const TITLES = { rga: 'RGA', fugue: 'Fugue' } as const;
