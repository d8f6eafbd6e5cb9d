import { handleSetHold } from "@/lib/holds/handlers";

export const POST = handleSetHold;
