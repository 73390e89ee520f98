package main

// verb is one thing that needsctl does.
type verb struct {
	name  string // one or two words
	usage string // what follows the name
	does  string // in a line
	run   func(c *call) error
	more  string // for its help, "" for none
}

// pupilHelp says how a pupil is named.
const pupilHelp = "PUPIL is the identifier that needsctl pupils shows, or the UPN."

var verbs = []verb{
	{"init", "--file PATH --school NAME [--urn 123456] [--laestab 886/9999] [--phase primary]", "make a new encrypted file and print its recovery key once", makeFile, ""},
	{"demo", "--file PATH", "fill a new file with the invented demo school", demo, ""},
	{"school show", "", "show the school's details", schoolShow, ""},
	{"school set", "FIELD=VALUE ...", "change the school's details", schoolSet, "The fields are those that school show --json prints."},
	{"rates", "[KIND=AMOUNT ...]", "show or set what the school pays an hour, by kind of staff", rates, ""},

	{"import", "FILE [--dry-run] [--map MAP.json] [--sheet N] [--repairs FILE] [--leavers DAY]", "bring in an export of the school's system, in one step that undo takes back", importFile, importHelp},
	{"pupils", "[QUERY] [--view NAME] [--csv | --xlsx | --json] [--out FILE] [--names full|initials|off]", "list the pupils that answer a search", pupils, queryHelp()},
	{"pupil", "PUPIL | --upn UPN", "show everything about one pupil", pupil, pupilHelp},
	{"pupil add", "--surname NAME --forename NAME [--status K] [--needs SLCN,SPLD] ...", "add a pupil", pupilAdd, ""},
	{"pupil set", "PUPIL --FIELD VALUE ...", "change a pupil's own details", pupilSet, pupilHelp},
	{"set", "QUERY FIELD=VALUE ... [--dry-run]", "change many pupils in one step", setMany, setHelp()},
	{"paste", "FILE [--dry-run]", "set cells of the register from a block copied out of a spreadsheet, in one step", pasteBlock, pasteHelp},
	{"view list", "", "list the saved views of the register", viewList, ""},
	{"view save", "NAME [--query SEARCH] [--columns A,B] [--sort A,-B] [--mark \"LOOK;WORDS;SEARCH\"]", "save a view, or change the one with that name", viewSave, viewHelp()},
	{"view remove", "NAME", "take a saved view away", viewRemove, ""},
	{"field list", "", "list the fields of the school's own", fieldList, ""},
	{"field add", "NAME [--type number] [--choices \"A,B\"]", "add a field of the school's own", fieldAdd, fieldHelp},
	{"field set", "FIELD [--name NAME] [--type TYPE] [--choices \"A,B\"]", "change a field of the school's own", fieldSet, fieldHelp},
	{"field remove", "FIELD", "take a field of the school's own away; what it held is kept for undo", fieldRemove, ""},
	{"status", "PUPIL N|K|E [--from DAY]", "set a pupil's SEN status from a day on", setStatus, pupilHelp},
	{"needs", "PUPIL CODE,CODE ... [--from DAY]", "set a pupil's types of need from a day on, primary first", setNeeds, pupilHelp + "\nA pair of quotes with nothing between them takes all needs away."},
	{"past", "PUPIL", "show what a pupil's status and needs were over time", past, pupilHelp},
	{"correct status", "PUPIL [ROW] [--code K] [--from DAY] [--to DAY] [--remove] [--fit] --why TEXT", "put a row of a pupil's statuses right, or add one that was missed", correctStatus, correctHelp},
	{"correct need", "PUPIL [ROW] [--code SLCN] [--rank 1] [--from DAY] [--to DAY] [--remove] [--fit] --why TEXT", "put a row of a pupil's needs right, or add one that was missed", correctNeed, correctHelp},
	{"census", "[--term spring] [--year 2026] [--csv]", "list every pupil as the school census takes them, and what is missing", census, ""},
	{"duplicates", "", "show the records that may be of one child", duplicates, ""},
	{"duplicates not", "PUPIL PUPIL", "say that two records are of two children", notDuplicates, pupilHelp},
	{"merge", "PUPIL PUPIL [FIELD=SIDE ...] [--dry-run]", "make one record of two, in one step that undo takes back", merge, mergeHelp},
	{"undo", "", "take back the last change", undo, ""},
	{"redo", "", "do again what was taken back", redo, ""},
	{"history", "[PUPIL] [--limit N]", "show the latest changes, newest first", history, pupilHelp},
	{"today", "", "show what is overdue, due and worth tidying, and what was put off", today, todayHelp},
	{"today done", "KEY [--why TEXT]", "mark a task as done", todayDone, todayHelp},
	{"today snooze", "KEY --until DAY [--why TEXT]", "put a task off until a day, on which it comes back", todaySnooze, todayHelp},
	{"today back", "KEY", "let a task wait again that was done or put off", todayBack, todayHelp},
	{"tasks", "", "the same as today", today, todayHelp},
	{"calendar", "--out FILE [--names off|initials] [--from DAY] [--to DAY]", "write what is due as a calendar file (.ics) without pupils' names", saveCalendar, ""},
	{"dates show", "[2026-27]", "show the term dates, holidays and census days of a school year", datesShow, ""},
	{"dates set", "FILE", "keep the school's own dates of a year, as dates show --json prints them", datesSet, ""},
	{"dates reset", "[2026-27]", "put back the shipped dates of a school year", datesReset, ""},

	{"note", "PUPIL --words TEXT [--type call] [--on DAY]", "write a note, call, meeting or view, or change one", notes.write, pupilHelp},
	{"contact", "PUPIL --name NAME ...", "write an adult to speak to, or change one", contacts.write, pupilHelp},
	{"consent", "PUPIL --by \"Eva Kowalska, mother\" [--given DAY] ...", "record a consent, or that it was withdrawn", consents.write, pupilHelp},
	{"cycle", "PUPIL --aim TEXT ...", "write a plan, or change one", cycles.write, pupilHelp},
	{"review", "PUPIL --id PLAN --result met|partly|not ...", "write a review, the pupil's view and the next plan in one step", review, pupilHelp},
	{"outcome", "PUPIL --words TEXT ...", "write an outcome of a plan, or change one", outcomes.write, pupilHelp},
	{"advice", "PUPIL --words TEXT --role ROLE ...", "write a professional's advice, or change it", adviceGiven.write, pupilHelp},
	{"provision", "PUPIL --description TEXT --minutes N --sessions N ...", "write help that a pupil gets, with its cost, or change it", writeProvision, pupilHelp},
	{"cost", "--minutes 45 --sessions 3 --weeks 38 --group 4 --rate 17.20 [--once 120.00]", "work out what a pupil's share of some help costs in a year", cost, ""},

	{"profile", "PUPIL --out FILE [--names full|initials|off]", "print the one-page profile of a pupil", printoutVerb("profile"), pupilHelp + "\n" + printHelp},
	{"contact-log", "PUPIL --out FILE [--names full|initials|off]", "print the contacts with a family, and what it has told already", printoutVerb("contact-log"), pupilHelp + "\n" + printHelp},
	{"review-pack", "PUPIL --out FILE [--names full|initials|off]", "print what an annual review asks for, to copy from", printoutVerb("review-pack"), pupilHelp + "\n" + printHelp},
	{"subject-access", "PUPIL --out FILE", "copy everything held about one pupil, as a page and as JSON beside it", printoutVerb("subject-access"), pupilHelp + "\nThe names of other people are marked and listed at the front, for the school to decide on before the copy is given."},
	{"print register", "[QUERY] --out FILE [--view NAME] [--names full|initials|off]", "print the register, or a view of it, as a list", printRegister, printHelp},

	{"attach", "PUPIL FILE --what TEXT [--on DAY]", "seal a report, letter or drawing beside the file, with a pupil", attach, pupilHelp + "\nThe largest is 20 MB. The file itself stays where it is, in the clear: delete it when it is no longer needed."},
	{"attachment out", "PUPIL ID --out FILE", "write an attachment to a file, in the clear", attachmentOut, pupilHelp},
	{"attachment set", "PUPIL ID [--what TEXT] [--on DAY]", "change what an attachment is, or its day", attachmentSet, pupilHelp},
	{"attachment remove", "PUPIL ID", "take an attachment away, in one step that undo takes back", attachmentRemove, pupilHelp},

	{"rate", "PUPIL STRAND=LEVEL ... [--confirm]", "suggest a level from ratings, and confirm it", rate, pupilHelp + "\nWithout --confirm nothing is stored."},
	{"pack check", "FILE", "check a pack, its own worked examples too", packCheck, ""},
	{"pack preview", "FILE", "show who would move if a continuum were put in use", packPreview, ""},
	{"pack install", "FILE", "put a pack in use, in one step that undo takes back", packInstall, ""},

	{"request new", "individual --pupil PUPIL", "start a funding request from the facts that are there", requestNew, pupilHelp},
	{"request list", "", "list the funding requests", requestList, ""},
	{"request check", "N", "show the gates of request N and its money", requestCheck, ""},
	{"request set", "N [--starts DAY] [--ends DAY] [--scheme NAME]", "change what a draft asks for", requestSet, ""},
	{"request words", "N PART=TEXT ... (or PART=@FILE)", "write parts of a draft", requestWords, requestParts()},
	{"request measure", "N --what TEST --start SCORE --start-on DAY [--now SCORE --now-on DAY]", "add a test or scale to a draft", requestMeasure, ""},
	{"request paper", "N --name NAME [--id plan_now] [--on DAY]", "note a paper that goes with a draft", requestPaper, ""},
	{"request sign", "N [--senco DAY] [--head DAY]", "record the days on which the SENCO and the head signed", requestSign, ""},
	{"request pdf", "N --out FILE [--names full|initials|off]", "write the request as a PDF", requestPDF, ""},
	{"request ready", "N", "make a draft ready, when every gate is open", requestReady, ""},
	{"request sent", "N [--on DAY]", "record that a request went to the panel", requestSent, ""},
	{"request decide", "N --outcome agreed|part|declined|deferred ...", "record the panel's decision", requestDecide, ""},
	{"request reopen", "N", "take a ready or deferred request back to the desk", requestReopen, ""},

	{"report check", "[--doc sen-information]", "check the SEN information report clause by clause", reportCheck, ""},
	{"report words", "SECTION @FILE (or TEXT)", "write the school's words for a section", reportWords, ""},
	{"report pdf", "--out FILE", "write the report as a PDF", reportPDF, ""},
	{"report html", "--out FILE", "write the report as a web page", reportHTML, ""},
	{"report publish", "", "record that the report was published today", reportPublish, ""},
	{"plain", "FILE", "check how plain the English of a text is (- reads standard input)", plain, ""},

	{"enrol", "[CODE] --hub ADDRESS [--label NAME] [--hub-words \"six words\"] | --check", "join a cluster's hub", enrol, enrolHelp},
	{"summary preview", "", "show what would leave the school, and what is hidden and why", summaryPreview, ""},
	{"summary approve", "[--id DOCUMENT]", "approve this term's summary and put it in the outbox", summaryApprove, ""},
	{"summary send", "", "send what is approved", summarySend, ""},
	{"summary withdraw", "", "take this term's summary back", summaryWithdraw, ""},
	{"summary outbox", "", "list what was approved and where it stands", summaryOutbox, ""},
	{"summary again", "N", "make document N of the outbox, which waits for a person, ready to be sent", summaryAgain, ""},
	{"summary folder", "DIR | --network", "send by a shared folder, or by the network again", summaryFolder, ""},
	{"summary release", "", "let sending go on after a restore", summaryRelease, ""},

	{"export", "DIR", "write everything in open formats into a new folder", exportAll, exportHelp},
	{"export ctf", "[QUERY] [--to 886/9998] [--out FILE|DIR]", "write a Common Transfer File for another school", exportCTF, ctfHelp},
	{"handover", "PUPIL --to URN --out FILE [--school NAME] [--parts LIST] [--card FILE]", "make an encrypted bundle of one pupil for the next school", handover, handoverParts()},
	{"handover open", "FILE [--code-file PATH] [--preview] [--join PUPIL | --new]", "open a bundle that another school made for this one", handoverOpen, handoverOpenHelp},
	{"handover receipt", "FILE | --words \"six words\" | --again ID --out FILE", "record that the next school has opened a bundle", handoverReceipt, ""},
	{"handover card", "--out FILE", "write the school's receiving card, so that bundles for it need no code", handoverCard, ""},
	{"handover list", "[PUPIL]", "list what was handed over and taken in", handoverList, pupilHelp},

	{"backup", "[--to DIR]", "write a checked copy of the file", backup, ""},
	{"backup test", "", "restore the newest backup into a new file and check all of it", backupTest, ""},
	{"restore", "FILE", "put a backup in place of what the file holds", restore, restoreHelp},
	{"verify", "", "check every page of the file and the chain of its journal", verify, ""},
	{"passphrase", "[--new-passphrase-file PATH]", "change the passphrase and print a new recovery key once", changePassphrase, ""},
	{"recover", "[--recovery-file PATH] [--new-passphrase-file PATH]", "open with the recovery key and set a new passphrase", recoverFile, ""},
}
