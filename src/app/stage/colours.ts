/** The four colours that terms and views take turns through. The number is always written too. */
export interface EpochColours {
  /** Strokes and messages. */
  readonly line: string;
  /** Text on paper; also a ground on which paper-coloured text is legible. */
  readonly text: string;
  /** Behind ink. */
  readonly fill: string;
}

const TURNS: readonly EpochColours[] = [1, 2, 3, 4].map((k) => ({
  line: `var(--e${k})`,
  text: `var(--e${k}-text)`,
  fill: `var(--e${k}-fill)`,
}));
const NONE: EpochColours = { line: 'var(--ink-3)', text: 'var(--ink-2)', fill: 'var(--veil)' };

export function epochColours(epoch: number): EpochColours {
  return epoch > 0 ? (TURNS[(epoch - 1) % TURNS.length] as EpochColours) : NONE;
}
