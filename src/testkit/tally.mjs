/** How results of the test runners are counted. A part in which nothing ran has failed: silence is not success. */

/**
 * `names` are those of failed tests, as far as the runner tells them; `unsteady` of tests that passed at a second attempt only.
 * @typedef {{ passed: number, failed: number, skipped: number, names?: string[], unsteady?: string[] }} Tally
 */

/** Names that stand for several parts. @type {Readonly<Record<string, readonly string[]>>} */
const GROUPS = { lint: ['style', 'types', 'imports', 'determinism'] };
/** These look at a built app. */
const NEED_BUILD = ['size', 'e2e'];

/**
 * @param {readonly string[]} all names of the parts
 * @param {string | undefined} only as given on the command line, with commas
 * @returns {string[]} chosen parts, in no particular order, with what they need
 * @throws {Error} for a name that is none
 */
export function choose(all, only) {
  if (only === undefined) return [...all];
  const names = only.split(',').flatMap((name) => GROUPS[name.trim()] ?? [name.trim()]);
  const unknown = names.find((name) => !all.includes(name));
  if (unknown !== undefined) {
    throw new Error(
      `There is no part "${unknown}": choose among ${[...Object.keys(GROUPS), ...all].join(', ')}.`,
    );
  }
  return names.some((name) => NEED_BUILD.includes(name)) ? ['build', ...names] : names;
}

/**
 * @param {unknown} report as `vitest --reporter=json` writes it; undefined if it wrote none
 * @param {number} status of the runner
 * @returns {Tally}
 */
export function vitestTally(report, status) {
  const files = fields(report).testResults;
  /** @type {string[]} */
  const names = [];
  const tally = { passed: 0, failed: 0, skipped: 0, names };
  for (const file of Array.isArray(files) ? files : []) {
    const { assertionResults, name } = fields(file);
    const tests = (Array.isArray(assertionResults) ? assertionResults : []).map(fields);
    for (const test of tests) {
      if (test.status === 'passed') tally.passed++;
      else if (test.status === 'failed') names.push(`${name} › ${test.fullName}`);
      else tally.skipped++;
    }
    // A file that does not load has no tests to fail.
    if (fields(file).status === 'failed' && !tests.some(({ status }) => status === 'failed'))
      names.push(`${name}`);
  }
  tally.failed = names.length;
  return settle(tally, status);
}

/**
 * @param {unknown} report as Playwright's json reporter writes it; undefined if it wrote none
 * @param {number} status of the runner
 * @returns {Tally}
 */
export function playwrightTally(report, status) {
  const { expected, unexpected, flaky, skipped } = fields(fields(report).stats);
  const tally = {
    passed: count(expected) + count(flaky),
    failed: count(unexpected),
    skipped: count(skipped),
    names: specsOf(report, 'unexpected'),
    unsteady: specsOf(report, 'flaky'),
  };
  return settle(tally, status);
}

/**
 * @param {unknown} suite of Playwright's report, or the report
 * @param {'unexpected' | 'flaky'} outcome
 * @returns {string[]} `file:line title` of every test below that ended so
 */
function specsOf(suite, outcome) {
  const { suites, specs } = fields(suite);
  const here = (Array.isArray(specs) ? specs : [])
    .map(fields)
    .filter(({ tests }) =>
      (Array.isArray(tests) ? tests : []).some((test) => fields(test).status === outcome),
    );
  return [
    ...here.map(({ file, line, title }) => `${file}:${line} ${title}`),
    ...(Array.isArray(suites) ? suites : []).flatMap((inner) => specsOf(inner, outcome)),
  ];
}

/**
 * The last line of the test command.
 * @param {readonly Tally[]} tallies
 */
export function tallyLine(tallies) {
  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
  const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
  return `${passed} passed, ${failed} failed`;
}

/**
 * A runner that found no test, or that says it failed while every test it counted passed, counts as one failure.
 * @param {Tally} tally
 * @param {number} status
 * @returns {Tally}
 */
function settle(tally, status) {
  const ran = tally.passed + tally.failed;
  return tally.failed === 0 && (status !== 0 || ran === 0) ? { ...tally, failed: 1 } : tally;
}

/** @param {unknown} value @returns {Record<string, unknown>} */
function fields(value) {
  return typeof value === 'object' && value !== null ? /** @type {Record<string, unknown>} */ (value) : {};
}

/** @param {unknown} value */
function count(value) {
  return typeof value === 'number' ? value : 0;
}
