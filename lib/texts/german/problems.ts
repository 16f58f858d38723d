/** Errors by their English wording (lib/texts/problem.ts). */
import type { Problems } from "../problem.ts";

/** Those that scripts show. Longer ones first where another fits too. */
export const liveProblems: Problems = {
  "It does not answer.": "Es antwortet nicht.",
  "Cannot reach Ollama at {address}: {reason}.": "Ollama ist nicht erreichbar unter {address}: {reason}.",
  "the connection was refused. Start Ollama (`ollama serve`), or correct its address in Settings":
    "Die Verbindung wurde abgelehnt. Starte Ollama (`ollama serve`), oder berichtige die Adresse in den " +
    "Einstellungen",
  "it closed the connection without an answer": "es hat die Verbindung ohne Antwort geschlossen",
  "the name {host} is not known. Correct the address in Settings":
    "der Name {host} ist nicht bekannt. Berichtige die Adresse in den Einstellungen",
  "the name {host} could not be looked up. Correct the address in Settings":
    "der Name {host} ließ sich nicht nachschlagen. Berichtige die Adresse in den Einstellungen",
  "there is no route to it": "es führt kein Weg dorthin",
  "the network is not reachable": "das Netz ist nicht erreichbar",
  "it leads to an address that is never contacted (link-local, metadata or multicast)":
    "es führt zu einer Adresse, die nie angesprochen wird (link-local, Metadaten oder Multicast)",
  "it did not take the connection": "es hat die Verbindung nicht angenommen",
  "Ollama at {address} does not answer ({reason}). Look at its log, or restart it.":
    "Ollama unter {address} antwortet nicht ({reason}). Sieh in sein Protokoll, oder starte es neu.",
  "Ollama at {address} did not begin to answer {path} within {time}. Look at its log, or restart it.":
    "Ollama unter {address} hat innerhalb von {time} nicht begonnen, {path} zu beantworten. " +
    "Sieh in sein Protokoll, oder starte es neu.",
  "The connection to Ollama broke off in the middle of its answer. What came is kept: continue it, or try again.":
    "Die Verbindung zu Ollama brach mitten in der Antwort ab. Was kam, ist gespeichert: Setze sie fort, oder " +
    "versuche es nochmal.",
  "Ollama has been silent for {seconds} s in the middle of its answer. What came is kept: continue it, or look at Ollama's log.":
    "Ollama schweigt seit {seconds} s mitten in der Antwort. Was kam, ist gespeichert: Setze sie fort, oder sieh " +
    "in das Protokoll von Ollama.",
  "Ollama ended its answer without saying that it was done, as it does when a model repeats itself. What came is kept: continue it, or try again.":
    "Ollama beendete die Antwort, ohne zu sagen, dass sie fertig ist; so ist es auch, wenn ein Modell sich " +
    "wiederholt. Was kam, ist gespeichert: Setze sie fort, oder versuche es nochmal.",
  "Ollama refused: {reason}": "Ollama hat abgelehnt: {reason}",
  "What answered {path} does not look like Ollama. Check the address in Settings.":
    "Was {path} beantwortet hat, sieht nicht nach Ollama aus. Prüfe die Adresse in den Einstellungen.",
  'The model "{name}" is not installed. {advice}': "Das Modell „{name}“ ist nicht installiert. {advice}",
  "Pull it on the Models page, or choose another model.":
    "Lade es auf der Seite „Modelle“ herunter, oder wähle ein anderes.",
  "The registry does not have it either: check the spelling and the tag.":
    "Auch die Bibliothek hat es nicht: Prüfe Schreibweise und Tag.",
  "No model was chosen. {reason}.": "Es ist kein Modell gewählt. {reason}.",
  "No model is installed: pull one first": "Kein Modell ist installiert: Lade zuerst eines herunter",
  "Several models are installed: say which, or set a default model":
    "Mehrere Modelle sind installiert: Wähle eines, oder stelle ein vorgewähltes ein",
  "A reply is being written in this chat. Stop it first, or wait for its end.":
    "In diesem Chat wird gerade eine Antwort geschrieben. Halte sie an, oder warte auf ihr Ende.",
  "Only a stopped, interrupted or length-limited reply can be continued. Regenerate it.":
    "Nur eine angehaltene, unterbrochene oder zu lange Antwort lässt sich fortsetzen. Lass sie neu schreiben.",
  "Chat WebUI ended while this reply was written. What came is kept: continue or regenerate it.":
    "Chat WebUI wurde beendet, während diese Antwort geschrieben wurde. Was kam, ist gespeichert: Setze sie fort, " +
    "oder lass sie neu schreiben.",
  "The server is ending.": "Der Server wird beendet.",
  "The disk with the chat database is full: nothing was stored. Free some space and try again.":
    "Die Platte mit der Datenbank ist voll: Nichts wurde gespeichert. Schaffe Platz und versuche es nochmal.",
  "The chat database is locked by another program. Nothing was stored; try again in a moment.":
    "Ein anderes Programm sperrt die Datenbank. Nichts wurde gespeichert; versuche es gleich nochmal.",
  "The chat database cannot be used ({reason}). Check its folder, its owner and the disk.":
    "Die Datenbank lässt sich nicht verwenden ({reason}). Prüfe ihren Ordner, ihren Besitzer und die Platte.",
  "Something went wrong in Chat WebUI. Its log has the details under this request id.":
    "In Chat WebUI ist etwas schiefgegangen. Näheres steht im Protokoll unter der Kennung dieser Anfrage.",
  "Cannot reach the server. Is it still running?": "Der Server ist nicht erreichbar. Läuft er noch?",
  "The server answered {status}.": "Der Server antwortete mit {status}.",
  'There is no {noun} "{id}".': "„{id}“ gibt es hier nicht.",
  "{model} is being pulled. Cancel the pull first.":
    "{model} wird gerade heruntergeladen. Brich das zuerst ab.",
  "{model} is being {work}ed. Try again when that has ended.":
    "{model} wird gerade geladen oder entladen. Versuche es danach nochmal.",
  "{model} is writing a reply. Stop it, or delete the model when it has ended.":
    "{model} schreibt gerade eine Antwort. Halte sie an, oder lösche das Modell danach.",
  "{model} needs {needed} more, but only {left} are free where Ollama keeps its models. Delete a model or free some space, then pull again: what has come is kept.":
    "{model} braucht noch {needed}, aber wo Ollama seine Modelle hat, sind nur {left} frei. Lösche ein Modell " +
    "oder schaffe Platz und lade dann weiter: Was schon da ist, bleibt.",
  "The server ended during this pull. Pull it again: it goes on where it stopped.":
    "Der Server wurde währenddessen beendet. Lade weiter: Es geht dort weiter, wo es stehen blieb.",
  "The pull of {model} was cancelled.": "Das Herunterladen von {model} wurde abgebrochen.",
  "This is no model name. Ollama's names look like llama3.2 or user/model:tag.":
    "Das ist kein Modellname. Bei Ollama sehen sie aus wie llama3.2 oder user/model:tag.",
  "{what} is not valid: {field} {problem}.": "{field}: {problem}.",
  "must be at most {most} characters long": "darf höchstens {most} Zeichen haben",
  "must be at least {least} characters long": "muss mindestens {least} Zeichen haben",
  "must have at most {most} entries": "darf höchstens {most} Einträge haben",
  "must be at most {most}": "darf höchstens {most} sein",
  "must be at least {least}": "muss mindestens {least} sein",
  "must be a number": "muss eine Zahl sein",
  "must be a whole number": "muss eine ganze Zahl sein",
  "must not be empty": "darf nicht leer sein",
  "must not be longer than 1 MiB": "darf nicht länger als 1 MiB sein",
  "must be -1 (no limit) or at least 1": "muss -1 (unbegrenzt) oder mindestens 1 sein",
  "The message {problem}.": "Die Nachricht {problem}.",
  "The title {problem}.": "Der Titel {problem}.",
};

