import { handleChangeView } from "@/lib/views/handlers";

export const POST = handleChangeView;
