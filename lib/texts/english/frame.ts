/** What stands around every page, and pages that could not be shown. */
export const frame = {
  skip: "Skip to the page",
  chats: "Chats",
  models: "Models",
  metrics: "Metrics",
  settings: "Settings",
  logOut: "Log out",
  inMemory: "In memory",
} as const;

export const dialog = {
  cancel: "Cancel",
  delete: "Delete",
} as const;

export const sessions = {
  title: "Sessions",
  newChat: "New chat",
  temporaryChat: "Temporary chat",
  search: "Search chats",
  notFound: "No chat has that in its title.",
  none: "Your chats will be listed here.",
  more: "More chats",
  archived: "Archived chats",
  generating: "Generating",
  unread: "New reply",
  optionsFor: "Options for {title}",
  rename: "Rename",
  name: "Title",
  save: "Save",
  pin: "Pin",
  unpin: "Unpin",
  archive: "Archive",
  restore: "Restore",
  export: "Export",
  delete: "Delete",
  deleteQuestion: "Delete “{title}”?",
  deleteWhat: "Its messages go with it. It cannot be undone.",
  groups: { pinned: "Pinned", today: "Today", yesterday: "Yesterday", lastWeek: "Previous 7 days" },
  months: [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
  ],
  monthOfYear: "{month} {year}",
} as const;

export const problem = {
  notFoundTitle: "There is no such page",
  notFound: "The address is mistyped, or what was here has been deleted.",
  refusedTitle: "That did not work",
  refused: "The request was not accepted.",
  failedTitle: "Something failed",
  inLog: "In the log: {id}",
  back: "Back to the chats",
} as const;

/** Of a link from elsewhere to a page of ours. */
export const foreignLink = {
  title: "Link from another site",
  heading: "This link came from another site",
  why: "Chat WebUI does not follow links from elsewhere by itself.",
  open: "Open {address}",
} as const;

export const login = {
  title: "Log in",
  password: "Password",
} as const;

/** What the service worker shows (static/offline.js), as HTML. */
export const offline = {
  title: "Cannot reach the server",
  cause: "Chat WebUI at {address} does not answer. It may have been stopped, or the network is down.",
  kept: "What you typed is kept in this browser, and your chats where the server runs.",
  certificate: "Shift and reload show what the browser itself has to say, such as of a certificate.",
  retry: "Retry",
} as const;
