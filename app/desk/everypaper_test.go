package desk_test

import (
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/paper"
	"needsbook/app/paper/check"
	"needsbook/app/provision"
)

// onePaper is one kind of paper of the demo school.
type onePaper struct {
	name string
	doc  *paper.Doc
}

// everyPaper makes one of each kind of paper that the program makes.
func everyPaper(t *testing.T, d *desk.Desk) (list []onePaper) {
	t.Helper()
	keep := func(name string, doc *paper.Doc, err error) {
		t.Helper()
		if err != nil {
			t.Errorf("%s: %s", name, desk.Words(err))
			return
		}
		list = append(list, onePaper{name, doc})
	}
	cases := suggested(t, d)
	pupil := ""
	requests, err := d.Requests(ctx)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]bool{}
	for _, r := range requests {
		if pupil == "" && r.Pupil != "" {
			pupil = r.Pupil
		}
		if !kinds[r.Kind] {
			kinds[r.Kind] = true
			doc, err := d.RequestDocument(ctx, r.Number, desk.NamesFull)
			keep("request "+r.Kind, doc, err)
		}
		for _, point := range funding.Points {
			if doc, err := d.RequestLetter(ctx, r.Number, r.Pupil, point, desk.NamesFull); err == nil && !kinds[point] {
				kinds[point] = true
				keep("letter "+point, doc, nil)
			}
		}
	}
	for _, p := range desk.Printouts {
		if p.Pupil {
			doc, err := p.Make(ctx, d, pupil, desk.NamesFull)
			keep(p.ID, doc, err)
		}
	}
	year := day.AcademicYear(d.Today())
	doc, err := d.RegisterPaper(d.StandardView(), desk.NamesInitials)
	keep("register", doc, err)
	for _, n := range []desk.Names{desk.NamesFull, desk.NamesOff} {
		doc, err = d.BudgetPaper(ctx, year, n)
		keep("budget "+string(n), doc, err)
	}
	for _, other := range []bool{true, false} {
		doc, err = d.ContinuumDocument(ctx, other)
		keep("scale", doc, err)
		doc, err = d.NeedProfileDocument(ctx, other)
		keep("need profile", doc, err)
	}
	doc, err = d.EffectsPaper(ctx, desk.EffectView{Year: year, By: provision.ByFamily}, "name", false)
	keep("what worked", doc, err)
	doc, err = d.ProvisionMapPaper(ctx, desk.MapView{}, desk.NamesFull)
	keep("provision map", doc, err)
	doc, err = d.StaffWeekSheet(ctx, d.Today(), desk.NamesFull)
	keep("staff week", doc, err)
	doc, err = d.ClassSheet(ctx, "4B", desk.NamesFull)
	keep("class sheet", doc, err)
	for _, public := range d.PublicDocuments() {
		doc, err = d.ReportDocument(ctx, public.ID)
		keep(public.ID, doc, err)
	}
	doc, err = d.GovernorsDocument(ctx)
	keep("governors", doc, err)
	doc, err = d.CaseSample(ctx, cases, desk.NamesOff)
	keep("case sample", doc, err)
	doc, err = d.CaseGapsPaper(ctx, cases, desk.NamesFull)
	keep("gaps of a case sample", doc, err)
	unmet, err := d.UnmetNeed(ctx)
	if err != nil {
		t.Fatal(err)
	}
	periods, err := d.UnmetPeriods(ctx, unmet)
	if err != nil {
		t.Fatal(err)
	}
	for _, counts := range []bool{true, false} {
		doc, err = d.UnmetPaper(ctx, periods[0], desk.NamesFull, counts)
		keep("unmet need", doc, err)
	}
	meetings, err := d.Meetings(ctx, day.Date{}, d.Today())
	if err != nil || len(meetings) == 0 {
		t.Fatal(meetings, err)
	}
	doc, err = d.MeetingRecord(ctx, meetings[0].ID, desk.NamesFull)
	keep("record of a meeting", doc, err)
	rounds, err := d.Rounds(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rounds {
		if r.Closed.IsZero() { // a round that is open has no result
			continue
		}
		doc, err = d.RoundDocument(ctx, r.ID, desk.NamesFull)
		keep("moderation", doc, err)
		break
	}
	return list
}

// Every paper of the program, usual, in large print and in easy read, is a PDF that a
// screen reader can read, and a web page with its title.
func TestEveryPaperCanBeReadInEveryLayout(t *testing.T) {
	d := demo(t)
	papers := everyPaper(t, d)
	if len(papers) < 25 {
		t.Errorf("only %d kinds of paper", len(papers))
	}
	for _, p := range papers {
		for _, l := range desk.Layouts {
			set := desk.Layout(l.ID).Set(p.doc)
			file, missing, err := desk.Draw(set, desk.FormatPDF)
			if err != nil || len(missing) > 0 {
				t.Errorf("%s, %s: missing %q, %v", p.name, l.Name, missing, err)
				continue
			}
			read, err := check.Read(file)
			if err != nil {
				t.Errorf("%s, %s: %v", p.name, l.Name, err)
				continue
			}
			if problems := read.Problems(); len(problems) > 0 {
				t.Errorf("%s, %s: %.600q", p.name, l.Name, problems)
			}
			page, _, err := desk.Draw(set, desk.FormatHTML)
			if err != nil || !strings.Contains(string(page), "<h1") {
				t.Errorf("%s, %s: as a web page: %v", p.name, l.Name, err)
			}
		}
	}
}
