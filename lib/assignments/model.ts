export type Assignable = { id: string; slug: string; name: string };

/** What has to be done so that exactly the wanted clients are assigned. */
export function compareAssignments(
  known: Assignable[],
  wanted: Assignable[],
): { added: Assignable[]; removed: Assignable[] } {
  const has = (list: Assignable[], id: string) => list.some((client) => client.id === id);
  return {
    added: wanted.filter(({ id }) => !has(known, id)),
    removed: known.filter(({ id }) => !has(wanted, id)),
  };
}
