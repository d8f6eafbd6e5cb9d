import { handleProof } from "@/lib/password/handlers";

export const POST = handleProof;
