/**
 * What a traitor says to whom, as a line of text: `L1=attack L2=nothing *=lie C1.L3>L2=retreat`. Before `=` stands who hears it (`*`: everybody), and before
 * `>` of what it speaks: by word of mouth the path over which it heard it, of signed orders the order. The nearest rule counts, of equal ones
 * the last; where none fits it says the truth. The panel writes these lines and shows them as a table. Pure.
 */

/**
 * `truth`: what a loyal general would say. `lie`: the opposite. `both`: first one, then the other. `any`: drawn, for each word anew.
 */
export const WORDS = ['truth', 'lie', 'attack', 'retreat', 'nothing', 'both', 'any'] as const;
export type Word = (typeof WORDS)[number];

export interface Rule {
  /** Null: of anything. */
  readonly about: string | null;
  /** Null: to anybody. */
  readonly to: string | null;
  readonly word: Word;
}

/** The longest line an option may hold, in characters. */
export const LONGEST = 1_000;

/** What does not read as a rule is passed over. */
export function rulesOf(text: string): readonly Rule[] {
  return text.split(/[\s,;]+/).flatMap((part): Rule[] => {
    const match = /^(?:([\w.]+)>)?(\w+|\*)=(\w+)$/.exec(part);
    const word = WORDS.find((w) => w === match?.[3]);
    if (!match || word === undefined) return [];
    return [{ about: match[1] ?? null, to: match[2] === '*' ? null : (match[2] as string), word }];
  });
}

export function textOf(rules: readonly Rule[]): string {
  return rules
    .map(({ about, to, word }) => `${about === null ? '' : `${about}>`}${to ?? '*'}=${word}`)
    .join(' ');
}

/** What the rules make of a word about something to somebody. */
export function wordFor(rules: readonly Rule[], about: string | null, to: string): Word {
  let found: Rule | null = null;
  for (const rule of rules) {
    if ((rule.about !== null && rule.about !== about) || (rule.to !== null && rule.to !== to)) continue;
    if (found === null || nearness(rule) >= nearness(found)) found = rule;
  }
  return found?.word ?? 'truth';
}

function nearness({ about, to }: Rule): number {
  return (about === null ? 0 : 2) + (to === null ? 0 : 1);
}

/** The rules with one word said otherwise, and no rule that says the same twice. */
export function withWord(
  rules: readonly Rule[],
  about: string | null,
  to: string,
  word: Word,
): readonly Rule[] {
  const rest = rules.filter((rule) => rule.about !== about || rule.to !== to);
  return wordFor(rest, about, to) === word ? rest : [...rest, { about, to, word }];
}

/** "R2 R4" as a list. */
function names(option: unknown): readonly string[] {
  return typeof option === 'string' ? option.split(/[\s,;]+/).filter((name) => name !== '') : [];
}

/**
 * The rules that a declared behaviour stands for.
 * @returns null for one that is more than a choice of words
 */
export function rulesOfBehaviour(
  behaviour: string,
  options: Readonly<Record<string, unknown>>,
): readonly Rule[] | null {
  const all = (word: Word): readonly Rule[] => {
    const to = typeof options.to === 'string' ? options.to : null;
    return [{ about: null, to, word }];
  };
  switch (behaviour) {
    case 'splits': {
      const told = (list: unknown, word: Word) => names(list).map((to) => ({ about: null, to, word }));
      return [
        ...all('retreat'),
        ...told(options.attack, 'attack'),
        ...told(options.nothing, 'nothing'),
        ...told(options.both, 'both'),
      ];
    }
    case 'flips':
      return all('lie');
    case 'silent':
    case 'commanderSilent':
      return all('nothing');
    case 'random':
    case 'commanderRandom':
      return all('any');
    case 'says':
    case 'commanderSays':
      return rulesOf(typeof options.words === 'string' ? options.words : '');
    default:
      return null;
  }
}
