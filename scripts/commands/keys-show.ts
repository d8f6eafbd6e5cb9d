import { readInstallation } from "@/db/migrate";
import { formatVerifierKey } from "@/lib/proof/verifier-key";
import { readSigners } from "@/lib/runtime/signing-key";
import { prepareInstallation } from "@/scripts/start/environment";
import type { Command } from "./command";

export const keysShow: Command = {
  name: "keys show",
  summary: "the log's verifier keys and a policy file",
  help: "custody keys show\n\nPrints a C2SP tlog-policy with the key that signs checkpoints (two while a new one is\nintroduced) and the one that signs exports. Give it to whoever verifies.",
  options: {},
  async run(_given, output) {
    const { secrets, origin } = prepareInstallation(process.env);
    const { logKey, exportKey } = readInstallation(secrets, origin);
    const logKeys = readSigners(secrets.signingKeyFile, origin).map(({ key }) =>
      formatVerifierKey(key.name, key.publicKey),
    );
    const lines = [...logKeys, exportKey].map((key) => `log ${key}`);
    output.result(
      { origin, log_key: logKey, log_keys: logKeys, export_key: exportKey },
      [...lines, "quorum none"].join("\n"),
    );
  },
};
