import { openServer, provideLogins } from "@/scripts/start/database";
import { prepareInstallation } from "@/scripts/start/environment";
import type { Command } from "./command";

export const migrateDatabase: Command = {
  name: "migrate",
  summary: "apply migrations (needs a role that may)",
  help: "custody migrate\n\nBrings the database of DATABASE_URL, or the built-in one, to this version and\nprovisions the weak logins the processes run with.",
  options: {},
  async run(_given, output) {
    const installation = prepareInstallation(process.env);
    const server = await openServer(installation, output.progress);
    try {
      await provideLogins(installation, server);
      output.result({ migrated: true }, "The database is up to date.");
    } finally {
      if (server.isEmbedded && !server.wasRunning) await server.stop();
    }
  },
};
