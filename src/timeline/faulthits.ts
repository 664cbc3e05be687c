/** What became of a message or write that a fault had waited for, in a sentence: a cut that eats it first leaves nothing to hold up. */
import type { Input, NthFault, WriteFault } from '../engine/runspec.ts';
import { K, type Trace } from '../engine/trace.ts';
import { faultHits } from './faultevents.ts';
import { formatMs } from './text.ts';

/**
 * @param row that says that the fault has struck
 * @param what the message: "The vote request to S2"; of a write it is not asked
 * @param arrives whether the message of a send comes to an end within the run; asked only of one held back
 */
export function hitSentence(
  { columns, rows }: Pick<Trace, 'columns' | 'rows'>,
  inputs: readonly Input[],
  row: number,
  fault: NthFault | WriteFault,
  what: string,
  arrives: (send: number) => boolean,
): string {
  if ('node' in fault) return faultHits(fault, what);
  const { kind, cause, step, ref } = columns;
  const send = cause[row] as number;
  let lostBy: Input | null | undefined;
  for (let next = row + 1; next < rows && step[next] === step[row] && kind[next] !== K.send; next++)
    if (kind[next] === K.lost && cause[next] === send) lostBy = inputs[ref[next] as number] ?? null;
  const eaten = lostBy !== undefined ? lostWords(lostBy, fault) : null;
  if (eaten !== null) return `${what} would have ${wouldHave(fault)}, but ${eaten}`;
  if (fault.type === 'reorder' && !arrives(send))
    return `${what} is held back until the next one has overtaken it, and by the end of the run none has`;
  return faultHits(fault, what);
}

/** How a message was lost before the fault could do anything to it; null if it still could. */
function lostWords(by: Input | null, fault: NthFault): string | null {
  const type = by !== null && 'fault' in by ? by.fault.type : null;
  if (type === 'partition' || type === 'partial' || type === 'block') return 'is lost at the cut';
  // Of one that is lost by chance or on purpose the copy still comes.
  if (fault.type === 'drop' || fault.type === 'duplicate') return null;
  return type === 'drop' ? 'is lost on purpose' : 'is lost by chance';
}

function wouldHave({ type, by }: NthFault): string {
  switch (type) {
    case 'drop':
      return 'been lost on purpose';
    case 'delay':
      return `been held up${by ? ` by ${formatMs(by)}` : ''}`;
    case 'duplicate':
      return 'arrived twice';
    case 'reorder':
      return 'been held back';
    case 'corrupt':
      return 'been damaged';
  }
}