/** Those that the server alone shows. */
export const problems: Problems = {
  ...liveProblems,
  "The disk with the backups is full: none was made. Free some space and try again.":
    "Die Platte mit den Sicherungen ist voll: Keine wurde gemacht. Schaffe Platz und versuche es nochmal.",
  "No backup was made ({reason}). {advice}": "Es wurde nichts gesichert ({reason}). {advice}",
  "Stop the server: its next start names the newest good backup.":
    "Halte den Server an: Der nächste Start nennt die neueste gute Sicherung.",
  "Check that the folder of the backups belongs to you and can be written.":
    "Prüfe, ob der Ordner der Sicherungen dir gehört und beschreibbar ist.",
  "The password is wrong.": "Das Passwort ist falsch.",
  "Too many wrong passwords. Try again in {seconds} s.":
    "Zu viele falsche Passwörter. Versuche es in {seconds} s nochmal.",
  "The value {problem}.": "Der Wert {problem}.",
  "The Ollama address {problem}.": "Die Adresse von Ollama {problem}.",
  "must not contain spaces or control characters": "darf keine Leer- und Steuerzeichen enthalten",
  "must begin with http:// or https://, as in {example}":
    "muss mit http:// oder https:// beginnen, etwa {example}",
  "must not contain a user name or password: enter the API key in its own field":
    "darf weder Benutzernamen noch Passwort enthalten: Der API-Schlüssel hat ein eigenes Feld",
  "must not contain ? or #": "darf weder ? noch # enthalten",
  "is no address, write it as in {example}": "ist keine Adresse; sie sieht aus wie {example}",
  "must not be a {kind} address ({host})": "darf keine Adresse dieser Art sein: {kind} ({host})",
  "Was not stored: enter it again": "wurde nicht gespeichert: Gib ihn nochmal ein",
  "must be printable ASCII without spaces": "darf nur druckbare ASCII-Zeichen ohne Leerzeichen enthalten",
  "must be a key such as Ctrl+K, Ctrl+Shift+O, F2 or ?, or empty":
    "muss eine Taste wie Ctrl+K, Ctrl+Shift+O, F2 oder ? sein, oder leer",
  "must not be a character: it would be typed": "darf kein Zeichen sein: Es würde geschrieben",
  "must not be {key}: that does something else already": "darf nicht {key} sein: Das tut schon etwas anderes",
  "must be a duration such as 5m, 1h30m, 0 or -1": "muss eine Dauer wie 5m, 1h30m, 0 oder -1 sein",
  "{address} did not answer within {seconds} s.":
    "{address} hat innerhalb von {seconds} s nicht geantwortet.",
  "The name {host} is not known here. Check its spelling, or use the IP address.":
    "Der Name {host} ist hier nicht bekannt. Prüfe die Schreibweise, oder nimm die IP-Adresse.",
  "The certificate or the TLS connection was not accepted. Ollama itself speaks plain http: try http://, or give the proxy before it a certificate that this machine trusts.":
    "Das Zertifikat oder die TLS-Verbindung wurde nicht angenommen. Ollama selbst spricht einfaches http: " +
    "Versuche http://, oder gib dem Proxy davor ein Zertifikat, dem dieser Rechner traut.",
  "The other side does not speak plain HTTP. Try https://.":
    "Die Gegenseite spricht kein einfaches HTTP. Versuche https://.",
  "The API key was not accepted. Enter it again.":
    "Der API-Schlüssel wurde nicht angenommen. Gib ihn nochmal ein.",
  "This server wants an API key. Enter it.": "Dieser Server verlangt einen API-Schlüssel. Gib ihn ein.",
  "Redirects are not followed. Enter the address that it leads to.":
    "Weiterleitungen wird nicht gefolgt. Gib die Adresse ein, zu der sie führt.",
  "Something answers there, but it is not Ollama. Its port is usually 11434, without a path after it.":
    "Dort antwortet etwas, aber es ist nicht Ollama. Sein Port ist meist 11434, ohne Pfad dahinter.",
  "Inside a container this address is the container itself. Use http://host.docker.internal:11434, and start Ollama with OLLAMA_HOST=0.0.0.0 so that it listens for containers.":
    "In einem Container ist diese Adresse der Container selbst. Nimm http://host.docker.internal:11434, und " +
    "starte Ollama mit OLLAMA_HOST=0.0.0.0, damit es für Container erreichbar ist.",
  "Start Ollama (`ollama serve`, or its app) and check the port, usually 11434. From inside a container use http://host.docker.internal:11434.":
    "Starte Ollama (`ollama serve` oder seine App) und prüfe den Port, meist 11434. Aus einem Container heraus: " +
    "http://host.docker.internal:11434.",
  "Check that Ollama runs there with OLLAMA_HOST=0.0.0.0, that the port is right (usually 11434), and that no firewall is in between.":
    "Prüfe, ob Ollama dort mit OLLAMA_HOST=0.0.0.0 läuft, ob der Port stimmt (meist 11434) und ob keine Firewall " +
    "dazwischen ist.",
  "The stored {what} cannot be read ({reason}). Put the key back (CONFIG_KEY or the key file) and restart, or enter the address anew. Chats are not affected.":
    "Gespeichertes lässt sich nicht lesen: {what} ({reason}). Bring den Schlüssel zurück (CONFIG_KEY oder die " +
    "Schlüsseldatei) und starte neu, oder gib die Adresse neu ein. Die Chats sind nicht betroffen.",
  "This is no form with a file.": "Das ist kein Formular mit einer Datei.",
  "The form has no file.": "Das Formular enthält keine Datei.",
  "Nothing in the file is a chat of Chat WebUI, ChatGPT (conversations.json) or Open WebUI (chat export).":
    "Nichts in der Datei ist ein Chat aus Chat WebUI, ChatGPT (conversations.json) oder Open WebUI (Chat-Export).",
  "It {failure}.": "Der Eintrag {failure}.",
  "The chat cannot be kept: it {failure}.": "Der Chat lässt sich nicht behalten: Er {failure}.",
  "There is no room left for temporary chats. Close one of them, or keep it.":
    "Für temporäre Chats ist kein Platz mehr. Schließe einen von ihnen, oder behalte ihn.",
  "There are {n} temporary chats already. Close one of them first.":
    "Es gibt schon {n} temporäre Chats. Schließe zuerst einen von ihnen.",
  "The form is larger than {size} KiB.": "Das Formular ist größer als {size} KiB.",
  "has more than 100,000 messages": "hat mehr als 100.000 Nachrichten",
  'has a message "{id}" that is no object': "hat eine Nachricht „{id}“, die kein Objekt ist",
  'has a message by "{author}"': "hat eine Nachricht von „{author}“",
  "has an image that is larger than 20 MiB": "hat ein Bild, das größer als 20 MiB ist",
  "has an image that is empty, no base64 or larger than 20 MiB ({what})":
    "hat ein Bild, das leer, kein Base64 oder größer als 20 MiB ist ({what})",
  "is from a newer Chat WebUI. Start the newer version, then import it again":
    "ist aus einem neueren Chat WebUI. Starte die neuere Version, und lies ihn dann nochmal ein",
  "is not as it should be at {place}: {problem}":
    "ist an der Stelle {place} nicht, wie er sein soll: {problem}",
  'has a node "{id}" that is no object': "hat einen Knoten „{id}“, der kein Objekt ist",
  'has a node "{id}" whose parent is not in the chat':
    "hat einen Knoten „{id}“, dessen Vorgänger nicht im Chat ist",
  "has nodes that are each other's parents": "hat Knoten, die einander vorausgehen",
  "has a message ({index}) whose parent is not in the chat":
    "hat eine Nachricht ({index}), deren Vorgänger nicht im Chat ist",
  "has messages that are each other's parents (message {index} is one)":
    "hat Nachrichten, die einander vorausgehen (eine ist {index})",
  "has the same id twice (messages {one} and {other})":
    "hat dieselbe Kennung zweimal (Nachrichten {one} und {other})",
  "is being imported or deleted at this moment": "wird gerade eingelesen oder gelöscht",
  "is no chat of Chat WebUI, ChatGPT or Open WebUI": "ist kein Chat aus Chat WebUI, ChatGPT oder Open WebUI",
  "is a ZIP archive: take conversations.json out of it and import that":
    "ist ein ZIP-Archiv: Nimm conversations.json heraus und lies das ein",
  "is not valid UTF-8": "ist kein gültiges UTF-8",
  "is not valid JSON": "ist kein gültiges JSON",
  "{what} is longer than 8 MiB": "ist zu lang: {what} hat mehr als 8 MiB",
};
