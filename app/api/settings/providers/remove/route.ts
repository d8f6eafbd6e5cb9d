import { handleRemoveProvider } from "@/lib/single-sign-on/handlers";

export const POST = handleRemoveProvider;
