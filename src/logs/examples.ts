/** Small logs to try the page with. Their clocks are those of the runs they tell of; the second differs from the first in five places. */

export interface Example {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

const STALE = String.raw`(?<host>\S*) (?<clock>{.*})\n(?<event>.*)

alice {"alice":1}
asks to set title to "Draft"
primary {"primary":1,"alice":1}
sets title to "Draft"
primary {"primary":2,"alice":1}
confirms to alice
alice {"alice":2,"primary":2}
is told that it is set
primary {"primary":3,"alice":1}
sends the change to replica
bob {"bob":1}
asks replica for title
replica {"replica":1,"bob":1}
has no title yet, answers bob
bob {"bob":2,"replica":1}
is told that there is no title
replica {"replica":2,"bob":1,"primary":3,"alice":1}
sets title to "Draft"
alice {"alice":3,"primary":2}
calls bob: "look, I set a title"
bob {"bob":3,"replica":1,"alice":3,"primary":2}
hears from alice
bob {"bob":4,"replica":1,"alice":3,"primary":2}
asks replica again
replica {"replica":3,"bob":4,"primary":3,"alice":3}
answers "Draft"
bob {"bob":5,"replica":3,"alice":3,"primary":3}
sees the title
`;

export const EXAMPLES: readonly Example[] = [
  { id: 'stale', title: 'A read that came too soon', text: STALE },
  {
    id: 'mistakes',
    title: 'The same with mistakes',
    text: STALE.replace('primary {"primary":2,"alice":1}', 'primary {"primary":2}')
      .replace('bob {"bob":2,"replica":1}', 'bob {"bob":2,"replica":9}')
      .replace('replica {"replica":3,"bob":4,', 'replica {"replica":4,"bob":4,')
      .replace('\nbob {"bob":3', '\n# log rotated\nbob {"bob":3')
      .replace('bob {"bob":5,', 'bob {"bob":5,"'),
  },
];
