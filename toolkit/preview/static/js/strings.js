// Every word of the page, in Dutch and in English.

const english = document.documentElement.lang === "en";

const WORDS = {
  skips: ["Snel naar", "Jump to"],
  skip: [(place) => `Naar: ${place}`, (place) => `To: ${place}`],
  customer: ["Klant en weergave", "Customer and view"],
  message: ["Bericht", "Message"],
  side: ["Opmerkingen en gegevens", "Findings and data"],
  closeSide: ["Sluit de opmerkingen", "Close the findings"],
  seek: ["Zoek een tekst", "Search a template"],
  unready: ["Alleen wat niet klaar is", "Only what is not ready"],
  noneFound: ["Geen tekst gevonden.", "No template found."],
  theme: ["Licht of donker scherm", "Light or dark screen"],
  theme_auto: ["Zoals de computer", "Like the computer"],
  theme_light: ["Licht scherm", "Light screen"],
  theme_dark: ["Donker scherm", "Dark screen"],
  keys: ["Toetsen", "Keys"],
  keyNext: ["Volgende opmerking", "Next finding"],
  keyBefore: ["Vorige opmerking", "Previous finding"],
  keyChannel: ["Brief, e-mail, sms, alles", "Letter, e-mail, SMS, all"],
  keySample: ["Volgend of vorig voorbeeld", "Next or previous sample"],
  keyCard: ["Deze kaart", "This card"],
  factsTab: ["Feiten", "Facts"],
  work: ["Werklijst", "To do"],
  workTitle: ["Alle opmerkingen", "All findings"],
  workCount: [(n) => String(n), (n) => String(n)],
  workHelp: ["In alle teksten en alle voorbeelden, de ergste eerst. F8 gaat naar de volgende.", "In all templates and all samples, the worst first. F8 goes to the next."],
  noWork: ["Niets meer te doen. Mooi.", "Nothing left to do. Well done."],
  inTexts: [(n) => `in ${n} teksten`, (n) => `in ${n} templates`],
  newText: ["Nieuwe tekst…", "New template…"],
  copyText: ["Maak een kopie…", "Make a copy…"],
  renameText: ["Geef een andere titel…", "Change the title…"],
  awayText: ["Zet weg", "Put away"],
  deeds: ["Wat u met deze tekst kunt doen", "What can be done with this template"],
  textTitle: ["Titel", "Title"],
  make: ["Maak", "Make"],
  renameDo: ["Verander", "Change"],
  copyOf: [(title) => `${title} (kopie)`, (title) => `${title} (copy)`],
  copyHelp: ["De kopie krijgt ook alle voorbeelden.", "The copy gets all samples too."],
  newHelp: ["U krijgt een korte tekst die meteen werkt, met vijf voorbeelden.", "You get a short text that works at once, with five samples."],
  bringLetter: ["Een brief uit Word", "A letter from Word"],
  bringLetterMore: ["Of begin met een brief uit Word…", "Or begin with a letter from Word…"],
  bringHelp: ["Uw brief wordt een tekst van Tact. Koppen, vette woorden, lijsten en tabellen blijven. Daarna kiest u wat er per klant anders is.", "Your letter becomes a template. Headings, bold words, lists and tables stay. Then you choose what differs for each customer."],
  dropHere: ["Sleep de brief hierheen, of kies een bestand", "Drop the letter here, or choose a file"],
  pasteHere: ["Of plak de brief hier", "Or paste the letter here"],
  readLetter: ["Lees de brief", "Read the letter"],
  letterTooLarge: ["Dit bestand is groter dan 16 MB. Haal de plaatjes uit de brief, of plak alleen de tekst.", "This file is larger than 16 MB. Take the pictures out, or paste the text alone."],
  whatDiffers: ["Wat is per klant anders?", "What differs for each customer?"],
  whatDiffersHelp: ["Kijk bij elk voorstel of het klopt. U kunt ook iets anders kiezen.", "Look at each proposal. You may choose something else."],
  nothingDiffers: ["Er zijn geen namen, bedragen, dagen of plekken om in te vullen gevonden.", "No names, amounts, days or places to fill in were found."],
  yourLetter: ["Uw brief", "Your letter"],
  greetsItself: ["De aanhef maakt Tact zelf, met de naam van de klant.", "The salutation is made for you, with the name of the customer."],
  leftOut: ["Dit komt niet mee: de brief heeft dit al", "This is left out: the letter has its own"],
  becomes: [(words) => `Wat is ‘${words}’?`, (words) => `What is ‘${words}’?`],
  leaveWords: ["Laat deze woorden staan", "Leave these words as they are"],
  fillInLater: [(words) => `Later invullen: ${words}`, (words) => `Fill in later: ${words}`],
  right: ["Klopt", "Right"],
  rightFor: [(words) => `Klopt: ${words}`, (words) => `Right: ${words}`],
  times: [(n) => `(${n} keer)`, (n) => `(${n} times)`],
  bringProgress: [(seen, of, open) => `${seen} van ${of} bekeken.${open ? ` ${open} ${open === 1 ? "plek staat" : "plekken staan"} straks tussen haken: dat is een fout, tot u ${open === 1 ? "hem" : "ze"} invult.` : ""}`,
    (seen, of, open) => `${seen} of ${of} seen.${open ? ` ${open} will stand between brackets: an error until you fill ${open === 1 ? "it" : "them"} in.` : ""}`],
  takeRest: [(n) => `${n === 1 ? "Het voorstel klopt" : `Alle ${n} voorstellen kloppen`}`, (n) => `${n === 1 ? "The proposal is right" : `All ${n} proposals are right`}`],
  makeText: ["Maak de tekst", "Make the template"],
  unfitSamples: [(n) => `${n} ${n === 1 ? "voorbeeld heeft" : "voorbeelden hebben"} niet alles wat deze brief noemt, en ${n === 1 ? "doet" : "doen"} niet mee.`, (n) => `${n} ${n === 1 ? "sample lacks" : "samples lack"} something that this letter names, and ${n === 1 ? "was" : "were"} left out.`],
  away: [(title) => `‘${title}’ is weggezet.`, (title) => `‘${title}’ was put away.`],
  awayAgain: [(title) => `Uw tekst ‘${title}’ is weggezet. De tekst van Tact staat er weer.`, (title) => `Your ‘${title}’ was put away. The text of Tact is back.`],
  versions: ["Versies", "Versions"],
  versionsHelp: ["Kies een versie. U ziet dan wat er nu anders is.", "Choose a version to see what is different now."],
  noVersions: ["Er zijn nog geen eerdere versies. Ze komen vanzelf als u schrijft.", "There are no earlier versions yet. They come by themselves when you write."],
  versionName: ["Naam voor de tekst van nu", "Name for the present text"],
  versionKeep: ["Bewaar als versie", "Keep as a version"],
  versionKept: [(name) => `Versie ‘${name}’ is bewaard.`, (name) => `Version ‘${name}’ was kept.`],
  versionDiff: ["Doorgestreept stond er toen. Groen is er sindsdien bij gekomen.", "Struck out stood there then. Green came since."],
  versionBack: ["Zet deze versie terug", "Bring this version back"],
  leave: ["Laat dit zo staan…", "Leave it as it is…"],
  leaveWhy: ["Waarom laat u dit staan?", "Why do you leave it?"],
  leaveDo: ["Laat staan", "Leave it"],
  left: ["Deze opmerking komt niet meer terug.", "This finding will not come back."],
  templates: ["Teksten", "Templates"],
  showList: ["Teksten", "Templates"],
  otherLanguage: ["English", "Nederlands"],
  loading: ["Even geduld…", "One moment…"],
  gone: ["Tact is gestopt. Start het opnieuw met tact preview.", "Tact has stopped. Start it again with tact preview."],
  back: ["Tact is er weer.", "Tact is back."],
  sample: ["Voorbeeld", "Sample"],
  language: ["Taal", "Language"],
  country: ["Land", "Country"],
  style: ["Toon", "Tone"],
  asSample: ["van voorbeeld", "of sample"],
  style_D: ["kort en direct", "short and direct"],
  style_I: ["hartelijk", "warm"],
  style_S: ["rustig, met steun", "calm and supportive"],
  style_C: ["precies, met redenen", "precise, with reasons"],
  style_none: ["gewoon", "ordinary"],
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
  roomLeft: [(n) => (n === 0 ? "vol" : `nog plaats voor ${n} ${n === 1 ? "letter" : "letters"}`), (n) => (n === 0 ? "full" : `room for ${n} more ${n === 1 ? "letter" : "letters"}`)],
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
  effort: ["Moeite om te lezen", "Effort to read"],
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
  how: ["Hoe u de tekst ziet", "How you see the template"],
  write: ["Schrijven", "Write"],
  bare: ["Bron", "Source"],
  ofPart: ["Onderdeel", "Part"],
  ofSubject: ["Onderwerp", "Subject"],
  ofBody: ["Brief en e-mail", "Letter and e-mail"],
  ofSms: ["Sms", "SMS"],
  chipTitle: [(title) => `Gegeven: ${title}`, (title) => `Field: ${title}`],
  chipLabel: [(title, value) => `Gegeven ${title}${value ? `: ${value}` : ""}`, (title, value) => `Field ${title}${value ? `: ${value}` : ""}`],
  onlyIf: ["Alleen als:", "Only if:"],
  orIf: [(test) => `of als: ${test}`, (test) => `or if: ${test}`],
  ifWords: [(test) => `als: ${test}`, (test) => `if: ${test}`],
  otherwise: ["anders", "otherwise"],
  branches: ["Wat de tekst zegt, en wanneer", "What the text says, and when"],
  notHere: ["niet bij dit voorbeeld", "not for this sample"],
  noneReaches: ["Geen voorbeeld van deze tekst komt hier. U kunt wel schrijven; maak bij Gegevens een voorbeeld om het te zien.", "No sample of this template comes here. You can write it; make a sample under Data to see it."],
  changeCondition: ["Verander deze voorwaarde", "Change this condition"],
  emptyHere: ["Schrijf hier.", "Write here."],
  fence: [(name) => `blok: ${FENCES[name] ?? name}`, (name) => `piece: ${name}`],
  inSource: ["Open in Bron", "Open in the source"],
  lockedSource: ["Dit kan alleen in Bron.", "This can be changed in the source only."],
  cannotRead: ["Deze tekst is nu alleen in Bron te lezen: er staat een fout in.", "This template can be read in the source only: there is an error in it."],
  partEverywhere: [(n) => (n > 1 ? `staat in ${n} teksten. Wat u hier verandert, verandert overal.` : "is een onderdeel van deze tekst."), (n) => (n > 1 ? `stands in ${n} templates. What you change here, changes everywhere.` : "is a part of this template.")],
  formula: ["formule", "formula"],
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
  count: [(counts) => [[counts.error, "fout", "fouten"], [counts.warning, "let op", "let op"], [counts.hint, "tip", "tips"]].filter(([n]) => n).map(([n, one, more]) => `${n} ${n === 1 ? one : more}`).join(", ") || "geen opmerkingen",
    (counts) => [[counts.error, "error", "errors"], [counts.warning, "warning", "warnings"], [counts.hint, "hint", "hints"]].filter(([n]) => n).map(([n, one, more]) => `${n} ${n === 1 ? one : more}`).join(", ") || "no findings"],
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

const FENCES = {
  invoices: "lijst van facturen", payment: "betalen", instalments: "delen van de regeling", actions: "wie doet wat", closing: "afsluiting", choices: "keuzes", notes: "aantekeningen", script: "gesprek",
};

const STAGES = {
  check: ["Na de factuur", "After the invoice"],
  before: ["Vóór de laatste dag", "Before the last day"],
  due: ["Op de laatste dag", "On the last day"],
  reminder: ["Herinneren", "Reminding"],
  "last-notice": ["Laatste brief", "Last notice"],
  handover: ["Overdracht", "Handing over"],
  stop: ["Namens de klant", "On behalf of the customer"],
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
  received_on: "Ontvangen op", stop: "Niet schrijven, want", stop_note: "Waar dat staat", kind_by_name: "Alleen aan de naam herkend",
  representative: "Wie voor de klant handelt", since: "Sinds",
};

/** What a field is called that is no part of something else. */
const TITLES = {
  greeting: ["aanhef", "greeting"], total: ["bedrag dat openstaat", "amount open"], paid: ["al betaald", "paid"], invoice: ["factuur", "invoice"], due_date: ["vervaldatum", "due date"],
  pay_by: ["laatste dag om te betalen", "last day to pay"], next_step_on: ["dag van de volgende stap", "day of the next step"], amount: ["bedrag om te betalen", "amount to pay"], last_day: ["laatste dag van het betaalblok", "last day of the payment block"],
  reference: ["betalingskenmerk", "payment reference"], payment_link: ["betaallink", "payment link"], customer: ["klant", "customer"], creditor: ["onze organisatie", "our organisation"], agreement: ["afspraak", "agreement"], payment: ["betaling", "payment"],
  date: ["datum van het bericht", "date of the message"], costs: ["kosten", "costs"], interest: ["rente", "interest"], term: ["termijn", "term"], to_pay: ["te betalen", "to pay"], announced: ["aangekondigd", "announced"],
  business: ["voor een bedrijf", "for a business"], consumer: ["voor een consument", "for a consumer"], charges: ["met kosten", "with costs"], style: ["toon", "tone"], missed: ["gemiste delen", "missed instalments"], invoices: ["facturen", "invoices"],
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

/** What a field is called in words: {expression, name}. */
export function fieldTitle({ expression, name }) {
  const path = expression.split("|")[0].trim();
  if (name.includes(" ") && !/[("]/.test(name)) return name;
  if (TITLES[path]) return TITLES[path][side];
  if (!/^[a-z_]+(\.[a-z_]+)+$/.test(path)) return t("formula");
  const [root, ...rest] = path.split(".");
  const words = rest.map((each, at) => fieldName(each, at ? rest[at - 1] : root === "invoice" ? "invoices" : root));
  return [TITLES[root]?.[side] ?? fieldName(root), ...words].map((each) => each.toLowerCase()).join(" · ");
}

const AND = english ? {} : { not: "niet", and: "en", or: "of" };

/** A test in words; `code` where it is none. */
export function testSaid(test) {
  if (TITLES[test]) return { words: TITLES[test][side] };
  const words = test.replace(/\b(not|and|or)\b/g, (word) => AND[word] ?? word);
  const parts = test.split(/\b(?:not|and|or)\b|[()]/).map((each) => each.trim()).filter(Boolean);
  if (parts.every((each) => each.includes(" ") && /^[\p{L} ]+$/u.test(each))) return { words };
  return { words: test, code: true };
}

const BLOCKS = { subject: "ofSubject", body: "ofBody", sms: "ofSms" };
export const blockName = (name) => (BLOCKS[name] ? t(BLOCKS[name]) : name);
