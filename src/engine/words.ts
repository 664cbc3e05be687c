/** What was thrown, whatever it was. */
export function wordsOf(error: unknown): string {
  try {
    return String(error instanceof Error ? error.message : error);
  } catch {
    return 'something that cannot be told';
  }
}
