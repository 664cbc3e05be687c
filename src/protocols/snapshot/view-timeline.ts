/** On the timeline: the cut of each snapshot across the lanes, the tokens on their way across it, and what runs against it. */
import type { TimelineDrawing } from '../../app/views.ts';
import { cutsOf } from './view-cut.ts';

const drawing: TimelineDrawing = (trace) => {
  const cuts = cutsOf(trace);
  return {
    lines: cuts.map(({ snapshot, points }) => ({ name: `cut of snapshot ${snapshot}`, points })),
    messages: cuts.flatMap(({ messages }) =>
      messages.flatMap(({ from, to, kind }) =>
        to !== null && (kind === 'across' || kind === 'back') ? [{ from, to, bad: kind === 'back' }] : [],
      ),
    ),
  };
};

export default drawing;
