/** Tells the notes on the lecturer's own screen where the lecture stands, and does what they ask. */
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useDocument } from '../stores/use.ts';
import { joinChannel, type Told, type Wish } from './channel.ts';
import { askedOf, handsStore, setCount } from './hands.ts';
import type { Presenter } from './usePresenter.ts';

export function useSpeaker(presenter: Presenter | null): void {
  const notes = useDocument((d) => d.document?.notes ?? '');
  const hands = useStore(handsStore, (s) => s.of);
  const channel = useRef<ReturnType<typeof joinChannel> | null>(null);
  const now = useRef<{ presenter: Presenter | null; told: Told | null }>({ presenter, told: null });
  now.current.presenter = presenter;

  useEffect(() => {
    const joined = joinChannel((word) => {
      const { presenter: p, told } = now.current;
      if (word.type === 'hello' && told !== null) joined.say(told);
      else if (p !== null && word.type !== 'slide' && word.type !== 'over') obey(p, word);
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
    if (presenter === null) return;
    const { slides, at, slide, detour } = presenter;
    const told: Told = {
      type: 'slide',
      n: at + 1,
      of: slides.length,
      words: slide.words,
      more: slide.more,
      next: slides[at + 1]?.words ?? '',
      notes,
      detour,
      hands: slide.kind === 'prediction' ? askedOf(slide) : null,
    };
    now.current.told = told;
    channel.current?.say(told);
  }, [presenter, notes, hands]);
}

function obey(presenter: Presenter, wish: Wish): void {
  if (wish.type === 'go') presenter.go(wish.by);
  else if (wish.type === 'back') presenter.back();
  else if (wish.type === 'count' && presenter.slide.kind === 'prediction') {
    setCount(presenter.slide, wish.option, wish.count);
  }
}
