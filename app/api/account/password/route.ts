import { handleChangePassword } from "@/lib/password/handlers";

export const POST = handleChangePassword;
