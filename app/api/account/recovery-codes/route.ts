import { handleRecoveryCodes } from "@/lib/second-factor/handlers";

export const POST = handleRecoveryCodes;
