import { handlePageStream } from "@/lib/live/handlers";

export const GET = handlePageStream;
