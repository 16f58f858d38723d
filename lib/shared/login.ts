/** What logging in takes. */
import * as z from "zod";

export const Login = z.strictObject({ password: z.string().min(1, "must not be empty").max(1024) });
