// Every word of the page, in Dutch and in English.

const english = document.documentElement.lang === "en";

const WORDS = {
  skip: ["Naar de voorbeelden van het bericht", "To the preview of the message"],
  templates: ["Teksten", "Templates"],
  showList: ["Teksten", "Templates"],
  otherLanguage: ["English", "Nederlands"],
  loading: ["Even geduld…", "One moment…"],
  gone: ["Tact is gestopt. Start het opnieuw met tact preview.", "Tact has stopped. Start it again with tact preview."],
  back: ["Tact is er weer.", "Tact is back."],
  sample: ["Voorbeeld", "Sample"],
  language: ["Taal", "Language"],
  country: ["Land", "Country"],
  style: ["Stijl", "Style"],
  asSample: ["van voorbeeld", "of sample"],
  styleNone: ["geen", "none"],
  changedSample: ["(aangepast)", "(changed)"],
  NL: ["Nederland", "Netherlands"],
  BE: ["België", "Belgium"],
  nl: ["Nederlands", "Dutch"],
  views: ["Wat u ziet", "What you see"],
  desk: ["Bericht", "Message"],
  matrix: ["Alle voorbeelden", "All samples"],
  changes: ["Wijzigingen", "Changes"],
  channels: ["Kanaal", "Channel"],
  all: ["Alles", "All"],
  editText: ["Tekst", "Text"],
  editData: ["Gegevens", "Data"],
  download: ["Download", "Download"],
  openPdf: ["Open de pdf", "Open the PDF"],
  textPart: ["Alleen tekst (.txt)", "Text part (.txt)"],
  pages: [(n) => (n === 1 ? "1 bladzijde" : `${n} bladzijden`), (n) => (n === 1 ? "1 page" : `${n} pages`)],
  page: [(n, of) => `Bladzijde ${n} van ${of}`, (n, of) => `Page ${n} of ${of}`],
  zoom: ["Grootte", "Zoom"],
  fit: ["Passend", "Fit"],
  toSource: [(text) => `Naar de tekst: ${text}`, (text) => `To the source: ${text}`],
  width: ["Breedte van het scherm", "Screen width"],
  full: ["Vol", "Full"],
  light: ["Licht of donker", "Light or dark"],
  lightLight: ["Licht", "Light"],
  lightDark: ["Donker", "Dark"],
  lightForced: ["Omgekeerd", "Inverted"],
  part: ["Wat u van de e-mail ziet", "What you see of the e-mail"],
  partHtml: ["Opmaak", "HTML"],
  partText: ["Tekst", "Text"],
  partHeaders: ["Kop", "Headers"],
  from: ["Van", "From"],
  to: ["Aan", "To"],
  subject: ["Onderwerp", "Subject"],
  attachments: ["Bijlagen", "Attachments"],
  kilobytes: [(n) => `${(n / 1000).toFixed(n < 10000 ? 1 : 0).replace(".", ",")} kB`, (n) => `${(n / 1000).toFixed(n < 10000 ? 1 : 0)} kB`],
  htmlSize: [(n) => `HTML ${WORDS.kilobytes[0](n)} van 100`, (n) => `HTML ${WORDS.kilobytes[1](n)} of 100`],
  mailFrame: ["De e-mail zoals de klant hem ziet", "The e-mail as the customer sees it"],
  segments: [(n) => (n === 1 ? "1 sms" : `${n} sms'en`), (n) => (n === 1 ? "1 SMS" : `${n} SMS`)],
  septetsLeft: [(n, unit) => `nog ${n} ${unit} vrij`, (n, unit) => `${n} ${unit} left`],
  septets: ["septets", "septets"],
  codeUnits: ["tekens", "code units"],
  nextSegment: [(n) => `sms ${n}`, (n) => `SMS ${n}`],
  dear: [(list) => `Deze tekens maken de sms duur: ${list}`, (list) => `These characters make the SMS dear: ${list}`],
  dearHelp: ["Er passen nu 70 tekens in een sms, in plaats van 160.", "An SMS now holds 70 characters instead of 160."],
  noChannel: ["Deze tekst is er niet voor dit kanaal.", "This template has no such channel."],
  findings: ["Opmerkingen", "Findings"],
  elsewhere: ["In andere voorbeelden", "In other samples"],
  noFindings: ["Niets op te merken. Mooi.", "Nothing to remark. Well done."],
  error: ["Fout", "Error"],
  warning: ["Let op", "Warning"],
  hint: ["Tip", "Hint"],
  place: [(name, line) => `${name}, regel ${line}`, (name, line) => `${name}, line ${line}`],
  why: ["Waarom", "Why"],
  advice: ["Wat helpt", "What helps"],
  fromValue: ["Dit staat in een gegeven, niet in uw tekst.", "This stands in a value, not in your text."],
  apply: [(text) => `Maak ervan: ${text}`, (text) => `Change to: ${text}`],
  remove: ["weglaten", "leave out"],
  applied: [(text) => `Veranderd in “${text}”`, (text) => `Changed to “${text}”`],
  undo: ["Ongedaan maken", "Undo"],
  undone: ["De vorige tekst staat er weer.", "The earlier text is back."],
  cannotApply: ["Deze woorden staan over meer stukken tekst. Verander ze zelf.", "These words span pieces of text. Change them yourself."],
  measures: ["Leesbaarheid", "Readability"],
  words: ["Woorden", "Words"],
  words_per_sentence: ["Woorden per zin", "Words per sentence"],
  flesch_douma: ["Flesch-Douma", "Flesch-Douma"],
  lix: ["LIX", "LIX"],
  most: [(n) => `hooguit ${n}`, (n) => `at most ${n}`],
  least: [(n) => `minstens ${n}`, (n) => `at least ${n}`],
  higher: ["hoger is makkelijker", "higher is easier"],
  lower: ["lager is makkelijker", "lower is easier"],
  facts: ["Staat alles erin?", "Is everything in it?"],
  factsCount: [(n, of) => `${n} van ${of}`, (n, of) => `${n} of ${of}`],
  lacks: [(channels) => `ontbreekt in ${channels}`, (channels) => `missing in ${channels}`],
  unseen: ["wordt in deze taal niet nagekeken", "not looked for in this language"],
  goToPlace: ["Ga naar deze plek", "Go to this place"],
  source: ["Brontekst", "Source"],
  file: ["Bestand", "File"],
  close: ["Sluiten", "Close"],
  closeSource: ["Sluit de brontekst", "Close the source"],
  saved: ["Bewaard", "Saved"],
  saving: ["Bewaren…", "Saving…"],
  noTemplate: [(name) => `De tekst ‘${name}’ is er niet, of niet meer.`, (name) => `There is no template ‘${name}’, or not any more.`],
  unsaved: ["Nog niet bewaard.", "Not saved yet."],
  staysTyped: ["Wat u typte is nog niet bewaard. Het staat klaar als u dit bestand weer opent.", "What you typed is not saved yet. It is there when you open that file again."],
  broughtBack: ["Wat u hier eerder typte, was nog niet bewaard. Het staat er weer.", "What you typed here before was not saved yet. It is back."],
  typing: ["Bewaart vanzelf als u even stopt", "Saves by itself when you pause"],
  readOnly: ["Alleen lezen. Maak met ‘tact init’ een eigen map.", "Read only. Start a folder of your own with ‘tact init’."],
  conflict: ["Dit bestand is intussen buiten dit venster veranderd. Uw tekst is nog niet bewaard.", "This file was changed outside this window. Your text is not saved yet."],
  takeTheirs: ["Neem de andere versie", "Take the other version"],
  keepMine: ["Bewaar de mijne toch", "Save mine anyway"],
  text: ["Tekst", "Text"],
  settings: ["Gegevens van de tekst", "About the template"],
  parts: ["Onderdelen (in veel teksten)", "Parts (in many templates)"],
  samples: ["Voorbeelden", "Samples"],
  formTitle: ["Gegevens van het voorbeeld", "Values of the sample"],
  formHelp: ["Wat u hier verandert, ziet u meteen. Het voorbeeld zelf verandert niet.", "You see at once what you change here. The sample itself stays as it is."],
  reset: ["Terug naar het voorbeeld", "Back to the sample"],
  keepAs: ["Naam van het nieuwe voorbeeld", "Name of the new sample"],
  keep: ["Bewaar als nieuw voorbeeld", "Keep as a new sample"],
  kept: [(name) => `Voorbeeld ‘${name}’ is bewaard.`, (name) => `Sample ‘${name}’ was saved.`],
  add: ["Voeg toe", "Add"],
  removeItem: ["Verwijder", "Remove"],
  yes: ["ja", "yes"],
  no: ["nee", "no"],
  notSet: ["niet ingevuld", "not set"],
  count: [(counts) => [[counts.error, "fout", "fouten"], [counts.warning, "let op", "let op"]].filter(([n]) => n).map(([n, one, more]) => `${n} ${n === 1 ? one : more}`).join(", ") || "geen opmerkingen",
    (counts) => [[counts.error, "error", "errors"], [counts.warning, "warning", "warnings"]].filter(([n]) => n).map(([n, one, more]) => `${n} ${n === 1 ? one : more}`).join(", ") || "no findings"],
  broken: ["werkt niet", "broken"],
  checking: ["wordt nagekeken", "being checked"],
  since: [(commit) => `Vergeleken met de laatste versie in git: ${commit}`, (commit) => `Compared with the last commit: ${commit}`],
  newTemplate: ["Deze tekst is nieuw sinds de laatste versie.", "This template is new since the last commit."],
  newNeeds: [(list) => `Nieuw verplicht veld: ${list}`, (list) => `New required field: ${list}`],
  newFields: [(list) => `Leest nu ook: ${list}`, (list) => `Now also reads: ${list}`],
  same: ["Geen verschil.", "No difference."],
  before: ["Was", "Before"],
  after: ["Is nu", "Now"],
  unchangedPage: ["niets veranderd", "unchanged"],
  noPage: ["Deze bladzijde was er niet.", "There was no such page."],
  noPageNow: ["Deze bladzijde is er niet meer.", "This page is gone."],
};

