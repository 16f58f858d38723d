import assert from "node:assert/strict";
import { BadEnvironmentError, readDotenv, readEnv } from "@/lib/config/env.ts";
import { BadUsageError, readCommandLine } from "@/lib/config/flags.ts";
import { importKey } from "@/lib/crypto/key.ts";

function problems(variables: Record<string, string>): string[] {
  try {
    readEnv(variables);
  } catch (error) {
    assert(error instanceof BadEnvironmentError);
    return error.problems;
  }
  return [];
}

Deno.test("readEnv() gives the contract's defaults for an empty environment", () => {
  const { logFormat: _, ...env } = readEnv({});
  assert.deepEqual(env, {
    host: "127.0.0.1",
    port: 8000,
    dataDir: "./data",
    databasePath: "./data/chatbot.db",
    configKey: null,
    configKeyPrevious: [],
    ollamaBaseUrl: "http://127.0.0.1:11434",
    ollamaBin: "ollama",
    accessPassword: null,
    trustProxyAuth: false,
    allowedHosts: [],
    corsOrigins: [],
    logLevel: "info",
    heartbeatMs: 15_000,
    sseBuffer: 20_000,
    streamGraceMs: 0,
    modelPollMs: 60_000,
    upstreamIdleMs: 120_000,
  });
});

Deno.test("readEnv() takes a key in base64 of either alphabet, and none that the vault could not use", async () => {
  const plain = `${"+".repeat(42)}8=`;
  const keys = [plain, plain.replaceAll("+", "-"), plain.replace("=", ""), ` ${plain} `];
  for (const CONFIG_KEY of keys) {
    const { configKey } = readEnv({ CONFIG_KEY });
    assert.ok(await importKey(configKey!), CONFIG_KEY);
  }
  for (const CONFIG_KEY of ["-".repeat(20) + "+".repeat(22) + "8=", "A".repeat(44), "A".repeat(42)]) {
    assert.match(problems({ CONFIG_KEY }).join(), /^CONFIG_KEY: must be 32 bytes/, CONFIG_KEY);
  }
});

Deno.test("readEnv() reports every bad variable at once, each by its name", () => {
  const found = problems({
    PORT: "70000",
    CONFIG_KEY: "short",
    LOG_LEVEL: "loud",
    SSE_BUFFER: "0",
    MODEL_POLL_SECONDS: "0",
    CORS_ORIGINS: "https://ok.example, nonsense",
    ALLOWED_HOSTS: "http://x",
    OLLAMA_BASE_URL: "ftp://x",
    HOST: "0.0.0.0",
  });
  assert.deepEqual(found.map((line) => line.split(":")[0]).sort(), [
    "ACCESS_PASSWORD",
    "ALLOWED_HOSTS",
    "CONFIG_KEY",
    "CORS_ORIGINS",
    "LOG_LEVEL",
    "MODEL_POLL_SECONDS",
    "OLLAMA_BASE_URL",
    "PORT",
    "SSE_BUFFER",
  ]);
  assert(found.every((line) => /^[A-Z_]+: \S/.test(line) && !line.includes("\n")));
});

Deno.test("readEnv() asks for a password exactly when other machines can reach the server", () => {
  const isRefused = (variables: Record<string, string>) =>
    problems(variables).some((line) => line.startsWith("ACCESS_PASSWORD: "));
  for (const host of ["0.0.0.0", "::", "192.168.1.5", "chat.example", "[::]"]) {
    assert(isRefused({ HOST: host }), host);
    assert(isRefused({ HOST: host, ACCESS_PASSWORD: "" }), `${host} with an empty password`);
    assert(!isRefused({ HOST: host, ACCESS_PASSWORD: "x" }), host);
    assert(!isRefused({ HOST: host, TRUST_PROXY_AUTH: "1" }), host);
  }
  for (const host of ["127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost"]) {
    assert.deepEqual(problems({ HOST: host }), []);
  }
});

Deno.test("readEnv() takes OLLAMA_BASE_URL before OLLAMA_HOST before the default", () => {
  const address = (variables: Record<string, string>) => readEnv(variables).ollamaBaseUrl;
  assert.equal(address({ OLLAMA_HOST: "0.0.0.0" }), "http://127.0.0.1:11434");
  assert.equal(address({ OLLAMA_HOST: "box:9" }), "http://box:9");
  assert.equal(
    address({ OLLAMA_HOST: "box:9", OLLAMA_BASE_URL: "https://a.example/o/" }),
    "https://a.example/o",
  );
  assert.match(problems({ OLLAMA_HOST: "169.254.169.254" })[0]!, /^OLLAMA_HOST: /);
});

Deno.test("readEnv() lets flags win, and treats an empty variable as not set", () => {
  const env = readEnv({ PORT: "9000", HOST: "", DATA_DIR: "/env" }, { port: "0", dataDir: "/flag" });
  assert.equal(env.port, 0);
  assert.equal(env.host, "127.0.0.1");
  assert.equal(env.databasePath, "/flag/chatbot.db");
});

Deno.test("readDotenv() reads quoted and commented lines, and is empty without a file", async () => {
  const path = await Deno.makeTempFile();
  await Deno.writeTextFile(path, `# why\nPORT=9001\nACCESS_PASSWORD="a b#c"\n`);
  assert.deepEqual(readDotenv(path), { PORT: "9001", ACCESS_PASSWORD: "a b#c" });
  await Deno.remove(path);
  assert.deepEqual(readDotenv(path), {});
});

Deno.test("readCommandLine() takes the contract's flags and refuses others", () => {
  assert.deepEqual(readCommandLine(["--host", "::1", "--port=0", "--data", "d", "--demo", "--open"]), {
    command: "serve",
    flags: { host: "::1", port: "0", dataDir: "d", isDemo: true, opensBrowser: true },
  });
  assert.equal(readCommandLine(["--help"]).command, "help");
  assert.equal(readCommandLine(["--version"]).command, "version");
  assert.throws(() => readCommandLine(["--prot", "1"]), BadUsageError);
  assert.throws(() => readCommandLine(["serve"]), BadUsageError);
});

Deno.test(".env.example names every variable that readEnv() knows", async () => {
  const example = await Deno.readTextFile(".env.example");
  const source = await Deno.readTextFile("lib/config/env.ts");
  const known = new Set(source.match(/^ {2}[A-Z][A-Z_]+(?=: )/gm)!.map((name) => name.trim()));
  const listed = new Set(example.match(/^#? ?[A-Z][A-Z_]+(?==)/gm)!.map((name) => name.replace(/^# ?/, "")));
  assert.deepEqual([...known].filter((name) => !listed.has(name)), []);
  assert(listed.has("OLLAMA_BASE_URL"));
});
