import { useEffect, useState } from 'react';
import type { Term } from '../../glossary/types.ts';
import { counted } from '../idle.ts';

export interface Terms {
  readonly all: readonly Term[];
  find(query: string): readonly Term[];
}

const NONE: Terms = { all: [], find: () => [] };

/** The glossary, fetched when somebody begins to search: it weighs more than all the rest of the page. */
export function useTerms(wanted: boolean): Terms {
  const [terms, setTerms] = useState<Terms>(NONE);
  useEffect(() => {
    if (!wanted) return;
    let gone = false;
    const fetched = Promise.all([import('../../glossary/terms.ts'), import('../../glossary/find.ts')]);
    // Without it everything else is found all the same.
    counted(() => fetched).then(
      ([{ terms: all }, { findTerms }]) => {
        if (!gone) setTerms({ all: all(), find: (query) => findTerms(query, all()) });
      },
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [wanted]);
  return terms;
}
