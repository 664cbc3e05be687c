/** The formats in which a run is written out, and the language between a page and the worker that does it: one request, one answer. */

export type ExportFormat = 'text' | 'shiviz' | 'jsonl' | 'edn';

export interface FormatInfo {
  readonly id: ExportFormat;
  readonly title: string;
  /** One sentence: what is in it, and who reads it. */
  readonly help: string;
  /** Of a file, without the dot. */
  readonly extension: string;
}

export const FORMATS: readonly FormatInfo[] = [
  {
    id: 'text',
    title: 'Text',
    help: 'A line for each step that something came of, to be read. Heartbeats and lost messages are in the JSON lines.',
    extension: 'txt',
  },
  {
    id: 'shiviz',
    title: 'ShiViz log',
    help: 'Every step with its vector clock. ShiViz draws it, and so does the log page here.',
    extension: 'log',
  },
  {
    id: 'jsonl',
    title: 'JSON lines',
    help: 'Every row of the run with what its messages say, for programs.',
    extension: 'jsonl',
  },
  {
    id: 'edn',
    title: 'Client history',
    help: 'What clients asked for and were told, as Jepsen writes it, for other checkers.',
    extension: 'edn',
  },
];

/** What is said of a run beside it: written where people read it, left out where programs do. */
export interface RunWords {
  readonly title?: string;
  readonly claim?: string;
}

export interface ExportRequest {
  /** A run spec, as the page has it. */
  readonly spec: unknown;
  readonly format: ExportFormat;
  readonly words: RunWords;
}

export type ExportAnswer =
  | { readonly ok: true; readonly text: Blob }
  /** One sentence for people. */
  | { readonly ok: false; readonly why: string };
