import { handleJump } from "@/lib/jump/handlers";

export const GET = handleJump;
