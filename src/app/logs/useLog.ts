/**
 * The log on the page, from the form to the picture. It is kept while it is written and once it is drawn, and the history of the
 * browser knows where one was: Draw makes an entry of its own, so that Back leads to the form and Forward to the picture again.
 */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { textOfBytes } from '../../base/decode.ts';
import { MAX_TEXT } from '../../logs/log.ts';
import type { Reading } from '../../logs/wire.ts';
import { joinIdle } from '../idle.ts';
import { parseHash } from '../router.ts';
import {
  type Draft,
  type Entry,
  entryOf,
  NO_DRAFT,
  NOWHERE,
  type Place,
  sameDraft,
  writeEntry,
} from './draft.ts';
import { createKeeper } from './keeper.ts';
import { startReading } from './reader.ts';
import { createShelf, type KeptLog } from './shelf.ts';

export type Phase =
  /** What was kept is being fetched. */
  | { readonly kind: 'opening' }
  /** `fruitless`: the last attempt, if there was no event in it. */
  | { readonly kind: 'form'; readonly why: string; readonly fruitless: Reading | null }
  | { readonly kind: 'reading'; readonly line: number; readonly share: number }
  | { readonly kind: 'drawn'; readonly reading: Reading; readonly place: Place };

export interface LogOnPage {
  readonly draft: Draft;
  readonly phase: Phase;
  /** Why the log will not be found again after a reload; '' if it will. */
  readonly unkept: string;
  /** Whether a log was put aside for an example. */
  readonly aside: boolean;
  change(draft: Draft): void;
  draw(draft: Draft): void;
  /** Puts an example in place of the log, which is put aside. `draw`: at once. */
  show(example: Draft, draw: boolean): void;
  /** Brings back what was put aside. */
  back(): void;
  open(file: File): void;
  /** Stops reading. */
  stop(): void;
  /** From the picture to the form. */
  edit(): void;
  /** Where in the picture one is. */
  at(place: Place): void;
}

const FORM: Extract<Phase, { kind: 'form' }> = { kind: 'form', why: '', fruitless: null };

const shelf = createShelf();
/** The log drawn last, so that going forward again does not read it again. */
let last: { readonly draft: Draft; readonly reading: Reading } | null = null;

const newId = () => crypto.getRandomValues(new Uint32Array(2)).join('-');

