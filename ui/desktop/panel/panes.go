package panel

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"needsbook/app/cluster/papers"
	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/shell"
)

// mainButton is the one filled button of a pane, which Ctrl+Enter presses too.
func (s *Screen) mainButton(words string, do func()) *parts.Button {
	s.main = do
	b := parts.NewMainButton(words, do).WithKey("Ctrl+Enter")
	s.inside = b
	return b
}

// pane sets a heading, a sentence, and what follows under each other.
func pane(title, sentence string, things ...fyne.CanvasObject) *fyne.Container {
	head := parts.Column(parts.Tight, parts.NewProse(title, parts.SectionTitle))
	if sentence != "" {
		head.Add(parts.NewProse(sentence, parts.QuietText))
	}
	return parts.Column(parts.Groups, append([]fyne.CanvasObject{head}, things...)...)
}

// request is one of the school's own requests.
func (s *Screen) request(at int) fyne.CanvasObject {
	r := s.now.requests[at]
	number := r.Request.Number
	buttons := parts.Flow(parts.Between)
	switch {
	case r.Waits:
		buttons.Add(s.mainButton("Take the answer into the request", func() { s.takeAnswer(number) }))
	case !r.Sent:
		buttons.Add(s.mainButton(s.now.say("Send it to the {cluster_panel}"), func() {
			s.send(s.now.say("The request is with the {cluster_panel}."), func(ctx context.Context) error { return s.n.Desk.SendToPanel(ctx, number, "") })
		}))
	}
	open := parts.NewButton("Open the request", func() { s.n.Shell.Go(shell.To("requests", fmt.Sprint(number))) })
	if s.inside == nil {
		s.inside = open
	}
	buttons.Add(open)
	title := r.Request.Reference() + ", " + s.now.kindWords(r.Request.Kind)
	column := pane(title, "", parts.NewFactList(s.now.requestFacts(s.n.Desk, r)...), buttons)
	if p, err := s.n.Desk.PanelPaper(context.Background(), number); err != nil {
		column.Add(parts.NewProse(desk.Words(err), parts.Plain))
	} else {
		column.Add(pane("What leaves the school", "These codes, days and amounts, and nothing else. No pupil is named, and none of the words of the request go with them.", parts.NewFactList(leaves(p.Words())...)))
	}
	if form := s.withdrawForm(r); form != nil {
		column.Add(form)
	}
	if form := s.disputeForm(r); form != nil {
		column.Add(form)
	}
	return column
}

// takeAnswer puts what the panel said into the request.
func (s *Screen) takeAnswer(number int) {
	if err := s.n.Desk.TakePanelAnswer(context.Background(), number); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.n.Shell.Changed()
	if s.load() == nil {
		s.show()
		s.focus(s.list)
	}
	s.n.Shell.Say("The letter to the parents waits under Requests.")
}

// withdrawForm takes a request that the panel has not decided back.
func (s *Screen) withdrawForm(r desk.PanelRequest) fyne.CanvasObject {
	if !r.Sent || r.Answer.Outcome != "" || r.Request.Progress.Withdrawn() {
		return nil
	}
	why := parts.NewField("The place was found elsewhere")
	form := sheet.New("", "Withdraw it", nil)
	button := parts.NewButton("Withdraw it", func() {
		s.form, s.name = form, "withdraw "+r.Request.ID
		s.send(s.now.say("The request was taken back from the {cluster_panel}."), func(ctx context.Context) error {
			return s.n.Desk.TakeFromPanel(ctx, r.Request.Number, why.Text, "")
		})
	})
	form.Add("why", "Why", why, s.now.say("It stays here, and at the {cluster_panel} as withdrawn."))
	return parts.Card("Withdraw the request", parts.Column(parts.Between, form.Form(), parts.Flow(parts.Between, button)))
}

