import { handleWithdrawRetention } from "@/lib/retention/handlers";

export const POST = handleWithdrawRetention;
