import { handleWithdrawErasure } from "@/lib/erasures/handlers";

export const POST = handleWithdrawErasure;
