import { handleHeadMails } from "@/lib/head-mails/handlers";

export const POST = handleHeadMails;
