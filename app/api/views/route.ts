import { handleCreateView } from "@/lib/views/handlers";

export const POST = handleCreateView;
