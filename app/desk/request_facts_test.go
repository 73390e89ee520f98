package desk_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/money"
	"needsbook/app/paper"
	"needsbook/app/paper/pdf"
	"needsbook/app/register"
	"needsbook/assets"
)

func closedGates(gates []funding.Gate) (out []string) {
	for _, g := range gates {
		if !g.OK {
			out = append(out, g.ID+": "+g.Why)
		}
	}
	return out
}

func drafted(t testing.TB, d *desk.Desk, number int) desk.Draft {
	t.Helper()
	draft, err := d.DraftRequest(ctx, number)
	if err != nil {
		t.Fatal(err)
	}
	return draft
}

// Product number 3 over the records themselves: taking away any one record of the complete
// case turns at most one line, and the ones that count turn theirs.
func TestTakingAwayOneRecordTurnsOneLine(t *testing.T) {
	d := demo(t)
	draft := drafted(t, d, 1)
	if closed := closedGates(draft.Result.Gates); closed != nil {
		t.Fatalf("the demo case is not all green: %s", strings.Join(closed, "\n"))
	}
	id := draft.Request.Pupil
	rec, err := d.Record(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	turned := map[string]bool{}
	without := func(what string, remove func() error) {
		t.Helper()
		if err := remove(); err != nil { // it belongs to a plan that was signed, which stays
			if strings.Contains(err.Error(), "signed off") {
				return
			}
			t.Fatal(what, err)
		}
		closed := closedGates(drafted(t, d, 1).Result.Gates)
		if len(closed) > 1 {
			t.Errorf("without %s: %s", what, strings.Join(closed, "; "))
		}
		for _, c := range closed {
			gate, _, _ := strings.Cut(c, ":")
			turned[gate] = true
		}
		if _, err := d.Undo(ctx); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range rec.Consents {
		without("a consent for "+c.Scope, func() error { return d.RemoveConsent(ctx, id, c.ID) })
	}
	for _, n := range rec.Notes {
		without("a note: "+n.Type, func() error { return d.RemoveNote(ctx, id, n.ID) })
	}
	for _, a := range rec.Advice {
		without("advice", func() error { return d.RemoveAdvice(ctx, id, a.ID) })
	}
	for _, o := range rec.Outcomes {
		if o.Result == "" {
			without("outcome "+o.Words, func() error { return d.RemoveOutcome(ctx, id, o.ID) })
		}
	}
	for _, field := range []string{"attendance", "progress", "other_money", "exit_plan"} {
		without(field, func() error {
			r := draft.Request
			r.Words = map[string]string{}
			for k, v := range draft.Request.Words {
				if k != field {
					r.Words[k] = v
				}
			}
			return d.SaveRequest(ctx, r)
		})
	}
	without("the head’s signature", func() error { r := draft.Request; r.HeadSigned = day.Date{}; return d.SaveRequest(ctx, r) })
	without("dates", func() error { r := draft.Request; r.Starts = day.Date{}; return d.SaveRequest(ctx, r) })
	without("measures", func() error { r := draft.Request; r.Measures = nil; return d.SaveRequest(ctx, r) })
	without("papers", func() error { r := draft.Request; r.Papers = nil; return d.SaveRequest(ctx, r) })
	for _, gate := range []string{"consent", "attendance", "other_money", "exit_plan", "sign_off", "about", "progress", "attachments"} {
		if !turned[gate] {
			t.Errorf("nothing that was taken away turned %s", gate)
		}
	}
}

// groupInDemo is a whole request for a group of the demo school, for three pupils who
// share help and a partner's four.
func groupInDemo(t testing.TB, d *desk.Desk) desk.Request {
	t.Helper()
	rows, err := d.ProvisionMap(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		var ids []string
		for _, p := range row.Placed {
			if e, err := d.Entry(p.Pupil); err == nil && e.Level != "" && len(e.Needs) > 0 && !p.Waiting && !slices.Contains(ids, p.Pupil) {
				ids = append(ids, p.Pupil)
			}
		}
		if len(ids) < 4 || row.Minutes == 0 || row.Cost.Whole.Planned.Cmp(money.Pounds(500)) < 0 {
			continue
		}
		ids = ids[:3] // one who has a place is not in the group
		row.Goal, row.ReviewDue = "Each pupil uses it in class", day.Of(2027, 3, 25)
		if _, err := d.SaveIntervention(ctx, row.Intervention); err != nil {
			t.Fatal(err)
		}
		for _, id := range ids {
			e, _ := d.Entry(id)
			if _, err := d.SaveConsent(ctx, register.Consent{Pupil: id, Scope: register.ConsentFunding, By: "Parent of " + e.Forename + ", mother", How: "signed form", Given: day.Of(2026, 11, 10)}); err != nil {
				t.Fatal(err)
			}
		}
		r, err := d.NewRequest(ctx, desk.RequestStart{Kind: funding.KindGroup, Pupils: ids, Interventions: []string{row.ID}, Title: "Shared help: " + row.Name})
		if err != nil {
			t.Fatal(err)
		}
		r.Starts, r.Ends = day.Of(2027, 1, 4), day.Of(2027, 7, 17)
		first, _ := d.Entry(ids[0])
		r.Words = map[string]string{
			"theme":       "These pupils share one need, and " + first.Name() + " learns best beside the others. Help together costs less than help alone.",
			"tried_words": "Each had a plan with two reviewed rounds; gains were small without a specialist.",
			"voices":      "They like to work with others. Families ask that it goes on after the summer.",
			"exit_plan":   "Our own staff join each session and go on alone from September.",
		}
		r.Partners = []funding.Partner{{Name: d.School().Name, Lead: true, Pays: money.Pounds(100)}, {URN: "900002", Name: "Brook Lane Infants", Pupils: 4, Pays: money.Pounds(120)}}
		r.Outcomes = []funding.Shared{{Words: "Each pupil joins in a class talk.", Measure: "count in a week", Target: "four times", ByWhen: day.Of(2027, 7, 10)}}
		r.Papers = []funding.Paper{{ID: "timetable", Name: "Timetable of the group", On: day.Of(2026, 11, 12)}}
		r.SencoSigned, r.HeadSigned = day.Of(2026, 11, 20), day.Of(2026, 11, 20)
		if err := d.SaveRequest(ctx, r); err != nil {
			t.Fatal(err)
		}
		return r
	}
	t.Fatal("the demo school has no help that four pupils share")
	return desk.Request{}
}

func projectInDemo(t testing.TB, d *desk.Desk) desk.Request {
	t.Helper()
	r, err := d.NewRequest(ctx, desk.RequestStart{Kind: funding.KindProject, Title: "Quiet corners"})
	if err != nil {
		t.Fatal(err)
	}
	r.Words = map[string]string{
		"need": "One pupil in nine leaves lessons because of noise, by our count in October.", "aim": "Pupils calm down in the classroom and stay in the lesson.",
		"activities": "Each class builds a corner; two trainers come for a day each term.", "benefits": "Every class of the school, and staff of two partner schools.",
		"lasts": "Corners and cards stay; four trained staff teach new colleagues.",
	}
	r.Costs = []funding.Line{{What: "Screens and lamps for 14 classes", For: "a corner in each class", Amount: money.Pence(210033), School: money.Pounds(700)}, {What: "Two days of training", For: "staff who know how", Amount: money.Pounds(900)}}
	r.Outcomes = []funding.Shared{{Words: "Fewer pupils leave lessons.", Measure: "count in each term", Target: "half of October’s", ByWhen: day.Of(2027, 7, 16)}}
	r.SencoSigned, r.HeadSigned = day.Of(2026, 11, 20), day.Of(2026, 11, 20)
	if err := d.SaveRequest(ctx, r); err != nil {
		t.Fatal(err)
	}
	return r
}

func questionInDemo(t testing.TB, d *desk.Desk, pupil string) desk.Request {
	t.Helper()
	r, err := d.NewRequest(ctx, desk.RequestStart{Kind: funding.KindAdvice, Pupils: []string{pupil}, Title: "Lunch times"})
	if err != nil {
		t.Fatal(err)
	}
	r.Words = map[string]string{"question": "How can this pupil be with others at lunch without so much noise?", "tried_words": "A quiet table for two weeks, and going in five minutes early."}
	r.SencoSigned, r.HeadSigned = day.Of(2026, 11, 20), day.Of(2026, 11, 20)
	if err := d.SaveRequest(ctx, r); err != nil {
		t.Fatal(err)
	}
	return r
}

// allKinds are a whole request of each kind.
func allKinds(t testing.TB, d *desk.Desk) map[string]int {
	one := drafted(t, d, 1)
	return map[string]int{
		funding.KindIndividual: 1, funding.KindGroup: groupInDemo(t, d).Number,
		funding.KindProject: projectInDemo(t, d).Number, funding.KindAdvice: questionInDemo(t, d, one.Request.Pupil).Number,
	}
}

func TestEveryKindOfRequestIsWholeNamelessAndAddsUp(t *testing.T) {
	d := demo(t)
	fonts, err := pdf.ShippedFonts()
	if err != nil {
		t.Fatal(err)
	}
	for kind, number := range allKinds(t, d) {
		draft := drafted(t, d, number)
		if closed := closedGates(draft.Result.Gates); closed != nil {
			t.Errorf("%s: %s", kind, strings.Join(closed, "\n"))
		}
		totals := draft.Result.Totals
		if totals.School.Add(totals.Extra).Cmp(totals.Total) != 0 || (kind == funding.KindAdvice) != totals.Extra.IsZero() {
			t.Errorf("%s: %+v", kind, totals)
		}
		for _, names := range []desk.Names{desk.NamesFull, desk.NamesInitials, desk.NamesOff} {
			doc, err := d.RequestDocument(ctx, number, names)
			if err != nil {
				t.Fatal(err)
			}
			body := plainOf(doc)
			if names == desk.NamesOff || kind == funding.KindAdvice || kind == funding.KindProject {
				noPupilIn(t, d, kind, draft, body)
			}
			file, report, err := pdf.Render(doc, fonts, pdf.Options{})
			if err != nil || len(report.Lost) > 0 {
				t.Fatal(kind, err, report)
			}
			if dir := os.Getenv("PAPER_OUT"); dir != "" {
				if err := os.WriteFile(filepath.Join(dir, "desk-"+kind+"-"+string(names)+".pdf"), file, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// noPupilIn fails for a forename, a surname or a number of the pupils of a request, and for
// the whole name of any other pupil.
func noPupilIn(t *testing.T, d *desk.Desk, kind string, draft desk.Draft, body string) {
	t.Helper()
	pupils, err := d.RequestPupils(ctx, draft.Request)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pupils {
		e, _ := d.Entry(p.Pupil)
		for _, name := range []string{e.Forename, e.Surname, e.UPN} {
			if name != "" && containsWord(body, name) {
				t.Errorf("%s names %q", kind, name)
			}
		}
	}
	list, err := d.Find("")
	if err != nil || len(list) == 0 {
		t.Fatal(len(list), err)
	}
	for _, e := range list {
		for _, name := range []string{e.Forename + " " + e.Surname, e.UPN} {
			if e.UPN != "" && strings.Contains(body, name) {
				t.Errorf("%s names another pupil, %q", kind, name)
			}
		}
	}
}

func containsWord(body, word string) bool {
	return slices.Contains(strings.FieldsFunc(body, func(r rune) bool { return strings.ContainsRune(" .,;:()’'\n\t", r) }), word)
}

// plainOf is the words of a document.
func plainOf(doc *paper.Doc) string {
	var b strings.Builder
	b.WriteString(doc.Title + "\n")
	for _, block := range doc.Blocks {
		b.WriteString(plainBlock(block) + "\n")
	}
	return b.String()
}

func plainBlock(block paper.Block) string {
	var parts []string
	switch x := block.(type) {
	case paper.Para:
		parts = append(parts, paper.Plain(x.Text))
	case paper.Heading:
		parts = append(parts, x.Text)
	case paper.List:
		for _, i := range x.Items {
			parts = append(parts, paper.Plain(i.Text))
		}
	case paper.KeyValues:
		for _, p := range x.Pairs {
			parts = append(parts, p.Name, paper.Plain(p.Value))
		}
	case paper.Table:
		for _, rows := range [][]paper.Row{x.Head, x.Body, x.Foot} {
			for _, r := range rows {
				for _, c := range r {
					parts = append(parts, paper.Plain(c.Text))
				}
			}
		}
	case paper.SignOff:
		for _, s := range x.Signatures {
			parts = append(parts, s.Role, s.Name)
		}
	}
	return strings.Join(parts, "\n")
}

func TestConsentWithdrawnAfterSubmissionShowsAndThePaperStays(t *testing.T) {
	d := demo(t)
	r := groupInDemo(t, d)
	if err := d.MarkReady(ctx, r.Number); err != nil {
		t.Fatal(err)
	}
	if err := d.MarkSubmitted(ctx, r.Number, d.Today()); err != nil {
		t.Fatal(err)
	}
	before, err := d.RequestDocument(ctx, r.Number, desk.NamesFull)
	if err != nil {
		t.Fatal(err)
	}
	pupils, _ := d.RequestPupils(ctx, r)
	rec, err := d.Record(ctx, pupils[1].Pupil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range rec.Consents {
		if c.Scope == register.ConsentFunding {
			c.Withdrawn = d.Today()
			if _, err := d.SaveConsent(ctx, c); err != nil {
				t.Fatal(err)
			}
		}
	}
	draft := drafted(t, d, r.Number)
	closed := closedGates(draft.Result.Gates)
	if len(closed) != 1 || !strings.Contains(closed[0], "P2") || !strings.Contains(closed[0], "was withdrawn on") {
		t.Errorf("closed: %v", closed)
	}
	after, err := d.RequestDocument(ctx, r.Number, desk.NamesFull)
	if err != nil || plainOf(after) != plainOf(before) {
		t.Errorf("what was sent reads otherwise now, %v", err)
	}
}

// Who else stands in what was written is found anew for a paper that was sent, so that it
// names nobody without names, and the record keeps no list of other pupils.
func TestASentRequestLeavesOutTheNamesOfOthers(t *testing.T) {
	d := demo(t)
	r := request(t, d, 1)
	other := one(t, d, "status:E").Name()
	r.Words["exit_plan"] += " The place of " + other + " is free from May."
	if err := d.SaveRequest(ctx, r); err != nil {
		t.Fatal(err)
	}
	for _, step := range []func() error{func() error { return d.MarkReady(ctx, 1) }, func() error { return d.MarkSubmitted(ctx, 1, d.Today()) }} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	for _, names := range []desk.Names{desk.NamesInitials, desk.NamesOff} {
		doc, err := d.RequestDocument(ctx, 1, names)
		if err != nil || strings.Contains(plainOf(doc), other) || !strings.Contains(plainOf(doc), "another pupil is free from May") {
			t.Errorf("another pupil is named on a page without names, %v", err)
		}
	}
}

func TestARequestIsSentWithTheConsentOfTheDayItWent(t *testing.T) {
	d := demo(t)
	r := request(t, d, 1)
	r.SencoSigned, r.HeadSigned = d.Today().AddDays(-3), d.Today().AddDays(-3)
	if err := d.SaveRequest(ctx, r); err != nil {
		t.Fatal(err)
	}
	if err := d.MarkReady(ctx, 1); err != nil {
		t.Fatal(err)
	}
	rec, err := d.Record(ctx, r.Pupil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range rec.Consents {
		if c.Scope == register.ConsentFunding {
			c.Withdrawn = d.Today()
			if _, err := d.SaveConsent(ctx, c); err != nil {
				t.Fatal(err)
			}
		}
	}
	refused(t, d.MarkSubmitted(ctx, 1, d.Today()), "sent after consent was withdrawn")
	if err := d.MarkSubmitted(ctx, 1, d.Today().AddDays(-1)); err != nil {
		t.Errorf("it went the day before the consent was withdrawn: %v", err)
	}
}

func TestProjectThatNamesAPupilIsHeldBack(t *testing.T) {
	d := demo(t)
	r := projectInDemo(t, d)
	e := one(t, d, "nguyen")
	r, err := d.Request(ctx, r.Number)
	if err != nil {
		t.Fatal(err)
	}
	r.Words["need"] += " " + e.Forename + " " + e.Surname + " is one of them."
	if err := d.SaveRequest(ctx, r); err != nil {
		t.Fatal(err)
	}
	draft := drafted(t, d, r.Number)
	if closed := closedGates(draft.Result.Gates); len(closed) != 1 || !strings.HasPrefix(closed[0], "no_names") || strings.Contains(closed[0], e.Surname) {
		t.Errorf("closed: %v", closed)
	}
}

func BenchmarkRequestPDF(b *testing.B) {
	d := demo(b)
	before := processorTime(b)
	for b.Loop() {
		if _, _, err := d.RequestPDF(ctx, 1, desk.NamesFull); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64((processorTime(b)-before).Microseconds())/1000/float64(b.N), "cpu-ms/op")
}

// No tariff amount is printed while the tariff is an example: a continuum with odd amounts
// is put in use, a level is confirmed with it, and no page shows one.
func TestNoTariffAmountStandsOnAnyRequest(t *testing.T) {
	d := demo(t)
	body := string(assets.Pack("continuum.json"))
	for _, swap := range [][2]string{{`: 2000`, `: 77123`}, {`: 5000`, `: 77123`}, {`: 9000`, `: 77123`}, {`: 14000`, `: 77123`}} {
		if !strings.Contains(body, swap[0]) {
			t.Fatalf("the shipped tariff has no %s", swap[0])
		}
		body = strings.ReplaceAll(body, swap[0], swap[1])
	}
	body = strings.Replace(body, `"version": "`, `"version": "odd.`, 1)
	if err := d.InstallPack(ctx, []byte(body)); err != nil {
		t.Fatal(err)
	}
	level, _, err := d.Level(ctx, drafted(t, d, 1).Request.Pupil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.ConfirmLevel(ctx, desk.LevelChoice{Pupil: level.Pupil, Ratings: level.Ratings, Level: level.Level, Reason: "As before.", MainArea: level.MainArea}); err != nil {
		t.Fatal(err)
	}
	for kind, number := range allKinds(t, d) {
		doc, err := d.RequestDocument(ctx, number, desk.NamesFull)
		if err != nil {
			t.Fatal(err)
		}
		if page := strings.ReplaceAll(plainOf(doc), ",", ""); strings.Contains(page, "77123") {
			t.Errorf("the %s request prints a tariff amount", kind)
		}
	}
}

// A level keeps the words of the continuum it was made with, on a request too.
func TestRequestExplainsALevelByTheContinuumItWasMadeWith(t *testing.T) {
	d := demo(t)
	before := drafted(t, d, 1).Facts
	body := strings.Replace(string(assets.Pack("continuum.json")), `"version": "`, `"version": "next.`, 1)
	body = strings.ReplaceAll(body, before.Level.Plain, "Other words.")
	if err := d.InstallPack(ctx, []byte(body)); err != nil {
		t.Fatal(err)
	}
	after := drafted(t, d, 1).Facts
	if after.Level.Plain != before.Level.Plain || after.Level.Plain == "" || !slices.Equal(after.Level.Explanation, before.Level.Explanation) || len(after.Level.Explanation) == 0 || after.Route != before.Route {
		t.Errorf("%+v became %+v", before.Level, after.Level)
	}
}

func TestAmountsOfADraftAreRefusedWithAReason(t *testing.T) {
	d := demo(t)
	r := projectInDemo(t, d)
	for _, bad := range []money.Amount{money.Pounds(-1), money.Pounds(2_000_000), money.Exact(money.Pence(1).Decimal().Shift(-1))} {
		spoilt, err := d.Request(ctx, r.Number)
		if err != nil {
			t.Fatal(err)
		}
		spoilt.Costs[0].Amount = bad
		if err := d.SaveRequest(ctx, spoilt); err == nil || !strings.Contains(err.Error(), "Nothing was changed.") {
			t.Errorf("%s: %v", bad, err)
		}
	}
	if kept, _ := d.Request(ctx, r.Number); kept.Costs[0].Amount.Cmp(r.Costs[0].Amount) != 0 {
		t.Errorf("%s is kept", kept.Costs[0].Amount)
	}
}
