/** Reads the steps of a lesson. */
import type { Result } from '../base/result.ts';
import { didYouMean, excerpt, listed } from '../base/text.ts';
import type { Meta } from '../engine/meta.ts';
import { readCondition, readPattern } from '../query/condition/read.ts';
import { type Metas, parseRunSpec } from '../spec/resolve.ts';
import { ANY_MEANS, applyEdits, notAllowed, unknownMeans } from './edits.ts';
import { type Block, parseText } from './markdown.ts';
import type { RawAttempt, RawStep } from './schema.ts';
import type { Attempt, Edit, LessonRun, May, Step } from './types.ts';

/** One sentence for people. */
export class Bad extends Error {}

export function take<T extends object>(result: Result<T>): T {
  if (!result.ok) throw new Bad(result.why);
  return result;
}

interface Known {
  readonly meta: Meta;
  readonly metas: Metas;
  readonly runs: ReadonlyMap<string, LessonRun>;
  readonly texts: ReadonlyMap<string, readonly Block[]>;
  readonly steps: readonly RawStep[];
}

export class StepReader {
  private readonly known: Known;
  constructor(known: Known) {
    this.known = known;
  }

  step(raw: RawStep, index: number): Step {
    const at = `lesson.json: steps[${index}]`;
    if (this.known.steps.findIndex((step) => step.id === raw.id) !== index)
      throw new Bad(`${at}.id: another step is called ${excerpt(raw.id)} already.`);
    const text = this.known.texts.get(raw.id);
    if (text === undefined || text.length === 0) throw new Bad(`text.md has no text under "## ${raw.id}".`);
    if (raw.panels[0] !== 'stage' && raw.panels.length === 0)
      throw new Bad(`${at}.panels: at least one is open.`);
    const run = this.run(raw.run, at, index);
    const end = run.spec.until;
    const nodes = run.resolved.nodes.map((node) => node.id);
    if (raw.as !== undefined && !nodes.includes(raw.as))
      throw new Bad(
        `${at}.as: the run has no node ${excerpt(raw.as)}.${didYouMean(raw.as, nodes) || ` It has ${listed(nodes)}.`}`,
      );
    const as = raw.as === undefined ? {} : { as: raw.as };
    const base = { id: raw.id, title: raw.title, panels: raw.panels, run: raw.run, text, ...as };
    const within = (name: string, time: number) => {
      if (time > end) throw new Bad(`${at}.${name}: the run ends at ${end}, before ${time}.`);
      return time;
    };
    const prose = (text: string, name: string) => take(parseText(text, `${at}.${name}`)).blocks;
    const hints = (given: readonly string[]) => {
      for (const hint of given) prose(hint, 'hints');
      return given as unknown as readonly [string, string, string];
    };
    switch (raw.kind) {
      case 'watch':
        return { ...base, kind: 'watch', from: raw.from ?? 0, to: within('to', raw.to) };
      case 'predict': {
        const choices = raw.choices.map((choice, i) => {
          const where = `${at}.choices[${i}]`;
          if (choice.right === true && choice.when === undefined)
            throw new Bad(`${where}.when is missing: the right choice says what in the run makes it right.`);
          if (choice.right !== true && !choice.belief)
            throw new Bad(`${where}.belief is missing: say what whoever picks this believes.`);
          if (choice.when !== undefined) this.condition(choice.when, run, 1, `${where}.when`);
          return {
            text: choice.text,
            right: choice.right === true,
            belief: choice.belief ?? '',
            when: choice.when ?? null,
            reply: prose(choice.reply, `choices[${i}].reply`),
          };
        });
        const to = within('to', raw.to ?? end);
        if (raw.at >= to)
          throw new Bad(`${at}.at: what is predicted comes after ${raw.at}, but the run is shown to ${to}.`);
        return { ...base, kind: 'predict', at: raw.at, to, plan: raw.plan ?? false, ask: raw.ask, choices };
      }
      case 'do': {
        const may: May = { ...ANY_MEANS, ...raw.may };
        const unknown = unknownMeans(may as unknown as Record<string, unknown>, this.known.meta);
        if (unknown !== null) throw new Bad(`${at}.may${unknown}`);
        this.condition(raw.until, run, 2, `${at}.until`);
        return {
          ...base,
          kind: 'do',
          from: raw.from ?? 0,
          goal: raw.goal,
          until: raw.until,
          may,
          hints: hints(raw.hints),
          solutions: raw.solutions.map((one, i) => this.attempt(one, run, may, `${at}.solutions[${i}]`)),
          wrongTurns: raw.wrongTurns.map((one, i) => ({
            ...this.attempt(one, run, null, `${at}.wrongTurns[${i}]`),
            reply: one.reply,
          })),
          replies: (raw.replies ?? []).map((one, i) => {
            this.condition(one.when, run, 2, `${at}.replies[${i}].when`);
            return { when: one.when, reply: one.reply };
          }),
          done: prose(raw.done, 'done'),
        };
      }
      case 'explain':
        this.pattern(raw.answer, run, `${at}.answer`);
        return {
          ...base,
          kind: 'explain',
          from: raw.from ?? 0,
          // A student's run may have become longer than the one that was given.
          to:
            raw.to === undefined && typeof raw.run !== 'string'
              ? Number.MAX_SAFE_INTEGER
              : within('to', raw.to ?? end),
          ask: raw.ask,
          answer: raw.answer,
          hints: hints(raw.hints),
          replies: (raw.replies ?? []).map((one, i) => {
            this.pattern(one.when, run, `${at}.replies[${i}].when`);
            return { when: one.when, reply: one.reply };
          }),
          otherwise: raw.otherwise,
          done: prose(raw.done, 'done'),
        };
    }
  }

