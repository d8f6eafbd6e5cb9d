import { handleApproveRetention } from "@/lib/retention/handlers";

export const POST = handleApproveRetention;
