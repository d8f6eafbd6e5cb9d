import { handleChangeRetention } from "@/lib/retention/handlers";

export const POST = handleChangeRetention;
