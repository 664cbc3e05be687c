/** What a click on the timeline picks, and what pointing at it marks. */
import type { Hit } from '../../timeline/hit.ts';
import { compareWithCursor } from '../clocks/pair.ts';
import type { Mark } from '../views.ts';
import type { Hands } from './gestures.ts';
import { clearPicks, togglePick } from './picks.ts';

export function click(hands: Hands, hit: Hit, shift: boolean): void {
  const { props } = hands;
  if (shift && (hit.kind === 'step' || hit.kind === 'message')) compareWithCursor();
  else if (shift && props.onEditInputs) {
    if (hit.kind !== 'input' && hit.kind !== 'edge' && hit.kind !== 'letter') return;
    togglePick(hit.input);
    hands.focusInput(hit.input);
    return;
  }
  clearPicks();
  switch (hit.kind) {
    case 'step':
      props.onSelect({ kind: 'step', step: hit.step });
      props.onSeek(hit.step);
      return;
    case 'message': {
      const send = hands.scene.model.index.flights.send[hit.flight];
      props.onSelect({ kind: 'step', step: hit.step, ...(send === undefined ? {} : { send }) });
      props.onSeek(hit.step);
      return;
    }
    case 'letter': {
      const picked = props.selected?.kind === 'input' && props.selected.input === hit.input;
      const input = props.resolved.spec.inputs[hit.input];
      const node = props.resolved.nodes[hit.node];
      if (!picked) hands.turns.forget();
      else if (input && node) {
        const turned = hands.turns.turn(hit.input, input, node.id);
        if (turned !== input) props.onEditInput(hit.input, turned, 'end');
      }
      props.onSelect({ kind: 'input', input: hit.input });
      hands.focusInput(hit.input);
      return;
    }
    case 'input':
    case 'edge':
      props.onSelect({ kind: 'input', input: hit.input });
      hands.focusInput(hit.input);
      return;
    case 'lane': {
      const node = props.resolved.nodes[hit.node];
      if (node) props.onSelect({ kind: 'node', node: node.id });
      return;
    }
    default:
      props.onSelect(null);
  }
}

export function hover(hands: Hands, hit: Hit, x: number, y: number): void {
  hands.setPointer({ x, y, hit });
  const mark = markOf(hands, hit);
  if (!sameMark(mark, hands.props.hover)) hands.props.onHover(mark);
}

function markOf(hands: Hands, hit: Hit): Mark {
  if (hit.kind === 'step' || hit.kind === 'message') return { kind: 'step', step: hit.step };
  if (hit.kind === 'input' || hit.kind === 'edge' || hit.kind === 'letter')
    return { kind: 'input', input: hit.input };
  const node = hit.kind === 'lane' ? hands.props.resolved.nodes[hit.node] : undefined;
  return node ? { kind: 'node', node: node.id } : null;
}

function sameMark(a: Mark, b: Mark): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
