package levels

import (
	"errors"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
)

// decision is what stands beside the strands once the SENCO has committed: what the
// ratings suggest, why, and the few fields that confirm it.
type decision struct {
	b       *bench
	sheet   *sheet.Sheet
	level   *parts.Choice
	area    *parts.Choice // nil unless areas tie
	reason  *parts.Notes
	second  *parts.Field
	adults  *parts.Notes
	recheck *parts.DateField
	advice  *fyne.Container
	object  fyne.CanvasObject
}

func newDecision(b *bench) *decision {
	d := &decision{b: b, advice: parts.Column(parts.Tight)}
	d.sheet = sheet.New("Confirm", "Confirm", d.confirm)
	d.fields()
	d.sheet.Begin()
	d.sheet.Restore(b.m.words)
	d.sheet.OnLeft(func() {
		b.keep()
		d.showAdvice()
	})
	d.showAdvice()

	m, s := b.m, b.m.suggestion
	buttons := parts.Flow(parts.Groups, parts.NewMainButton("Confirm the "+m.word("level"), func() { d.sheet.Try() }).WithKey("Ctrl+Enter"),
		parts.NewLink("Back to the statements", func() { b.Back() }).WithKey("Esc"))
	column := parts.Column(parts.Groups, d.suggested(), newProfile(m, s))
	if prompts := d.prompts(); len(prompts.Objects) > 0 {
		column.Add(prompts)
	}
	column.Add(parts.Card("Your decision", parts.Column(parts.Groups, d.sheet.Form(), d.advice, buttons)))
	column.Add(whyList(m))
	column.Add(newLadder(m.desk, m.pack, s.Suggested, "suggested"))
	column.Add(b.history)
	d.object = parts.Scrolled(parts.Margins(0, 0, 3, 0, column))
	return d
}

// suggested is what the ratings come to, beside what was thought before.
func (d *decision) suggested() *fyne.Container {
	m, s := d.b.m, d.b.m.suggestion
	head := parts.Column(parts.Tight, parts.NewText("The ratings suggest no "+m.word("level"), parts.SectionTitle),
		parts.NewProse("This "+m.word("continuum")+" leaves it to you. Choose it below.", parts.Plain))
	if level, ok := m.pack.Level(s.Suggested); ok {
		head = parts.Column(parts.Tight, parts.NewProse("Suggested: "+m.desk.LevelName(s.Suggested), parts.SectionTitle), parts.NewProse(level.Plain, parts.Plain))
		if route := m.pack.RouteLabel(s.Route); route != "" {
			head.Add(parts.NewProse(route+", usually paid from: "+strings.TrimSuffix(m.pack.Routes[s.Route].PaidFrom, ".")+".", parts.Quiet))
		}
		if band := m.desk.BandWords(*s); band != "" {
			head.Add(parts.NewProse(band, parts.Quiet))
		}
		if national := m.pack.National(level); len(national) > 0 {
			head.Add(parts.NewProse("National layer: "+strings.Join(national, " or ")+". "+m.pack.NationalStatus(), parts.Quiet))
		}
	}
	if m.blind != "" {
		words := "You thought of " + m.desk.LevelName(m.blind) + " before you saw this."
		if m.blind == s.Suggested {
			words = "You thought the same before you saw this."
		}
		head.Add(parts.NewProse(words, parts.Plain))
	}
	return head
}

func (d *decision) prompts() *fyne.Container {
	prompts := parts.Column(parts.Tight)
	for _, id := range d.b.m.suggestion.Prompts {
		prompts.Add(thinkAbout(d.b.m.pack.PromptText(id)))
	}
	return prompts
}

// thinkAbout is a sentence that is worth a thought and stops nobody.
func thinkAbout(words string) fyne.CanvasObject {
	return parts.Sides(parts.Margins(0, 0, parts.Between, 0, parts.NewBadge("think about", parts.Soon)), parts.NewProse(words, parts.Plain), nil)
}

// fields are the level, why, and with whom.
func (d *decision) fields() {
	m, s := d.b.m, d.b.m.suggestion
	var levels, areas []parts.Option
	for _, l := range m.pack.Levels {
		levels = append(levels, parts.Option{Value: l.ID, Words: m.desk.LevelName(l.ID), Note: l.Short})
	}
	d.level = parts.NewChoice(levels, nil)
	d.level.SetChosen(s.Suggested)
	d.sheet.Add("level", m.desk.Terms().Label("level"), d.level, "")
	if len(s.Tied) > 0 {
		for _, id := range s.Tied {
			a, _ := m.pack.Area(id)
			areas = append(areas, parts.Option{Value: id, Words: a.Name, Note: a.Short})
		}
		d.area = parts.NewChoice(areas, nil)
		d.sheet.Add("main_area", "Main area", d.area, "These areas are equal, so you choose the main one.")
	}
	d.reason = parts.NewNotes("In a line: what was seen, and with whom it was agreed", 2)
	d.sheet.Add("reason", "Reason", d.reason, "Needed when you choose another than the suggested one.")
	d.second = parts.NewField("Name and role")
	d.sheet.Add("second_person", "Second person", d.second, "Needed for a change of more than one "+m.word("level")+".")
	d.adults = parts.NewNotes("One adult a line: name and role", 2)
	d.sheet.Add("adults", "Rated by", d.adults, m.pack.Guidance.Who)
	d.recheck = parts.NewDateField(m.desk.Today)
	if usual := m.desk.LevelAgain(m.desk.Today()); !usual.IsZero() {
		d.recheck.SetValue(usual)
	}
	d.sheet.Add("recheck", "Look again by", d.recheck, "Today reminds you on that day.")
}

// named are the adults, one from each line.
func (d *decision) named() []string {
	var names []string
	for line := range strings.Lines(d.adults.Text) {
		if line = strings.TrimSpace(line); line != "" {
			names = append(names, line)
		}
	}
	return names
}

// showAdvice says what is worth a thought before confirming.
func (d *decision) showAdvice() {
	d.advice.Objects = nil
	for _, words := range d.b.m.desk.LevelAdvice(desk.LevelChoice{Adults: d.named()}) {
		d.advice.Add(thinkAbout(words))
	}
	d.advice.Refresh()
}

// focus gives the keyboard to the reason, or to the level where nothing is suggested.
func (d *decision) focus() {
	if d.b.m.suggestion.Suggested == "" {
		d.sheet.FocusOn("level")
		return
	}
	d.sheet.FocusOn("reason")
}

// confirm stores the level. Everything that is refused is said beside its field.
func (d *decision) confirm() error {
	c := choice{Level: d.level.Chosen(), Reason: strings.TrimSpace(d.reason.Text), Second: strings.TrimSpace(d.second.Text), Adults: d.named()}
	if d.area != nil {
		c.MainArea = d.area.Chosen()
	}
	var err error
	if c.Recheck, err = sheet.Day("recheck", d.recheck); err != nil {
		return err
	}
	decided, err := d.b.m.confirm(c)
	if err == nil {
		d.b.confirmed(decided)
		return nil
	}
	var refused *desk.ChoiceRefusal
	if errors.As(err, &refused) {
		for _, fault := range refused.Faults[1:] { // the sheet says the first
			d.sheet.Say(&fault)
		}
	}
	return err
}
