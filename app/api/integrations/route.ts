import { handleCreateIntegration } from "@/lib/integrations/handlers";

export const POST = handleCreateIntegration;
