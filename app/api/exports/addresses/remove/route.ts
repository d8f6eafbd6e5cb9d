import { handleRemoveAddress } from "@/lib/export-addresses/handlers";

export const POST = handleRemoveAddress;
