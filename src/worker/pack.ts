/** Answers as they cross to the page: see `Packed`. */
import type { Answer, Opened, Packed } from './wire.ts';

export function pack(answer: Answer): Packed {
  if (answer.type === 'part') {
    const { id, list, items } = answer;
    return { type: 'packed part', id, list, text: JSON.stringify(items) };
  }
  if (answer.type !== 'done' || !isOpened(answer.result)) return answer;
  const { index, patch, ...rest } = answer.result;
  const { columns, ...lists } = patch;
  return { type: 'opened', id: answer.id, text: JSON.stringify({ ...rest, patch: lists }), columns, index };
}

function isOpened(result: object | null): result is Opened {
  return result !== null && 'patch' in result && 'index' in result;
}
