/** What can be put into a list: everything that ships, a run by its link, a run or a lesson from files. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { LESSONS } from '../../lessons/cards.ts';
import type { LessonList, Subject } from '../../lessons/list/types.ts';
import { loadCards, loadScenarios } from '../catalog.ts';
import { recalled } from '../home/recent.ts';
import { loading } from '../idle.ts';
import { chosenIn, filesIn } from '../lesson/dropped.ts';
import { useDrop } from '../lesson/useDrop.ts';
import { useSearchKeys } from '../searchKeys.ts';
import { freshId, saveDraft } from './drafts.ts';
import { type Offer, offersFor, ownOffers } from './search.ts';
import { takeFiles, takeLink } from './taking.ts';

/** So many are shown at once; words find the others. */
const SHOWN = 60;

const lessons: readonly Offer[] = LESSONS.map(({ id, track, card }) => ({
  subject: { lesson: id },
  title: card.title,
  what: `Lesson · ${card.minutes} min`,
  says: card.question,
  words: `${card.protocol} ${track}`,
}));

export function Add({
  add,
  has,
}: {
  /** @returns why it was not added, or null */
  add(subject: Subject, name: string): string | null;
  /** Ids of what is in the list already. */
  readonly has: ReadonlySet<string>;
}) {
  const [query, setQuery] = useState('');
  const [link, setLink] = useState('');
  const [trouble, setTrouble] = useState('');
  const files = useRef<HTMLInputElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const offers = useRef<HTMLUListElement>(null);
  const { made, runs } = useRuns();
  const found = useMemo(() => offersFor(query, [...made, ...lessons, ...runs]), [query, made, runs]);
  const put = (subject: Subject, name: string) => setTrouble(add(subject, name) ?? '');
  const asked = query.trim() !== '';
  const { links, onKeyDown } = useSearchKeys(field, offers, {
    asked,
    arrows: true,
    clear: () => setQuery(''),
    of: 'button',
  });
  const take = async (
    taking: ReturnType<typeof takeFiles> | ReturnType<typeof takeLink>,
  ): Promise<boolean> => {
    setTrouble('');
    const done = loading();
    try {
      const taken = await taking;
      if (!taken.ok) setTrouble(taken.why);
      else if ('list' in taken) openList(taken.list);
      else put(taken.subject, taken.name);
      return taken.ok;
    } catch {
      setTrouble('Part of the page could not be loaded. Is the network there?');
      return false;
    } finally {
      done();
    }
  };
  useDrop(
    (transfer) => void take(filesIn(transfer).then((read) => (read.ok ? takeFiles(read.files) : read))),
  );
  return (
    <section className="list-add" aria-labelledby="list-add-title">
      <h2 id="list-add-title">Add</h2>
      <form
        role="search"
        onKeyDown={onKeyDown}
        onSubmit={(event) => {
          event.preventDefault();
          if (asked) links()[0]?.click();
        }}
      >
        <input
          ref={field}
          type="search"
          className="share-input"
          aria-label="Find lessons and runs"
          placeholder="Find lessons and runs; Enter adds one"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <ul ref={offers} className="list-offers" aria-label="Lessons and runs">
          {found.slice(0, SHOWN).map((offer) => {
            const id = idOf(offer.subject);
            return (
              <li key={id}>
                <button
                  type="button"
                  className="list-offer"
                  title={offer.says}
                  onClick={() => put(offer.subject, `“${offer.title}”`)}
                >
                  <span className="visually-hidden">Add </span>
                  <span>
                    {offer.title}
                    {has.has(id) && <span className="muted"> (in it)</span>}
                  </span>
                  <span className="muted">{offer.what}</span>
                </button>
              </li>
            );
          })}
        </ul>
      </form>
      <p className="list-found" role="status">
        {found.length === 0
          ? 'Nothing is called that. One word is often enough: leader, clock, doctors.'
          : found.length > SHOWN
            ? `${found.length} in all; words find the others.`
            : ''}
      </p>
      <form
        className="list-link"
        onSubmit={(event) => {
          event.preventDefault();
          void take(takeLink(link)).then((taken) => {
            if (taken) setLink('');
          });
        }}
      >
        <label className="list-field">
          A run of your own, by its link
          <input
            className="share-input"
            value={link}
            placeholder="https://…#/lab/raft?s=…"
            onChange={(event) => setLink(event.target.value)}
          />
        </label>
        <button type="submit" className="button" disabled={link.trim() === ''}>
          Add
        </button>
      </form>
      <p className="list-files">
        A run or a lesson of your own from files: drop it anywhere here, or{' '}
        <button type="button" className="text-button" onClick={() => files.current?.click()}>
          choose files
        </button>
        .
      </p>
      {trouble !== '' && (
        <p role="alert" className="list-trouble">
          {trouble}
        </p>
      )}
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label="Files of a run or a lesson"
        onChange={(event) => {
          const chosen = chosenIn(event.target);
          if (chosen.length > 0) void take(takeFiles(chosen));
        }}
      />
    </section>
  );
}

/** By what an item is known in the list of what can be added; '' for what comes from a file. */
export function idOf(subject: Subject): string {
  return 'lesson' in subject
    ? subject.lesson
    : 'scenario' in subject
      ? subject.scenario
      : 'run' in subject
        ? subject.run
        : '';
}

/** A list that was dropped becomes one of one's own, and what was open stays as it is. */
function openList(list: LessonList): void {
  const id = freshId();
  saveDraft({ id, list, changedAt: Date.now() });
  location.hash = `#/lists/${id}`;
}

interface Runs {
  /** By somebody in this browser: they made them for a list, as likely as not. */
  readonly made: readonly Offer[];
  readonly runs: readonly Offer[];
}

function useRuns(): Runs {
  const [all, setAll] = useState<Runs>({ made: [], runs: [] });
  useEffect(() => {
    let gone = false;
    const done = loading();
    const load = async () => {
      const cards = await loadCards();
      const shipped = await Promise.all(
        cards.map(async (card) =>
          (await loadScenarios(card.id)).map(({ id, title, claim }) => ({
            subject: { scenario: `${card.id}/${id}` },
            title,
            what: `Run · ${card.title}`,
            says: claim,
            words: card.family,
          })),
        ),
      );
      const kept = recalled();
      const offered = (own: boolean) =>
        ownOffers(
          kept.filter((run) => run.own === own),
          cards,
        );
      if (!gone) setAll({ made: offered(true), runs: [...shipped.flat(), ...offered(false)] });
    };
    // Without the network the lessons are left.
    load()
      .catch(() => {})
      .finally(done);
    return () => {
      gone = true;
      done();
    };
  }, []);
  return all;
}
