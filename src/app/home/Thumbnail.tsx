import { type ComponentType, lazy, Suspense } from 'react';

interface Props {
  /** `protocol/scenario`, or the address of a lab with a run in it. */
  readonly run: string;
}

/** The painters come after the words. Without them there is no picture, and nothing else is missing. */
const Miniature = lazy<ComponentType<Props>>(() =>
  import('./Miniature.tsx').catch(() => ({ default: () => null })),
);

/** A run as a small picture, once it is in sight. */
export function Thumbnail({ run }: Props) {
  return (
    <Suspense fallback={<div className="mini" />}>
      <Miniature run={run} />
    </Suspense>
  );
}
