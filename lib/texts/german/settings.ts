import type { Texts } from "../catalogue.ts";

export const settings: Texts["settings"] = {
  title: "Einstellungen",
  tabTitle: "Einstellungen: {tab}",
  save: "Speichern",
  reset: "Zurücksetzen",
  resetTo: "Zurück auf {value}",
  keysHint:
    "Etwa Ctrl+K, F2 oder ?; Ctrl ist auch Cmd. Die Taste im Feld drücken oder eintippen. Ein leeres Feld schaltet sie ab.",
  keyOff: "Aus",
  sendKey: "{key}; neue Zeile: {newLine}",
  noSendKey: "Keine Taste; neue Zeile: {newLine}",
  fixedKeysWhy:
    "Diese sind in jeder Liste, Seite und jedem Dialog gleich, und Vorleseprogramme bauen darauf. Sie bleiben deshalb:",
  fixedKeys: { next: "Zum nächsten Feld oder Knopf", close: "Schließen, was offen ist" },
  saved: "Gespeichert",
};

export const general: Texts["general"] = {
  keyStored: "•••••••• ist gespeichert",
  noKey: "Keiner",
  keyStays: "Bleibt das Feld leer, bleibt der gespeicherte Schlüssel. Ein einzelnes „-“ entfernt ihn.",
  keyGoes: "Der gespeicherte API-Schlüssel wird an diese Adresse geschickt.",
  keyHint: "Nur für ein Ollama hinter einem Gateway. Wird verschlüsselt gespeichert.",
  noModel: "Keines: in jedem Chat wählen",
  notInstalled: "{model} (nicht installiert)",
  ollamaDecides: "Ollama entscheidet (5m)",
  keepAliveHint: "Nach einer Antwort, etwa 5m oder 1h30m; 0 entlädt sofort, -1 hält es für immer.",
  titlesHint: "Nach der ersten Antwort benennt das Modell den Chat. Aus: Die erste Zeile ist der Titel.",
  backgroundHint: "Eine Antwort wird zu Ende geschrieben, auch wenn du die Seite verlässt.",
  browserLanguage: "Die des Browsers",
  languageHint: "Für alles, was nicht Modelle schreiben. Gilt ab der nächsten Seite.",
};

export const generation: Texts["generation"] = {
  systemPromptHint: "Steht am Anfang jedes Chats, der keinen eigenen hat.",
  thinkingHint: "Nur für Modelle, die es können.",
  stopHint: "Einer je Zeile. Die Antwort endet vor dem ersten, der vorkommt.",
};

export const advanced: Texts["advanced"] = {
  ownModel: "Das des Chats (lädt nichts neu)",
  chats: "Deine Chats",
  exportWhat: "Alle Chats als JSON-Zeilen, mit Verzweigungen, Angeheftetem und Daten. " +
    "Sie lassen sich wieder einlesen.",
  about: "Über",
  ollama: "{version} unter {address}",
  ollamaSilent: "antwortet nicht",
  leaves: "Verlässt diesen Rechner",
  leavesNothing: "Nichts als Anfragen an dieses Ollama",
  licences: "Lizenzen",
  publicDomain: "gemeinfrei",
  startOver: "Von vorn beginnen",
  startOverWhat: "Setzt alle Einstellungen zurück und öffnet die Einrichtung. Die Chats bleiben.",
  resetSettings: "Einstellungen zurücksetzen",
  resetQuestion: "Alle Einstellungen zurücksetzen?",
  resetWhat: "Auch die Adresse und der Schlüssel von Ollama gehen verloren. Die Chats bleiben.",
  reset: "Zurücksetzen",
  storage: "Speicherplatz",
  storedChats: "Chats",
  archived: "{n} archiviert",
  messages: "Nachrichten",
  images: "Bilder",
  database: "Datenbank",
  folder: "Ordner",
};

export const backup: Texts["backup"] = {
  what:
    "Eine geprüfte Kopie der ganzen Datenbank, auch während Chats weitergehen. Der Server macht jede Nacht eine und " +
    "behält sieben. Der Schlüssel zu Adresse und API-Schlüssel ist nicht darin: Bewahre auch config.key auf.",
  folder: "Ordner",
  lastNight: "Letzte nächtliche",
  noNight: "Noch keine: Die erste kommt, wenn die Datenbank einen Tag alt ist",
  now: "Jetzt sichern",
  saved: "{name} gespeichert, {size}, geprüft",
  list: "Sicherungen",
  older: "{n} ältere",
  olderList: "Ältere Sicherungen",
  kinds: {
    chatbot: "von Hand",
    nightly: "nächtlich",
    "before-schema": "vor einer Änderung der Datenbank",
    "before-restore": "vor dem Zurückspielen einer anderen",
  },
  download: "Herunterladen",
  downloadOf: "{name} herunterladen",
  restore: "Eine zurückspielen",
  restoreHow:
    "Halte den Server an und nenne die Datei. Was jetzt da ist, wird bei den Sicherungen aufgehoben.",
  restoreExecutable: "Mit der ausführbaren Datei: chat-webui restore DATEI.",
};

export const transfer: Texts["transfer"] = {
  title: "Import",
  hint:
    "Eine Datei dieser App (.jsonl oder .json), conversations.json von ChatGPT oder der Export von Open " +
    "WebUI. Was schon hier ist, wird übersprungen: Eine Datei kann zweimal eingelesen werden.",
  dryRun: "Nur sagen, was geschehen würde",
  button: "Importieren",
  back: "Zurück zu den Einstellungen",
  chats: { one: "1 Chat", other: "{n} Chats" },
  wouldCome: "Nichts wurde gespeichert. Neu: {chats}; schon hier: {skipped}.",
  came: "Eingelesen: {chats}; schon hier: {skipped}.",
  unread: "Nicht lesbar: {chats}.",
  failures: "Nicht gelesen",
  place: "Stelle in der Datei",
  why: "Grund",
  more: "Und {n} weitere.",
};
