/** Cuts and broken links on the stage, in one piece: see `drawing.ts`. */
export { Cut, LinkFault, Word } from './Faults.tsx';
export { apart, faultScene, fractureLines, linkBreaks, names } from './faultlabels.ts';
export { crossing } from './fracture.ts';
