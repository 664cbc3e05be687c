/** Where one can go: moments of the run on show, and every run there is. */
import type { Meta } from '../../engine/meta.ts';
import { loadCards, loadScenarios } from '../catalog.ts';
import { describeStep, interestingSteps, stepName } from '../describe.ts';
import { seenRun } from '../lens/store.ts';
import type { Player } from '../playback/player.ts';
import { homeHref, labHref, logHref } from '../router.ts';
import { type Run, sessionStore, stepTime } from '../stores/session.ts';
import { ms } from '../text.ts';
import type { Command } from './commands.ts';

const go = (href: string) => () => {
  location.hash = href;
};

/** Every protocol and scenario, in the order of the home page. Those that cannot be fetched are left out. */
export async function runPlaces(): Promise<readonly Command[]> {
  const cards = await loadCards().catch(() => []);
  const found = await Promise.all(
    cards.map(async ({ id, title, family, pages = [] }): Promise<readonly Command[]> => {
      const scenarios = await loadScenarios(id).catch(() => []);
      return [
        { id: `protocol ${id}`, title, group: 'Go to', hint: family, run: go(labHref(id)) },
        ...pages.map((page) => ({
          id: `page ${id} ${page.id}`,
          title: page.title,
          group: 'Go to' as const,
          hint: title,
          also: `${title} ${page.about}`,
          run: go(`#/${id}/${page.id}`),
        })),
        ...scenarios.map((scenario) => ({
          id: `scenario ${id} ${scenario.id}`,
          title: scenario.title,
          group: 'Go to' as const,
          hint: title,
          also: `${title} ${scenario.claim}`,
          run: go(labHref(id, scenario.id)),
        })),
      ];
    }),
  );
  const lessons = await import('../../lessons/cards.ts').then(({ LESSONS }) => LESSONS).catch(() => []);
  const terms = await import('../../glossary/terms.ts').then((all) => all.terms()).catch(() => []);
  const kept = await import('../home/recent.ts').then(({ recalled }) => recalled()).catch(() => []);
  return [
    ...kept.map(({ protocol, title, hash, own }) => ({
      id: `own ${hash}`,
      title,
      group: 'Go to' as const,
      hint: `${own ? 'Your run' : 'Opened'} · ${cards.find(({ id }) => id === protocol)?.title ?? protocol}`,
      run: go(hash),
    })),
    { id: 'home', title: 'Home: all protocols and runs', group: 'Go to', run: go(homeHref) },
    { id: 'logs', title: 'Logs of real systems', group: 'Go to', also: 'shiviz import', run: go(logHref) },
    ...found.flat(),
    { id: 'lessons', title: 'Lessons', group: 'Go to', run: go('#/lessons') },
    {
      id: 'lists',
      title: 'Lists for a lecture or a course',
      group: 'Go to',
      also: 'instructor teaching present',
      run: go('#/lists'),
    },
    { id: 'glossary', title: 'Glossary', group: 'Go to', also: 'terms definitions', run: go('#/glossary') },
    { id: 'review', title: 'Review: asked again before you forget', group: 'Go to', run: go('#/review') },
    ...lessons.map(({ id, card }) => ({
      id: `lesson ${id}`,
      title: card.title,
      group: 'Go to' as const,
      hint: 'Lesson',
      also: card.question,
      run: go(`#/lesson/${id}`),
    })),
    ...terms.map(({ slug, term, also = [] }) => ({
      id: `term ${slug}`,
      title: term,
      group: 'Go to' as const,
      hint: 'Term',
      explains: true as const,
      also: also.join(' '),
      run: go(`#/glossary/${slug}`),
    })),
  ];
}

/** More would be a list of events, and there is one already. */
const MOST_MOMENTS = 400;

/** What is worth a stop in the run on show. */
export function momentPlaces(meta: Meta, run: Run, player: Player): readonly Command[] {
  return interestingSteps(meta, seenRun(run))
    .slice(0, MOST_MOMENTS)
    .map((step) => ({
      id: `step ${step}`,
      title: describeStep(meta, run, step).headline,
      group: 'Moments',
      hint: ms(stepTime(run, step)),
      run: () => player.goto(step),
    }));
}

/** A time ("240", "240 ms", "1.5 s") or the name of a step ("S3#17") as typed; null for anything else. */
export function typedPlace(typed: string, run: Run, player: Player): Command | null {
  const named = /^\s*([a-z]+\d+)\s*#\s*(\d+)\s*$/i.exec(typed);
  if (named !== null) {
    const step = stepCalled(run, (named[1] ?? '').toUpperCase(), Number(named[2]));
    if (step === null) return null;
    return {
      id: 'typed',
      title: `Go to ${stepName(run, step)}`,
      group: 'Moments',
      hint: ms(stepTime(run, step)),
      run: () => player.goto(step),
    };
  }
  const timed = /^\s*(\d+(?:\.\d+)?)\s*(ms|s)?\s*$/i.exec(typed);
  if (timed === null) return null;
  const time = Math.round(Number(timed[1]) * (timed[2]?.toLowerCase() === 's' ? 1_000_000 : 1000));
  if (time > run.trace.end) return null;
  return {
    id: 'typed',
    title: `Go to ${ms(time)}`,
    group: 'Moments',
    run: () => {
      player.pause();
      sessionStore.getState().seekTime(time);
    },
  };
}

/** The step of a node with that number; null if it has none. */
function stepCalled(run: Run, node: string, ordinal: number): number | null {
  const lane = run.trace.nodes.findIndex(({ id }) => id.toUpperCase() === node);
  return run.index.nodeSteps[lane]?.[ordinal - 1] ?? null;
}
