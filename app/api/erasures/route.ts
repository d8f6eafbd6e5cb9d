import { handleRequestErasure } from "@/lib/erasures/handlers";

export const POST = handleRequestErasure;
