package sending

import (
	"context"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/wording"
)

// logColumns are the columns of the send log, whose newest line stands first.
var logColumns = []struct {
	parts.GridColumn
	cell func(s standing, e desk.SendEntry) string
}{
	{parts.GridColumn{Title: "When"}, func(_ standing, e desk.SendEntry) string { return when(e.At) }},
	{parts.GridColumn{Title: "What", Strong: true}, func(_ standing, e desk.SendEntry) string { return e.EventWords() }},
	{parts.GridColumn{Title: "Who"}, func(_ standing, e desk.SendEntry) string { return who(e) }},
	{parts.GridColumn{Title: "Term"}, func(_ standing, e desk.SendEntry) string { return termOf(e.Series) }},
	{parts.GridColumn{Title: "Number", Number: true}, func(_ standing, e desk.SendEntry) string { return numberOf(e) }},
	{parts.GridColumn{Title: "Way"}, func(_ standing, e desk.SendEntry) string { return ways[e.Channel] }},
	{parts.GridColumn{Title: "Answer", Grows: true}, func(_ standing, e desk.SendEntry) string { return e.AnswerWords() }},
	{parts.GridColumn{Title: "Receipt"}, func(s standing, e desk.SendEntry) string { return s.received(e) }},
}

// ways name how a document left.
var ways = map[string]string{"network": "Network", "folder": "Folder"}

// when writes a moment as the log shows it, by this computer's clock.
func when(at time.Time) string {
	at = at.Local()
	return day.On(at).Words() + ", " + at.Format("15:04")
}

// who writes who did something, with their role where that counted.
func who(e desk.SendEntry) string {
	switch role := desk.ApproverRole(e.Role); {
	case e.By == "":
		return "The program"
	case role != "":
		return e.By + ", " + role
	}
	return e.By
}

func termOf(series string) string {
	if series == "" {
		return ""
	}
	return termWords(series)
}

func numberOf(e desk.SendEntry) string {
	if e.Rev == 0 {
		return ""
	}
	return wholeNumber(e.Rev)
}

// received is the day on the hub's receipt for a line, "" where it brought none.
func (s standing) received(e desk.SendEntry) string {
	if e.Receipt == "" {
		return ""
	}
	for _, i := range s.outbox {
		if i.DocID != e.Document || i.Receipt == nil {
			continue
		}
		if r, err := exchange.OpenReceipt(i.Receipt, s.member.Hub.Key.Sign); err == nil {
			return day.On(r.Received).Words()
		}
	}
	return "Kept"
}

// entry is the line in a row; the newest stands first.
func (s standing) entry(row int) (desk.SendEntry, bool) {
	if row < 0 || row >= len(s.log) {
		return desk.SendEntry{}, false
	}
	return s.log[len(s.log)-1-row], true
}

// chainLamp says whether the log is as it was written.
func (s standing) chainLamp() parts.Lamp {
	switch {
	case len(s.log) == 0:
		return parts.Lamp{State: parts.Done, Word: "Nothing yet", Title: "Each line will hold a seal over the line before it, so that none can be changed or taken out unseen."}
	case s.broken != "":
		return parts.Lamp{State: parts.Overdue, Word: "Not whole", Title: "The log is not as it was written: " + s.broken + ".", Note: "Save the log as it is, and compare it with the copy that was saved last and with the hub's receipts."}
	}
	return parts.Lamp{State: parts.Done, Word: "Whole", Title: "The log is whole: " + wording.Count(len(s.log), "line") + ", each as it was written."}
}

// remedy is the one button for a document that waits for a person, by the hub's answer.
func (s *Screen) remedy(i exchange.OutboxItem) (words string, do func()) {
	switch i.LastCode {
	case exchange.KeyUnknown, exchange.KeyRevoked, exchange.KeyReplaced:
		return "Join again", s.joinAgain
	case exchange.KeyPending:
		return "Check again", s.check
	case exchange.EpochConflict, exchange.RevConflict:
		return "Adopt what the hub has", s.adopt
	}
	return "Send again", func() { s.again(i) }
}

// parkedLamps are the documents that wait for a person, each with a sentence and one
// button.
func (s *Screen) parkedLamps() []parts.Lamp {
	var lamps []parts.Lamp
	for _, i := range s.now.outbox {
		if i.State != exchange.Parked {
			continue
		}
		words, do := s.remedy(i)
		lamps = append(lamps, parts.Lamp{State: parts.Overdue, Word: "Waits for you", Title: kindOf(i) + " of the " + termWords(i.Series) + ", number " + wholeNumber(i.Rev),
			Note: i.Reason, Button: words, Do: do})
	}
	return lamps
}

