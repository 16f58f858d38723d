/** The form of the login page: a login's secret, or why there is none. */
import type { Deps } from "@/lib/deps.ts";
import { AppError } from "@/lib/errors.ts";

export type LoginAnswer = { secret: string } | { problem: string; status: number; headers?: HeadersInit };

export async function logIn({ access }: Deps, form: URLSearchParams): Promise<LoginAnswer> {
  try {
    return { secret: await access.logIn(form.get("password") ?? "") };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const status = error.code === "rate_limited" ? 429 : 401;
    return { problem: error.message, status, headers: error.headers };
  }
}
