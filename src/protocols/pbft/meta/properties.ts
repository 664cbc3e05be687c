/** What is promised. */
import type { Meta } from '../../../engine/meta.ts';

export const properties: Meta['properties'] = [
  {
    id: 'agreement',
    title: 'No two correct replicas execute different requests under one number',
    source: 'Castro & Liskov 1999, §4.5.1: Safety',
    kind: 'always',
  },
  {
    id: 'total-order',
    title: 'Correct replicas execute the requests they have in common in the same order',
    source: 'Castro & Liskov 1999, §4.5.1: Safety',
    kind: 'always',
  },
  {
    id: 'validity',
    title: 'Nothing is executed that no client asked for',
    source: 'Castro & Liskov 1999, §4.1 and §4.2: requests are signed',
    kind: 'always',
  },
  {
    id: 'exactly-once',
    title: 'A request takes effect once, however often it is sent',
    source: 'Castro & Liskov 1999, §4.1: timestamps ensure exactly-once semantics',
    kind: 'always',
  },
  {
    id: 'unique-prepared',
    title: 'Correct replicas prepare at most one request for a view and number',
    source: 'Castro & Liskov 1999, §4.2: the invariant of prepared',
    kind: 'always',
  },
  {
    id: 'committed-local',
    title: 'What is committed-local somewhere is prepared at f + 1 correct replicas',
    source: 'Castro & Liskov 1999, §4.2: committed-local implies committed',
    kind: 'always',
  },
  {
    id: 'same-checkpoints',
    title: 'Correct replicas have the same state at the same checkpoint',
    source: 'Castro & Liskov 1999, §4.3',
    kind: 'always',
  },
  {
    id: 'new-view-well-formed',
    title: 'What a new view proposes again follows from its view-changes',
    source: 'Castro & Liskov 1999, §4.4',
    kind: 'always',
  },
  {
    id: 'client-not-misled',
    title: 'A client accepts only results that a correct replica computed',
    source: 'Castro & Liskov 1999, §4.1: f + 1 replies with the same result',
    kind: 'always',
  },
  {
    id: 'progress',
    title: 'Once the network behaves, requests are answered within the given time',
    source: 'Castro & Liskov 1999, §4.5.2: Liveness',
    kind: 'always',
  },
];
