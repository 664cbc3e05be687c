/**
 * A stranger's text without the characters that turn the order of the words around it: overrides, embeddings and isolates. It is read
 * as before, whatever its script: letters know their direction by themselves. Marks (U+200E, U+200F) stay, they turn nothing.
 */
export function unturned(text: string): string {
  return text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '');
}
