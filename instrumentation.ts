/** Next runs this once in its own module graph, before the first request. */
export async function register(): Promise<void> {
  const url = process.env.CUSTODY_APP_DATABASE_URL;
  if (process.env.NEXT_RUNTIME !== "nodejs" || !url) return;
  const { configureDatabase } = await import("@/db/client");
  configureDatabase(url);
}
