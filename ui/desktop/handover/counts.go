package handover

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/wording"
)

// counts shows what would be told of this summer's move, and what the cluster told.
func (s *Screen) counts() {
	ctx := context.Background()
	p, err := s.n.Desk.PreviewMoves(ctx)
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	back, err := s.n.Desk.MoveCounts(ctx)
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	m, err := s.n.Desk.Membership(ctx)
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	body := parts.Column(parts.Groups, parts.Card("Leaves the school", parts.Column(parts.Between, leaving(p)...)))
	if len(back) > 0 {
		body.Add(parts.Card("What the hub sent back", parts.NewFactList(cameBack(back)...)))
	}
	buttons, first := s.countButtons(p, m)
	s.turn(counting, parts.Page("Counts for the meeting", fmt.Sprintf("How many pupils with SEN move on in summer %d, for the yearly meetings in December and January. No pupil is in it.", p.Year),
		parts.Frame(nil, parts.Scrolled(parts.Margins(0, 0, parts.Between, parts.Between, body)), parts.Margins(0, parts.Between, 0, 0, parts.Row(parts.Between, buttons...)))), nil,
		func() { s.at().Focus(first) })
	s.Focus()
}

// countButtons are what can be done now, and the one that gets the keyboard.
func (s *Screen) countButtons(p desk.MovesPreview, m desk.Membership) ([]fyne.CanvasObject, fyne.Focusable) {
	back := parts.NewButton("Back to the list", s.home).WithKey("Esc")
	switch {
	case !m.Joined():
		return []fyne.CanvasObject{back}, back
	case p.Same:
		again := parts.NewButton("Send what waits", s.sendCounts)
		return []fyne.CanvasObject{back, again}, back
	}
	approve := parts.NewMainButton("Approve and send", func() { s.approveCounts(p, m) })
	return []fyne.CanvasObject{approve, back}, approve
}

// leaving is what would leave, in words.
func leaving(p desk.MovesPreview) []fyne.CanvasObject {
	var facts []parts.Fact
	for _, r := range p.Rows {
		facts = append(facts, parts.Fact{Label: r.Year + " to " + lowerFirst(r.School), Value: figures(r.Count, r.Areas)})
	}
	if len(facts) == 0 {
		facts = append(facts, parts.Fact{Label: "Counts", Value: "None: too few pupils move on to show a number"})
	}
	stays := wording.Count(p.Pupils, "pupil") + " with SEN"
	if p.Undecided > 0 {
		stays += fmt.Sprintf(", %d without a next school", p.Undecided)
	}
	facts = append(facts, parts.Fact{Label: "Stays here", Value: stays + ", and who they are"}, parts.Fact{Label: "Six words", Value: spaced(p.Words)})
	if p.Same {
		facts = append(facts, parts.Fact{Label: "Now", Value: "The newest counts are approved already", State: parts.Done})
	}
	list := []fyne.CanvasObject{parts.NewFactList(facts...)}
	for _, note := range p.Notes {
		list = append(list, parts.NewProse(note, parts.QuietText))
	}
	return append(list, parts.NewProse("A school is named only when five or more go there and five or more go elsewhere. Numbers are to the nearest five, and change only when five or more have moved.", parts.QuietText))
}

// cameBack is what the hub sent: both schools of a move see its count.
func cameBack(back []desk.MoveCount) []parts.Fact {
	var facts []parts.Fact
	for _, c := range back {
		label := fmt.Sprintf("%d, %s: %s to %s", c.Year, c.From, c.Feeder, c.To)
		if c.Feeder == "" {
			label = fmt.Sprintf("%d, %s: to %s from %d schools", c.Year, c.From, c.To, c.Feeders)
		}
		facts = append(facts, parts.Fact{Label: label, Value: figures(c.Count, c.Areas)})
	}
	return facts
}

// figures are a count with those of its areas that are shown.
func figures(count int, areas []desk.AreaCount) string {
	words := fmt.Sprintf("about %d", count)
	for _, a := range areas {
		words += fmt.Sprintf("; %s %d", a.Area, a.Count)
	}
	return words
}

// lowerFirst lets the words for other schools run on in a sentence; names of schools
// keep their capital.
func lowerFirst(words string) string {
	if strings.HasPrefix(words, "Other ") {
		return "o" + words[1:]
	}
	return words
}

// approveCounts asks who approves, and says once more what leaves.
func (s *Screen) approveCounts(p desk.MovesPreview, m desk.Membership) {
	agreed, _, err := s.n.Desk.Agreement(context.Background())
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	name := parts.NewField("")
	name.SetText(s.n.Desk.School().Head)
	roles := []parts.Option{{Value: desk.RoleHead, Words: "Headteacher"}}
	if agreed.Delegated {
		roles = append(roles, parts.Option{Value: desk.RoleSENCO, Words: "SENCO"})
	}
	role := parts.NewChoice(roles, nil)
	role.SetChosen(desk.RoleHead)
	form := sheet.New("", "Approve and send", func() error {
		_, err := s.n.Desk.QueueMoves(context.Background(), p.ID, desk.Approver{Name: name.Text, Role: role.Chosen()})
		return about("name", err)
	})
	form.Add("name", "Approved by", name, "It stands in the send log.")
	form.Add("role", "Role", role, "")
	form.Begin()
	facts := parts.NewFactList(parts.Fact{Label: "Goes to", Value: m.Hub.Name + ", for " + m.Cluster}, parts.Fact{Label: "Six words", Value: spaced(p.Words)})
	card := &parts.Dialog{Title: "Approve the counts of who moves on", Accept: form.Accept, Width: 150, Body: parts.Column(parts.Groups, facts, form.Form()), Focus: name, OnAccept: form.Try}
	form.Done = func() {
		card.Hide()
		s.sendCounts()
	}
	card.Show(s.at())
}

// sendCounts sends what is approved. What does not get through stays in the outbox.
func (s *Screen) sendCounts() {
	if s.busy {
		return
	}
	s.busy = true
	var tried []exchange.OutboxItem
	s.n.Shell.Runner().Go(func() (err error) {
		tried, err = s.n.Desk.SendSummaries(context.Background(), true)
		return err
	}, func(err error) {
		s.busy = false
		if s.gone {
			return
		}
		s.n.Shell.Changed()
		if s.side == counting {
			s.counts()
		}
		s.n.Shell.Say(sentWords(tried, err))
	})
}

// sentWords say what became of the counts.
func sentWords(tried []exchange.OutboxItem, err error) string {
	for _, i := range tried {
		if err == nil && desk.DocumentKind(i) == exchange.KindMoves && (i.State == exchange.Committed || i.State == exchange.Already) {
			return "The hub has the counts, and its signed receipt is kept here."
		}
		if i.Reason != "" {
			return i.Reason
		}
	}
	if err != nil {
		return "The counts are approved and wait in the outbox. " + desk.Words(err)
	}
	return "The counts are approved and wait in the outbox until the hub can be reached."
}
