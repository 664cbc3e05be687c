/** The end of a bent clock in words: what is over, and what stays for good. */
import type { ClockFault, Micros } from '../engine/runspec.ts';
import { formatMs, list, trim } from './text.ts';

/**
 * "S2’s clock runs at the right rate again and keeps what it gained", "S2’s clock jumps 50 ms back".
 * @param others those of the same node still in force, the latest start last: it counts, field by field
 */
export function clockEnds(fault: ClockFault, others: readonly ClockFault[] = []): string {
  const said: string[] = [];
  const rates = others.filter((other) => other.stop || other.driftPpm !== undefined);
  if (fault.stop || fault.driftPpm !== undefined) {
    const rate = rateWords(rates.at(-1));
    said.push(rates.length > 0 ? `goes on as another fault has it: it ${rate}` : `${rate} again`);
    if (rates.length === 0 && (fault.stop || fault.driftPpm !== 0))
      said.push((fault.driftPpm ?? -1) > 0 ? 'keeps what it gained' : 'does not catch up what it lost');
  }
  if (fault.offset !== undefined) {
    const other = others.findLast(({ offset }) => offset !== undefined);
    // The latest start counts: one that began later than this has taken its place already.
    if (other !== undefined) said.push(`is ${awayWords(other.offset ?? 0)} as another fault has it`);
    else if (fault.offset !== 0) said.push(jumpWords(-fault.offset));
  }
  if (fault.step)
    said.push(`keeps its jump of ${formatMs(Math.abs(fault.step))} ${fault.step > 0 ? 'ahead' : 'back'}`);
  return `${fault.node}’s clock ${said.length > 0 ? list(said) : 'is left alone again'}`;
}

function rateWords(fault: ClockFault | undefined): string {
  if (fault?.stop) return 'stands still';
  const ppm = fault?.driftPpm ?? 0;
  if (ppm === 0) return 'runs at the right rate';
  return `runs ${trim(Math.abs(ppm) / 10_000, 4)} % ${ppm > 0 ? 'fast' : 'slow'}`;
}

function jumpWords(by: Micros): string {
  return `jumps ${formatMs(Math.abs(by))} ${by > 0 ? 'ahead' : 'back'}`;
}

function awayWords(offset: Micros): string {
  if (offset === 0) return 'right';
  return `${formatMs(Math.abs(offset))} ${offset > 0 ? 'ahead' : 'behind'}`;
}
