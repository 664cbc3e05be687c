let query: MediaQueryList | null = null;

/** Whether the visitor asks for as little motion as possible. Asked in every frame of playing: the query is made once. */
export function reducedMotion(): boolean {
  query ??= window.matchMedia('(prefers-reduced-motion: reduce)');
  return query.matches;
}
