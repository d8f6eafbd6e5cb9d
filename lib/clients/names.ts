type Named = { slug: string; name: string };

/** What clients are called, by the slug that an entry carries. */
export function namesBySlug(clients: readonly Named[]): Record<string, string> {
  return Object.fromEntries(clients.map(({ slug, name }) => [slug, name]));
}
