/** Reads a history in whichever notation it is written. */
import type { Result } from '../base/result.ts';
import type { History } from './history.ts';
import { readEdnHistory } from './history-edn.ts';
import { readJsonHistory } from './history-json.ts';

/**
 * JSON lines begin with a brace and a quotation mark, EDN with a brace and a colon, a bracket, a tag or a comment.
 * A text that begins like neither is read as JSON lines, and refused there.
 */
export function readHistory(text: string): Result<{ history: History }> {
  return detectFormat(text) === 'edn' ? readEdnHistory(text) : readJsonHistory(text);
}

export function detectFormat(text: string): 'json' | 'edn' {
  return /^[\s\uFEFF,]*([[(#;]|\{[\s,]*[:}#;])/.test(text) && !/^[\s\uFEFF]*(\{\s*\}|\[\s*\{\s*")/.test(text)
    ? 'edn'
    : 'json';
}
