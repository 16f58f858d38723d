/** The page of a chat, as far as the server alone writes it. */
export const chat = {
  notSent: "Not sent.",
  beingWritten: "The reply is being written. Reload to see more of it.",
  stop: "Stop",
  conversation: "Conversation",
  older: "Older messages",
  newer: "Newer messages",
  latest: "Back to the latest messages",
  elsewhere: "This is another version of the chat than the current one.",
  showVersion: "Go on with this version",
  unseen: "The model did not see the first {n} messages",
  exportChat: "Export chat",
  webPage: "Web page",
  json: "JSON, to be imported again",
  handOver: "Hand over…",
  goTo: "Go to",
  firstMessage: "First message",
  latestMessage: "Latest message",
  wordsInChat: "Words in this chat…",
  date: "Date",
  go: "Go",
  ask: "What would you like to ask?",
  askModel: "What would you like to ask {model}?",
  noModel: "No model is installed yet. Pull one, and it can answer here.",
  pullModel: "Pull a model",
  keys: "Keys",
  keyHints: { send: "sends", newLine: "new line", palette: "commands", keys: "all keys" },
  modelNote: "Model",
  notLoaded: "{model} is not in memory. Loading it took {time} last time.",
  notInstalled: "{model} is not installed.",
  pull: "Pull",
  otherModel: "Other model",
  switchModel: "Switch",
} as const;

export const temporary = {
  title: "Temporary chat",
  note:
    "A temporary chat. Nothing of it is stored. It is gone when you close it, a few minutes after you leave " +
    "its page, and when the server stops.",
  keep: "Keep this chat",
  close: "Close",
} as const;

export const editor = {
  field: "Edit message",
  hint: "Saving answers it again. The former version is kept.",
  save: "Save",
  deleteQuestion: "Delete this message?",
  deleteWhat: "What follows it in this chat goes too. It cannot be undone.",
} as const;

/** A chat as a file. */
export const file = {
  thinking: "Thinking",
  image: "Image",
  endings: {
    stopped: "This reply was stopped.",
    interrupted: "This reply was interrupted.",
    failed: "This reply failed.",
    streaming: "This reply was still being written.",
  },
} as const;

export const search = {
  title: "Search",
  titleOf: "“{words}”",
  messages: "Messages",
  field: "Search messages",
  placeholder: "words, an “exact phrase”, -without",
  button: "Search",
  filters: "Filters",
  withoutFilters: "Without filters",
  onlyIn: "Only in “{title}”",
  author: "Written by",
  authors: { any: "Anyone", user: "You", assistant: "A model" },
  model: "Model",
  anyModel: "Any",
  from: "From",
  to: "To",
  chats: "Chats",
  allChats: "All chats",
  archived: "Archived",
  moreChats: "More chats",
  moreMessages: "More messages",
  nothing: "Nothing has “{words}”",
  nothingFiltered: "Nothing has “{words}” within these filters",
  noChats: "No chats here yet",
  whichWords: "Which words?",
  advice: "All words must occur. Fewer words, or the beginning of one, find more.",
} as const;
