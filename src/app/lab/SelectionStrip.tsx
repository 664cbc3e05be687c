import { useStore } from 'zustand';
import type { Input, NodeId } from '../../engine/runspec.ts';
import { K, NO_NODE } from '../../engine/trace.ts';
import { whenOf } from '../../timeline/words.ts';
import { Icon } from '../../widgets/icons.tsx';
import { inputTitle, messageTitle, nodeId, timerTitle } from '../describe.ts';
import { NodeActions } from '../faults/NodeActions.tsx';
import { dropChip, fireNow, openInput } from '../faults/open.ts';
import { type Run, sessionStore } from '../stores/session.ts';
import { useCalm } from '../stores/use.ts';
import { capital, ms } from '../text.ts';
import { AddMore } from '../timeline/AddMore.tsx';
import ManyStrip from '../timeline/ManyStrip.tsx';
import { picksStore } from '../timeline/picks.ts';
import { deleteInput } from './actions.ts';
import { useLab } from './context.ts';
import './strip.css';

/**
 * What is selected and what can be done with it, over the bottom of the pictures so that nothing moves. A node has its card
 * in the inspector; the strip speaks for it where that is not on show.
 */
export default function SelectionStrip({ withInspector }: { readonly withInspector: boolean }) {
  const selected = useCalm((s) => s.selected);
  const run = useCalm((s) => s.run);
  const { picks } = useStore(picksStore);
  if (run === null || selected === null) return null;
  if (picks.length > 1) return <ManyStrip picks={picks} />;
  if (selected.kind === 'input') {
    const input = run.resolved.spec.inputs[selected.input];
    return input === undefined ? null : <InputStrip input={input} index={selected.input} />;
  }
  if (selected.kind === 'step' && selected.send !== undefined) {
    return <MessageStrip run={run} send={selected.send} />;
  }
  if (selected.kind === 'node' && !withInspector) return <NodeStrip node={selected.node} />;
  return null;
}

function InputStrip({ input, index }: { readonly input: Input; readonly index: number }) {
  const { meta } = useLab();
  return (
    <div className="strip-bar" role="group" aria-label="Selected">
      <p className="strip-what">
        {inputTitle(meta, input)} <span className="muted num">{whenOf(input)}</span>
      </p>
      <span className="strip-buttons">
        <AddMore />
        <button
          type="button"
          className="button small"
          aria-keyshortcuts="Enter"
          title="Change (Enter)"
          onClick={() => openInput(index)}
        >
          Change… <Key name="Enter" />
        </button>
        <button
          type="button"
          className="button small danger"
          aria-keyshortcuts="Delete"
          title="Delete (Del)"
          onClick={() => deleteInput(index)}
        >
          Delete <Key name="Del" />
        </button>
      </span>
      <Close />
    </div>
  );
}

const ON_MESSAGES = ['drop', 'delay', 'duplicate', 'reorder', 'corrupt'] as const;

/** What can be done to the message picked: each is made at once, and may then be changed. */
function MessageStrip({ run, send }: { readonly run: Run; readonly send: number }) {
  const { meta } = useLab();
  const { node, peer, time, kind } = run.trace.columns;
  if (kind[send] !== K.send) return null;
  const ends = `${nodeId(run, node[send] ?? NO_NODE)} → ${nodeId(run, peer[send] ?? NO_NODE)}`;
  const title = messageTitle(meta, run, send);
  return (
    <div className="strip-bar" role="group" aria-label="Selected message">
      <p className="strip-what strip-message">
        {capital(title)} {ends} <span className="muted num">sent at {ms(time[send] ?? 0)}</span>
      </p>
      <span className="strip-buttons">
        {ON_MESSAGES.map((type) => (
          <button
            key={type}
            type="button"
            className="button small"
            aria-label={`${VERBS[type]} the ${title} ${ends}`}
            onClick={() => dropChip(type, { at: time[send] ?? 0, send })}
          >
            {VERBS[type]}
          </button>
        ))}
      </span>
      <Close />
    </div>
  );
}

const VERBS: Readonly<Record<(typeof ON_MESSAGES)[number], string>> = {
  drop: 'Lose',
  delay: 'Delay',
  duplicate: 'Duplicate',
  reorder: 'Reorder',
  corrupt: 'Corrupt',
};

function NodeStrip({ node }: { readonly node: NodeId }) {
  const { meta } = useLab();
  const timers = useCalm((s) => s.world?.nodes.find((n) => n.id === node)?.timers) ?? [];
  return (
    <div className="strip-bar" role="group" aria-label={`Selected: ${node}`}>
      <p className="strip-what">{node}</p>
      <span className="strip-buttons">
        <NodeActions node={node} />
        {timers.map((timer) => (
          <button
            key={timer.name}
            type="button"
            className="button small"
            aria-label={`Fire ${timerTitle(meta, timer.name)} now`}
            onClick={() => fireNow(node, timer.name)}
          >
            {timers.length === 1 ? 'Fire now' : `Fire ${timerTitle(meta, timer.name)}`}
          </button>
        ))}
      </span>
      <Close />
    </div>
  );
}

/** The key that does the same, where there are keys. */
function Key({ name }: { readonly name: string }) {
  return (
    <kbd className="strip-key" aria-hidden="true">
      {name}
    </kbd>
  );
}

function Close() {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label="Select nothing"
      title="Select nothing (Esc)"
      onClick={() => sessionStore.getState().set({ selected: null })}
    >
      <Icon name="close" size={14} />
    </button>
  );
}
