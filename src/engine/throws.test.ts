import { describe, expect, test } from 'vitest';
import { simulate } from '../testkit/simulate.ts';
import { act, puppet } from '../testkit/toy-puppet.ts';
import { fault, last } from './stories.test-data.ts';
import type { Trace } from './trace.ts';

interface Sender {
  send(to: string, message: object): void;
}

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

  const peer = puppet.roles.peer as object & {
    command(ctx: Sender, command: object): void;
  };
  const failures = ({ trace }: { readonly trace: Trace }) =>
    trace.notes.filter((note) => note.id === '!error').map((note) => note.fields.message);

  test('in the kind or epoch of what it sends: the step is undone, its operations keep their numbers', () => {
    for (const what of ['messageKind', 'messageEpoch'] as const) {
      const protocol = {
        ...puppet,
        [what](message: { readonly word?: string }) {
          if (message.word === 'bad') throw new Error(`no ${what}`);
          return 0;
        },
      };
      const run = simulate(protocol as never, {
        nodes: { peer: 2 },
        inputs: [
          act(10, 'P1', ['invoke', 'write'], ['keep', 'lost'], ['send', 'P2', 'bad']),
          act(50, 'P2', ['invoke', 'write'], ['send', 'P1', 'late']),
        ],
      });
      expect(failures(run)).toEqual([`no ${what}`]);
      expect(run.last().nodes.map((n) => [n.up, n.durable.kept])).toEqual([
        [false, []],
        [true, []],
      ]);
      expect(run.trace.operations.map((o) => o.id)).toEqual([0, 1]);
    }
  });

  test('with a message that contains itself, or is nested without end: a visible event', () => {
    const loop: { self?: object } = {};
    loop.self = loop;
    let deep: object = {};
    for (let i = 0; i < 5000; i++) deep = { deep };
    const wide: unknown[] = [];
    for (let i = 0; i < 6; i++) wide.push(...[wide, wide, wide]);
    for (const message of [loop, deep, { wide }]) {
      const protocol = {
        ...puppet,
        roles: { ...puppet.roles, peer: { ...peer, command: (ctx: Sender) => ctx.send('P2', message) } },
      };
      const run = simulate(protocol as never, { nodes: { peer: 2 }, inputs: [act(10, 'P1')] });
      expect(failures(run)).toEqual(['a value is nested too deep, or contains itself']);
      expect(run.last().nodes.map((n) => n.up)).toEqual([false, true]);
    }
  });

  test('when a node is made: it fails at every start, and so it does after amnesia', () => {
    const protocol = {
      ...puppet,
      roles: {
        ...puppet.roles,
        peer: {
          ...peer,
          durable(env: { readonly self: { readonly id: string } }) {
            if (env.self.id === 'P1') throw new Error('no disk');
            return (puppet.roles.peer as { durable(env: object): object }).durable(env);
          },
        },
      },
    };
    const run = simulate(protocol as never, {
      nodes: { peer: 2 },
      inputs: [fault(50, { type: 'amnesia', node: 'P1', until: 60 }), act(70, 'P2', ['keep', 'fine'])],
    });
    expect(failures(run)).toEqual(['no disk', 'no disk']);
    expect(last(run as never, 'P2').durable.kept).toEqual(['fine']);
  });

  test('when a property begins: it is broken at the first step, and says why', () => {
    const init = () => {
      throw new Error('cannot begin');
    };
    const protocol = { ...puppet, properties: [{ id: 'sound', init, step: () => 0 }] };
    const { trace } = simulate(protocol as never, { nodes: { peer: 2 }, inputs: [act(10, 'P1')] });
    expect(trace.violations.map((v) => [v.property, v.step, v.why])).toEqual([
      ['sound', 0, 'It could not be checked: cannot begin'],
    ]);
  });

  test('something that is no error and cannot be told', () => {
    const unspeakable = {
      toString() {
        throw new Error('not even this');
      },
    };
    const command = () => {
      throw unspeakable;
    };
    const protocol = { ...puppet, roles: { ...puppet.roles, peer: { ...peer, command } } };
    expect(failures(simulate(protocol as never, { nodes: { peer: 1 }, inputs: [act(10, 'P1')] }))).toEqual([
      'something that cannot be told',
    ]);
  });

  test('in the label of a message: it has none, and every step can be looked at', () => {
    const messageLabel = () => {
      throw new Error('no label');
    };
    const run = simulate({ ...puppet, messageLabel } as never, {
      nodes: { peer: 2 },
      inputs: [act(10, 'P1', ['send', 'P2', 'hello'])],
    });
    for (let step = 0; step < run.trace.steps; step++) expect(() => run.detail(step)).not.toThrow();
    expect(run.world(2).inFlight.map((m) => m.label)).toEqual(['']);
  });
});
