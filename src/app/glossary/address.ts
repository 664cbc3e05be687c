export const glossaryHref = '#/glossary';

export function termHref(slug: string): string {
  return `${glossaryHref}/${slug}`;
}
