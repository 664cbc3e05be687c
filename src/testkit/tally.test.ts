import { describe, expect, it } from 'vitest';
import { choose, playwrightTally, tallyLine, vitestTally } from './tally.mjs';

const file = (status: string, ...tests: string[]) => ({
  status,
  name: 'a.test.ts',
  assertionResults: tests.map((result, i) => ({ status: result, fullName: `test ${i}` })),
});

describe('counting unit tests', () => {
  it('sums over files and leaves out what was skipped', () => {
    const report = { testResults: [file('passed', 'passed', 'passed', 'pending'), file('failed', 'failed')] };
    expect(vitestTally(report, 1)).toEqual({
      passed: 2,
      failed: 1,
      skipped: 1,
      names: ['a.test.ts › test 0'],
    });
  });

  it('counts a file that does not load as a failure', () => {
    const report = { testResults: [file('passed', 'passed'), file('failed')] };
    expect(vitestTally(report, 1)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
      names: ['a.test.ts'],
    });
  });

  it('does not believe a runner that fails after every test passed', () => {
    expect(vitestTally({ testResults: [file('passed', 'passed')] }, 1).failed).toBe(1);
  });

  it.each([
    ['nothing ran', { testResults: [] }, 0],
    ['everything was skipped', { testResults: [file('passed', 'todo')] }, 0],
    ['there is no report', undefined, 0],
  ])('fails when %s', (_, report, status) => {
    expect(vitestTally(report, status).failed).toBe(1);
  });
});

describe('counting end-to-end tests', () => {
  const spec = (title: string, status: string) => ({
    file: 'a.spec.ts',
    line: 7,
    title,
    tests: [{ status }],
  });

  it('names those that failed, however deep they are, and apart from them those that needed a second attempt', () => {
    const inner = { specs: [spec('well', 'expected'), spec('ill', 'unexpected')] };
    const report = {
      suites: [{ specs: [spec('at times', 'flaky')], suites: [inner] }],
      stats: { expected: 1, unexpected: 1, flaky: 1, skipped: 2 },
    };
    expect(playwrightTally(report, 1)).toEqual({
      passed: 2,
      failed: 1,
      skipped: 2,
      names: ['a.spec.ts:7 ill'],
      unsteady: ['a.spec.ts:7 at times'],
    });
  });

  it('fails when nothing ran', () => {
    expect(playwrightTally({ stats: { expected: 0, unexpected: 0 } }, 0).failed).toBe(1);
    expect(playwrightTally(undefined, 1).failed).toBe(1);
  });
});

describe('choosing parts', () => {
  const all = ['style', 'types', 'imports', 'determinism', 'build', 'size', 'unit', 'e2e'];

  it('is everything unless told otherwise', () => {
    expect(choose(all, undefined)).toEqual(all);
  });

  it('knows groups, and what a part needs', () => {
    expect(choose(all, 'lint')).toEqual(['style', 'types', 'imports', 'determinism']);
    expect(choose(all, 'unit, e2e')).toEqual(['build', 'unit', 'e2e']);
  });

  it('refuses a name that is none', () => {
    expect(() => choose(all, 'units')).toThrow('There is no part "units"');
  });
});

it('ends with one line', () => {
  const tally = { passed: 2, failed: 1, skipped: 4 };
  expect(tallyLine([tally, tally])).toBe('4 passed, 2 failed');
});
