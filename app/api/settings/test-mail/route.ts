import { handleTestMail } from "@/lib/mail/handlers";

export const POST = handleTestMail;
