import { handleRemoval } from "@/lib/recoveries/handlers";

export const POST = handleRemoval;
