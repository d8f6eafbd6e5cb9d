import { handleCreateProvider } from "@/lib/single-sign-on/handlers";

export const POST = handleCreateProvider;
