import { handleClientLogo, handleClientLogoImage } from "@/lib/portal/handlers";

export const GET = handleClientLogoImage;
export const POST = handleClientLogo;
