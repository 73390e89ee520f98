package sending

import (
	"strings"

	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/ui/desktop/parts"
)

// outboxStates say where a document stands, for people.
var outboxStates = map[exchange.State]struct {
	words    string
	sentence string
	state    parts.State
}{
	exchange.Ready:     {"Waiting to be sent", "It has not been answered yet. Send tries at once.", parts.Soon},
	exchange.Sending:   {"Handed over", "It has been handed over, and the hub has not answered yet.", parts.Soon},
	exchange.Committed: {"The hub has it", "The hub's signed receipt is kept here.", parts.Done},
	exchange.Already:   {"The hub has it", "The hub had it already. Its signed receipt is kept here.", parts.Done},
	exchange.Parked:    {"Waits for you", "", parts.Overdue},
	exchange.Withdrawn: {"Kept back", "It was withdrawn before it left, or its withdrawal is done.", parts.NoState},
}

// outboxColumns are the columns of the list of what was approved, newest first.
var outboxColumns = []struct {
	parts.GridColumn
	cell func(s standing, i exchange.OutboxItem) string
}{
	{parts.GridColumn{Title: "What", Strong: true}, func(_ standing, i exchange.OutboxItem) string { return kindOf(i) }},
	{parts.GridColumn{Title: "Term"}, func(_ standing, i exchange.OutboxItem) string { return termWords(i.Series) }},
	{parts.GridColumn{Title: "Number", Number: true}, func(_ standing, i exchange.OutboxItem) string { return wholeNumber(i.Rev) }},
	{parts.GridColumn{Title: "How it stands", Grows: true}, func(_ standing, i exchange.OutboxItem) string { return outboxStates[i.State].words }},
	{parts.GridColumn{Title: "At the hub since"}, func(s standing, i exchange.OutboxItem) string { return s.received(i) }},
	{parts.GridColumn{Title: "Tries", Number: true}, func(_ standing, i exchange.OutboxItem) string { return wholeNumber(i.Attempts) }},
}

// kindOf says what a document is.
func kindOf(i exchange.OutboxItem) string {
	payload, err := i.Envelope.Payload()
	if err != nil {
		return "Document"
	}
	if meta, err := exchange.ReadMeta(payload); err == nil && meta.Kind == exchange.KindWithdraw {
		return "Withdrawal"
	}
	return "Summary"
}

// received is the day on the hub's receipt, "" without one.
func (s standing) received(i exchange.OutboxItem) string {
	if i.Receipt == nil {
		return ""
	}
	r, err := exchange.OpenReceipt(i.Receipt, s.member.Hub.Key.Sign)
	if err != nil {
		return ""
	}
	return day.On(r.Received).Words()
}

// item is the document in a row; the newest comes first.
func (s standing) item(row int) (exchange.OutboxItem, bool) {
	if row < 0 || row >= len(s.outbox) {
		return exchange.OutboxItem{}, false
	}
	return s.outbox[len(s.outbox)-1-row], true
}

// about tells of one document in a sentence or two.
func about(i exchange.OutboxItem) string {
	words := outboxStates[i.State].sentence
	if i.Reason != "" {
		words = strings.TrimSpace(i.Reason + " " + words)
	}
	return words + " Its six words: " + strings.Join(exchange.DocumentWords(i.DocID), " ") + "."
}
