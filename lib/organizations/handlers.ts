import { cookies } from "next/headers";
import { gateSession } from "@/lib/access/auth";
import { isAllowed } from "@/lib/access/model";
import { parseNextPath } from "@/lib/access/request";
import { handleForm } from "@/lib/forms/handlers";
import { themes } from "@/lib/preferences/model";
import { updatePreferences } from "@/lib/preferences/mutations";
import { themeCookie } from "./loaders";

const yearSeconds = 365 * 24 * 60 * 60;

/** The cookie paints the sign-in page too; the preference follows the person. */
export const handleTheme = handleForm({ page: "/" }, async ({ field, publicUrl }) => {
  const theme = themes.find((one) => one === field("theme")) ?? "system";
  const jar = await cookies();
  if (theme === "system") jar.delete(themeCookie);
  else jar.set(themeCookie, theme, { path: "/", maxAge: yearSeconds, sameSite: "lax" });
  const ctx = await gateSession();
  if (ctx && isAllowed(ctx.principal, "preferences:update")) {
    await updatePreferences(ctx, { theme });
  }
  return parseNextPath(field("next"), publicUrl, "/");
});
