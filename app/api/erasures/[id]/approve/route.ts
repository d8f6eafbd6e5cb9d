import { handleApproveErasure } from "@/lib/erasures/handlers";

export const POST = handleApproveErasure;
