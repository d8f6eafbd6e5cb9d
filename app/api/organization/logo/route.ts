import { handleLogo, handleLogoImage } from "@/lib/settings/handlers";

export const GET = handleLogoImage;
export const POST = handleLogo;