// disputeForm raises a dispute about an answer.
func (s *Screen) disputeForm(r desk.PanelRequest) fyne.CanvasObject {
	a := r.Answer
	if a.Entry == "" || !a.DisputeBy.IsZero() && s.now.today.After(a.DisputeBy) || r.Waits {
		return nil
	}
	for _, p := range s.now.disputes {
		if p.Decision == a.Entry && p.Step != papers.TakeBack {
			return nil
		}
	}
	reason := parts.NewChoice(options(s.now.reasons), nil)
	reason.PlaceHolder = "Choose why"
	form := sheet.New("", "Dispute the decision", nil)
	button := parts.NewButton("Dispute the decision", func() {
		s.form, s.name = form, "dispute "+r.Request.ID
		s.send(s.now.say("The {cluster_panel} has the dispute."), func(ctx context.Context) error {
			return s.n.Desk.DisputeWithPanel(ctx, r.Request.Number, papers.Raise, reason.Chosen(), "")
		})
	})
	form.Add("reason", "Why", reason, "The decision stays as it is while it is in dispute.")
	return parts.Card("Dispute the decision", parts.Column(parts.Between, form.Form(), parts.Flow(parts.Between, button)))
}

func options(list []papers.Coded) []parts.Option {
	out := make([]parts.Option, len(list))
	for i, c := range list {
		out[i] = parts.Option{Value: c.Code, Words: c.Words}
	}
	return out
}

// seconding is a pooled request of another school.
func (s *Screen) seconding(at int) fyne.CanvasObject {
	r := s.now.second[at]
	answer := func(agrees bool, words string) func() {
		return func() {
			s.send(words, func(ctx context.Context) error { return s.n.Desk.SecondRequest(ctx, r.Document, agrees, "") })
		}
	}
	buttons := parts.Flow(parts.Between)
	no := parts.NewButton("Do not agree", answer(false, r.Lead+" will see that this school does not agree."))
	if r.Said != desk.SaidYes {
		buttons.Add(s.mainButton("Agree", answer(true, r.Lead+" will see that this school agrees.")))
	}
	if r.Said != desk.SaidNo {
		buttons.Add(no)
		if s.inside == nil {
			s.inside = no
		}
	}
	sentence := s.now.say("All schools that share must agree to this very version before it comes before the {cluster_panel}. If the school that asks changes it, you are asked again. No pupil is named to any school.")
	return pane(r.Lead+" asks to share a "+s.now.kindWords(r.Request.Form), sentence, parts.NewFactList(s.now.secondFacts(r)...), buttons)
}

// agreement is a text of the cluster.
func (s *Screen) agreement(at int) fyne.CanvasObject {
	a := s.now.agreements[at]
	text := parts.NewProse(a.Words, parts.Plain)
	sentence := "Version " + a.Version + ", from " + a.On.Words() + "."
	if a.Needed {
		sentence += s.now.say(" Without it the {cluster} takes nothing from this school but its summary.")
	}
	if a.Stands() {
		end := parts.NewLink("End our acceptance", func() {
			s.send(s.now.say("The {cluster} knows that this school no longer accepts it."), func(ctx context.Context) error { return s.n.Desk.EndAcceptance(ctx, a.ID, "") })
		})
		s.inside = end
		fact := parts.Fact{Label: "Accepted by", Value: a.Accepted.Name + ", " + a.Accepted.Role + ", on " + a.Accepted.On.Words(), State: parts.Done}
		if a.OnItsWay {
			fact.Value, fact.State = fact.Value+", on its way", parts.Soon
		}
		return pane(a.Title, sentence, parts.NewFactList(fact), text, end)
	}
	name, role := parts.NewField(""), parts.NewField("Headteacher")
	name.SetText(s.n.Desk.School().Head)
	role.SetText("Headteacher")
	form := sheet.New("", "Accept it", func() error { return nil })
	accept := func() {
		s.send("Accepted. It is on its way to the hub.", func(ctx context.Context) error {
			return s.n.Desk.AcceptAgreement(ctx, a.ID, name.Text, role.Text, "")
		})
	}
	form.Pair(sheet.Half{Name: "name", Label: "Accepted by", Field: name}, sheet.Half{Name: "role", Label: "Role", Field: role}, "This name and role, and the day, are what leaves the school.")
	s.begin("agreement "+a.ID, form)
	s.main, s.inside = accept, name
	return pane(a.Title, sentence, text, form.Form(), parts.Flow(parts.Between, parts.NewMainButton("Accept it", accept).WithKey("Ctrl+Enter")))
}

