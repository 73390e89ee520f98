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

// writingDesk is what the SENCO fills in: the words, the dates, the measures, the
// papers and the signatures. Each keeps itself when the keyboard goes elsewhere.
type writingDesk struct {
	p        *page
	order    []part // as shown
	editors  map[string]*writing.Editor
	words    *fyne.Container
	about    *sheet.Sheet
	scheme   *parts.Field
	dates    map[string]*parts.DateField
	measures *fyne.Container
	papers   *papers
	object   fyne.CanvasObject
	first    map[string]fyne.Focusable // where a gate leads, by field
}

func newWritingDesk(p *page) *writingDesk {
	d := &writingDesk{p: p, editors: map[string]*writing.Editor{}, dates: map[string]*parts.DateField{}, first: map[string]fyne.Focusable{},
		words: parts.Column(parts.Groups), measures: parts.Column(parts.Between)}
	d.papers = newPapers(p)
	delete(p.drawn, "measures")
	delete(p.drawn, "papers")
	sign := d.signatures()
	d.object = parts.Column(parts.Pages,
		section("What you write", d.words),
		section("Dates", d.aboutForm()),
		section("Progress in figures", d.measures),
		section("Papers that go with it", d.papers.object),
		section("Signatures", parts.Column(parts.Between, parts.NewProse(p.m.desk.RequestForm(p.m.request().Kind).Declaration, parts.Quiet), sign)))
	d.show()
	return d
}

func section(title string, content fyne.CanvasObject) fyne.CanvasObject {
	return parts.Column(parts.Between, parts.NewText(title, parts.SectionTitle), content)
}

// show sets what stands in the fields, as after undo.
func (d *writingDesk) show() {
	r := d.p.m.request()
	d.showWords()
	if d.scheme.Text != r.Scheme {
		d.scheme.SetText(r.Scheme)
	}
	for name, value := range map[string]day.Date{"starts": r.Starts, "ends": r.Ends, "senco_signed": r.SencoSigned, "head_signed": r.HeadSigned} {
		if now, err := d.dates[name].Value(); err == nil && now != value {
			d.dates[name].SetValue(value)
		}
	}
	d.p.anew("measures", fmt.Sprint(r.Measures), d.showMeasures)
	d.p.anew("papers", fmt.Sprint(r.Papers), d.papers.show)
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

// aboutForm is the panel and the dates of the money.
func (d *writingDesk) aboutForm() fyne.CanvasObject {
	d.about = sheet.New("", "", nil)
	d.scheme = parts.NewField("The panel or fund")
	d.scheme.OnLeft = func() {
		if words := strings.TrimSpace(d.scheme.Text); words != d.p.m.request().Scheme {
			d.about.Keep("scheme", func() error {
				return d.kept(d.p.m.change(func(r *desk.Request) { r.Scheme = words }))
			})
		}
	}
	d.about.Add("scheme", "Made to", d.scheme, "")
	d.date(d.about, "starts", "Money from", "", func(r *desk.Request, on day.Date) { r.Starts = on })
	d.date(d.about, "ends", "Money to", "", func(r *desk.Request, on day.Date) { r.Ends = on })
	return d.about.Form()
}

// signatures are the days on which the declaration was signed.
func (d *writingDesk) signatures() fyne.CanvasObject {
	s := d.p.m.desk.School()
	form := sheet.New("", "", nil)
	d.date(form, "senco_signed", "SENCO", s.Senco, func(r *desk.Request, on day.Date) { r.SencoSigned = on })
	d.date(form, "head_signed", "Headteacher", s.Head, func(r *desk.Request, on day.Date) { r.HeadSigned = on })
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
	d.dates[name], d.first[name] = field, field
}

// showMeasures lists the tests and scales with their start and latest result.
func (d *writingDesk) showMeasures() {
	d.measures.Objects = nil
	for i, m := range d.p.m.request().Measures {
		words := "Start: " + orNone(m.Start) + onDay(m.StartOn) + ". Now: " + orNone(m.Now) + onDay(m.NowOn) + "."
		d.measures.Add(parts.Column(0, parts.NewProse(m.What, parts.Plain), parts.NewProse(words, parts.Quiet), parts.Row(parts.Groups,
			parts.NewLink("Change", func() { d.askMeasure(i, m) }),
			parts.NewLink("Remove", func() { d.try(d.p.m.removeMeasure(i)) }))))
	}
	if len(d.measures.Objects) == 0 {
		d.measures.Add(parts.NewProse("A test or scale with its start and its latest result will stand here.", parts.QuietText))
	}
	add := parts.NewButton("Add a measure", func() { d.askMeasure(len(d.p.m.request().Measures), funding.Measure{}) })
	d.first["measures"] = add
	d.measures.Add(parts.Row(0, add))
	d.measures.Refresh()
}

func orNone(words string) string {
	if words == "" {
		return "not recorded"
	}
	return words
}

func onDay(on day.Date) string {
	if on.IsZero() {
		return ""
	}
	return " on " + on.Words()
}

// askMeasure asks for a measure in a dialog.
func (d *writingDesk) askMeasure(place int, m funding.Measure) {
	what, start, now := parts.NewField("Standard score for reading"), parts.NewField(""), parts.NewField("")
	what.SetText(m.What)
	start.SetText(m.Start)
	now.SetText(m.Now)
	startOn, nowOn := parts.NewDateField(d.p.m.desk.Today), parts.NewDateField(d.p.m.desk.Today)
	startOn.SetValue(m.StartOn)
	nowOn.SetValue(m.NowOn)
	form := sheet.New("Progress in figures", "Keep", func() error {
		if strings.TrimSpace(what.Text) == "" {
			return &desk.Refusal{Field: "what", Words: "Say what was measured."}
		}
		made := funding.Measure{What: strings.TrimSpace(what.Text), Start: strings.TrimSpace(start.Text), Now: strings.TrimSpace(now.Text)}
		var err1, err2 error
		made.StartOn, err1 = startOn.Value()
		made.NowOn, err2 = nowOn.Value()
		for field, err := range map[string]error{"start_on": err1, "now_on": err2} {
			if err != nil {
				return &desk.Refusal{Field: field, Words: "This is not a date. Write it like 3 Sep 2026 or 3/9/2026."}
			}
		}
		return d.p.m.setMeasure(place, made)
	})
	form.Add("what", "Measure", what, "")
	form.Add("start", "At the start", start, "")
	form.Add("start_on", "On", startOn, "")
	form.Add("now", "Latest result", now, "")
	form.Add("now_on", "On", nowOn, "")
	d.p.ask(form)
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
	d.scheme.OnLeft()
}

// focus gives the keyboard to a field by its name.
func (d *writingDesk) focus(name string) {
	var to fyne.Focusable = d.first[name]
	if editor := d.editors[name]; editor != nil {
		to = editor.First()
	}
	if name == "papers" {
		to = d.papers.first()
	}
	if to != nil {
		d.p.n.Shell.Window().Canvas().Focus(to)
	}
}
