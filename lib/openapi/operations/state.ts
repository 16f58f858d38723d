import { ConfigPatch, ConnectionTest, ThemeChoice } from "@/lib/shared/config.ts";
import { Login } from "@/lib/shared/login.ts";
import { noContent, ok, type OperationGroup } from "../operation.ts";
import { Config, ConnectionResult, Health, Version } from "../responses/state.ts";

export const state: OperationGroup = {
  name: "Health, settings, login",
  words: "What the server is doing, what it is set to, and who may use it.",
  operations: [
    {
      method: "get",
      path: "/api/health",
      summary: "How the server and its parts are",
      description: "Answers from what is known already and never waits for Ollama. " +
        "Who is not logged in gets `status` only.",
      answers: [
        ok(Health, "The database can be used."),
        { status: 503, words: "It cannot.", content: { as: "json", schema: Health } },
      ],
    },
    {
      method: "get",
      path: "/api/version",
      summary: "The versions of this server and of Ollama",
      description: "Asks Ollama now.",
      answers: [ok(Version, "Both versions.")],
      errors: ["ollama_unreachable", "ollama_rejected", "ollama_timeout"],
    },
    {
      method: "get",
      path: "/api/config",
      summary: "Read the settings",
      description: "The API key is never given; `has_api_key` says whether one is stored.",
      answers: [ok(Config, "The settings.")],
    },
    {
      method: "patch",
      path: "/api/config",
      summary: "Change settings",
      description: "What is absent stays. `options` is merged field by field and null clears a field; " +
        "`api_key` null removes the key. Storing an `ollama_base_url` completes the setup.",
      body: { schema: ConfigPatch },
      answers: [ok(Config, "The settings as they are now.")],
      errors: ["invalid_input", "payload_too_large"],
    },
    {
      method: "delete",
      path: "/api/config",
      summary: "Put the settings back to their defaults",
      description: "The setup wizard comes again. Chats stay.",
      answers: [ok(Config, "The defaults.")],
    },
    {
      method: "put",
      path: "/api/config/theme",
      summary: "Choose a theme",
      body: { schema: ThemeChoice },
      answers: [{
        ...ok(Config, "The settings."),
        headers: { "Set-Cookie": "The theme, so that the first paint is right." },
      }],
      errors: ["invalid_input"],
    },
    {
      method: "post",
      path: "/api/config/test",
      summary: "Try an Ollama address",
      description: "Stores nothing. What is absent is taken from the settings. An address that may not be " +
        "used (not http or https, with a user name, link-local, metadata, multicast) is 400; one that was tried " +
        "and failed is 200 with `ok: false`. Redirects are not followed.",
      body: { schema: ConnectionTest, isOptional: true },
      answers: [ok(ConnectionResult, "Whether Ollama answered, and what would help when it did not.")],
      errors: ["invalid_input"],
    },
    {
      method: "post",
      path: "/api/login",
      summary: "Log in",
      description:
        "Only where `ACCESS_PASSWORD` is set. Scripts may send `Authorization: Bearer <password>` " +
        "with each request instead. After failures 2 tries a minute and 12 an hour are left.",
      body: { schema: Login },
      answers: [{
        ...noContent("Logged in."),
        headers: { "Set-Cookie": "The login: HttpOnly, SameSite=Strict." },
      }],
      errors: ["invalid_input", "unauthorized", "rate_limited"],
    },
    {
      method: "post",
      path: "/api/logout",
      summary: "Log out",
      answers: [noContent("Logged out, also when nobody was logged in.")],
    },
  ],
};