// sendLog shows everything that was approved and sent, and how it was answered.
func (s *Screen) sendLog() fyne.CanvasObject {
	columns := make([]parts.GridColumn, len(logColumns))
	for i, c := range logColumns {
		columns[i] = c.GridColumn
	}
	words := parts.NewProse("", parts.Small)
	s.grid = parts.NewGrid(columns, func() int { return len(s.now.log) }, func(row, col int) string {
		e, _ := s.now.entry(row)
		return logColumns[col].cell(s.now, e)
	})
	s.grid.Still = 2
	s.grid.Empty = "Everything that is approved, sent, answered or withdrawn stands here, with who did it. Approve a summary, and the log begins."
	foot := parts.Column(parts.Between, words)
	s.grid.OnCurrent = func(row int) {
		words.SetText("")
		if e, found := s.now.entry(row); found {
			words.SetText(about(e))
		}
		foot.Refresh()
	}
	s.grid.OnCurrent(0)
	head := parts.Column(parts.Between, parts.NewLampList(append(s.parkedLamps(), s.now.chainLamp())...))
	buttons := parts.Flow(parts.Between, parts.NewMenuButton("Save the log", s.saveLog))
	if s.now.approved() {
		buttons.Add(parts.NewLink("Withdraw this term's summary", s.withdraw))
	}
	if len(s.now.log) > 0 {
		foot.Add(buttons)
	}
	if s.now.approved() {
		foot.Add(parts.NewProse("Withdrawing keeps the summary back if it has not left. If the hub has it, a withdrawal is made that takes its figures out of every sum once it is sent. It can be approved again.", parts.Quiet))
	}
	s.inside = s.grid
	return parts.Capped(logShare, parts.Margins(0, 0, parts.Groups, parts.Between, head), parts.CappedFoot(logShare, s.grid, parts.Margins(0, parts.Between, parts.Groups, 0, foot)))
}

// logShare is how much of the height what stands over and under the log may take.
const logShare = 0.45

// about tells of one line of the log in a sentence or two.
func about(e desk.SendEntry) string {
	var words []string
	if answer := e.AnswerWords(); answer != "" {
		words = append(words, answer)
	}
	if e.Note != "" {
		words = append(words, e.Note)
	}
	if len(e.Words) > 0 {
		words = append(words, "The document's six words: "+strings.Join(e.Words, " ")+".")
	}
	if e.Agreement != "" {
		words = append(words, "Under the sharing agreement "+e.Agreement+".")
	}
	return strings.Join(words, " ")
}

// kindOf says what a document is.
func kindOf(i exchange.OutboxItem) string {
	payload, err := i.Envelope.Payload()
	if err != nil {
		return "Document"
	}
	meta, err := exchange.ReadMeta(payload)
	if err != nil {
		return "Document"
	}
	if words, known := kinds[meta.Kind]; known {
		return words
	}
	return "Summary"
}

var kinds = map[string]string{exchange.KindWithdraw: "Withdrawal", exchange.KindRotate: "New key"}

// again makes a document ready once more.
func (s *Screen) again(i exchange.OutboxItem) {
	s.run(func(ctx context.Context) error { return s.n.Desk.SendAgain(ctx, i.ID) }, s.done(s.update, "It is ready again. Send tries at once."))
}

// saveLog are the ways in which the log is saved.
func (s *Screen) saveLog() []parts.Item {
	ctx := context.Background()
	ask := func(title, ending string, file func() ([]byte, error)) func() {
		return func() {
			s.save(title, "Send log", ending, "It names the people who approved. No pupil is in it.", file)
		}
	}
	return []parts.Item{
		{Words: "PDF", Note: "to print or to keep", Do: ask("Save the send log as a PDF", desk.FormatPDF.Ending(), func() ([]byte, error) {
			doc, err := s.n.Desk.SendLogDocument(ctx)
			if err != nil {
				return nil, err
			}
			file, _, err := desk.Draw(doc, desk.FormatPDF)
			return file, err
		})},
		{Words: "CSV", Note: "for a spreadsheet", Do: ask("Save the send log as a table", ".csv", func() ([]byte, error) { return s.n.Desk.SendLogCSV(ctx) })},
	}
}

// saveFigures saves the figures as they would leave, for the one who approves to read
// on paper.
func (s *Screen) saveFigures() {
	s.save("Save the figures as a PDF", "Summary", desk.FormatPDF.Ending(), "It holds what would leave the school, without the exact figures. No pupil is in it.", func() ([]byte, error) {
		doc, err := s.n.Desk.SummaryDocument(context.Background())
		if err != nil {
			return nil, err
		}
		file, _, err := desk.Draw(doc, desk.FormatPDF)
		return file, err
	})
}

// save asks where a file goes, makes it and says that it is there.
func (s *Screen) save(title, name, ending, hint string, file func() ([]byte, error)) {
	card := &saving.Card{Title: title, Path: filepath.Join(s.n.Folder, name+" "+s.n.Desk.Today().String()+ending), Hint: hint,
		Make:  func(desk.Names) ([]byte, error) { return file() },
		Saved: func(path string) { s.n.Shell.Say("Saved in " + path + ".") }}
	card.Show(s.n.Shell.Window().Canvas(), s.n.Shell.Runner())
}
