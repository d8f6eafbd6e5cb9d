import { handleCreateFeed } from "@/lib/feeds/handlers";

export const POST = handleCreateFeed;
