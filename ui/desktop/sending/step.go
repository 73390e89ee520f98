package sending

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// inTheWay is what stands over the tabs where something has to be settled first.
func (s *Screen) inTheWay() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	if s.now.hold {
		out = append(out, s.holdCard())
	}
	if s.now.member.State == exchange.Pending {
		out = append(out, s.pendingCard())
	}
	return out
}

func (s *Screen) pendingCard() fyne.CanvasObject {
	return parts.Card("Waiting for the hub", parts.Column(parts.Between,
		parts.NewProse("The people of the hub must accept this computer first. When they telephone, read them its six words:", parts.Small),
		parts.NewProse(strings.Join(s.now.member.Key.Words(), "  "), parts.Strong)))
}

// step is one of the steps from nothing to a summary at the hub.
type step struct {
	words string
	state parts.State
	tab   string // where it is taken
}

// steps are the steps in their order, each with how it stands.
func (s standing) steps() []step {
	when := func(done bool, open parts.State) parts.State {
		if done {
			return parts.Done
		}
		return open
	}
	join, agree := parts.Overdue, parts.Overdue
	if s.member.State == exchange.Pending {
		join = parts.Soon
	}
	latest, found := s.latest()
	arrived := found && (latest.State == exchange.Committed || latest.State == exchange.Already)
	send := parts.NoState
	if s.mayApprove() || s.waiting() > 0 {
		send = parts.Soon
	}
	if s.parked() > 0 {
		send = parts.Overdue
	}
	return []step{
		{"Join", when(s.member.State == exchange.Active, join), tabRoad},
		{"Agreement", when(s.agreed, agree), tabAgreement},
		{"Approve", when(s.approved() && !s.news(), send), tabFigures},
		{"Send", when(arrived && !s.news(), send), tabLog},
	}
}

// stepLine sets the steps beside each other; each leads to where it is taken.
func (s *Screen) stepLine() fyne.CanvasObject {
	line := parts.Flow(parts.Between)
	for i, st := range s.now.steps() {
		things := []fyne.CanvasObject{}
		if i > 0 {
			things = append(things, parts.NewText("→", parts.Quiet))
		}
		if st.state != parts.NoState {
			things = append(things, parts.NewText(st.state.Shape(), parts.TextStyle{Bold: true, Colour: st.state.Colour()}))
		}
		line.Add(parts.Row(parts.Between, append(things, parts.NewLink(st.words, func() { s.openNamed(st.tab) }))...))
	}
	return line
}

// cancelWindow is how long a summary can still be kept back after it was approved.
const cancelWindow = 10 * time.Second

// actions are the one next step, and what else can be done at the head of the page.
func (s *Screen) actions() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	waiting := s.now.waiting()
	add := func(words, key string, do func()) {
		b := parts.NewMainButton(words, do).WithKey(key)
		out = append(out, b)
		s.first = b
	}
	switch {
	case s.keepBack != nil:
		out = append(out, parts.NewText(fmt.Sprintf("◐ It leaves in %d seconds.", int(cancelWindow.Seconds())), parts.Strong))
		add("Keep it back", "Esc", s.hold)
	case s.editing, s.joinsHere(), s.agreesHere():
	case s.now.member.State == exchange.Pending:
		if s.now.mayApprove() {
			out = append(out, parts.NewLink("Approve now, send later", s.approve))
		}
		add("Check again", "Ctrl+Enter", s.check)
		s.main = s.check
	case s.now.hold:
	case waiting > 0 && s.now.agreed:
		if s.now.mayApprove() {
			out = append(out, parts.NewLink("Approve these figures instead", s.approve))
		}
		add("Send", "Ctrl+Enter", s.send)
		s.main = s.send
	case s.now.mayApprove():
		out = append(out, parts.NewLink("Approve now, send later", s.approve))
		add("Send these figures", "Ctrl+Enter", s.approveAndSend)
		s.main = s.approveAndSend
	case s.now.joined() && !s.now.agreed:
		add("Record the agreement", "Ctrl+Enter", s.toAgreement)
		s.main = s.toAgreement
	}
	return out
}

// joinsHere reports whether the open tab joins a hub, which has a main button of its own.
func (s *Screen) joinsHere() bool { return s.tab == tabRoad && (!s.now.joined() || s.rejoining) }

// agreesHere reports whether the open tab records the agreement, which has one too.
func (s *Screen) agreesHere() bool { return s.tab == tabAgreement && !s.now.agreed }

func (s *Screen) toAgreement() {
	s.openNamed(tabAgreement)
	s.Focus()
}

// waitingLine says what waits to be sent, and what waits for a person; "" for nothing.
func (s standing) waitingLine() string {
	words := ""
	if n := s.waiting(); n > 0 {
		words = "◐ " + wording.Count(n, "document") + " approved and waiting to be sent. "
	}
	if n := s.parked(); n > 0 {
		words += "! " + wording.Count(n, "document") + " waiting for you under Send log."
	}
	return strings.TrimSpace(words)
}

// done shows the page again after something was done, with a sentence about it;
// show is reload or update.
func (s *Screen) done(show func(then func()), words string) func(error) {
	return func(err error) {
		if err != nil {
			s.n.Shell.Changed()
			s.n.Shell.Alert(desk.Words(err))
			return
		}
		show(func() { s.n.Shell.Say(words) })
	}
}

// hold keeps back what is about to leave.
func (s *Screen) hold() {
	s.keepBack()
	s.keepBack = nil
	s.withdraw()
}

func (s *Screen) send() {
	if s.now.hold {
		return
	}
	var tried []exchange.OutboxItem
	s.run(func(ctx context.Context) (err error) {
		tried, err = sendAll(ctx, s.n.Desk)
		return err
	}, func(err error) { s.done(s.update, sentWords(tried))(err) })
}

// sendAll sends all that waits. Where the hub took something for the first time, what it
// sends round is other than before, and is fetched too; without it nothing is lost.
func sendAll(ctx context.Context, d *desk.Desk) ([]exchange.OutboxItem, error) {
	tried, err := d.SendSummaries(ctx, true)
	if err == nil && slices.ContainsFunc(tried, func(i exchange.OutboxItem) bool { return i.State == exchange.Committed }) {
		_, _ = d.FetchBulletin(ctx) // the page of what comes back says how old it is, and fetches
	}
	return tried, err
}

// sentWords says what became of the documents that were tried.
func sentWords(tried []exchange.OutboxItem) string {
	for _, i := range tried {
		if i.State != exchange.Committed && i.State != exchange.Already {
			return i.Reason
		}
	}
	if len(tried) == 0 {
		return "There was nothing to send."
	}
	return "The hub has it, and its signed receipt is kept here."
}

func (s *Screen) withdraw() {
	var item exchange.OutboxItem
	s.run(func(ctx context.Context) (err error) {
		item, err = s.n.Desk.WithdrawSummary(ctx)
		return err
	}, func(err error) {
		words := "The summary was kept back: it never left the school."
		if item.State == exchange.Ready {
			words = "The withdrawal is ready. Send takes the figures out at the hub."
		}
		s.done(s.reload, words)(err)
	})
}

func (s *Screen) check() {
	s.run(func(ctx context.Context) error {
		_, err := s.n.Desk.CheckMembership(ctx)
		return err
	}, func(err error) {
		if err != nil {
			s.done(s.update, "")(err)
			return
		}
		s.update(func() {
			words := "The hub has not accepted this computer yet."
			if s.now.member.State == exchange.Active {
				words = "The hub has accepted this computer."
			}
			s.n.Shell.Say(words)
		})
	})
}
