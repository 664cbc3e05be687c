/** The stage: the nodes-and-messages picture, and beside it the protocol's own panel where there is one. */
import { forwardRef, Suspense, useImperativeHandle, useRef, useState } from 'react';
import { Loading } from '../Loading.tsx';
import { spare } from '../later.tsx';
import { dropsCode } from '../timeline/aiming.ts';
import type { DropZone, ViewProps } from '../views.ts';
import { useSize } from './hooks.ts';
import { Picture } from './Picture.tsx';
import { panelOf } from './panels.ts';
import css from './stage.module.css';

/** What a node has heard, where only that is shown. */
const KnownPanel = spare(() => import('../lens/KnownPanel.tsx'));

/** How the two parts share the room: side by side, one above the other, or one at a time. */
type Mode = 'beside' | 'below' | 'one';

export function modeFor(width: number, height: number): Mode {
  if (width >= 500) return 'beside';
  return height >= 560 ? 'below' : 'one';
}

export const Stage = forwardRef<DropZone, ViewProps>(function Stage(props, ref) {
  const { meta, resolved, trace, cursor, world, before } = props;
  const root = useRef<HTMLDivElement>(null);
  const pane = useRef<HTMLDivElement>(null);
  const picture = useRef<DropZone>(null);
  const size = useSize(root);
  const room = useSize(pane);
  const [picked, setShown] = useState<'picture' | 'panel' | null>(null);
  const panelFirst = meta.panel !== undefined || (meta.panelFirst === true && props.onEditRun !== undefined);
  const shown = picked ?? (panelFirst ? 'panel' : 'picture');
  const Panel = panelOf(meta.id);
  const mode = meta.panel ? 'one' : size ? modeFor(size.width, size.height) : 'beside';
  const latest = useRef(props);
  latest.current = props;

  useImperativeHandle(
    ref,
    () => ({
      dropTarget: (clientX, clientY, chip) =>
        dropsCode()?.onStage(
          {
            stage: root.current,
            pane: pane.current,
            picture: picture.current,
            time: latest.current.cursor.time,
            nodes: latest.current.resolved.nodes,
          },
          clientX,
          clientY,
          chip,
        ) ?? null,
    }),
    [],
  );

  const withPicture = Panel === null || mode !== 'one' || shown === 'picture';
  const withPanel = Panel !== null && (mode !== 'one' || shown === 'panel');
  return (
    <div
      ref={root}
      className={css.stage}
      data-mode={mode}
      data-panel={Panel ? (meta.panel ?? '') : undefined}
      data-panel-first={panelFirst || undefined}
    >
      {mode === 'one' && Panel && (
        <div className={css.switch}>
          <button type="button" aria-pressed={shown === 'picture'} onClick={() => setShown('picture')}>
            Nodes
          </button>
          <button type="button" aria-pressed={shown === 'panel'} onClick={() => setShown('panel')}>
            {meta.panel ?? 'State'}
          </button>
        </div>
      )}
      <div ref={pane} className={css.pane} hidden={!withPicture}>
        {room && withPicture && <Picture {...props} ref={picture} width={room.width} height={room.height} />}
      </div>
      {withPanel && (
        <div className={css.pane}>
          <Suspense fallback={<Loading />}>
            {props.seen !== undefined && meta.panelSeen !== true ? (
              <KnownPanel seen={props.seen} resolved={resolved} cursor={cursor} />
            ) : (
              world && (
                <Panel
                  meta={meta}
                  resolved={resolved}
                  world={world}
                  before={before}
                  trace={trace}
                  {...(props.seen && { seen: props.seen.node })}
                  cursor={cursor}
                  {...(props.covered && { covered: true })}
                  onSeek={props.onSeek}
                  onEditRun={props.onEditRun}
                />
              )
            )}
          </Suspense>
        </div>
      )}
    </div>
  );
});