const STAGES = {
  check: ["Na de factuur", "After the invoice"],
  before: ["Vóór de laatste dag", "Before the last day"],
  due: ["Op de laatste dag", "On the last day"],
  reminder: ["Herinneren", "Reminding"],
  "last-notice": ["Laatste brief", "Last notice"],
  handover: ["Overdracht", "Handing over"],
  agreement: ["Afspraken", "Agreements"],
  confirmation: ["Bevestigen", "Confirming"],
  internal: ["Voor uzelf", "For yourself"],
};

const FIELDS = {
  id: "Kenmerk", date: "Datum van het bericht", pay_by: "Laatste dag om te betalen", next_step_on: "Dag van de volgende stap", reason: "Reden",
  creditor: "Uw organisatie", customer: "Klant", invoices: "Facturen", agreement: "Afspraak", payment: "Betaling", attachments: "Bijlagen",
  name: "Naam", address: "Adres", street: "Straat en nummer", country: "Land", postcode: "Postcode", town: "Plaats", extra: "Extra regel",
  phone: "Telefoon", email: "E-mailadres", opening_hours: "Bereikbaar", iban: "IBAN", bic: "BIC", account_holder: "Op naam van",
  registration: "KvK- of ondernemingsnummer", vat_number: "Btw-nummer", vat_recoverable: "Kan btw terugvragen", department: "Afdeling", logo: "Logo",
  website: "Website", signatory: "Wie ondertekent", role: "Functie", salutation: "Aanspreken als", initials: "Voorletters", first_name: "Voornaam",
  prefix: "Tussenvoegsel", last_name: "Achternaam", partner: "Partner", kind: "Soort", company: "Bedrijf", language: "Taal", mobile: "Mobiel",
  preferred_channel: "Liefst via", audience: "Lezer", style: "Stijl (DISC)", contact_hours: "Bereikbaar", remarks: "Opmerkingen", number: "Nummer",
  due_date: "Vervaldatum", amount: "Bedrag", paid: "Al betaald", description: "Waarvoor", reference: "Betalingskenmerk", payment_link: "Betaallink",
  file: "Bestand", agreed_on: "Afgesproken op", agreed_with: "Afgesproken met", channel: "Via", instalments: "Termijnen", subject: "Onderwerp",
  customer_says: "De klant zegt", creditor_says: "U zegt", actions: "Wie doet wat", answer_by: "Antwoord voor", owner: "Wie", what: "Wat", by: "Wanneer",
  received_on: "Ontvangen op",
};

