/** The persistent list: the engine takes lists apart too (a disk keeps element by element), so it lives in `base`. */
export * from '../base/list.ts';
