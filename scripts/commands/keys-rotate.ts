import { readInstallation } from "@/db/migrate";
import { mintOperatorCtx } from "@/lib/access/mint";
import { recordRotation } from "@/lib/incidents/mutations";
import { listOrganizationIds } from "@/lib/organizations/queries";
import { doubleSigningDays, rotateKeyFile } from "@/lib/runtime/signing-key";
import { prepareInstallation } from "@/scripts/start/environment";
import type { Command } from "./command";
import { withDatabase } from "./open";

export const keysRotate: Command = {
  name: "keys rotate",
  summary: "make a new key for checkpoints; both sign for a while",
  help: `custody keys rotate

Makes a new signing key. For ${doubleSigningDays} days both sign every checkpoint, so whoever knows only
the old one can go on; old checkpoints verify with the old key for ever. The rotation is
an entry in every organization's log. Give the new policy (custody keys show) to those
who verify.`,
  options: {},
  async run(_given, output) {
    const { secrets, origin } = prepareInstallation(process.env);
    await withDatabase(async () => {
      const { logKey: before } = readInstallation(secrets, origin);
      rotateKeyFile(secrets.signingKeyFile);
      const { logKey: after } = readInstallation(secrets, origin);
      for (const organizationId of await listOrganizationIds()) {
        await recordRotation(mintOperatorCtx(organizationId, "system"), {
          before,
          after,
        });
      }
      output.result(
        { before, after, double_signing_days: doubleSigningDays },
        `log ${after}\nBoth keys sign for ${doubleSigningDays} days; the sealer takes the new one up by itself.`,
      );
    });
  },
};
