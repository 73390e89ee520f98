package sharedneeds

import (
	"context"
	"strconv"
	"strings"

	"needsbook/app/cluster/papers"
	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
)

// boardDetail says all of one line of the board.
func (s *Screen) boardDetail(row int) {
	l := s.model.board[row]
	s.detail.Add(parts.NewProse(l.Words, parts.SectionTitle))
	s.detail.Add(parts.NewProse(desk.BoardWords(l.BoardOffer), parts.Plain))
	s.detail.Add(parts.NewFactList(parts.Fact{Label: map[bool]string{true: "Looked for by", false: "Offered by"}[l.Ask], Value: l.School}, parts.Fact{Label: "From", Value: l.From.Words()}))
	if !l.Own {
		s.detail.Add(parts.NewProse("Write to that school’s SENCO to take it up.", parts.QuietText))
		return
	}
	if l.State != desk.BoardClosed {
		s.detail.Add(parts.Row(parts.Between, parts.NewButton("Change", s.change).WithKey("E"), parts.NewButton("Take down", s.takeBack).WithKey("T")))
	}
}

// change shows the form of what this school put on the board, where that is the current line.
func (s *Screen) change() {
	if row := s.grid.Current(); s.model.tab == tabBoard && row >= 0 && row < len(s.model.board) {
		if l := s.model.board[row]; l.Own && l.State != desk.BoardClosed {
			s.offer(l.BoardOffer)
		}
	}
}

// serviceDetail says all of one service.
func (s *Screen) serviceDetail(row int) {
	s.detail.Add(parts.NewProse(s.model.services[row].Name, parts.SectionTitle))
	s.detail.Add(parts.NewFactList(s.model.serviceFacts(row)...))
	s.detail.Add(parts.NewProse("Wanted, waiting and refused come from the school’s referrals. All schools together stand here as they may be shown: never fewer than five.", parts.QuietText))
}

func items(list []register.Item, none string) []parts.Option {
	var out []parts.Option
	if none != "" {
		out = append(out, parts.Option{Words: none})
	}
	for _, i := range list {
		out = append(out, parts.Option{Value: i.ID, Words: i.Name})
	}
	return out
}

// offer shows the form for something to offer or to look for; of one that stands
// already, with what it says.
func (s *Screen) offer(o desk.BoardOffer) {
	kind := parts.NewChoice([]parts.Option{{Value: papers.KindOffer, Words: "We have room"}, {Value: papers.KindAsk, Words: "We look for room"}}, nil)
	kind.SetChosen(papers.KindOffer)
	if o.Ask {
		kind.SetChosen(papers.KindAsk)
	}
	family, day := parts.NewChoice(items(desk.BoardFamilies, ""), nil), parts.NewChoice(items(desk.BoardDays, "Any day"), nil)
	family.SetChosen(o.Family)
	day.SetChosen(o.Day)
	words, places, to := parts.NewField("Such as: room for two in a language group"), parts.NewNumberField(0, 100), parts.NewDateField(s.n.Desk.Today)
	words.SetText(o.Words)
	if o.Places > 0 {
		places.SetText(strconv.Itoa(o.Places))
	}
	to.SetValue(o.To)
	if o.To.IsZero() {
		to.SetValue(s.n.Desk.Today().AddDays(60))
	}
	phases, boxes := parts.Flow(parts.Groups), map[string]*parts.Check{}
	for _, p := range papers.Phases {
		boxes[p] = parts.NewCheck(p, contains(o.Phases, p), nil)
		phases.Add(boxes[p])
	}
	var card *parts.Dialog
	form := sheet.New("", "Look at what would leave", func() (err error) {
		o.Ask, o.Family, o.Day, o.Words = kind.Chosen() == papers.KindAsk, family.Chosen(), day.Chosen(), words.Text
		o.Places, _ = strconv.Atoi(strings.TrimSpace(places.Text))
		if o.To, err = sheet.Day("to", to); err != nil {
			return err
		}
		o.Phases = nil
		for _, p := range papers.Phases {
			if boxes[p].Ticked {
				o.Phases = append(o.Phases, p)
			}
		}
		p, err := s.n.Desk.PreviewOffer(context.Background(), o)
		if err != nil {
			return err
		}
		card.Hide()
		s.showOffer(o, p)
		return nil
	})
	form.Pair(sheet.Half{Name: "kind", Label: "What is it", Field: kind}, sheet.Half{Name: "family", Label: "Area of need", Field: family}, "")
	form.Add("words", "In a few words", words, "200 letters at most. Provision only: nothing about a pupil.")
	form.Pair(sheet.Half{Name: "places", Label: "Places", Field: places}, sheet.Half{Name: "day", Label: "Day", Field: day}, "")
	form.Add("phases", "Phases", phases, "None for all.")
	form.Add("to", "Until", to, "")
	sheet.Drafts{Desk: s.n.Desk, Place: "sharedneeds", Alert: s.n.Shell.Alert}.Follow("offer/"+o.Ref, form, s.n.Shell.NamesHidden())
	card = &parts.Dialog{Title: "Offer or ask", Accept: "Look at what would leave", Width: 170, Body: form.Form(), Focus: kind, OnAccept: func() bool { form.Try(); return false }}
	card.Show(s.at())
}

func contains(list []string, word string) bool {
	for _, w := range list {
		if w == word {
			return true
		}
	}
	return false
}

func (s *Screen) showOffer(o desk.BoardOffer, p papers.Preview) {
	card := &parts.Dialog{Title: "What would leave the school", Accept: "Put it on the board", Width: 190, Body: facts("Every school of the cluster reads this, and the panel", p.Lines),
		OnAccept: func() bool {
			_, err := s.n.Desk.PutOffer(context.Background(), o, "")
			s.after(err, "Approved. It stands on the board once it is sent: X sends it now.")
			return err == nil
		}}
	card.Show(s.at())
}
