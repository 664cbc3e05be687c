/** Files that the page hands over. */

/** "raft-minority-leader.svg": what a file of a run is called. */
export function fileName(protocol: string, title: string, extension: string): string {
  const words = title
    .normalize('NFKD')
    // Accents, which that set beside their letters.
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
  const stem = words === '' || words === protocol ? protocol : `${protocol}-${words}`;
  return `${stem}.${extension}`;
}

export function save(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
