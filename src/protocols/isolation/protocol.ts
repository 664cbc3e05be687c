/** Isolation: sessions, and a database whose control of concurrency is real (`db/`). */
import type { Protocol } from '../../engine/api.ts';
import { database } from './database.ts';
import { meta } from './meta.ts';
import { properties } from './properties.ts';
import { session } from './session.ts';
import type { IsolationMessage } from './state.ts';
import { outcomeOf, outcomeText } from './words.ts';

export type * from './state.ts';

export const protocol: Protocol = {
  meta,
  roles: { database, session },
  properties,
  /** Indices into `meta.messages`. */
  messageKind(message) {
    const m = message as IsolationMessage;
    if (m.type === 'Ask') return 0;
    return 'blocked' in m.outcome ? 2 : 1;
  },
  messageEpoch: () => 0,
  messageLabel(message) {
    const m = message as IsolationMessage;
    return m.type === 'Ask' ? m.sql : outcomeText(outcomeOf(m));
  },
};

export default protocol;
