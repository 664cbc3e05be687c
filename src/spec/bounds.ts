/** How large what a stranger hands us may be. */

/** The schema number of RunSpec this program reads and writes. */
export const RUN_SCHEMA = 1;
/** Lists and objects within one another; a run needs a quarter of it. Deeper ones could exhaust the stack of whoever walks them. */
export const MAX_DEPTH = 32;
/** The longest run, and the latest any time in a document can be: one hour, µs. */
export const MAX_TIME = 3_600_000_000;
/** A clock may be put off, or jump, by a day either way, µs. */
export const MAX_OFFSET = 86_400_000_000;
/** Nodes of all roles together. */
export const MAX_NODES = 32;
/** Links between so many nodes, each counted once for both ways. */
export const MAX_LINKS = (MAX_NODES * (MAX_NODES - 1)) / 2;
export const MAX_INPUTS = 20_000;
/** The longest a slow node takes over one thing, or a slow disk over one write, µs. */
export const MAX_SLOWNESS = 60_000_000;
/** The shortest a flapping cut is on or off, µs. */
export const MIN_FLAP = 1_000;
/** How often a cut may come on, from its start to its end or the run's: one fault, and all of a run together. */
export const MAX_FLAPS = 2_000;
export const MAX_FLAPS_IN_ALL = 20_000;
/** Slower than −999 999 ppm a clock would stand still, which is a fault of its own, or run backwards. */
export const DRIFT_PPM = { min: -999_999, max: 1_000_000 } as const;
export const MAX_NTH = 1_000_000_000;
/** Length of the name of a record of a disk. */
export const MAX_RECORD = 64;

/** Lengths of a document's texts, in UTF-16 code units. */
export const MAX_TITLE = 120;
export const MAX_CLAIM = 400;
export const MAX_NOTES = 50;
export const MAX_NOTE_TEXT = 600;

/** Runs of a document in all, and the length of the name of one. */
export const MAX_BRANCHES = 8;
export const MAX_BRANCH_NAME = 40;

/** Characters of a link's payload, and bytes of what it unpacks to. */
export const MAX_PAYLOAD = 65_536;
export const MAX_UNPACKED = 1_048_576;
