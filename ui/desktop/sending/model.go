package sending

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/ui/desktop/wording"
)

// standing is all that the page shows, as read in one go.
type standing struct {
	today      day.Date
	member     desk.Membership
	hold       bool                // after a restore
	say        func(string) string // puts the words in use into a text
	agreement  desk.SharingAgreement
	agreed     bool // the agreement is in force
	preview    desk.SummaryPreview
	problem    string // why there is no summary to look at; "" when there is one
	outbox     []exchange.OutboxItem
	log        []desk.SendEntry
	urn        string
	priorities map[string]int    // of services, the school's own
	bulletin   exchange.Bulletin // what the hub sent round last; empty when nothing came
	broken     string            // where the send log is not as it was written; "" where it is sound
}

// read works out how things stand. It makes the summary, which takes a second or
// two, changes nothing, and may run beside the window.
func read(ctx context.Context, d *desk.Desk) (standing, error) {
	s, err := standing{}.again(ctx, d)
	if err != nil {
		return s, err
	}
	if s.preview, err = d.PreviewSummary(ctx); err != nil {
		var refusal *desk.Refusal
		if !errors.As(err, &refusal) {
			return s, err
		}
		s.problem = refusal.Words
	}
	return s, nil
}

// again reads all but the summary again, after something that leaves it as it is.
func (s standing) again(ctx context.Context, d *desk.Desk) (standing, error) {
	var err error
	s.say, s.today = d.Terms().Say, d.Today()
	if s.agreement, s.agreed, err = d.Agreement(ctx); err != nil {
		return s, err
	}
	if s.log, err = d.SendLog(ctx); err != nil {
		return s, err
	}
	if s.priorities, err = d.ServicePriorities(ctx); err != nil {
		return s, err
	}
	if s.bulletin, _, err = d.Bulletin(ctx); err != nil {
		return s, err
	}
	s.urn, s.broken = d.School().URN, ""
	if _, err := d.VerifySendLog(ctx); err != nil {
		s.broken = err.Error()
	}
	if s.member, err = d.Membership(ctx); err != nil {
		return s, err
	}
	why, err := d.OnHold(ctx)
	if err != nil {
		return s, err
	}
	s.hold = why != ""
	s.outbox, err = d.Outbox(ctx)
	return s, err
}

// joined reports whether the hub trusts this computer, or may come to.
func (s standing) joined() bool { return s.member.Joined() && s.member.State != exchange.Revoked }

// waiting are the documents that Send would send.
func (s standing) waiting() int {
	n := 0
	for _, i := range s.outbox {
		if i.State == exchange.Ready || i.State == exchange.Sending {
			n++
		}
	}
	return n
}

// parked are the documents that wait for a person.
func (s standing) parked() int {
	n := 0
	for _, i := range s.outbox {
		if i.State == exchange.Parked {
			n++
		}
	}
	return n
}

// approved reports whether this term's summary has been approved and not withdrawn.
func (s standing) approved() bool { return s.preview.Head.Document != "" && !s.preview.Head.Withdrawn }

// news reports whether the figures are others than those that were approved last.
func (s standing) news() bool {
	return s.problem == "" && !(s.approved() && s.preview.Same)
}

// withdrawing is how the withdrawal of this term's summary stands while the hub has not
// taken it; "" where none is on its way.
func (s standing) withdrawing() exchange.State {
	for _, i := range s.outbox {
		if s.preview.Head.Withdrawn && i.DocID == s.preview.Head.LastWithdrawal && slices.Contains(underWay, i.State) {
			return i.State
		}
	}
	return ""
}

// underWay are the states of a document that the hub has not taken yet.
var underWay = []exchange.State{exchange.Ready, exchange.Sending, exchange.Parked}

// mayApprove reports whether there is something new that can be approved now.
func (s standing) mayApprove() bool {
	return s.joined() && s.agreed && s.news()
}

// words are the six words of the document that the page is about: of the one that was
// approved, until there is something new to send.
func (s standing) words() []string {
	if s.news() {
		return s.preview.Words
	}
	return exchange.DocumentWords(s.preview.Head.Document)
}

// payload are the bytes of that document with their words. Of a summary that was taken
// over from the hub the school has no bytes: then they are those that would leave now.
func (s standing) payload() (words []string, payload []byte) {
	if latest, found := s.latest(); found && !s.news() {
		if payload, err := latest.Envelope.Payload(); err == nil {
			return s.words(), payload
		}
	}
	return s.preview.Words, s.preview.Payload
}

