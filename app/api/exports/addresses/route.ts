import { handleAskAddress } from "@/lib/export-addresses/handlers";

export const POST = handleAskAddress;
