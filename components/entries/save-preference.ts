/** Remembers a choice without leaving the page, by the same form the page has without scripts. */
export async function savePreference(change: Record<string, string>): Promise<void> {
  await fetch("/api/preferences", {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ ...change, next: "/" }),
  });
}
