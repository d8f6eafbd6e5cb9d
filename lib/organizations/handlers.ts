import { cookies } from "next/headers";
import { parseNextPath } from "@/lib/access/request";
import { handleForm } from "@/lib/forms/handlers";
import { themeCookie } from "./loaders";

const yearSeconds = 365 * 24 * 60 * 60;

/** Looks only: it changes nothing that anyone else sees, so it is no entry. */
export const handleTheme = handleForm({ page: "/" }, async ({ field, publicUrl }) => {
  const theme = field("theme");
  const jar = await cookies();
  if (theme === "light" || theme === "dark") {
    jar.set(themeCookie, theme, { path: "/", maxAge: yearSeconds, sameSite: "lax" });
  } else {
    jar.delete(themeCookie);
  }
  return parseNextPath(field("next"), publicUrl, "/");
});
