import { handleSsoStart } from "@/lib/single-sign-on/handlers";

export const GET = handleSsoStart;
