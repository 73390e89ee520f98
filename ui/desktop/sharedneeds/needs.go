package sharedneeds

import (
	"context"
	"regexp"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/cluster/matching"
	"needsbook/app/cluster/papers"
	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/shell"
)

// needDetail says how a question stands and what can be done.
func (s *Screen) needDetail(row int) {
	n := s.model.needs[row]
	rules := s.n.Desk.SharedNeedRules()
	s.detail.Add(parts.NewProse(n.Words, parts.SectionTitle))
	s.detail.Add(parts.NewProse(n.Says, parts.Plain))
	for _, m := range n.Met {
		s.detail.Add(parts.NewProse(desk.ContactWords(m.Contact), parts.Plain))
	}
	if buttons := s.needButtons(n); len(buttons) > 0 {
		s.detail.Add(parts.Flow(parts.Between, buttons...))
	}
	facts := []parts.Fact{{Label: "Sessions", Value: matching.Named(rules.Intensities, n.Intensity)}, {Label: "Where", Value: matching.Named(rules.Modes, n.Mode)},
		{Label: "Our pupils", Value: strconv.Itoa(n.NeedAsk.Pupils) + ", told as “" + rules.BandOf(n.NeedAsk.Pupils).ID + "” and sealed"},
		{Label: "One other school", Value: map[bool]string{true: "May be told of us, and we of it", false: "Is not told: it takes three"}[n.Private]},
		{Label: "Asked", Value: n.On.Words() + ", " + n.By}}
	s.detail.Add(parts.NewFactList(facts...))
}

// needButtons are what can be done with a question now.
func (s *Screen) needButtons(n desk.SharedNeed) []fyne.CanvasObject {
	yes := parts.NewMainButton("Yes, make contact", func() { s.yes(n) }).WithKey("Y")
	no := parts.NewButton("No", func() { s.no(n) }).WithKey("O")
	back := parts.NewButton("Take back", s.takeBack).WithKey("T")
	switch n.State {
	case desk.NeedShared:
		return []fyne.CanvasObject{yes, no}
	case desk.NeedMet:
		return []fyne.CanvasObject{parts.NewMainButton("Start a request together", func() { s.together(n) }).WithKey("G")}
	case desk.NeedRenewed:
		return []fyne.CanvasObject{parts.NewMainButton("Ask again", func() { s.again(n) }).WithKey("A")}
	case desk.NeedAgreed:
		return []fyne.CanvasObject{no}
	case desk.NeedAsked, desk.NeedQueued:
		return []fyne.CanvasObject{back}
	}
	return nil
}

// withNeed does something with the current question.
func (s *Screen) withNeed(do func(desk.SharedNeed)) {
	if row := s.grid.Current(); s.model.tab == tabNeeds && row >= 0 && row < len(s.model.needs) {
		do(s.model.needs[row])
	}
}

