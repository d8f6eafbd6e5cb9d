import { handleRemove } from "@/lib/people/handlers";

export const POST = handleRemove;
