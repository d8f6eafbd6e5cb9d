import { handleTexts } from "@/lib/reading/handlers";

export const GET = handleTexts;
