/** The stage: the nodes-and-messages picture, and beside it the protocol's own panel where there is one. */
import { forwardRef, lazy, Suspense, useImperativeHandle, useRef, useState } from 'react';
import { groundOf } from '../faults/landing.ts';
import { Loading } from '../Loading.tsx';
import type { ChipKind, DropTarget, DropZone, ViewProps } from '../views.ts';
import { useSize } from './hooks.ts';
import { Picture } from './Picture.tsx';
import { panelOf } from './panels.ts';
import css from './stage.module.css';

/** What a node has heard, where only that is shown. */
const KnownPanel = lazy(() => import('../lens/KnownPanel.tsx'));

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
  const [shown, setShown] = useState<'picture' | 'panel'>('picture');
  const Panel = panelOf(meta.id);
  const mode = size ? modeFor(size.width, size.height) : 'beside';
  const cursorTime = useRef(cursor.time);
  cursorTime.current = cursor.time;
  const nodes = useRef(resolved.nodes);
  nodes.current = resolved.nodes;

  useImperativeHandle(
    ref,
    () => ({
      dropTarget(clientX: number, clientY: number, chip: ChipKind): DropTarget | null {
        const element = root.current;
        if (!element) return null;
        const box = element.getBoundingClientRect();
        if (clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom)
          return null;
        const area = pane.current?.getBoundingClientRect();
        const inPicture =
          area &&
          clientX >= area.left &&
          clientX <= area.right &&
          clientY >= area.top &&
          clientY <= area.bottom;
        // A row of the panel stands for its node; a cut may be let go anywhere on the stage.
        if (!inPicture && chip !== 'partition') {
          const under = document.elementsFromPoint(clientX, clientY);
          const row = under
            .map((e) => e.closest<HTMLElement>('[data-node]'))
            .find((e) => e && element.contains(e));
          const node = nodes.current.find((n) => n.id === row?.dataset.node);
          return node !== undefined && groundOf(chip) !== 'message'
            ? { at: cursorTime.current, node: node.id }
            : null;
        }
        // Beside the picture a cut goes through its middle.
        const x = inPicture || !area ? clientX : area.left + area.width / 2;
        const y = inPicture || !area ? clientY : area.top + area.height / 2;
        return picture.current?.dropTarget(x, y, chip) ?? null;
      },
    }),
    [],
  );

  const withPicture = Panel === null || mode !== 'one' || shown === 'picture';
  const withPanel = Panel !== null && (mode !== 'one' || shown === 'panel');
  return (
    <div ref={root} className={css.stage} data-mode={mode} data-panel={Panel ? '' : undefined}>
      {mode === 'one' && Panel && (
        <div className={css.switch}>
          <button type="button" aria-pressed={shown === 'picture'} onClick={() => setShown('picture')}>
            Nodes
          </button>
          <button type="button" aria-pressed={shown === 'panel'} onClick={() => setShown('panel')}>
            State
          </button>
        </div>
      )}
      <div ref={pane} className={css.pane} hidden={!withPicture}>
        {room && withPicture && <Picture {...props} ref={picture} width={room.width} height={room.height} />}
      </div>
      {withPanel && (
        <div className={css.pane}>
          <Suspense fallback={<Loading />}>
            {props.seen !== undefined ? (
              <KnownPanel seen={props.seen} resolved={resolved} cursor={cursor} />
            ) : (
              world && <Panel meta={meta} resolved={resolved} world={world} before={before} trace={trace} />
            )}
          </Suspense>
        </div>
      )}
    </div>
  );
});
