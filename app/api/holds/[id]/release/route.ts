import { handleReleaseHold } from "@/lib/holds/handlers";

export const POST = handleReleaseHold;
