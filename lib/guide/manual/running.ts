/** The manual: data, privacy, network, command line. */
import type { Document } from "./document.ts";

export const running: readonly Document[] = [
  {
    title: "Export and import",
    words: "export import download save markdown json chatgpt open webui migrate move share copy transfer",
    text: `*Share* on a message offers *Copy link*, *Copy as Markdown*, and *Download*. For whole chats:

\`\`\`sh
curl -OJ http://127.0.0.1:8000/api/export
curl --data-binary @conversations.json http://127.0.0.1:8000/api/import
\`\`\`

One chat: \`/api/sessions/{id}/export?format=markdown\`, or \`format=json\`. Import takes these files, ChatGPT's \`conversations.json\`, and Open WebUI's export. Dates, branches, and pins survive, and importing a file twice adds nothing.`,
  },
  {
    title: "Privacy and security",
    words:
      "privacy private security secure data leave telemetry tracking cloud encrypted encryption key safe internet",
    text: `- By default only this computer can reach the pages (\`127.0.0.1\`).
- No request goes anywhere but to the Ollama server you set. There is no telemetry.
- What a model writes is treated as data: HTML is shown as text, and pictures from other hosts are links, never loaded.
- Other websites cannot use the server from your browser: the host name and the origin of each request are checked.
- The address of Ollama and the API key are stored encrypted; chats are in a database file that only you can read. Logs hold no message text.`,
  },
  {
    title: "Use from other devices: LAN and password",
    words:
      "lan network phone tablet other computer remote access password login host 0.0.0.0 https proxy allowed hosts share",
    text: `To let other devices in, give an address to listen on and a password:

\`\`\`sh
HOST=0.0.0.0 ACCESS_PASSWORD='a long sentence' deno task start
\`\`\`

Without a password the server refuses to start on such an address. Names by which the devices reach it go into \`ALLOWED_HOSTS\`, separated by commas. Behind a proxy that asks for the login itself, set \`TRUST_PROXY_AUTH=1\`. Scripts send \`Authorization: Bearer <password>\`.`,
  },
  {
    title: "Command line and environment",
    words:
      "command line terminal environment variable env port flag option task start demo build test config configuration docker executable compile",
    text: `\`\`\`sh
deno task start          # serve; prints the address once it is ready
deno task demo           # try it with the Guide, on a temporary database
deno task start --port 9000 --open
\`\`\`

| Variable | Default | Meaning |
| --- | --- | --- |
| \`HOST\`, \`PORT\` | \`127.0.0.1\`, \`8000\` | where to listen |
| \`DATA_DIR\` | \`./data\` | database, key, backups |
| \`OLLAMA_BASE_URL\` | \`http://127.0.0.1:11434\` | until setup stores one |
| \`ACCESS_PASSWORD\` | none | needed when not on loopback |
| \`ALLOWED_HOSTS\` | none | further host names |
| \`MODEL_POLL_SECONDS\` | \`60\` | how often models are looked up |

A file \`.env\` is read too; the environment wins over it, and flags win over both.`,
  },
  {
    title: "Backups",
    words: "backup restore save copy database file move computer disaster recovery",
    text: `\`\`\`sh
deno task backup                 # writes data/backups/chatbot-<time>.db
deno task restore FILE           # with the server stopped
\`\`\`

*Settings → Advanced → Backup* lists all copies for download and makes one at once. A backup is a verified copy and may be taken while the server runs. A damaged file, or one from a newer version, is refused. The key is **not** in it: keep \`data/config.key\` as well. Without the key chats stay readable, but the address of Ollama and the API key must be entered again.`,
  },
  {
    title: "The API",
    words: "api http curl script automation endpoint openapi sse events program developer integrate",
    text:
      `Everything the pages do goes over HTTP, and scripts can use it too. \`docs/api.md\` describes all of it.

\`\`\`sh
curl -N http://127.0.0.1:8000/api/chat -d '{"content":"Hello"}'
\`\`\`

The answer is a stream of events: \`start\`, \`phase\`, \`thinking\`, \`token\`, \`metrics\`, and at the end \`done\` or \`error\`. \`/api/health\` tells how the server is.`,
  },
];
