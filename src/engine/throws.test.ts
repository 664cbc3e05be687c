import { describe, expect, test } from 'vitest';
import { simulate } from '../testkit/simulate.ts';
import { act, puppet } from '../testkit/toy-puppet.ts';
import { fault, last } from './stories.test-data.ts';

describe('a protocol that throws where nobody expects it', () => {
  const throwing = (what: 'status' | 'epoch' | 'recover') => ({
    ...puppet,
    roles: {
      ...puppet.roles,
      peer: {
        ...(puppet.roles.peer as object),
        [what](state: { kept?: readonly string[] }) {
          if (what === 'recover' || state.kept?.includes('bad')) throw new Error(`no ${what}`);
          return 0;
        },
      },
    },
  });

  test('in status or epoch: its node is down, the step undone, the run goes on', () => {
    for (const what of ['status', 'epoch'] as const) {
      const { trace, last: end } = simulate(throwing(what) as never, {
        nodes: { peer: 2 },
        inputs: [act(10, 'P1', ['keep', 'bad'], ['send', 'P2', 'never']), act(50, 'P2', ['keep', 'fine'])],
      });
      expect(trace.notes.map((n) => [n.id, n.fields])).toEqual([['!error', { message: `no ${what}` }]]);
      expect(end().nodes.map((n) => [n.up, n.durable.kept])).toEqual([
        [false, []],
        [true, ['fine']],
      ]);
    }
  });

  test('in recover: it fails at every boot, and its disk stays as bad as it was', () => {
    const run = simulate(throwing('recover') as never, {
      nodes: { peer: 1 },
      inputs: [
        act(10, 'P1', ['put', 'term', 1]),
        fault(20, { type: 'latentError', node: 'P1', record: 'term' }),
        fault(30, { type: 'crash', node: 'P1', until: 40 }),
        fault(50, { type: 'crash', node: 'P1', until: 60 }),
      ],
    });
    expect(run.trace.notes.map((n) => n.fields.message)).toEqual(['no recover', 'no recover']);
    expect(last(run as never).damaged).toEqual([{ record: 'term', what: 'unreadable' }]);
  });

  test('in a property: it is broken, says why, and is not asked again', () => {
    const protocol = {
      ...puppet,
      properties: [
        {
          id: 'sound',
          init: () => 0,
          step(acc: number) {
            if (acc === 5) throw new Error('what is this?');
            return acc + 1;
          },
        },
      ],
    };
    const { trace } = simulate(protocol, {
      nodes: { peer: 3 },
      inputs: [1, 2, 3, 4].map((t) => act(t, 'P1', ['note', 'x'])),
    });
    expect(trace.violations.map((v) => [v.property, v.why])).toEqual([
      ['sound', 'It could not be checked: what is this?'],
    ]);
    expect(trace.stopped).toBeNull();
  });
});
