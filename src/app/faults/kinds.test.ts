import { describe, expect, test } from 'vitest';
import { FAULT_KINDS } from '../../engine/faultkinds.ts';
import type { Meta } from '../../engine/meta.ts';
import { DISK_FAULTS } from '../../spec/crossfault.ts';
import { raft } from '../run.test-data.ts';
import { CHIPS } from './chips.ts';
import { GLYPHS } from './glyphs.ts';
import {
  familiesOf,
  helpOf,
  impossibleFamilies,
  kindsWithoutChip,
  nameOf,
  ontoOf,
  otherWord,
  RELATIVES,
} from './kinds.ts';
import { canStrike } from './landing.ts';

const lying = { ...raft, behaviours: [{ id: 'b', role: 'server', title: 'B', help: '', fields: [] }] };
const honest: Meta = { ...raft, behaviours: [] };
const found = (typed: string, meta: Meta = lying) =>
  familiesOf(typed, meta).flatMap((family) => family.kinds.map((kind) => kind.type));

describe('the list of all faults', () => {
  test('has every fault without a chip once, and finds every other too', () => {
    const chips = CHIPS.map((chip) => chip.kind).filter((kind) => kind !== 'command');
    expect([...found(''), ...chips].sort()).toEqual(FAULT_KINDS.map((kind) => kind.type).sort());
    for (const { type } of FAULT_KINDS) {
      expect(found(nameOf(type)).slice(0, 4)).toContain(type);
    }
    expect(found('corrupt')[0]).toBe('corrupt');
  });

  test('of those an exercise names, the ones without a chip are given one', () => {
    expect(kindsWithoutChip(['crash', 'byzantine', 'clock', 'slow']).map(({ type }) => type)).toEqual([
      'slow',
      'byzantine',
    ]);
    expect(kindsWithoutChip(CHIPS.map(({ kind }) => kind))).toEqual([]);
  });

  test('has a name, a sentence, a place and a sign for every fault', () => {
    for (const { type } of FAULT_KINDS) {
      expect(nameOf(type)).toMatch(/^[A-Z]/);
      expect(helpOf(type)).toMatch(/\.$/);
      expect(ontoOf(type)).not.toBe('');
      expect(GLYPHS[type]).toMatch(/^[Mm]/);
    }
    const names = FAULT_KINDS.map(({ type }) => nameOf(type));
    expect(new Set(names).size).toBe(names.length);
  });

  test.each([
    ['gray failure', 'slow'],
    ['grey', 'slow'],
    ['omission', 'drop'],
    ['fail-stop', 'crash'],
    ['fail stop', 'crash'],
    ['jitter', 'link'],
    ['split brain', 'partition'],
    ['asymmetric', 'block'],
    ['flapping', 'partial'],
    ['correlated', 'outage'],
    ['torn', 'tornWrite'],
    ['crash before fsync', 'tornWrite'],
    ['ENOSPC', 'diskFull'],
    ['equivocation', 'byzantine'],
    ['out of order', 'reorder'],
    ['checksum', 'corrupt'],
    ['skew', 'clock'],
    ['wiped', 'amnesia'],
  ])('finds what the field calls %s', (typed, type) => {
    expect(found(typed)).toContain(type);
  });

  test('says the word it was found by, where its own name does not', () => {
    const slow = FAULT_KINDS.find((kind) => kind.type === 'slow');
    expect(slow && otherWord(slow, 'gray')).toBe('gray failure');
    expect(slow && otherWord(slow, 'slow n')).toBe('');
  });

  test('puts what is called so before what only speaks of it, and finds nothing for nonsense', () => {
    expect(found('slow')[0]).toBe('slow');
    expect(found('qwertz')).toEqual([]);
  });

  test('offers no lies where the protocol has none', () => {
    expect(found('', honest)).not.toContain('byzantine');
    expect(impossibleFamilies('equivocation', honest).map(({ why }) => why)).toEqual([
      'Raft declares no way for a node to lie.',
    ]);
    expect(impossibleFamilies('', lying)).toEqual([]);
  });

  test('offers no fault of a disk where nobody has one, and says why when it is looked for', () => {
    const diskless: Meta = { ...raft, roles: raft.roles.map((role) => ({ ...role, disk: false })) };
    const disks = FAULT_KINDS.filter(({ family }) => family === 'disk').map(({ type }) => type);
    for (const typed of ['', 'bit rot', 'disk'])
      for (const type of disks) expect(found(typed, diskless), `${type}, “${typed}”`).not.toContain(type);
    expect(impossibleFamilies('bit rot', diskless)).toEqual([
      { id: 'disk', title: 'Disks', why: 'In Raft no node has a disk that could fail.' },
    ]);
    expect(impossibleFamilies('qwertz', diskless)).toEqual([]);
    expect(found('', diskless)).toContain('slow');
  });
});

test('every kind has relatives to change to, and belongs to one family of them', () => {
  for (const { type } of FAULT_KINDS) {
    expect(RELATIVES.filter((kinds) => kinds.includes(type))).toHaveLength(1);
  }
});

test('the disk is asked for exactly where a run asks for it', () => {
  const client = raft.roles.find((role) => role.disk === false);
  if (client === undefined) throw new Error('Raft’s clients have no disk');
  for (const { type } of FAULT_KINDS) {
    if (type === 'byzantine') continue;
    expect(canStrike(type, client, raft), type).toBe(!DISK_FAULTS.has(type));
  }
});

test('the chips are a selection of the same faults', () => {
  for (const chip of CHIPS) if (chip.kind !== 'command') expect(nameOf(chip.kind)).toBe(chip.name);
});
