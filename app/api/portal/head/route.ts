import { handleHead, handleLostHead } from "@/lib/portal-heads/handlers";

export const GET = handleHead;
export const POST = handleLostHead;
