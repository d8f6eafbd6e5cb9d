import { handleConfirmAddress } from "@/lib/export-addresses/handlers";

export const POST = handleConfirmAddress;
