import type { Texts } from "../catalogue.ts";

export const frame: Texts["frame"] = {
  skip: "Zum Inhalt springen",
  chats: "Chats",
  models: "Modelle",
  metrics: "Messwerte",
  settings: "Einstellungen",
  logOut: "Abmelden",
  inMemory: "Im Speicher",
};

export const dialog: Texts["dialog"] = {
  cancel: "Abbrechen",
  delete: "Löschen",
};

export const sessions: Texts["sessions"] = {
  title: "Alle Chats",
  newChat: "Neuer Chat",
  temporaryChat: "Temporärer Chat",
  search: "Chats durchsuchen",
  notFound: "Kein Chat hat das im Titel.",
  none: "Hier stehen deine Chats.",
  more: "Weitere Chats",
  archived: "Archivierte Chats",
  generating: "Antwortet",
  unread: "Neue Antwort",
  optionsFor: "Optionen für {title}",
  rename: "Umbenennen",
  name: "Titel",
  save: "Speichern",
  pin: "Anheften",
  unpin: "Loslösen",
  archive: "Archivieren",
  restore: "Zurückholen",
  export: "Exportieren",
  delete: "Löschen",
  deleteQuestion: "„{title}“ löschen?",
  deleteWhat: "Die Nachrichten darin werden mit gelöscht. Das lässt sich nicht rückgängig machen.",
  groups: { pinned: "Angeheftet", today: "Heute", yesterday: "Gestern", lastWeek: "Letzte 7 Tage" },
  months: [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
  ],
  monthOfYear: "{month} {year}",
};

export const problem: Texts["problem"] = {
  notFoundTitle: "Diese Seite gibt es nicht",
  notFound: "Die Adresse ist vertippt, oder was hier war, wurde gelöscht.",
  refusedTitle: "Das ging nicht",
  refused: "Die Anfrage wurde nicht angenommen.",
  failedTitle: "Etwas ist fehlgeschlagen",
  inLog: "Im Protokoll: {id}",
  back: "Zurück zu den Chats",
};

export const foreignLink: Texts["foreignLink"] = {
  title: "Link von einer anderen Seite",
  heading: "Dieser Link kam von einer anderen Seite",
  why: "Chat WebUI folgt Links von anderswo nicht von selbst.",
  open: "{address} öffnen",
};

export const login: Texts["login"] = {
  title: "Anmelden",
  password: "Passwort",
};

export const offline: Texts["offline"] = {
  title: "Der Server ist nicht erreichbar",
  cause: "Chat WebUI antwortet unter {address} nicht. Vielleicht wurde es beendet, oder das Netz ist weg.",
  kept: "Was du geschrieben hast, bleibt in diesem Browser, und deine Chats bleiben beim Server.",
  certificate: "Umschalt und Neuladen zeigen, was der Browser selbst meldet, etwa zu einem Zertifikat.",
  retry: "Nochmal versuchen",
};
