import { readInstallation } from "@/db/migrate";
import { prepareInstallation } from "@/scripts/start/environment";
import type { Command } from "./command";

export const keysShow: Command = {
  name: "keys show",
  summary: "the log's verifier keys and a policy file",
  help: "custody keys show\n\nPrints a C2SP tlog-policy with the key that signs checkpoints and the one that\nsigns exports. Give it to whoever verifies.",
  options: {},
  async run(_given, output) {
    const { secrets, origin } = prepareInstallation(process.env);
    const { logKey, exportKey } = readInstallation(secrets, origin);
    output.result(
      { origin, log_key: logKey, export_key: exportKey },
      `log ${logKey}\nlog ${exportKey}\nquorum none`,
    );
  },
};
