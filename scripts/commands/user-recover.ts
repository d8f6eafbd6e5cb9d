import { listArrivals } from "@/lib/access/queries";
import {
  createResetLink,
  liftLockOut,
  resetSecondFactor,
} from "@/lib/recoveries/mutations";
import { type Command, CommandError, requireText } from "./command";
import { operatorIn, withDatabase } from "./open";

/** For whom nobody is left to help: the last owner who lost everything. */
export const userRecover: Command = {
  name: "user recover",
  summary: "let somebody in again who lost password and second factor",
  help: "custody user recover --org SLUG --email EMAIL --reason TEXT",
  options: {
    org: { type: "string" },
    email: { type: "string" },
    reason: { type: "string" },
  },
  async run(given, output) {
    const slug = requireText(given, "org");
    const email = requireText(given, "email").trim().toLowerCase();
    const reason = requireText(given, "reason");
    await withDatabase(async () => {
      const ctx = await operatorIn(slug);
      const { organizationId } = ctx.scope;
      const arrivals = await listArrivals({ email });
      const arrival = arrivals.find((one) => one.organizationId === organizationId);
      if (!arrival) throw new CommandError(`${email} has no role in "${slug}".`);
      const { userId } = arrival;
      if (arrival.hasSecondFactor) await resetSecondFactor(ctx, { userId, reason });
      await liftLockOut(ctx, { userId, reason });
      const link = await createResetLink(ctx, { userId });
      const factor = arrival.hasSecondFactor ? " The second factor is reset." : "";
      output.result(
        {
          user: { id: userId, email },
          link,
          second_factor_reset: arrival.hasSecondFactor,
        },
        `${email} chooses a new password here, once (shown once): ${link}${factor}`,
      );
    });
  },
};
