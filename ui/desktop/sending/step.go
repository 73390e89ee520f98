package sending

import (
	"context"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// steps is what stands over the figures: what is in the way, and the next step.
func (s *Screen) steps() fyne.CanvasObject {
	column := parts.Column(parts.Between)
	if s.now.hold {
		column.Add(s.holdCard())
	}
	if s.now.member.State == exchange.Pending {
		column.Add(s.pendingCard())
	}
	column.Add(s.nextStep())
	return column
}

func (s *Screen) holdCard() fyne.CanvasObject {
	on := parts.NewButton("Let sending go on", s.release)
	return parts.Card("Sending is on hold", parts.Column(parts.Between,
		parts.NewProse("This file was restored from a backup, so its figures may be older than those the hub has. Look at the figures. If they are right, let sending go on; the hub is told that the file was restored.", parts.Small), on))
}

func (s *Screen) pendingCard() fyne.CanvasObject {
	again := parts.NewButton("Check again", s.check)
	return parts.Card("Waiting for the hub", parts.Column(parts.Between,
		parts.NewProse("The people of the hub must accept this computer first. When they telephone, read them its six words:", parts.Small),
		parts.NewProse(strings.Join(s.now.member.Key.Words(), "  "), parts.Strong), again))
}

// cancelWindow is how long a summary can still be kept back after Send.
const cancelWindow = 10 * time.Second

// nextStep is the line with the one next step: send what is shown, or what waits.
func (s *Screen) nextStep() fyne.CanvasObject {
	line := parts.Flow(parts.Groups)
	waiting := s.now.waiting()
	switch {
	case s.keepBack != nil:
		back := parts.NewMainButton("Keep it back", s.hold).WithKey("Esc")
		line.Add(parts.NewText(fmt.Sprintf("◐ It leaves in %d seconds.", int(cancelWindow.Seconds())), parts.Strong))
		line.Add(back)
		s.first = back
	case s.now.mayApprove() && waiting == 0:
		send := parts.NewMainButton("Send these figures", s.approveAndSend).WithKey("Ctrl+Enter").WithIcon("sending")
		approve := parts.NewLink("Approve now, send later", s.approve)
		setEnabled(send, !s.now.hold)
		line.Add(send)
		line.Add(approve)
		s.main, s.first = s.approveAndSend, send
		if s.now.hold {
			s.main, s.first = nil, approve
		}
	case waiting > 0:
		send := parts.NewMainButton("Send", s.send).WithKey("Ctrl+Enter").WithIcon("sending")
		setEnabled(send, !s.now.hold)
		line.Add(parts.NewText(wording.Count(waiting, "document")+" approved and waiting to be sent", parts.Small))
		line.Add(send)
		s.main, s.first = s.send, send
		if s.now.mayApprove() {
			line.Add(parts.NewLink("Approve these figures instead", s.approve))
		}
	}
	if n := s.now.parked(); n > 0 {
		line.Add(parts.NewText(fmt.Sprintf("! %s waiting for you under What was approved", wording.Count(n, "document")), parts.TextStyle{Colour: parts.Overdue.Colour()}))
	}
	return line
}

func setEnabled(b *parts.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

func (s *Screen) road(folder string) error {
	if err := s.n.Desk.SendByFolder(context.Background(), folder); err != nil {
		return err
	}
	s.update(func() { s.n.Shell.Say("The way to the hub was changed.") })
	return nil
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

func (s *Screen) approve() {
	s.approveThese(s.done(s.reload, "Approved. It has not left yet: Send is the second click."))
}

func (s *Screen) approveThese(then func(error)) {
	id := s.now.preview.ID
	s.run(func(ctx context.Context) error {
		_, err := s.n.Desk.ApproveSummary(ctx, id, desk.Approver{Role: desk.RoleHead})
		return err
	}, then)
}

// approveAndSend freezes what is shown and sends it when the time to keep it back is
// over.
func (s *Screen) approveAndSend() {
	s.approveThese(func(err error) {
		if err == nil {
			s.keepBack = s.n.Shell.Runner().After(cancelWindow, func() {
				s.keepBack = nil
				s.send()
			})
		}
		s.done(s.reload, "Approved. It leaves in a moment; Esc keeps it back.")(err)
	})
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
		tried, err = s.n.Desk.SendSummaries(ctx, true)
		return err
	}, func(err error) { s.done(s.update, sentWords(tried))(err) })
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

func (s *Screen) release() {
	s.run(s.n.Desk.ReleaseHold, s.done(s.update, "Sending can go on."))
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

// mayTryAgain reports whether a document waits for a person to send it once more.
func mayTryAgain(i exchange.OutboxItem) bool { return i.State == exchange.Parked }

// again makes the current document of the list ready once more.
func (s *Screen) again() {
	item, found := s.now.item(s.grid.Current())
	if !found {
		return
	}
	s.run(func(ctx context.Context) error { return s.n.Desk.SendAgain(ctx, item.ID) }, s.done(s.update, "It is ready again. Send tries at once."))
}
