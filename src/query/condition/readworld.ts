/** Reads a test of the world at one moment. */
import { didYouMean } from '../../base/text.ts';
import type { Reader } from './reader.ts';
import type { Facts, WorldTest } from './types.ts';

const FACTS = ['up', 'paused', 'status', 'epoch', 'state'];
const WORDS = ['all', 'any', 'not', 'nodes', 'agree'];

export function readWorld(r: Reader, json: unknown): WorldTest {
  r.test();
  const object = r.object(json);
  const word = WORDS.find((one) => object[one] !== undefined);
  switch (word) {
    case 'all':
    case 'any':
      r.only(object, [word], 'a word beside it');
      return {
        op: word,
        of: r.list(object[word], word).map((one, i) => r.in(`${word}[${i}]`, () => readWorld(r, one))),
      };
    case 'not':
      r.only(object, ['not'], 'a word beside it');
      return { op: 'not', of: r.in('not', () => readWorld(r, object.not)) };
    case 'agree':
      r.only(object, ['agree', 'on'], 'a word beside "agree", which takes "on"');
      if (typeof object.on !== 'string') r.fail(': "agree" takes the name of a field in "on"');
      return { op: 'agree', nodes: r.nodes(object.agree, 'agree'), on: object.on };
    case 'nodes': {
      r.only(object, ['nodes', 'count', ...FACTS], 'what can be said of nodes');
      const { count } = object;
      return {
        op: 'nodes',
        nodes: r.nodes(object.nodes, 'nodes'),
        facts: facts(r, object),
        count:
          count === undefined
            ? { min: 1 }
            : count === 'every'
              ? 'every'
              : r.in('count', () => r.range(count)),
      };
    }
    default: {
      const first = Object.keys(object)[0];
      const meant = first === undefined ? '' : didYouMean(first, WORDS);
      return r.fail(`says nothing of the world: it has one of ${WORDS.join(', ')}.${meant}`);
    }
  }
}

function facts(r: Reader, object: Readonly<Record<string, unknown>>): Facts {
  const { up, paused, status, epoch, state } = object;
  const statuses = r.vocabulary.meta.statuses.map(({ id }) => id);
  return {
    ...(up === undefined ? {} : { up: r.flag(up, 'up') }),
    ...(paused === undefined ? {} : { paused: r.flag(paused, 'paused') }),
    ...(status === undefined
      ? {}
      : { status: statuses.indexOf(r.known(status, statuses, 'status', 'status')) }),
    ...(epoch === undefined ? {} : { epoch: r.in('epoch', () => r.value(epoch)) }),
    ...(state === undefined ? {} : { state: r.in('state', () => r.fields(state)) }),
  };
}
