import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { takeTyped } from '../ahead.ts';
import { loading } from '../idle.ts';
import { useLab } from '../lab/context.ts';
import { useSession } from '../stores/use.ts';
import { type Command, GROUPS, labCommands } from './commands.ts';
import { match } from './fuzzy.ts';
import '../lab/keys.css';
import { momentPlaces, runPlaces, typedPlace } from './places.ts';

interface Found {
  readonly command: Command;
  readonly at: readonly number[];
}

/** Moments are many: without a word typed only a few stand in the list. */
const UNASKED_MOMENTS = 5;
/**
 * What somebody who typed this meant, the likeliest first: a command whose name has words that begin so, one for which there is another word
 * that does, one with these letters here and there.
 */
const NAMED = 300;
const OTHERWISE_NAMED = 200;
const HINTED = 100;
/** Of two that fit alike the one that does something here stands before the one that leads away. */
const HERE = 40;
const AWAY: readonly Command['group'][] = ['Moments', 'Go to'];
/** So many letters are a word that somebody is typing, and no initials. */
const WORD = 3;
/** As many as anybody reads. */
const MOST = 60;

/** What fits the words typed, the best first; with nothing typed all, group by group. */
export function findCommands(commands: readonly Command[], typed: string): readonly Found[] {
  if (typed.trim() === '') {
    let moments = 0;
    return commands
      .filter(({ group, explains }) => !explains && (group !== 'Moments' || moments++ < UNASKED_MOMENTS))
      .map((command) => ({ command, at: [] }));
  }
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return commands
    .flatMap((command) => {
      const here = AWAY.includes(command.group) ? (command.explains ? -1 : 0) : HERE;
      const own = match(typed, command.title);
      const title = ` ${command.title.toLowerCase()}`;
      const wider = `${title} ${command.hint ?? ''} ${command.also ?? ''}`.toLowerCase();
      const begins = (text: string) => words.every((word) => text.includes(` ${word}`));
      const found = own !== null && (own.loose <= 1 || begins(title));
      if (found && begins(title)) return [{ command, at: own.at, score: own.score + here + NAMED }];
      if (begins(wider)) return [{ command, at: found ? own.at : [], score: here + OTHERWISE_NAMED }];
      const initials = words.every((word) => word.length < WORD);
      if (found) return [{ command, at: own.at, score: own.score + here + (initials ? NAMED : HINTED) }];
      return words.every((word) => wider.includes(word)) ? [{ command, at: [], score: here }] : [];
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST);
}

export function CommandList({ onChoose }: { onChoose(command: Command): void }) {
  const { meta, player } = useLab();
  const run = useSession((s) => s.run);
  const [typed, setTyped] = useState('');
  /** Which of them is chosen by Enter: the best until one is pointed at, which it stays though more are found. */
  const [active, setActive] = useState<string | null>(null);
  const [runs, setRuns] = useState<readonly Command[]>([]);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => {
    let gone = false;
    const loaded = loading();
    runPlaces()
      .then((places) => {
        if (!gone) setRuns(places);
      })
      .finally(loaded);
    return () => {
      gone = true;
      loaded();
    };
  }, []);
  const all = useMemo(
    () => [...labCommands(meta, player), ...(run === null ? [] : momentPlaces(meta, run, player)), ...runs],
    [meta, player, run, runs],
  );
  const found = useMemo(() => {
    const exact = run === null ? null : typedPlace(typed, run, player);
    const others = findCommands(all, typed);
    return exact === null ? others : [{ command: exact, at: [] }, ...others];
  }, [all, typed, run, player]);
  const at =
    found.length === 0
      ? -1
      : Math.max(
          0,
          found.findIndex(({ command }) => command.id === active),
        );
  useLayoutEffect(() => setTyped((now) => takeTyped() || now), []);
  useEffect(() => {
    list.current?.querySelector(`[data-at="${at}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const onKey = (event: KeyboardEvent) => {
    const last = found.length - 1;
    const page = 8;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: at >= last ? 0 : at + 1,
      ArrowUp: at <= 0 ? last : at - 1,
      PageDown: Math.min(last, at + page),
      PageUp: Math.max(0, at - page),
    };
    const to = moves[event.key];
    const chosen = found[at];
    if (to !== undefined) setActive(found[to]?.command.id ?? null);
    else if (event.key === 'Enter' && chosen !== undefined && !event.nativeEvent.isComposing)
      onChoose(chosen.command);
    else return;
    event.preventDefault();
  };

  const grouped = typed.trim() === '';
  const option = ({ command, at: marked }: Found, i: number) => (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys; its active option is told by aria-activedescendant.
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field.
    <div
      key={command.id}
      id={`${id}-${i}`}
      role="option"
      aria-selected={i === at}
      data-at={i}
      className="command-option"
      onPointerMove={() => setActive(command.id)}
      onClick={() => onChoose(command)}
    >
      <span className="command-title">
        <Marked text={command.title} at={marked} />
        {command.hint !== undefined && <span className="command-hint num"> {command.hint}</span>}
      </span>
      {command.keys !== undefined && (
        <span className="command-keys">
          <span className="visually-hidden">key </span>
          {command.keys.split(' ').map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
        </span>
      )}
    </div>
  );

  return (
    <>
      <input
        className="command-field"
        type="text"
        role="combobox"
        aria-label="Find a command, a run, or a moment"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={found.length === 0 ? undefined : `${id}-${at}`}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        placeholder="crash, split vote, 240 ms, S3#17 …"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(null);
        }}
        onKeyDown={onKey}
      />
      <div ref={list} id={`${id}-list`} role="listbox" aria-label="Commands" className="command-list">
        {grouped
          ? GROUPS.map((group) => {
              const inGroup = found
                .map((one, i) => ({ one, i }))
                .filter(({ one }) => one.command.group === group);
              return inGroup.length === 0 ? null : (
                <div key={group} role="group" aria-label={group}>
                  <p className="command-group" aria-hidden="true">
                    {group}
                  </p>
                  {inGroup.map(({ one, i }) => option(one, i))}
                </div>
              );
            })
          : found.map(option)}
      </div>
      <p className="visually-hidden" role="status">
        {grouped ? '' : `${found.length === 0 ? 'Nothing' : found.length} found`}
      </p>
      {found.length === 0 && (
        <p className="command-none">
          Nothing by that name. Try what it does (“crash”), a protocol, or a time (“240 ms”).
        </p>
      )}
    </>
  );
}

/** The text with the letters that were typed set off. */
function Marked({ text, at }: { readonly text: string; readonly at: readonly number[] }) {
  if (at.length === 0) return text;
  const parts: { readonly text: string; readonly lit: boolean }[] = [];
  const lit = new Set(at);
  for (let i = 0; i < text.length; ) {
    let end = i + 1;
    while (end < text.length && lit.has(end) === lit.has(i)) end += 1;
    parts.push({ text: text.slice(i, end), lit: lit.has(i) });
    i = end;
  }
  return parts.map(({ text: part, lit: on }, i) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, in order.
    on ? <mark key={i}>{part}</mark> : <span key={i}>{part}</span>,
  );
}