const INSIDE = {
  "invoices.date": "Factuurdatum", "attachments.name": "Naam", "agreement.kind": "Soort afspraak", "agreement.amount": "Bedrag",
  "customer.kind": "Particulier of bedrijf", "customer.id": "Klantnummer", "attachments.kind": "Soort bijlage",
};

const ITEMS = {
  invoices: "Factuur", attachments: "Bijlage", instalments: "Termijn", actions: "Actie", remarks: "Opmerking", customer_says: "De klant zegt", creditor_says: "U zegt",
};

/** What the search of the editor says, for who does not read English. */
export const SEARCH = english ? {} : {
  Find: "Zoek", Replace: "Vervang door", next: "volgende", previous: "vorige", all: "alle", replace: "vervang", "replace all": "vervang alle",
  "match case": "hoofdletters", "by word": "hele woorden", regexp: "patroon", close: "sluit", "current match": "deze plek",
  "on line": "op regel", "replaced match on line $": "vervangen op regel $", "replaced $ matches": "$ keer vervangen",
};

export const lang = english ? "en" : "nl";
const side = english ? 1 : 0;

/** The text of a key; with values for a text that has them. */
export function t(key, ...values) {
  const text = WORDS[key][side];
  return typeof text === "function" ? text(...values) : text;
}

/** Learn the names of the channels, which the program tells. */
export const learn = (channels) => Object.entries(channels).forEach(([name, { words }]) => { WORDS[name] = words; });
export const known = (key) => key in WORDS;
export const stage = (name) => (STAGES[name] ?? [name, name])[side];
export const both = (pair) => (pair ? pair[side] : "");
export const fieldName = (name, within = "") => (english ? name.replaceAll("_", " ") : INSIDE[`${within}.${name}`] ?? FIELDS[name] ?? name);
export const itemName = (name) => (english ? name.replaceAll("_", " ").replace(/s$/, "") : ITEMS[name] ?? fieldName(name));
