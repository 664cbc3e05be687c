/** Tells the notes on the lecturer's own screen where the lecture stands, and does what they ask. */
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { joinChannel, type Told, type Wish } from './channel.ts';
import { askedOf, handsStore, setCount } from './hands.ts';
import type { Lecture } from './lecture.ts';
import type { Walk } from './walk.ts';

export function useSpeaker(lecture: Lecture | null, walk: Walk | null): void {
  const hands = useStore(handsStore, (s) => s.of);
  const channel = useRef<ReturnType<typeof joinChannel> | null>(null);
  const now = useRef<{ lecture: Lecture | null; walk: Walk | null; told: Told | null }>({
    lecture,
    walk,
    told: null,
  });
  now.current.lecture = lecture;
  now.current.walk = walk;

  useEffect(() => {
    const joined = joinChannel((word) => {
      const { lecture: l, walk: w, told } = now.current;
      if (word.type === 'hello' && told !== null) joined.say(told);
      else if (word.type === 'item') w?.go(word.to);
      else if (l !== null && word.type !== 'slide' && word.type !== 'over') obey(l, word);
    });
    channel.current = joined;
    return () => {
      joined.say({ type: 'over' });
      joined.leave();
      channel.current = null;
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the counts of hands are read out of their store.
  useEffect(() => {
    if (lecture === null) return;
    const { at, of, words, more, next, notes, detour, prediction } = lecture;
    const told: Told = {
      type: 'slide',
      n: at + 1,
      of,
      words,
      more,
      next: next || (walk?.items[walk.at + 1] ?? ''),
      notes,
      detour,
      walk:
        walk === null
          ? null
          : { title: walk.title, items: walk.items, at: walk.at, say: walk.say, note: walk.note },
      hands: prediction === null ? null : { ...askedOf(prediction), fixed: prediction.fixed === true },
    };
    now.current.told = told;
    channel.current?.say(told);
  }, [lecture, walk, hands]);
}

function obey(lecture: Lecture, wish: Exclude<Wish, { type: 'item' }>): void {
  if (wish.type === 'go') lecture.go(wish.by);
  else if (wish.type === 'back') lecture.back();
  else if (wish.type === 'count' && lecture.prediction !== null) {
    setCount(lecture.prediction, wish.option, wish.count);
  }
}
