import { handleTheme } from "@/lib/organizations/handlers";

export const POST = handleTheme;