  /** The run a step begins with; of one that goes on with the student's, the run that was given there. */
  private run(run: string | { readonly of: string }, at: string, index: number): LessonRun {
    if (typeof run !== 'string') {
      const from = this.known.steps.slice(0, index).find((step) => step.id === run.of);
      if (from?.kind !== 'do')
        throw new Bad(`${at}.run: there is no exercise ${excerpt(run.of)} before this step.`);
      return this.run(from.run, at, this.known.steps.indexOf(from));
    }
    const found = this.known.runs.get(run);
    const names = [...this.known.runs.keys()];
    if (found === undefined)
      throw new Bad(
        `${at}.run: there is no runs/${run}.json.${didYouMean(run, names) || ` There is ${listed(names)}.`}`,
      );
    return found;
  }

  private condition(json: unknown, run: LessonRun, runs: number, at: string): void {
    take(readCondition(json, { meta: this.known.meta, nodes: run.resolved.nodes, runs }, at));
  }

  private pattern(json: unknown, run: LessonRun, at: string): void {
    take(readPattern(json, { meta: this.known.meta, nodes: run.resolved.nodes }, at));
  }

  /** @param may null for a wrong turn, which may be wrong in that too */
  private attempt(raw: RawAttempt, given: LessonRun, may: May | null, at: string): Attempt {
    if ((raw.edits === undefined) === (raw.run === undefined))
      throw new Bad(`${at} has either "edits" or "run".`);
    const spec =
      raw.run === undefined
        ? take(applyEdits(given.spec, raw.edits as readonly Edit[], `${at}.edits`)).spec
        : this.named(raw.run, at).spec;
    const parsed = parseRunSpec(spec, this.known.metas);
    if (!parsed.ok) throw new Bad(`${at} makes a run that cannot be: ${parsed.why}`);
    const why = may === null ? null : notAllowed(given.spec, parsed.resolved.spec, may, this.known.meta);
    if (why !== null) throw new Bad(`${at} is not allowed by "may": ${why}`);
    return { name: raw.name, spec: parsed.resolved.spec };
  }

  private named(name: string, at: string): LessonRun {
    const run = this.known.runs.get(name);
    if (run === undefined) throw new Bad(`${at}.run: there is no runs/${name}.json.`);
    return run;
  }
}
