import { handleDefaultView } from "@/lib/views/handlers";

export const POST = handleDefaultView;
