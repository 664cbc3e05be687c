/** What kind of object each fault is on the timeline. */
import type { Fault } from '../engine/runspec.ts';

/**
 * `span`: on the lanes of the nodes it strikes; `partition`: across lanes; `strip`: beside a lane; `message`: a badge on a message;
 * `disk`: a badge above a lane; `point`: a grip on a lane.
 */
export type InputForm = 'partition' | 'span' | 'strip' | 'message' | 'disk' | 'point';

export interface FaultForm {
  readonly form: InputForm;
  /** It waits for the nth message or write. */
  readonly waits?: true;
  /** It takes its nodes down. */
  readonly downs?: true;
}

const FORMS: Readonly<Record<Fault['type'], FaultForm>> = {
  crash: { form: 'span', downs: true },
  amnesia: { form: 'span', downs: true },
  outage: { form: 'span', downs: true },
  pause: { form: 'span' },
  slow: { form: 'span' },
  byzantine: { form: 'span' },
  partition: { form: 'partition' },
  partial: { form: 'strip' },
  block: { form: 'strip' },
  link: { form: 'strip' },
  drop: { form: 'message', waits: true },
  delay: { form: 'message', waits: true },
  duplicate: { form: 'message', waits: true },
  reorder: { form: 'message', waits: true },
  corrupt: { form: 'message', waits: true },
  clock: { form: 'strip' },
  lostWrite: { form: 'disk', waits: true },
  tornWrite: { form: 'disk', waits: true, downs: true },
  misdirectedWrite: { form: 'disk', waits: true },
  bitRot: { form: 'disk' },
  latentError: { form: 'disk' },
  diskFull: { form: 'strip', downs: true },
  slowFsync: { form: 'strip' },
};

export function formOf(type: Fault['type']): FaultForm {
  return FORMS[type];
}