// askAbout shows the form for a question, filled in from a like need where one is named.
func (s *Screen) askAbout(name string) {
	if !s.model.ring.Usable {
		s.turn(tabSchools)
		s.Focus()
		s.n.Shell.Alert(s.model.ring.Words)
		return
	}
	d, rules := s.n.Desk, s.n.Desk.SharedNeedRules()
	var like []parts.Option
	for _, n := range s.model.like {
		like = append(like, parts.Option{Value: LikeName(n), Words: n.Name + ", " + n.Years, Note: strconv.Itoa(len(n.Pupils)) + " pupils"})
	}
	var kinds []parts.Option
	for _, n := range d.Codes().Needs {
		kinds = append(kinds, parts.Option{Value: n.Code, Words: n.Name, Note: n.Code})
	}
	phase, need, support := parts.NewChoice(choices(rules.Phases), nil), parts.NewChoice(kinds, nil), parts.NewChoice(choices(rules.Supports), nil)
	often, where := parts.NewChoice(choices(rules.Intensities), nil), parts.NewChoice(choices(rules.Modes), nil)
	pupils := parts.NewNumberField(1, 500)
	private := parts.NewLongCheck("Also tell me of a single other school that ticked this", false, nil)
	about := desk.NeedAsk{}
	fill := func(a desk.NeedAsk) {
		about = a
		phase.SetChosen(a.Phase)
		need.SetChosen(a.Need)
		support.SetChosen(a.Support)
		often.SetChosen(a.Intensity)
		where.SetChosen(a.Mode)
		pupils.SetText("")
		if a.Pupils > 0 {
			pupils.SetText(strconv.Itoa(a.Pupils))
		}
	}
	from := parts.NewChoice(like, func(name string) {
		if n, found := s.model.likeNeed(name); found {
			fill(d.AskFor(n))
		}
	})
	from.PlaceHolder = "None: fill in below"
	empty := desk.NeedAsk{}
	empty.Intensity, empty.Mode = rules.Intensities[len(rules.Intensities)/2].ID, rules.Modes[0].ID
	fill(empty)
	var card *parts.Dialog
	form := sheet.New("", "Look at what would leave", func() error {
		a := about
		a.Phase, a.Need, a.Support, a.Intensity, a.Mode = phase.Chosen(), need.Chosen(), support.Chosen(), often.Chosen(), where.Chosen()
		a.Window, a.Private = rules.WindowOn(d.Today()).ID, private.Ticked
		a.Pupils, _ = strconv.Atoi(strings.TrimSpace(pupils.Text))
		p, err := d.PreviewAsk(context.Background(), a)
		if err != nil {
			return err
		}
		card.Hide()
		s.showAsk(p)
		return nil
	})
	form.Add("like", "Pupils with like needs", from, "Found from the ratings. It fills in the rest; change what does not fit.")
	form.Pair(sheet.Half{Name: "phase", Label: "Phase", Field: phase}, sheet.Half{Name: "pupils", Label: "Pupils", Field: pupils}, "")
	form.Add("need", "Need", need, "")
	form.Add("support", "Support wanted", support, "")
	form.Pair(sheet.Half{Name: "often", Label: "Sessions", Field: often}, sheet.Half{Name: "where", Label: "Where", Field: where}, "")
	form.Add("private", "", private, "Otherwise nothing is shown unless three schools or more share it.")
	form.Begin()
	card = &parts.Dialog{Title: "Ask whether others share this need", Accept: "Look at what would leave", Width: 170, Body: form.Form(), Focus: from,
		OnAccept: func() bool { form.Try(); return false }}
	card.Show(s.at())
	if n, found := s.model.likeNeed(name); found {
		from.SetChosen(name)
		fill(d.AskFor(n))
	}
}

func choices(list []matching.Choice) []parts.Option {
	out := make([]parts.Option, len(list))
	for i, c := range list {
		out[i] = parts.Option{Value: c.ID, Words: c.Name}
	}
	return out
}

// showAsk shows exactly what would leave, what schools can read in it and what stays; the
// main button approves it.
func (s *Screen) showAsk(p desk.AskPreview) {
	body := parts.Column(parts.Groups,
		facts("Leaves, and is all that the hub gets", p.Goes),
		facts("Schools that share the secret of "+p.Ring.Name+" and asked the same can read in it", p.Means),
		parts.Column(parts.Tight, parts.NewProse("Stays here", parts.SmallStrong), parts.NewProse(strings.Join(p.Stays, " "), parts.Plain)))
	card := &parts.Dialog{Title: "What would leave the school", Accept: "Ask", Width: 190, Height: 170, Body: parts.Scrolled(parts.Margins(0, 0, 3, 0, body)),
		OnAccept: func() bool {
			_, err := s.n.Desk.Ask(context.Background(), p, "")
			s.after(err, "Asked. It leaves with what is sent next: X sends it now.")
			return err == nil
		}}
	card.Show(s.at())
}

// token is one as a paper writes it, in two halves.
var token = regexp.MustCompile(`([0-9a-f]{32})([0-9a-f]{32})`)

// facts are lines of a paper under a heading.
func facts(heading string, lines []papers.Line) fyne.CanvasObject {
	list := make([]parts.Fact, len(lines))
	for i, l := range lines {
		list[i] = parts.Fact{Label: l.Label, Value: token.ReplaceAllString(l.Value, "$1 $2")} // so that all of it shows
	}
	return parts.Column(parts.Tight, parts.NewProse(heading, parts.SmallStrong), parts.NewFactList(list...))
}

