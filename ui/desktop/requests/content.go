package requests

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/wording"
)

// filled are the facts of the request that the record gives.
func (m *model) filled() []parts.Fact {
	f, t := m.draft.Facts, m.desk.Terms()
	if m.request().Kind == funding.KindProject {
		return []parts.Fact{{Label: "School", Value: f.School}, {Label: "Needs in the school", Value: wording.Count(len(f.Counts), "line")}}
	}
	if m.request().Kind == funding.KindGroup {
		return []parts.Fact{{Label: "School", Value: f.School}, {Label: "Pupils", Value: fmt.Sprint(len(f.Members))}, {Label: "Help with its cost", Value: wording.Count(len(f.Lines), "line")}}
	}
	level := f.Level.Name
	if level != "" {
		level += ", confirmed " + f.Level.On.Words()
	}
	consent := ""
	if !f.Consent.On.IsZero() {
		consent = f.Consent.On.Words()
	}
	return []parts.Fact{
		{Label: "Main need", Value: f.MainNeed}, {Label: capital(t.Label("level")), Value: level}, {Label: capital(t.Label("consent")), Value: consent},
		{Label: capital(t.Plural("cycle")), Value: wording.Count(len(f.Cycles), "round") + " of help"}, {Label: "Advice", Value: fmt.Sprint(len(f.Advice))},
		{Label: capital(t.Plural("outcome")), Value: fmt.Sprint(len(f.Outcomes))}, {Label: "Help with its cost", Value: wording.Count(len(f.Lines), "line")},
	}
}

// measures are the tests and scales with their start and latest result.
func (d *writingDesk) measures() fyne.CanvasObject {
	m := d.p.m
	l := &rows{d: d, name: "measures", add: "Add a measure", empty: "A test or scale with its start and its latest result will stand here.",
		count: func() int { return len(m.request().Measures) },
		row: func(place int) (string, string) {
			w := m.request().Measures[place]
			return w.What, "Start: " + orNone(w.Start) + onDay(w.StartOn) + ". Now: " + orNone(w.Now) + onDay(w.NowOn) + "."
		},
		ask: d.askMeasure,
		remove: func(place int) error {
			return m.change(func(r *desk.Request) { r.Measures = slices.Delete(r.Measures, place, place+1) })
		}}
	return l.put(func() any { return m.request().Measures })
}

// askMeasure asks for a measure in a dialog.
func (d *writingDesk) askMeasure(place int) {
	var m funding.Measure
	if list := d.p.m.request().Measures; place < len(list) {
		m = list[place]
	}
	what, start, now := filledField("Standard score for reading", m.What), filledField("", m.Start), filledField("", m.Now)
	startOn, nowOn := parts.NewDateField(d.p.m.desk.Today), parts.NewDateField(d.p.m.desk.Today)
	startOn.SetValue(m.StartOn)
	nowOn.SetValue(m.NowOn)
	form := sheet.New("Progress in figures", "Keep", func() (err error) {
		made := funding.Measure{What: strings.TrimSpace(what.Text), Start: strings.TrimSpace(start.Text), Now: strings.TrimSpace(now.Text)}
		if made.What == "" {
			return &desk.Refusal{Field: "what", Words: "Say what was measured."}
		}
		if made.StartOn, err = sheet.Day("start_on", startOn); err != nil {
			return err
		}
		if made.NowOn, err = sheet.Day("now_on", nowOn); err != nil {
			return err
		}
		return d.p.m.change(func(r *desk.Request) { r.Measures = put(r.Measures, place, made) })
	})
	form.Add("what", "Measure", what, "")
	form.Add("start", "At the start", start, "")
	form.Add("start_on", "On", startOn, "")
	form.Add("now", "Latest result", now, "")
	form.Add("now_on", "On", nowOn, "")
	d.p.ask(form)
}

