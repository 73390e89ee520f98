package meeting

import "needsbook/app/cluster/people"

// sights are all pages and files, by their address below a cluster's root.
var sights = []sight{
	{"{$}", people.ReadBook, showHome},
	{"requests", people.ReadPapers, showRequests},
	{"requests/{request}", people.ReadPapers, showRequest},
	{"meetings", people.ReadBook, showMeetings},
	{"meetings/{meeting}", people.ReadPapers, showAgenda},
	{"meetings/{meeting}/items/{request}", people.ReadPapers, showItem},
	{"meetings/{meeting}/agenda.pdf", people.ReadPapers, sendAgenda},
	{"meetings/{meeting}/minutes.pdf", people.ReadBook, sendMinutes},
	{"decisions", people.ReadBook, showDecisions},
	{"decisions.csv", people.Export, sendDecisions},
	{"decisions/{decision}", people.ReadBook, showDecision},
	{"decisions/{decision}/decision.pdf", people.ReadBook, sendDecision},
	{"frozen/{id}", people.ReadPapers, showFrozen},
	{"pot", people.ReadBook, showPot},
	{"disputes", people.ReadBook, showDisputes},
	{"asked", people.MoveDispute, showAsked},
	{"events", people.ReadBook, showEvents},
	{"terms", people.ReadBook, showTerms},
	{"agreements", people.ReadBook, showAgreements},
	{"services", people.ReadBook, showServices},
	{"services/unmet.csv", people.Export, sendUnmet},
	{"offers", people.ReadPapers, showOffers},
	{"matches", people.ReadPapers, showMatches},
	{"rounds", people.ReadBook, showRounds},
	{"rounds/{round}", people.ReadBook, showRound},
	{"transition", people.ReadPapers, showTransition},
	{"book", people.ReadBook, showBook},
	{"book.json", people.Export, sendBook},
}

// acts are all that can be done, by forms.
var acts = []act{
	planMeeting, changeMeeting, setAgenda, orderAgenda, startMeeting, attend, closeMeeting,
	openItem, declare, voteSelf, voteAll, decide, putOff,
	correct, confirm, setPot,
	takeDispute, answerDispute, moveDispute, answerAsked,
	closeTerm, openTerm,
	answerEvent("events/{event}/answer", people.KeepPot), answerEvent("events/{event}/council", people.Confirm), escalateEvent,
	publish, endAgreement, putService, removeService,
	openRound, closeRound, noteRound,
}
