package requests

import (
	"errors"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/writing"
)

// writingDesk is what the SENCO fills in: the words, and what no record holds. Each part
// keeps itself when the keyboard goes elsewhere.
type writingDesk struct {
	p       *page
	order   []part // as shown
	editors map[string]*writing.Editor
	words   *fyne.Container
	about   *sheet.Sheet
	lines   map[string]*parts.Field // fields of one line that keep themselves, by name
	dates   map[string]*parts.DateField
	lists   []*listing
	object  fyne.CanvasObject
	first   map[string]func() fyne.Focusable // where a gate leads, by field
}

// listing is a part that is drawn again when what it is drawn from has changed.
type listing struct {
	name string
	from func() any
	draw func()
}

func newWritingDesk(p *page) *writingDesk {
	d := &writingDesk{p: p, editors: map[string]*writing.Editor{}, lines: map[string]*parts.Field{}, dates: map[string]*parts.DateField{},
		first: map[string]func() fyne.Focusable{}, words: parts.Column(parts.Groups)}
	kind := p.m.request().Kind
	column := parts.Column(parts.Pages)
	if notes := d.said(); notes != nil {
		column.Add(notes)
	}
	column.Add(section("What you write", d.words))
	column.Add(section("Filled in from the record", d.filled()))
	column.Add(section("About the request", d.aboutForm()))
	if kind == funding.KindGroup {
		column.Add(section("Pupils", d.pupils()))
		column.Add(section("Help that they share", d.provision()))
	}
	if kind == funding.KindProject {
		column.Add(section("What it costs", d.costs()))
	}
	if kind == funding.KindGroup || kind == funding.KindProject {
		column.Add(section("Outcomes", d.outcomes()))
		column.Add(section("Schools that share", d.partners()))
	}
	if kind == funding.KindIndividual {
		column.Add(section("Progress in figures", d.measures()))
	}
	column.Add(section("Papers that go with it", d.papers()))
	if kind != funding.KindProject {
		column.Add(section("Attachments that go with it", d.evidence()))
	}
	column.Add(section("Signatures", parts.Column(parts.Between, parts.NewProse(p.m.form().Declaration, parts.Quiet), d.signatures())))
	d.object = column
	for _, l := range d.lists {
		delete(p.drawn, l.name)
	}
	d.show()
	return d
}

func section(title string, content fyne.CanvasObject) fyne.CanvasObject {
	return parts.Column(parts.Between, parts.NewText(title, parts.SectionTitle), content)
}

// list adds a part that follows what it is drawn from.
func (d *writingDesk) list(name string, from func() any, draw func()) {
	d.lists = append(d.lists, &listing{name, from, draw})
}

// show sets what stands in the fields, as after undo.
func (d *writingDesk) show() {
	r := d.p.m.request()
	d.showWords()
	for name, words := range map[string]string{"scheme": r.Scheme, "title": r.Title, "event_words": r.Event.Words} {
		if field := d.lines[name]; field != nil && field.Text != words {
			field.SetText(words)
		}
	}
	for name, value := range map[string]day.Date{"starts": r.Starts, "ends": r.Ends, "event_on": r.Event.On, "senco_signed": r.SencoSigned, "head_signed": r.HeadSigned} {
		field := d.dates[name]
		if field == nil {
			continue
		}
		if now, err := field.Value(); err == nil && now != value {
			field.SetValue(value)
		}
	}
	for _, l := range d.lists {
		d.p.anew(l.name, fmt.Sprint(l.from()), l.draw)
	}
}

// said are the notes of what was said about an earlier request, to think of this time.
func (d *writingDesk) said() fyne.CanvasObject {
	if len(d.p.m.feedback) == 0 {
		return nil
	}
	column := parts.Column(parts.Between)
	for _, f := range d.p.m.feedback {
		who := "The " + d.p.m.desk.Terms().Label("la")
		if f.Local {
			who = capital(d.p.m.desk.Terms().Label("cluster_panel"))
		}
		words := parts.Column(0, parts.NewProse(parts.Soon.Shape()+" "+who+" said about "+f.Request+onDay(f.On)+": "+f.Words, parts.TextStyle{Colour: parts.Soon.Colour()}))
		if f.Next != "" {
			words.Add(parts.NewProse(f.Next, parts.Plain))
		}
		column.Add(words)
	}
	return section("Said last time", column)
}

// filled are the facts that the record gives, so that nobody writes them again.
func (d *writingDesk) filled() fyne.CanvasObject {
	list := parts.NewFactList()
	d.list("filled", func() any { return d.p.m.filled() }, func() { list.SetFacts(d.p.m.filled()) })
	return list
}

// showWords sets an editor for each part; parts come and go with what they wait for.
func (d *writingDesk) showWords() {
	list := d.p.m.parts()
	same := len(list) == len(d.order)
	for i := range list {
		same = same && list[i].ID == d.order[i].ID
	}
	if !same {
		d.words.Objects = nil
		for _, w := range list {
			if d.editors[w.ID] == nil {
				d.editors[w.ID] = writing.New("", 3, func(words string) error { return d.kept(d.p.m.setWords(w.ID, words)) })
			}
			column := parts.Column(parts.Tight, parts.NewText(w.Name, parts.Strong))
			if w.Hint != "" {
				column.Add(parts.NewProse(w.Hint, parts.Quiet))
			}
			column.Add(d.editors[w.ID].Object)
			d.words.Add(column)
		}
		d.order = list
		d.words.Refresh()
	}
	for _, w := range list {
		d.editors[w.ID].SetWords(d.p.m.request().Words[w.ID])
	}
}

