/**
 * What a protocol says about itself as plain data (`protocols/<id>/meta.ts`). Everything generic is driven by this: the
 * schema of run specs, parameter forms, the fault palette, the timeline's letters and bands, the inspector's sentences.
 */
import type { Json } from '../base/json.ts';
import type { Micros } from './runspec.ts';

export interface RoleMeta {
  /** The key under `nodes` in a RunSpec, e.g. `server`. */
  readonly id: string;
  /** Node ids are the prefix and a number from 1: `S1`, `S2`, … Unique within a protocol. */
  readonly prefix: string;
  readonly title: string;
  readonly plural: string;
  readonly count: { readonly min: number; readonly max: number; readonly default: number };
  /** Circles take part in the protocol; squares use it. */
  readonly shape: 'circle' | 'square';
  /** False: its writes are safe at once, and faults of the disk do not apply to it (clients). Default true. */
  readonly disk?: false;
}

interface ParamBase {
  readonly id: string;
  readonly title: string;
  readonly help: string;
  /** Groups parameters in forms, e.g. "Timing". */
  readonly group?: string;
}
/** A field descriptor. Durations are integer µs and have unit `µs`. */
export type ParamMeta = ParamBase &
  (
    | {
        readonly kind: 'int';
        readonly unit?: 'µs' | 'ppm' | '';
        readonly min: number;
        readonly max: number;
        readonly default: number;
      }
    | { readonly kind: 'fraction'; readonly min: number; readonly max: number; readonly default: number }
    | { readonly kind: 'bool'; readonly default: boolean }
    | { readonly kind: 'enum'; readonly options: readonly string[]; readonly default: string }
    /** [low, high], both integers, low ≤ high. */
    | {
        readonly kind: 'range';
        readonly unit?: 'µs' | '';
        readonly min: number;
        readonly max: number;
        readonly default: readonly [number, number];
      }
  );

export type CommandFieldMeta = {
  readonly id: string;
  readonly title: string;
  /** A sentence under the field: what may be written there besides the obvious. */
  readonly help?: string;
  readonly optional?: boolean;
  /** Used by forms and by "Client write" chips when the student gives none. */
  readonly default?: Json;
} & (
  | { readonly kind: 'int'; readonly min: number; readonly max: number }
  | { readonly kind: 'string'; readonly maxLength: number }
  | { readonly kind: 'bool' }
  | { readonly kind: 'enum'; readonly options: readonly string[] }
  /** The id of a node of the given role. */
  | { readonly kind: 'node'; readonly role: string }
);

export interface CommandMeta {
  /** `command.type` in a RunSpec input. */
  readonly type: string;
  /** The role that takes it. */
  readonly role: string;
  readonly title: string;
  readonly fields: readonly CommandFieldMeta[];
  /** How it is written on a timeline bar, `{field}` filled in: `{key}={value}`. */
  readonly label: string;
  /** Forms offer it only in runs in which the parameter has one of these values. A run may hold it all the same: the protocol refuses it. */
  readonly when?: { readonly param: string; readonly is: readonly string[] };
}

export interface VariantMeta {
  readonly id: string;
  /** What is broken on purpose, as a sentence: "Votes are granted without comparing logs". */
  readonly title: string;
  /** Property ids: what its scenario breaks, exactly. In another run more may follow from the same broken rule. */
  readonly breaks: readonly string[];
  /** Scenario (of the same protocol) in which it does. */
  readonly scenario: string;
}

/** A way in which a node of a role can be Byzantine; the code is `Protocol.behaviours[id]`. */
export interface BehaviourMeta {
  readonly id: string;
  readonly role: string;
  /** "Votes for everybody" */
  readonly title: string;
  /** One sentence: what it does instead of what the rules say. */
  readonly help: string;
  /** What the student chooses; a fault's `options` are checked against it. */
  readonly fields: readonly CommandFieldMeta[];
}

export interface TimerMeta {
  readonly id: string;
  readonly role: string;
  readonly title: string;
  /** Drawn as an arc that runs out around the node. */
  readonly arc?: boolean;
}

export interface MessageMeta {
  /** Kind id; `Protocol.messageKind` returns the index into `meta.messages`. */
  readonly id: string;
  /** One or two characters drawn on the timeline. */
  readonly letter: string;
  /** "vote request", as in "S3 receives a vote request from S1". */
  readonly title: string;
  /** Drawn faint (idle heartbeats). */
  readonly faint?: boolean;
  /** An answer: drawn thinner, no letter. */
  readonly reply?: boolean;
  /** From or to a client. */
  readonly client?: boolean;
}

export interface StatusMeta {
  readonly id: string;
  readonly title: string;
  /** How a node in this status is drawn; `filled` for leader or primary, `dashed` for candidate. */
  readonly mark: 'plain' | 'filled' | 'dashed';
  /** Lanes carry a band while a node has this status. */
  readonly band?: boolean;
  /** Label at the start of the band, `{epoch}` filled in: "leader, term {epoch}". */
  readonly label?: string;
}

/** How a note emitted by a handler is put in words. `{node}` and the note's own fields are filled in. */
export interface NoteMeta {
  readonly id: string;
  /** "{node} becomes leader of term {term}" */
  readonly text: string;
  /** Major notes are headlines, stops of "next interesting", and labels on the timeline. */
  readonly level: 'major' | 'minor';
  /** Short label on the timeline, if it deserves one. */
  readonly label?: string;
}

