import { useStore } from 'zustand';
import { calm } from './calm.ts';
import { type DocumentState, documentStore } from './document.ts';
import { type SessionState, sessionStore } from './session.ts';
import { words } from './words.ts';

export function useDocument<T>(select: (state: DocumentState) => T): T {
  return useStore(documentStore, select);
}
export function useSession<T>(select: (state: SessionState) => T): T {
  return useStore(sessionStore, select);
}
/** The same for panels: a new run reaches them a frame after it is on the timeline. */
export function useCalm<T>(select: (state: SessionState) => T): T {
  return useStore(calm.store, select);
}
/** The same for what puts a moment into words: while a run plays it follows at a reader's pace. */
export function useWords<T>(select: (state: SessionState) => T): T {
  return useStore(words, select);
}