// dispute is a dispute of the school with its panel.
func (s *Screen) dispute(at int) fyne.CanvasObject {
	p := s.now.disputes[at]
	column := pane(s.now.disputeTitle(p), "The decision stays as it is while it is in dispute. Days are school days.", parts.NewFactList(s.now.disputeFacts(p)...))
	number := s.numberOf(p)
	if !p.Open() || number == 0 {
		return column
	}
	step := func(words, said, name string) *parts.Button {
		b := parts.NewButton(words, func() {
			s.send(said, func(ctx context.Context) error { return s.n.Desk.DisputeWithPanel(ctx, number, name, "", "") })
		})
		if s.inside == nil {
			s.inside = b
		}
		return b
	}
	buttons := parts.Flow(parts.Between)
	if p.Words != "" || !p.AnswerBy.IsZero() {
		buttons.Add(step("Accept the reply", "The dispute is over. The reply was accepted.", papers.Accept))
		buttons.Add(step("Take it to the next stage", "The dispute goes to the next stage.", papers.Escalate))
	}
	buttons.Add(step("Withdraw the dispute", "The dispute was withdrawn.", papers.TakeBack))
	column.Add(buttons)
	return column
}

// numberOf is the number of the request that a dispute is about, 0 where none is known.
func (s *Screen) numberOf(p desk.PanelDispute) int {
	for _, r := range s.now.requests {
		if r.Answer.Entry == p.Decision {
			return r.Request.Number
		}
	}
	return 0
}

// event is something in the year that was told to the panel.
func (s *Screen) event(at int) fyne.CanvasObject {
	e := s.now.events[at]
	column := pane(words(s.now.kinds, e.Event.Event), "", parts.NewFactList(s.now.eventFacts(e)...))
	if e.Event.State == papers.Standing && e.At.SettledOn.IsZero() {
		over := parts.NewButton("It is over: withdraw it", func() {
			s.send(s.now.say("The {cluster_panel} knows that it is over."), func(ctx context.Context) error { return s.n.Desk.WithdrawEvent(ctx, e.Event.Ref, "") })
		})
		s.inside = over
		column.Add(parts.Flow(parts.Between, over))
	}
	return column
}

// newEvent tells the panel of an event.
func (s *Screen) newEvent(int) fyne.CanvasObject {
	title := s.now.say("Tell the {cluster_panel} of an event")
	if len(s.now.kinds) == 0 {
		return pane(title, s.now.say("The rules of the {cluster_panel} have not come yet. Fetch what the hub sends round first."))
	}
	kind, urgency := parts.NewChoice(options(s.now.kinds), nil), parts.NewChoice(options(s.now.urgencies), nil)
	kind.PlaceHolder, urgency.PlaceHolder = "Choose what happened", "Choose how urgent"
	amount := parts.NewMoneyField()
	with := []parts.Option{{Value: "0", Words: "None"}}
	for _, r := range s.now.requests {
		if r.Request.Status() != funding.Ended {
			with = append(with, parts.Option{Value: fmt.Sprint(r.Request.Number), Words: r.Request.Reference() + ", " + s.now.kindWords(r.Request.Kind)})
		}
	}
	request := parts.NewChoice(with, nil)
	request.SetChosen("0")
	form := sheet.New("", s.now.say("Tell the {cluster_panel}"), func() error { return nil })
	form.Add("event", "What happened", kind, "")
	form.Add("urgency", "How urgent it is", urgency, "")
	form.Add("amount", "Money needed", amount, "Empty where it is not about money.")
	form.Add("request", "With which request", request, "")
	s.begin("event", form)
	tell := func() {
		s.send(s.now.say("The {cluster_panel} has it."), func(ctx context.Context) error {
			e := desk.PanelEvent{Kind: kind.Chosen(), Urgency: urgency.Chosen()}
			var err error
			if e.Amount, err = sheet.Money("amount", amount); err != nil {
				return err
			}
			fmt.Sscan(request.Chosen(), &e.Request)
			return s.n.Desk.ReportEvent(ctx, e, "")
		})
	}
	s.main, s.inside = tell, kind
	return pane(title, s.now.say("For what nobody could plan for and what cannot wait for the next meeting. A kind, how urgent it is and an amount leave the school, and no word about a pupil."), form.Form(), parts.Flow(parts.Between, parts.NewMainButton(s.now.say("Tell the {cluster_panel}"), tell).WithKey("Ctrl+Enter")))
}