export interface FieldMeta {
  /** `µs`: an instant or a duration, shown in milliseconds. */
  readonly unit?: 'µs';
  /** One sentence: what it is. */
  readonly help?: string;
  /** Too much to be told as before → after: the protocol’s own panel draws it. */
  readonly drawn?: true;
}

export interface PropertyMeta {
  /** kebab-case, the paper's name: `election-safety`. */
  readonly id: string;
  /** A plain sentence: "At most one leader per term". */
  readonly title: string;
  /** "Raft, Figure 3: Election Safety" */
  readonly source: string;
  readonly kind: 'always' | 'sometimes' | 'eventually';
}

/**
 * Two parameters (the protocol's or the engine's) that only work in one order: `param` should lie wholly below `times` × `below`.
 * Of a range, the end that comes nearest to breaking this counts. While it is broken, `why` stands under the field of `shownAt`.
 */
export interface ParamAdvice {
  readonly param: string;
  readonly below: string;
  /** Default 1. */
  readonly times?: number;
  /** The parameter under whose field the sentence stands. */
  readonly shownAt: string;
  /** One plain sentence: what will happen in such a run. */
  readonly why: string;
}

export interface Meta {
  readonly id: string;
  readonly title: string;
  /** Raised whenever rules or defaults can change a run. */
  readonly version: number;
  readonly family: string;
  /** One sentence for the home page. */
  readonly summary: string;
  /** Pages it has beside its lab: `#/<id of the protocol>/<id of the page>` (`app/pages/Elsewhere.tsx`). */
  readonly pages?: readonly { readonly id: string; readonly title: string; readonly about: string }[];
  readonly roles: readonly RoleMeta[];
  readonly params: readonly ParamMeta[];
  /** Values that are allowed but cannot work well together. */
  readonly advice?: readonly ParamAdvice[];
  readonly commands: readonly CommandMeta[];
  readonly variants: readonly VariantMeta[];
  /** Absent: its nodes cannot be Byzantine. */
  readonly behaviours?: readonly BehaviourMeta[];
  /** What the operations of its clients are, for the judge of their history. Absent: it has none to judge. */
  readonly history?: { readonly model: 'register' | 'cas-register' | 'kv' };
  readonly timers: readonly TimerMeta[];
  readonly messages: readonly MessageMeta[];
  readonly statuses: readonly StatusMeta[];
  /** What colours take turns for: "term" in Raft, "view" in PBFT. Absent: no epochs. */
  readonly epoch?: { readonly title: string };
  readonly notes: readonly NoteMeta[];
  /** How fields of states and messages read, by their name, wherever it stands; what a field holds reads like the field. Default: as they are. */
  readonly fields?: Readonly<Record<string, FieldMeta>>;
  readonly properties: readonly PropertyMeta[];
  readonly modelled: readonly string[];
  readonly notModelled: readonly string[];
  /** `until` when a spec names none. */
  readonly duration: Micros;
  /** Defaults for the engine's own parameters (see `engine/params.ts`), e.g. the network's latency. */
  readonly engine?: Readonly<Record<string, Json>>;
  readonly sources: readonly string[];
  /** Name of the protocol's own panel where that is the picture itself: it has the stage first, and the nodes wait behind a switch. */
  readonly panel?: string;
  /** The run is worked at in its panel: where there is room for one only and the run can be edited, the panel comes before the nodes. */
  readonly panelFirst?: true;
  /** Its panel is given `seen` and then draws what one node knows: where only that is shown, it stands there too. */
  readonly panelSeen?: true;
  /** Scenario that a lab opens when nobody names one: the first in order. Absent: a plain run. */
  readonly opens?: string;
}

/** `protocols/<id>/card.ts`: what is shown of a protocol where all of them are, and no more. Its meta spreads it. */
export interface Card extends Pick<Meta, 'id' | 'title' | 'family' | 'summary' | 'pages'> {
  /** Position on the home page, from 1; equal ones stand in the order of their ids. */
  readonly order: number;
  /** The track of the curriculum it belongs to: `T1` … `T10` (`app/home/tracks.ts`). */
  readonly track: string;
  readonly opens: string;
  /** Scenario that the home page plays: the first card that has one gives it. */
  readonly showpiece?: string;
  /** Scenario in which a newcomer is invited to break things; the first card that has one gives it. */
  readonly door?: string;
}

/** `protocols/<id>/rules.ts`: the pseudocode that steps point at. */
export interface RuleBook {
  readonly blocks: readonly RuleBlock[];
}
export interface RuleBlock {
  readonly id: string;
  /** "On append reply" */
  readonly title: string;
  /** "Raft (extended version), Figure 2, Rules for Servers: Leaders" */
  readonly source: string;
  readonly lines: readonly RuleLine[];
}
export interface RuleLine {
  readonly text: string;
  /** A handler that calls `ctx.rule(id)` lights every line bearing that id. */
  readonly rule?: string;
}

/** A named run: `protocols/<id>/scenarios/<id>.ts`, default export. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  /** What the run shows, as a claim that can be false: "A deposed leader cannot commit, whatever it believes". */
  readonly claim: string;
  /** Two to four sentences for the left panel. */
  readonly notes: string;
  /** Where the cursor starts, µs; absent: the beginning. */
  readonly cursor?: Micros;
  readonly spec: import('./runspec.ts').RunSpec;
  /** Property ids this run is meant to break, exactly; empty for a run in which everything holds. */
  readonly violates: readonly string[];
  /** Position on the home page. */
  readonly order: number;
}
