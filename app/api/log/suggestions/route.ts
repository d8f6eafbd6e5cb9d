import { handleSuggestions } from "@/lib/suggestions/handlers";

export const GET = handleSuggestions;
