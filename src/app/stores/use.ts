import { useStore } from 'zustand';
import { calm } from './calm.ts';
import { type DocumentState, documentStore } from './document.ts';
import { type SessionState, sessionStore } from './session.ts';

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
