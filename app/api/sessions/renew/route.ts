import { handleRenewal } from "@/lib/sessions/handlers";

export const GET = handleRenewal;