// costs are the lines of money of a project.
func (d *writingDesk) costs() fyne.CanvasObject {
	m := d.p.m
	l := &rows{d: d, name: "costs", add: "Add a line of money", empty: "What the project costs will stand here, line by line, with what the schools pay of it.",
		count: func() int { return len(m.request().Costs) },
		row: func(place int) (string, string) {
			c := m.request().Costs[place]
			note := c.Amount.Words() + ", of it the schools pay " + c.School.Words()
			if c.For != "" {
				note += ". For: " + c.For
			}
			return c.What, note
		},
		ask: d.askCost,
		remove: func(place int) error {
			return m.change(func(r *desk.Request) { r.Costs = slices.Delete(r.Costs, place, place+1) })
		}}
	return l.put(func() any { return m.request().Costs })
}

// askCost asks for a line of money. What is wrong with an amount is said beside it.
func (d *writingDesk) askCost(place int) {
	var c funding.Line
	if list := d.p.m.request().Costs; place < len(list) {
		c = list[place]
	}
	what, why := filledField("Training for all teaching assistants", c.What), filledField("", c.For)
	amount, school := filledMoney(c.Amount), filledMoney(c.School)
	form := sheet.New("A line of money", "Keep", func() (err error) {
		made := funding.Line{What: strings.TrimSpace(what.Text), For: strings.TrimSpace(why.Text)}
		if made.Amount, err = pounds("amount", amount); err != nil {
			return err
		}
		if made.School, err = pounds("school", school); err != nil {
			return err
		}
		if err := funding.CheckLine(made); err != nil {
			return &desk.Refusal{Field: lineField(made), Words: err.Error()}
		}
		return d.p.m.change(func(r *desk.Request) { r.Costs = put(r.Costs, place, made) })
	})
	form.Add("what", "What it is for", what, "")
	form.Add("amount", "What it costs", amount, "")
	form.Add("school", "Of it, the schools pay", school, "")
	form.Add("for", "What it is to change", why, "")
	d.p.ask(form)
}

// lineField names the field that is wrong in a line of money which was refused.
func lineField(l funding.Line) string {
	switch {
	case l.What == "":
		return "what"
	case l.Amount.IsZero() || funding.CheckLine(funding.Line{What: l.What, Amount: l.Amount}) != nil:
		return "amount"
	}
	return "school"
}

// outcomes are what all in a group or a project work towards.
func (d *writingDesk) outcomes() fyne.CanvasObject {
	m := d.p.m
	l := &rows{d: d, name: "outcomes", add: "Add an outcome", empty: "What should be different will stand here, with how it is measured and by when.",
		count: func() int { return len(m.request().Outcomes) },
		row: func(place int) (string, string) {
			o := m.request().Outcomes[place]
			return o.Words, "Target: " + orNone(o.Target) + ". Measured by: " + orNone(o.Measure) + ". By: " + orNone(o.ByWhen.Words()) + "."
		},
		ask: d.askOutcome,
		remove: func(place int) error {
			return m.change(func(r *desk.Request) { r.Outcomes = slices.Delete(r.Outcomes, place, place+1) })
		}}
	return l.put(func() any { return m.request().Outcomes })
}

// askOutcome asks for an outcome in a dialog.
func (d *writingDesk) askOutcome(place int) {
	var o funding.Shared
	if list := d.p.m.request().Outcomes; place < len(list) {
		o = list[place]
	}
	words, measure, target := filledField("What the pupils will be able to do", o.Words), filledField("", o.Measure), filledField("", o.Target)
	by := parts.NewDateField(d.p.m.desk.Today)
	by.SetValue(o.ByWhen)
	form := sheet.New("Outcome", "Keep", func() (err error) {
		made := funding.Shared{Words: strings.TrimSpace(words.Text), Measure: strings.TrimSpace(measure.Text), Target: strings.TrimSpace(target.Text)}
		if made.Words == "" {
			return &desk.Refusal{Field: "words", Words: "Say what will be different."}
		}
		if made.ByWhen, err = sheet.Day("by_when", by); err != nil {
			return err
		}
		return d.p.m.change(func(r *desk.Request) { r.Outcomes = put(r.Outcomes, place, made) })
	})
	form.Add("words", "What will be different", words, "")
	form.Add("target", "Target", target, "")
	form.Add("measure", "How it is measured", measure, "")
	form.Add("by_when", "By", by, "")
	d.p.ask(form)
}