// kept shows the request after a change; a refusal goes back to its field.
func (d *writingDesk) kept(err error) error {
	if err == nil {
		d.p.changed()
	}
	return err
}

// aboutForm is the name, to whom it is made, the dates of the money, and what happened.
func (d *writingDesk) aboutForm() fyne.CanvasObject {
	r := d.p.m.request()
	d.about = sheet.New("", "", nil)
	if r.Kind != funding.KindIndividual {
		d.line("title", "Its name", "A few words that name it", func(r *desk.Request, words string) { r.Title = words })
	}
	d.line("scheme", "Made to", "Who it goes to, or the fund", func(r *desk.Request, words string) { r.Scheme = words })
	if r.Kind == funding.KindAdvice {
		d.date(d.about, "starts", "Wanted from", "", func(r *desk.Request, on day.Date) { r.Starts = on })
		d.date(d.about, "ends", "Wanted by", "", func(r *desk.Request, on day.Date) { r.Ends = on })
	} else {
		d.date(d.about, "starts", "Money from", "", func(r *desk.Request, on day.Date) { r.Starts = on })
		d.date(d.about, "ends", "Money to", "", func(r *desk.Request, on day.Date) { r.Ends = on })
	}
	if r.Reason == funding.ReasonInYear {
		event := parts.NewChoice(eventOptions(), nil)
		event.SetChosen(r.Event.Kind)
		event.OnChosen = func(chosen string) {
			d.about.Keep("event", func() error {
				return d.kept(d.p.m.change(func(r *desk.Request) { r.Event.Kind = chosen }))
			})
		}
		d.about.Add("event", "What happened", event, "")
		d.first["event"] = func() fyne.Focusable { return event }
		d.date(d.about, "event_on", "On", "", func(r *desk.Request, on day.Date) { r.Event.On = on })
		d.line("event_words", "In words", "", func(r *desk.Request, words string) { r.Event.Words = words })
	}
	return d.about.Form()
}

// line adds a field of one line that keeps itself.
func (d *writingDesk) line(name, label, hint string, set func(*desk.Request, string)) {
	field := parts.NewField(hint)
	field.OnLeft = func() {
		words, before := strings.TrimSpace(field.Text), d.p.m.request()
		set(&before, words)
		if fmt.Sprint(before) == fmt.Sprint(d.p.m.request()) {
			return
		}
		d.about.Keep(name, func() error { return d.kept(d.p.m.change(func(r *desk.Request) { set(r, words) })) })
	}
	field.OnPause = field.OnLeft
	d.about.Add(name, label, field, "")
	d.lines[name], d.first[name] = field, func() fyne.Focusable { return field }
}

// signatures are the days on which the declaration was signed.
func (d *writingDesk) signatures() fyne.CanvasObject {
	s, t := d.p.m.desk.School(), d.p.m.desk.Terms()
	form := sheet.New("", "", nil)
	d.date(form, "senco_signed", capital(t.Label("senco")), s.Senco, func(r *desk.Request, on day.Date) { r.SencoSigned = on })
	d.date(form, "head_signed", capital(t.Label("head")), s.Head, func(r *desk.Request, on day.Date) { r.HeadSigned = on })
	return form.Form()
}

// date adds a day that keeps itself.
func (d *writingDesk) date(form *sheet.Sheet, name, label, hint string, set func(*desk.Request, day.Date)) {
	field := parts.NewDateField(d.p.m.desk.Today)
	field.OnValue = func(on day.Date) {
		form.Keep(name, func() error {
			err := d.kept(d.p.m.change(func(r *desk.Request) { set(r, on) }))
			var refusal *desk.Refusal
			if errors.As(err, &refusal) {
				return &desk.Refusal{Field: name, Words: refusal.Words} // beside the day that was typed
			}
			return err
		})
	}
	form.Add(name, label, field, hint)
	d.dates[name], d.first[name] = field, func() fyne.Focusable { return field }
}

// try shows a change made by a link, or says why it was refused.
func (d *writingDesk) try(err error) {
	if d.kept(err) != nil {
		d.p.say(err)
	}
}

// keep saves what is being typed now.
func (d *writingDesk) keep() {
	for _, w := range d.order {
		d.editors[w.ID].Keep()
	}
	for _, field := range d.lines {
		field.OnLeft()
	}
}

// focusFirst gives the keyboard to the first thing to write.
func (d *writingDesk) focusFirst() { d.focus(d.p.m.firstPart()) }

// focus gives the keyboard to a field by its name.
func (d *writingDesk) focus(name string) {
	var to fyne.Focusable
	if editor := d.editors[name]; editor != nil {
		to = editor.First()
	} else if find := d.first[name]; find != nil {
		to = find()
	}
	if to != nil {
		d.p.n.Shell.Window().Canvas().Focus(to)
	}
}
