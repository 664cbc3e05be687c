import type { ParamMeta } from './meta.ts';

/** Parameters every protocol has, because the engine itself reads them. A protocol's `meta.engine` may give other defaults. */
export const ENGINE_PARAMS: readonly ParamMeta[] = [
  {
    id: 'latency',
    title: 'one-way delay',
    help: 'How long a message travels; each message draws its own delay from this range.',
    group: 'Network',
    kind: 'range',
    unit: 'µs',
    min: 0,
    max: 60_000_000,
    default: [10_000, 30_000],
  },
  {
    id: 'loss',
    title: 'message loss',
    help: 'The probability that a message is lost, on every link.',
    group: 'Network',
    kind: 'fraction',
    min: 0,
    max: 1,
    default: 0,
  },
];
