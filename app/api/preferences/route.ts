import { handlePreferences } from "@/lib/preferences/handlers";

export const POST = handlePreferences;
