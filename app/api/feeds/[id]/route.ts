import { handleFeed } from "@/lib/feeds/handlers";

export const POST = handleFeed;
