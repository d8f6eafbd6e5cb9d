import { openServer, provideLogins } from "@/scripts/start/database";
import { childEnvironment, prepareInstallation } from "@/scripts/start/environment";

type Say = (line: string) => void;
type Step = <T>(title: string, act: (say: Say) => Promise<T>) => Promise<T>;

/**
 * Gives this process the settings a child of the launcher would have. A built-in database is
 * left running: the launcher, or the next start, finds it again.
 */
export async function prepareAlone({ step }: { step: Step }): Promise<void> {
  const installation = prepareInstallation(process.env);
  const server = await step("Finding the database", (say) =>
    openServer(installation, say),
  );
  const urls = await provideLogins(installation, server);
  delete process.env.DATABASE_URL;
  Object.assign(process.env, childEnvironment(installation, urls));
}