export function useLog(): LogOnPage {
  const [log, setLog] = useState<KeptLog>(() => ({ id: newId(), draft: NO_DRAFT, aside: null }));
  const [phase, setPhase] = useState<Phase>({ kind: 'opening' });
  const [unkept, setUnkept] = useState('');
  const now = useRef(log);
  const stopReading = useRef<(() => void) | null>(null);
  const busy = useRef(true);

  const [keeper] = useState(() =>
    createKeeper(shelf, (id, why) => {
      if (now.current.id === id) setUnkept(why);
    }),
  );
  const { save } = keeper;
  const put = useCallback(
    (next: KeptLog, later = false) => {
      now.current = next;
      setLog(next);
      keeper.put(next, later);
    },
    [keeper],
  );

  /** Reads the log at hand; `entry` is written once it is drawn, null for one that is written already. */
  const read = useCallback((entry: Entry | null, place: Place) => {
    stopReading.current?.();
    const { draft } = now.current;
    const finish = (next: Phase) => {
      busy.current = false;
      setPhase(next);
    };
    const drawn = (reading: Reading) => {
      if (entry !== null) writeEntry(entry, true);
      finish({ kind: 'drawn', reading, place });
    };
    const refused = (why: string, fruitless: Reading | null) => {
      // Nothing of this name can be drawn: its entry shows the form.
      const { id } = now.current;
      if (entry === null) writeEntry({ id, place: null, below: null });
      else if (entry.below !== id) writeEntry({ ...entry, place: null }, true);
      finish({ kind: 'form', why, fruitless });
    };
    if (last !== null && sameDraft(last.draft, draft)) {
      drawn(last.reading);
      return;
    }
    busy.current = true;
    setPhase({ kind: 'reading', line: 1, share: 0 });
    const { text, pattern, delimiter } = draft;
    stopReading.current = startReading(
      { text, pattern, delimiter },
      {
        onProgress: (line, share) => setPhase({ kind: 'reading', line, share }),
        onRefused: (why) => refused(why, null),
        onDone: (reading) => {
          if (reading.executions.every(({ events }) => events === 0)) {
            refused(noEvents(reading), reading);
            return;
          }
          last = { draft, reading };
          drawn(reading);
        },
      },
    );
  }, []);

  /** Shows what an entry of the history stands for; null for a first visit, which goes on with the log written last. */
  const goTo = useCallback(
    async (entry: Entry | null) => {
      stopReading.current?.();
      save();
      busy.current = true;
      const { current } = now;
      const found =
        entry === null
          ? await shelf.latest()
          : entry.id === current.id
            ? current
            : await shelf.find(entry.id);
      // Whoever was quicker than the disk is not overruled.
      if (now.current !== current) return;
      if (found !== null) {
        // A first visit begins an entry of its own: another tab may still be writing that log.
        now.current = entry === null ? { ...found, id: current.id } : found;
        setLog(now.current);
      }
      if (entry?.place != null && found !== null) {
        read(null, entry.place);
        return;
      }
      busy.current = false;
      setPhase(entry !== null && found === null ? { ...FORM, why: GONE } : FORM);
    },
    [read, save],
  );

  useEffect(() => {
    void goTo(entryOf(history.state));
    const moved = (event: PopStateEvent) => {
      if (parseHash(location.hash).page === 'log') void goTo(entryOf(event.state) ?? blank(now.current.id));
    };
    window.addEventListener('popstate', moved);
    window.addEventListener('pagehide', save);
    const leave = joinIdle({
      busy: () => busy.current || keeper.waiting(),
      settle: () => new Promise((resolve) => setTimeout(resolve, 20)),
      shown: () => null,
    });
    return () => {
      window.removeEventListener('popstate', moved);
      window.removeEventListener('pagehide', save);
      leave();
      stopReading.current?.();
      save();
    };
  }, [goTo, save, keeper]);

  return useMemo((): LogOnPage => {
    /** The entry on show is the form of the log at hand from now on. */
    const asForm = () => {
      stopReading.current?.();
      busy.current = false;
      writeEntry({ id: now.current.id, place: null, below: null });
    };
    const draw = (draft: Draft) => {
      put({ ...now.current, draft });
      asForm();
      read({ id: now.current.id, place: NOWHERE, below: now.current.id }, NOWHERE);
    };
    /** Another log in place of the one at hand, which is kept under its own name, as is the entry that shows it. @returns its name */
    const replace = (draft: Draft, aside: string | null): string => {
      const { id, draft: before } = now.current;
      if (!/\S/.test(before.text)) {
        put({ id, draft, aside });
        return id;
      }
      if (entryOf(history.state) === null) writeEntry({ id, place: null, below: null });
      put({ id: newId(), draft, aside });
      return id;
    };
    return {
      draft: log.draft,
      phase,
      unkept,
      aside: log.aside !== null,
      change(draft) {
        put({ ...now.current, draft }, true);
        asForm();
        setPhase(FORM);
      },
      draw,
      show(example, atOnce) {
        const { draft, id, aside } = now.current;
        // An example in place of another leaves what was put aside where it is.
        const below = replace(example, aside ?? (/\S/.test(draft.text) ? id : null));
        if (atOnce) {
          read({ id: now.current.id, place: NOWHERE, below }, NOWHERE);
          return;
        }
        writeEntry({ id: now.current.id, place: null, below }, true);
        setPhase(FORM);
      },
      back() {
        const { aside } = now.current;
        if (aside === null) return;
        writeEntry({ id: aside, place: null, below: null }, true);
        void goTo(entryOf(history.state));
      },
      open(file) {
        if (file.size > 2 * MAX_TEXT) {
          const why = `${file.name} is larger than a log may be, ${MAX_TEXT / 1e6} MB.`;
          setPhase({ ...FORM, why });
          return;
        }
        busy.current = true;
        file.arrayBuffer().then(
          (bytes) => {
            const text = textOfBytes(new Uint8Array(bytes));
            const below = replace({ ...now.current.draft, name: file.name, text }, null);
            read({ id: now.current.id, place: NOWHERE, below }, NOWHERE);
          },
          () => {
            busy.current = false;
            setPhase({ ...FORM, why: `${file.name} could not be read.` });
          },
        );
      },
      stop() {
        asForm();
        setPhase(FORM);
      },
      edit() {
        const entry = entryOf(history.state);
        if (entry !== null && entry.below === now.current.id) {
          history.back();
          return;
        }
        asForm();
        setPhase(FORM);
      },
      at(place) {
        const entry = entryOf(history.state);
        if (entry !== null) writeEntry({ ...entry, place });
      },
    };
  }, [log, phase, unkept, put, read, goTo]);
}

const GONE = 'The log that was here is no longer kept in this browser.';

function blank(id: string): Entry {
  return { id, place: null, below: null };
}

function noEvents({ origin }: Reading): string {
  return origin === 'found'
    ? 'No preset fits this log: choose “a pattern of my own” and say where in an event its host and its vector clock stand; a log without vector clocks cannot be drawn.'
    : 'Nothing in this log is an event to the pattern.';
}
