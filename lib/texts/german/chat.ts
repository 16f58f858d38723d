import type { Texts } from "../catalogue.ts";

export const chat: Texts["chat"] = {
  notSent: "Nicht gesendet.",
  beingWritten: "Die Antwort wird gerade geschrieben. Lade neu, um mehr von ihr zu sehen.",
  stop: "Anhalten",
  conversation: "Unterhaltung",
  older: "Ältere Nachrichten",
  newer: "Neuere Nachrichten",
  latest: "Zurück zu den neuesten Nachrichten",
  elsewhere: "Das ist eine andere Fassung des Chats als die aktuelle.",
  showVersion: "Mit dieser Fassung weitermachen",
  unseen: "Das Modell hat die ersten {n} Nachrichten nicht gesehen",
  exportChat: "Chat exportieren",
  webPage: "Webseite",
  json: "JSON, zum Wiedereinlesen",
  handOver: "Weitergeben…",
  goTo: "Gehe zu",
  firstMessage: "Erste Nachricht",
  latestMessage: "Neueste Nachricht",
  wordsInChat: "Wörter in diesem Chat…",
  date: "Datum",
  go: "Los",
  ask: "Was möchtest du fragen?",
  askModel: "Was möchtest du {model} fragen?",
  noModel: "Noch ist kein Modell installiert. Lade eines herunter, dann kann es hier antworten.",
  pullModel: "Modell herunterladen",
  keys: "Tasten",
  keyHints: { send: "sendet", newLine: "neue Zeile", palette: "Befehle", keys: "alle Tasten" },
  modelNote: "Modell",
  notLoaded: "{model} ist nicht im Speicher. Das Laden dauerte zuletzt {time}.",
  notInstalled: "{model} ist nicht installiert.",
  pull: "Herunterladen",
  otherModel: "Anderes Modell",
  switchModel: "Wechseln",
};

export const temporary: Texts["temporary"] = {
  title: "Temporärer Chat",
  note:
    "Ein temporärer Chat. Nichts von ihm wird gespeichert. Er ist weg, wenn du ihn schließt, wenige Minuten " +
    "nachdem du seine Seite verlassen hast, und wenn der Server endet.",
  keep: "Diesen Chat behalten",
  close: "Schließen",
};

export const editor: Texts["editor"] = {
  field: "Nachricht bearbeiten",
  hint: "Nach dem Speichern wird neu geantwortet. Die vorige Fassung bleibt erhalten.",
  save: "Speichern",
  deleteQuestion: "Diese Nachricht löschen?",
  deleteWhat: "Was in diesem Chat auf sie folgt, wird mit gelöscht. Das lässt sich nicht rückgängig machen.",
};

export const file: Texts["file"] = {
  thinking: "Gedankengang",
  image: "Bild",
  endings: {
    stopped: "Diese Antwort wurde angehalten.",
    interrupted: "Diese Antwort wurde unterbrochen.",
    failed: "Diese Antwort ist fehlgeschlagen.",
    streaming: "Diese Antwort wurde noch geschrieben.",
  },
};

export const search: Texts["search"] = {
  title: "Suche",
  titleOf: "„{words}“",
  messages: "Nachrichten",
  field: "Nachrichten durchsuchen",
  placeholder: "Wörter, „genaue Wortfolge“, -ohne",
  button: "Suchen",
  filters: "Filter",
  withoutFilters: "Ohne Filter",
  onlyIn: "Nur in „{title}“",
  author: "Geschrieben von",
  authors: { any: "Allen", user: "Dir", assistant: "Einem Modell" },
  model: "Modell",
  anyModel: "Jedes",
  from: "Von",
  to: "Bis",
  chats: "Chats",
  allChats: "Alle Chats",
  archived: "Archiviert",
  moreChats: "Weitere Chats",
  moreMessages: "Weitere Nachrichten",
  nothing: "„{words}“ kommt nirgends vor",
  nothingFiltered: "„{words}“ kommt mit diesen Filtern nirgends vor",
  noChats: "Hier sind noch keine Chats",
  whichWords: "Welche Wörter?",
  advice: "Alle Wörter müssen vorkommen. Weniger Wörter, oder der Anfang eines Wortes, finden mehr.",
};
