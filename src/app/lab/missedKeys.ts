/** Keys pressed while the part of the page that knows them is on its way: they are told to it then, in order. */
let missed: KeyboardEvent[] = [];

/** Nobody types more than this in the moment it takes. */
const MOST = 20;

const keep = (event: KeyboardEvent) => {
  if (missed.length < MOST) missed.push(event);
};

/** @returns how to stop, and forget */
export function keepKeys(): () => void {
  window.addEventListener('keydown', keep);
  return () => void missedKeys();
}

export function missedKeys(): readonly KeyboardEvent[] {
  window.removeEventListener('keydown', keep);
  const told = missed;
  missed = [];
  return told;
}
