import { useStore } from 'zustand';
import { type DocumentState, documentStore } from './document.ts';
import { type SessionState, sessionStore } from './session.ts';

export function useDocument<T>(select: (state: DocumentState) => T): T {
  return useStore(documentStore, select);
}
export function useSession<T>(select: (state: SessionState) => T): T {
  return useStore(sessionStore, select);
}
