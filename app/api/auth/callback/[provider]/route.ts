import { handleSsoCallback } from "@/lib/single-sign-on/handlers";

export const GET = handleSsoCallback;