// latest is the document of this term's summary in the outbox.
func (s standing) latest() (exchange.OutboxItem, bool) {
	i := slices.IndexFunc(s.outbox, func(i exchange.OutboxItem) bool { return i.DocID == s.preview.Head.Document })
	if i < 0 {
		return exchange.OutboxItem{}, false
	}
	return s.outbox[i], true
}

// sentence says how this term's summary stands.
func (s standing) sentence() string {
	term := termWords(s.preview.Series)
	latest, found := s.latest()
	switch {
	case s.member.State == exchange.Revoked:
		return "The hub no longer trusts this computer. Ask its people for a new code, then join again."
	case !s.joined():
		return s.say("The school has joined no {cluster} yet. Nothing leaves the school.")
	case s.member.State == exchange.Pending:
		return "The people of the hub have not accepted this computer yet, so nothing can be sent. Wait for their call, or telephone them."
	case s.hold:
		return "Sending is on hold, because this file was restored from a backup."
	case !s.agreed && s.agreement.Version == "":
		return "No sharing agreement is recorded, so nothing leaves the school. Record it first."
	case !s.agreed:
		return "The sharing agreement " + s.agreement.Version + " is not in force, so nothing leaves the school. Record the one that follows it first."
	case s.withdrawing() == exchange.Ready:
		return "The withdrawal of the summary of the " + term + " has not left yet. Until it is sent, the hub goes on showing the figures."
	case s.withdrawing() != "":
		return "The withdrawal of the summary of the " + term + " waits for the hub's answer. Until then its figures may still be shown there."
	case s.preview.Head.Withdrawn:
		return "The summary of the " + term + " has been withdrawn. It can be approved again."
	case !s.approved():
		return "The summary of the " + term + " has not been sent yet. Look at the figures, then send them."
	case found && latest.State == exchange.Parked:
		return "The summary of the " + term + " is approved but waits for you: " + latest.Reason
	case found && (latest.State == exchange.Committed || latest.State == exchange.Already):
		if !s.news() {
			return "The hub has the summary of the " + term + ". Its figures still hold, so there is nothing new to send."
		}
		return "The hub has a summary of the " + term + ". What would leave now is another, and can be approved as a correction."
	}
	return "The summary of the " + term + " is approved and has not left yet. Send is the second click."
}

// termWords writes a series as people say it: 2026-27/autumn is "autumn term 2026-27".
func termWords(series string) string {
	year, term, _ := strings.Cut(series, "/")
	return term + " term " + year
}

// figuresLine says how the figures of the summary are made up.
func (s standing) figuresLine() string {
	p := s.preview
	words := fmt.Sprintf("%s shown as low, %d held back.", wording.Count(p.Low, "figure"), p.Hidden)
	switch {
	case p.Preview.BandsOnly:
		words += " The school has too few pupils with SEN for full tables, so only the first one is sent."
	case p.Preview.Repeated:
		words += " Fewer than five pupils have moved since the last summary, so every count of pupils by need stays as it was."
	}
	return words
}

// changedLine says how much differs from the summary before.
func (s standing) changedLine(f figures) string {
	n, tables := f.changed()
	switch {
	case s.preview.Head.Document == "" && n == 0:
		return "No summary was approved before, so there is nothing to compare with."
	case n == 0:
		return "Every figure stays as it was."
	}
	return fmt.Sprintf("%s changed, in %s.", wording.Count(n, "figure"), wording.Count(tables, "table"))
}

// neverSent is what no summary can hold. It follows the fixed table plan.
var neverSent = []string{
	"Names, UPNs and dates of birth",
	"Addresses, postcodes, telephone numbers and e-mail addresses",
	"Sex, ethnic group, free school meals and other flags",
	"Classes and the names of staff",
	"Notes, plans, advice, reasons: any text that somebody wrote",
	"Dates of anything that happened to a pupil",
	"Any number from one to four, and any exact number",
}

// bytesLines writes the exact bytes in lines that fit the page.
func bytesLines(payload []byte) string {
	const line = 96
	var b strings.Builder
	for i, r := range []rune(string(payload)) {
		if i > 0 && i%line == 0 {
			b.WriteByte('\n')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func wholeNumber(n int) string { return strconv.Itoa(n) }

// leavingLine says in a line what a summary holds.
func (s standing) leavingLine(tables int) string {
	return fmt.Sprintf("%s, %s", wording.Count(tables, "table"), s.figuresLine())
}
