/** The four pages of settings. */
export const settings = {
  title: "Settings",
  tabTitle: "{tab} settings",
  save: "Save",
  reset: "Reset",
  resetTo: "Reset to {value}",
  keysHint:
    "Such as Ctrl+K, F2 or ?; Ctrl is Cmd too. Press the key in its field, or type it. An empty field turns it off.",
  keyOff: "Off",
  sendKey: "{key}; new line: {newLine}",
  noSendKey: "No key; new line: {newLine}",
  fixedKeysWhy:
    "These are the same in every list, page and dialog, and screen readers count on them, so they stay:",
  fixedKeys: { next: "Go to the next field or button", close: "Close what is open" },
  saved: "Saved",
} as const;

export const general = {
  keyStored: "•••••••• is stored",
  noKey: "None",
  keyStays: "Left empty, the stored key stays. A single “-” removes it.",
  keyGoes: "The stored API key will be sent to this address.",
  keyHint: "Only for an Ollama behind a gateway. Stored encrypted.",
  noModel: "None: choose in each chat",
  notInstalled: "{model} (not installed)",
  ollamaDecides: "Ollama decides (5m)",
  keepAliveHint: "After a reply, such as 5m or 1h30m; 0 unloads at once, -1 keeps it for good.",
  titlesHint: "After the first reply the model names the chat. Off: the first line is its title.",
  backgroundHint: "A reply is written to its end also when you leave the page.",
  browserLanguage: "The browser's",
  languageHint: "Of everything but what models write. It applies from the next page on.",
} as const;

export const generation = {
  systemPromptHint: "Comes first in every chat that has none of its own.",
  thinkingHint: "Only for models that can.",
  stopHint: "One a line. The reply ends before the first of them.",
} as const;

export const advanced = {
  ownModel: "The chat's own (nothing is reloaded)",
  chats: "Your chats",
  exportWhat: "All chats as JSON lines, with branches, pins and dates. They can be read in again.",
  about: "About",
  ollama: "{version} at {address}",
  ollamaSilent: "does not answer",
  leaves: "Leaves this machine",
  leavesNothing: "Nothing but requests to that Ollama",
  licences: "Licences",
  publicDomain: "public domain",
  startOver: "Start over",
  startOverWhat: "Puts every setting back to its default and opens the setup again. Chats stay.",
  resetSettings: "Reset settings",
  resetQuestion: "Reset all settings?",
  resetWhat: "The address and the key of Ollama go too. Chats stay.",
  reset: "Reset",
  storage: "Storage",
  storedChats: "Chats",
  archived: "{n} archived",
  messages: "Messages",
  images: "Images",
  database: "Database",
  folder: "Folder",
} as const;

export const backup = {
  what:
    "A copy of the whole database, checked, also while chats go on. The server makes one each night and keeps " +
    "seven. The key that opens the sealed address and API key is not in it: keep config.key as well.",
  folder: "Kept in",
  lastNight: "Last nightly one",
  noNight: "None yet: the first comes when the database is a day old",
  now: "Back up now",
  saved: "Saved {name}, {size}, checked",
  list: "Backups",
  older: "{n} older ones",
  olderList: "Older backups",
  kinds: {
    chatbot: "made by hand",
    nightly: "nightly",
    "before-schema": "before a change of the database",
    "before-restore": "before another was put back",
  },
  download: "Download",
  downloadOf: "Download {name}",
  restore: "Put one back",
  restoreHow: "Stop the server and name the file. What is there now is kept beside the backups.",
  restoreExecutable: "The executable: chat-webui restore FILE.",
} as const;

export const transfer = {
  title: "Import",
  hint:
    "A file of this app (.jsonl or .json), ChatGPT's conversations.json, or Open WebUI's export. What is " +
    "here already is skipped, so a file can be read in twice.",
  dryRun: "Only say what would happen",
  button: "Import",
  back: "Back to the settings",
  chats: { one: "1 chat", other: "{n} chats" },
  wouldCome: "Nothing was stored. {chats} would come in, {skipped} are here already.",
  came: "{chats} came in, {skipped} were here already.",
  unread: "{chats} could not be read.",
  failures: "Not read",
  place: "Place in the file",
  why: "Why",
  more: "And {n} more.",
} as const;
