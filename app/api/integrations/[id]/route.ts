import { handleIntegration } from "@/lib/integrations/handlers";

export const POST = handleIntegration;
