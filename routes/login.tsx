import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "@/components/Button.tsx";
import { Field } from "@/components/Field.tsx";
import { LonePage } from "@/components/layout/LonePage.tsx";
import type { Deps } from "@/lib/deps.ts";
import { bodyLimit } from "@/lib/http/body_bytes.ts";
import { define, pageMethods } from "@/lib/http/define.ts";
import { safeNext } from "@/lib/http/gate.ts";
import { loginCookieHeader, noLoginCookieHeader, readLoginCookie } from "@/lib/http/login_cookie.ts";
import { readForm } from "@/lib/pages/form.ts";
import { logIn } from "@/lib/pages/login_form.ts";
import { TextsContext } from "@/lib/texts/context.ts";
import { sayProblem } from "@/lib/texts/problem.ts";

export const config = { skipInheritedLayouts: true };

export const handler = pageMethods({
  GET(ctx) {
    if (ctx.state.deps.access.isOpen) return ctx.redirect("/chat", 303);
    return page({ problem: undefined as string | undefined });
  },
  async POST({ req, url, state: { deps, served } }) {
    const form = await readForm(req, bodyLimit.login);
    if (form.get("action") === "logout") return logOut(req, deps, served.port);
    const answer = await logIn(deps, form);
    if ("problem" in answer) return page({ problem: answer.problem as string | undefined }, answer);
    const headers = new Headers({ Location: safeNext(url.searchParams.get("next")) });
    headers.set("Set-Cookie", loginCookieHeader(req, served.port, answer.secret));
    return new Response(null, { status: 303, headers });
  },
});

export default define.page<typeof handler>(
  function LoginPage({ data: { problem }, state: { texts } }) {
    const { login, problems } = texts;
    return (
      <TextsContext.Provider value={texts}>
        <Head>
          <title>{login.title} · Chat WebUI</title>
        </Head>
        <LonePage title={login.title}>
          <form method="post" class="grid gap-4">
            {/* There are no names, but password managers want one to keep the password under. */}
            <input type="text" name="username" value="Chat WebUI" autocomplete="username" readOnly hidden />
            <Field
              name="password"
              label={login.password}
              type="password"
              autocomplete="current-password"
              required
              autofocus
              error={problem && sayProblem(problem, problems)}
            />
            <div class="form-end">
              <Button look="primary">{login.title}</Button>
            </div>
          </form>
        </LonePage>
      </TextsContext.Provider>
    );
  },
);

function logOut(req: Request, deps: Deps, port: number | null): Response {
  const secret = readLoginCookie(req, port);
  if (secret) deps.access.logOut(secret);
  const headers = { Location: "/login", "Set-Cookie": noLoginCookieHeader(port) };
  return new Response(null, { status: 303, headers });
}