// yes asks for the contact that other schools may have, and shows what would leave.
func (s *Screen) yes(n desk.SharedNeed) {
	if n.State != desk.NeedShared {
		return
	}
	c := s.n.Desk.ContactAtWork()
	name, role, email, phone := parts.NewField(""), parts.NewField(""), parts.NewField(""), parts.NewField("")
	name.SetText(c.Name)
	role.SetText(c.Role)
	email.SetText(c.Email)
	phone.SetText(c.Phone)
	panel := parts.NewLongCheck("Let the panel know the need, without the school", !n.Two, nil)
	var card *parts.Dialog
	form := sheet.New("", "Look at what would leave", func() error {
		c.Name, c.Role, c.Email, c.Phone = name.Text, role.Text, strings.TrimSpace(email.Text), strings.TrimSpace(phone.Text)
		p, err := s.n.Desk.PreviewYes(context.Background(), n.Ref, c, panel.Ticked)
		if err != nil {
			return err
		}
		card.Hide()
		s.showYes(p)
		return nil
	})
	form.Pair(sheet.Half{Name: "contact", Label: "Who is to be asked for", Field: name}, sheet.Half{Name: "role", Label: "Role", Field: role}, "Work contact only.")
	form.Pair(sheet.Half{Name: "email", Label: "E-mail at work", Field: email}, sheet.Half{Name: "phone", Label: "Telephone at work", Field: phone}, "Shown to schools that say yes as well, and to nobody else.")
	if !n.Two {
		form.Add("panel", "", panel, "The hub shows it only once three schools have said the same.")
	}
	sheet.Drafts{Desk: s.n.Desk, Place: "sharedneeds", Alert: s.n.Shell.Alert}.Follow("contact/"+n.Ref, form, s.n.Shell.NamesHidden())
	card = &parts.Dialog{Title: "Make contact", Accept: "Look at what would leave", Width: 170, Body: parts.Column(parts.Groups, parts.NewProse(n.Words, parts.Plain), form.Form()), Focus: name, OnAccept: func() bool { form.Try(); return false }}
	card.Show(s.at())
}

func (s *Screen) showYes(p desk.AnswerPreview) {
	card := &parts.Dialog{Title: "What would leave the school", Accept: "Say yes", Width: 190, Body: facts("The contact is sealed: schools read it, the hub cannot", p.Goes),
		OnAccept: func() bool {
			err := s.n.Desk.SayYes(context.Background(), p, "")
			s.after(err, "You said yes. It leaves with what is sent next: X sends it now.")
			return err == nil
		}}
	card.Show(s.at())
}

func (s *Screen) no(n desk.SharedNeed) {
	if n.State == desk.NeedShared || n.State == desk.NeedAgreed {
		s.after(s.n.Desk.SayNo(context.Background(), n.Ref, ""), "You said no. Nobody is told that you were asked.")
	}
}

func (s *Screen) again(n desk.SharedNeed) {
	if n.State == desk.NeedRenewed {
		_, err := s.n.Desk.AskAgain(context.Background(), n.Ref, "")
		s.after(err, "Asked again under the new secret. It leaves with what is sent next.")
	}
}

// together starts a request with the schools that were introduced, and opens it.
func (s *Screen) together(n desk.SharedNeed) {
	if n.State != desk.NeedMet {
		return
	}
	r, err := s.n.Desk.RequestTogether(context.Background(), n.Ref)
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.n.Shell.Changed()
	s.n.Shell.Go(shell.To("requests", strconv.Itoa(r.Number)))
}

// takeBack takes back the current question, or takes the current offer down.
func (s *Screen) takeBack() {
	row := s.grid.Current()
	switch {
	case s.model.tab == tabNeeds && row >= 0 && row < len(s.model.needs):
		if n := s.model.needs[row]; n.State == desk.NeedAsked || n.State == desk.NeedQueued || n.State == desk.NeedRenewed {
			s.after(s.n.Desk.StopAsking(context.Background(), n.Ref, ""), "Taken back. The hub counts it no more once this is sent.")
		}
	case s.model.tab == tabBoard && row >= 0 && row < len(s.model.board):
		if l := s.model.board[row]; l.Own && l.State != desk.BoardClosed {
			s.after(s.n.Desk.CloseOffer(context.Background(), l.Ref, ""), "Taken down. It goes from the board once this is sent.")
		}
	}
}
