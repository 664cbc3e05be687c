/** The papers. */
export const RR =
  'Shapiro, Preguiça, Baquero, Zawirski, “A comprehensive study of Convergent and Commutative Replicated Data Types”, INRIA RR-7506, 2011';
export const DELTAS = 'Almeida, Shoker, Baquero, “Delta state replicated data types”, JPDC 2018';
export const FUGUE =
  'Weidner, Kleppmann, “The Art of the Fugue: Minimizing Interleaving in Collaborative Text Editing”, 2023';
export const LISTS = 'Attiya et al., “Specification and Complexity of Collaborative Text Editing”, PODC 2016';
