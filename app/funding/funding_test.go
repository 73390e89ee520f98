package funding

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/money"
	"needsbook/app/pack/terms"
	"needsbook/app/paper"
	"needsbook/app/provision"
	"needsbook/assets"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func form(t testing.TB) *Form { return formOf(t, KindIndividual) }

// formFiles are the shipped forms.
var formFiles = map[string]string{
	KindAdvice: "request-form-advice.json", KindIndividual: "request-form.json", KindGroup: "request-form-group.json", KindProject: "request-form-project.json",
}

func formOf(t testing.TB, kind string) *Form {
	t.Helper()
	f, problems := Load(assets.Pack(formFiles[kind]))
	if problems != nil {
		t.Fatal(problems)
	}
	if f.Kind != kind {
		t.Fatalf("%s is a form for %s", formFiles[kind], f.Kind)
	}
	return f
}

// words are those that ship.
func words(t testing.TB) map[string]string {
	t.Helper()
	w, problems := terms.Load(assets.Pack("terms.json"))
	if problems != nil {
		t.Fatal(problems)
	}
	return WordsOf(w)
}

var wordsOnce = words(new(testing.T))

// ana is a whole case: an invented pupil, everything there.
func ana() Facts {
	sessions := func(n string) decimal.Decimal { return decimal.RequireFromString(n) }
	rate := money.Pence(1720)
	return Facts{
		Words: wordsOnce, MainArea: "Communication and interaction", NeedArea: "Communication and interaction",
		Number: "MF-2026-004", School: "Meadowfield Primary School", LAEstab: "886/9999", Scheme: "Cluster panel", Author: "SENCO",
		Today: day.Of(2026, 11, 21), From: day.Of(2027, 1, 4), To: day.Of(2027, 12, 17), Route: "exceptional",
		Pupil: Pupil{Forename: "Łukasz", Surname: "Nguyễn-O’Brien", KnownAs: "Luka", UPN: "Y886999926001", Born: day.Of(2018, 3, 14), YearGroup: "Year 4", Status: "SEN support", Flags: []string{"Pupil premium"}},
		Consent: Consent{By: "Mrs Thị Mai Nguyễn", Relationship: "Mother", On: day.Of(2026, 11, 3), How: "signed in a meeting",
			SharedWith: "This request and its papers, with the cluster panel and the council"},
		PupilView:  View{Words: "I like my talking group. Lunch is too loud. I want Sam to play with me.", Method: "talked with pictures", On: day.Of(2026, 11, 5)},
		ParentView: View{Words: "Luka comes home tired and cross. We want him to be able to ask for help before he gets upset.", Method: "meeting", On: day.Of(2026, 11, 3)},
		Strengths:  "Luka knows a great deal about trains. He is kind to younger children and draws well.",
		MainNeed:   "Speech, language and communication", SecondNeed: "Social, emotional and mental health",
		Areas: []AreaLevel{{"Communication and interaction", "Level 4"}, {"Cognition and learning", "Level 2"}, {"Social, emotional and mental health", "Level 3"}},
		Level: Level{ID: "L4", Name: "Level 4, high individual support", Plain: "Needs are severe and help is needed for most of the day.", Suggested: "L4",
			Explanation: []string{"Communication and interaction is Level 4, because talking is rated Level 4.", "The overall level is the highest area level: Level 4."},
			Continuum:   "default-kent-style 2026.11.1", On: day.Of(2026, 10, 14), By: "class teacher and SENCO"},
		Attendance: "91.2% since September. Full time. No suspensions.",
		Progress:   "Luka joins words in short sentences when calm. He does not yet ask for help in class.",
		Measures:   []Measure{{"Language screen (standard score)", "71", day.Of(2025, 10, 2), "74", day.Of(2026, 10, 8)}, {"Times he asked for help in a week", "0", day.Of(2026, 4, 20), "3", day.Of(2026, 10, 16)}},
		Cycles: []provision.Cycle{
			{Starts: day.Of(2026, 1, 6), ReviewDue: day.Of(2026, 4, 2), Reviewed: day.Of(2026, 3, 31), Aim: "Luka uses three-word sentences in small-group play.", Help: "Talking group of four, 30 minutes, three times a week.", Result: provision.ResultPartly, Evidence: "He did so with an adult beside him, in 6 of 10 turns.", Next: "Add one-to-one practice in class.", By: "SENCO"},
			{Starts: day.Of(2026, 4, 20), ReviewDue: day.Of(2026, 7, 17), Reviewed: day.Of(2026, 7, 10), Aim: "Luka asks an adult for help once a day.", Help: "Talking group, and 20 minutes alone each day with cards.", Result: provision.ResultNot, Evidence: "Three times in the last week, always with a card.", Next: "Ask for advice; more adult time in lessons.", By: "SENCO"},
			{Starts: day.Of(2026, 9, 7), ReviewDue: day.Of(2026, 12, 11), Aim: "Luka asks for help with a card in lessons.", Help: "As advised in June."},
		},
		Advice:   []provision.Advice{{On: day.Of(2026, 6, 16), Role: "Speech and language therapist", Name: "B. Achterberg", Words: "Teach asking for help with cards in real lessons, every day, with the same adult.", Done: provision.AdviceDone, How: "In place since 7 September, each morning lesson."}},
		Training: []Training{{"Language through colour", "Class teacher and two teaching assistants", day.Of(2026, 9, 2)}},
		Outcomes: []provision.Outcome{
			{Words: "Luka asks for help in lessons without a prompt.", Baseline: "3 times a week, with a card", Target: "Once in every lesson", Measure: "tally by the teacher, one week each half term", ByWhen: day.Of(2027, 7, 16)},
			{Words: "Luka plays with another child at lunch.", Baseline: "Alone on most days", Target: "Three days in five", Measure: "lunch notes", ByWhen: day.Of(2027, 7, 16)},
		},
		Lines: costedAlone(
			provision.Line{Description: "Adult beside Luka in morning lessons", Outcome: "asks for help", StaffKind: "ta", Minutes: 150, SessionsAWeek: sessions("5"), Weeks: 38, GroupSize: 1, Rate: rate},
			provision.Line{Description: "Talking group", Outcome: "asks for help", StaffKind: "ta", Minutes: 30, SessionsAWeek: sessions("3"), Weeks: 38, GroupSize: 4, Rate: rate},
			provision.Line{Description: "Lunch club with a play leader", Outcome: "plays with another child", StaffKind: "ta", Minutes: 45, SessionsAWeek: sessions("5"), Weeks: 38, GroupSize: 6, Rate: rate, OneOff: money.Pounds(85)},
		),
		WeekHours:    provision.WeekHours{Least: decimal.NewFromInt(25), Most: decimal.New(325, -1)},
		Contribution: provision.Dated{From: day.Of(2026, 4, 1), Amount: money.Pounds(6000), Source: "national threshold for 2026-27"},
		StaffNames:   map[string]string{"ta": "Teaching assistant"},
		OtherMoney:   "Pupil premium pays for the lunch club’s games.", ExitPlan: "Adult time falls by a third in the summer term if the first outcome is met. Reviews in March, July and November 2027.",
		Held:  []Paper{{"plan_now", "Plan of help, autumn 2026", day.Of(2026, 9, 7)}, {"plan_before", "Plan of help, summer 2026, with review", day.Of(2026, 7, 10)}, {"timetable", "Timetable with help shown", day.Of(2026, 11, 9)}, {"report", "Speech and language therapist’s report", day.Of(2026, 6, 16)}},
		SENCO: Signed{"Ngũgĩ Adeyemi", day.Of(2026, 11, 19)}, Head: Signed{"Siân O’Brien", day.Of(2026, 11, 20)},
	}
}

// costedAlone costs lines by what they say. One that cannot be costed costs nothing.
func costedAlone(lines ...provision.Line) (out []provision.Costed) {
	for _, l := range lines {
		if c := (provision.Costed{Line: l}); costable(c) {
			out = append(out, provision.Alone(l))
		} else {
			out = append(out, c)
		}
	}
	return out
}

// change types a line of a request anew.
func change(f *Facts, n int, change func(*provision.Line)) {
	change(&f.Lines[n].Line)
	f.Lines[n] = costedAlone(f.Lines[n].Line)[0]
}

func closed(gates []Gate) (ids []string) {
	for _, g := range gates {
		if !g.OK {
			ids = append(ids, g.ID)
		}
	}
	return ids
}

func TestWholeCaseIsGreenAndReady(t *testing.T) {
	r := Draft(form(t), ana())
	if ids := closed(r.Gates); ids != nil || !r.Ready || Ready(r.Gates) != nil {
		t.Errorf("closed: %v, %+v", ids, r.Gates)
	}
	f := ana()
	f.Renewal, f.Impact = true, "Both outcomes were met in part."
	if ids := closed(Gates(form(t), f)); ids != nil {
		t.Errorf("renewal: %v", ids)
	}
}

// Product number 3: removing any one fact turns exactly one line red.
func TestRemovingOneFactClosesExactlyOneGate(t *testing.T) {
	for name, c := range map[string]struct {
		gate   string
		blocks bool
		remove func(*Facts)
	}{
		"school":                 {"about", true, func(f *Facts) { f.School = "" }},
		"first day":              {"about", true, func(f *Facts) { f.From = day.Date{} }},
		"days in order":          {"about", true, func(f *Facts) { f.To = f.From }},
		"surname":                {"pupil", true, func(f *Facts) { f.Pupil.Surname = " " }},
		"UPN":                    {"pupil", true, func(f *Facts) { f.Pupil.UPN = "" }},
		"date of birth":          {"pupil", true, func(f *Facts) { f.Pupil.Born = day.Date{} }},
		"who agreed":             {"consent", true, func(f *Facts) { f.Consent.By = "" }},
		"date of consent":        {"consent", true, func(f *Facts) { f.Consent.On = day.Date{} }},
		"how consent was given":  {"consent", true, func(f *Facts) { f.Consent.How = "" }},
		"fresh consent":          {"consent", true, func(f *Facts) { f.Consent.On = day.Of(2025, 11, 20) }},
		"consent not in future":  {"consent", true, func(f *Facts) { f.Consent.On = day.Of(2026, 11, 22) }},
		"own consent at 16":      {"consent", true, func(f *Facts) { f.Pupil.Born, f.Pupil.YearGroup = day.Of(2010, 11, 21), "Year 11" }},
		"pupil's words":          {"pupil_view", true, func(f *Facts) { f.PupilView.Words = "" }},
		"date of pupil's words":  {"pupil_view", true, func(f *Facts) { f.PupilView.On = day.Date{} }},
		"parents' words":         {"parent_view", true, func(f *Facts) { f.ParentView.Words = "" }},
		"main need":              {"needs", true, func(f *Facts) { f.MainNeed = "" }},
		"confirmed level":        {"needs", true, func(f *Facts) { f.Level.On = day.Date{} }},
		"reason for other level": {"needs", true, func(f *Facts) { f.Level.Suggested = "L3" }},
		"second review":          {"two_reviews", true, func(f *Facts) { f.Cycles[1].Result = "" }},
		"aim of a round":         {"two_reviews", true, func(f *Facts) { f.Cycles[0].Aim = "" }},
		"review date of a round": {"two_reviews", true, func(f *Facts) { f.Cycles[0].Reviewed = day.Date{} }},
		"all rounds":             {"two_reviews", true, func(f *Facts) { f.Cycles = nil }},
		"advice":                 {"advice", true, func(f *Facts) { f.Advice = nil }},
		"recent advice":          {"advice", true, func(f *Facts) { f.Advice[0].On = day.Of(2024, 11, 20) }},
		"how advice was used":    {"advice_used", false, func(f *Facts) { f.Advice[0].How = "" }},
		"an outcome":             {"outcomes", true, func(f *Facts) { f.Outcomes = f.Outcomes[:1] }},
		"date of an outcome":     {"outcomes", true, func(f *Facts) { f.Outcomes[1].ByWhen = day.Date{} }},
		"lines":                  {"costs", true, func(f *Facts) { f.Lines = nil }},
		"minutes of a line": {"costs", true, func(f *Facts) {
			change(f, 1, func(l *provision.Line) { l.Minutes, l.SessionsAWeek = 0, decimal.Decimal{} })
		}},
		"rate of a line":    {"costs", true, func(f *Facts) { change(f, 1, func(l *provision.Line) { l.Rate = money.Amount{} }) }},
		"outcome of a line": {"costs", true, func(f *Facts) { change(f, 2, func(l *provision.Line) { l.Outcome = "" }) }},
		"a sane number": {"costs", true, func(f *Facts) {
			change(f, 2, func(l *provision.Line) { l.SessionsAWeek = decimal.New(1, 999999999) })
		}},
		"anything above the share": {"costs", true, func(f *Facts) { f.Lines = f.Lines[1:] }},
		"contribution":             {"costs", true, func(f *Facts) { f.Contribution = provision.Dated{} }},
		"own rates":                {"own_rates", true, func(f *Facts) { f.ExampleRates = true }},
		"impact on renewal":        {"impact", true, func(f *Facts) { f.Renewal = true }},
		"head's signature":         {"sign_off", true, func(f *Facts) { f.Head = Signed{} }},
		"date of SENCO's":          {"sign_off", true, func(f *Facts) { f.SENCO.On = day.Date{} }},
		"strengths":                {"strengths", false, func(f *Facts) { f.Strengths = "" }},
		"attendance":               {"attendance", false, func(f *Facts) { f.Attendance = "\n" }},
		"measures":                 {"progress", false, func(f *Facts) { f.Measures = nil }},
		"training":                 {"training", false, func(f *Facts) { f.Training = nil }},
		"recent training":          {"training", false, func(f *Facts) { f.Training[0].On = day.Of(2024, 11, 20) }},
		"other money":              {"other_money", false, func(f *Facts) { f.OtherMoney = "" }},
		"what comes next":          {"exit_plan", false, func(f *Facts) { f.ExitPlan = "" }},
		"an attached plan":         {"attachments", false, func(f *Facts) { f.Held = f.Held[1:] }},
	} {
		f := ana()
		c.remove(&f)
		r := Draft(form(t), f)
		ids := closed(r.Gates)
		if len(ids) != 1 || ids[0] != c.gate || r.Ready == c.blocks {
			t.Errorf("without %s: closed %v, ready %v", name, ids, r.Ready)
			continue
		}
		for _, g := range r.Gates {
			if !g.OK && (g.Why == "" || g.Fix == "" || g.FixRoute == "" || g.State == OK || g.Blocks != c.blocks) {
				t.Errorf("without %s: %+v", name, g)
			}
		}
		doc := Document(form(t), f, FullNames)
		if err := doc.Check(); err != nil {
			t.Errorf("without %s: %v", name, err)
		}
		if (doc.Watermark == paper.Draft) != c.blocks {
			t.Errorf("without %s the mark is %q", name, doc.Watermark)
		}
	}
}

func TestReasonsStandInForViews(t *testing.T) {
	f := ana()
	f.PupilView = View{NotYet: "He was ill on both days; booked for Monday."}
	f.ParentView = View{NotYet: "Letters and three calls were not answered."}
	if ids := closed(Gates(form(t), f)); ids != nil {
		t.Errorf("closed %v", ids)
	}
}

func TestAdviceIsAskedOnlyOfExceptionalRequests(t *testing.T) {
	f := ana()
	f.Route, f.Advice = "predictable", nil
	if ids := closed(Gates(form(t), f)); ids != nil {
		t.Errorf("closed %v", ids)
	}
}

func TestReadyRefusesWithTheGatesThatBlock(t *testing.T) {
	f := ana()
	f.Consent, f.Training = Consent{}, nil
	_, err := Progress{}.MakeReady(Draft(form(t), f))
	var not *NotReadyError
	if !errors.As(err, &not) || len(not.Gates) != 1 || not.Gates[0].ID != "consent" {
		t.Fatalf("got %v", err)
	}
	if !strings.Contains(err.Error(), "Consent to share") || strings.Contains(err.Error(), "Luka") {
		t.Error(err)
	}
}

func TestTotalsAreTheSumOfTheLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := ana()
		f.Lines = nil
		for range rapid.IntRange(0, 8).Draw(t, "lines") {
			f.Lines = append(f.Lines, costedAlone(provision.Line{
				Description: "Help", Outcome: "talks", StaffKind: "ta", GroupSize: rapid.IntRange(0, 8).Draw(t, "group"),
				Minutes: rapid.IntRange(0, 90).Draw(t, "minutes"), SessionsAWeek: decimal.New(rapid.Int64Range(0, 100).Draw(t, "sessions"), -1),
				Weeks: rapid.IntRange(0, 39).Draw(t, "weeks"), Rate: money.Pence(rapid.Int64Range(0, 9000).Draw(t, "rate")), OneOff: money.Pence(rapid.Int64Range(-5, 5000).Draw(t, "once")),
			})...)
		}
		f.Contribution.Amount = money.Pounds(rapid.Int64Range(0, 9000).Draw(t, "contribution"))
		r := Draft(formOnce, f)
		var sum money.Amount
		for _, l := range f.Lines {
			if costable(l) {
				sum = sum.Add(provision.CostOf(l.Line).Annual)
			}
		}
		if r.Totals.Total.Cmp(sum) != 0 || r.Totals.School.Add(r.Totals.Extra).Cmp(sum) != 0 || r.Totals.School.Cmp(f.Contribution.Amount) > 0 || r.Totals.Extra.IsNegative() {
			t.Fatalf("%+v for %v", r.Totals, sum)
		}
		// The columns on paper add up to the totals on paper.
		doc := Document(formOnce, f, FullNames)
		if err := doc.Check(); err != nil {
			t.Fatal(err)
		}
		for _, b := range doc.Blocks {
			table, ok := b.(paper.Table)
			if !ok || !strings.HasPrefix(table.Caption, "Costed") {
				continue
			}
			for col := range 3 {
				var column money.Amount
				for _, row := range table.Body {
					if cell := paper.Plain(row[2+col].Text); cell != "–" {
						a, err := money.Parse(cell)
						if err != nil {
							t.Fatal(err)
						}
						column = column.Add(a)
					}
				}
				if total := paper.Plain(table.Foot[0][1+col].Text); column.Words() != total {
					t.Fatalf("column %d adds to %s, not %s", col, column.Words(), total)
				}
			}
		}
	})
}

var formOnce, _ = Load(assets.Pack("request-form.json"))

func text(doc *paper.Doc) string { return fmt.Sprintf("%+v %+v", doc.Title, doc.Blocks) }

// Every pound on the paper is a line, its sum, a total or the dated contribution:
// no tariff or other figure slips in.
func TestOnlyAmountsOfTheRequestArePrinted(t *testing.T) {
	f := ana()
	r := Draft(form(t), f)
	allowed := map[string]bool{"£6,000": true, "£17.20": true, "£85.00": true, r.Totals.Extra.Words(): true, r.Totals.School.Words(): true, r.Totals.Total.Words(): true}
	for _, c := range totals(&f).Lines {
		for _, a := range []money.Amount{c.Cost.Annual, c.School, c.Extra} {
			allowed[a.Words()] = true
		}
	}
	found := regexp.MustCompile(`£[0-9,]+(\.[0-9]+)?`).FindAllString(text(Document(form(t), f, FullNames)), -1)
	if len(found) < 15 {
		t.Fatalf("only %v", found)
	}
	for _, a := range found {
		if !allowed[a] {
			t.Errorf("%s is printed and is no amount of this request", a)
		}
	}
	if r.Totals.Total.Words() != "£8,908.60" || r.Totals.Extra.Words() != "£2,908.60" {
		t.Errorf("totals %+v", r.Totals)
	}
}

func TestMarksOnEveryPage(t *testing.T) {
	f := ana()
	for _, c := range []struct {
		demo, ready bool
		want        string
	}{{false, true, ""}, {true, true, paper.Demo}, {false, false, paper.Draft}, {true, false, paper.DemoDraft}} {
		g := f
		g.Demo = c.demo
		if !c.ready {
			g.Head = Signed{}
		}
		if got := Document(form(t), g, FullNames).Watermark; got != c.want {
			t.Errorf("demo %v, ready %v: %q", c.demo, c.ready, got)
		}
	}
}

func TestNamesCanBeLeftOutEverywhere(t *testing.T) {
	f := ana()
	f.Progress += " ŁUKASZ and Luka’s friend Ana like Lukasville. Mrs Nguyễn agrees."
	full := text(Document(form(t), f, FullNames))
	for _, want := range []string{"Łukasz Nguyễn-O’Brien", "Y886999926001", "14 Mar 2018", "Mrs Thị Mai Nguyễn", "B. Achterberg"} {
		if !strings.Contains(full, want) {
			t.Errorf("full names lack %q", want)
		}
	}
	for _, names := range []Names{Initials, NoNames} {
		got := text(Document(form(t), f, names))
		for _, never := range []string{"Łukasz", "ŁUKASZ", "Luka ", "Luka’s", "Nguyễn", "Thị", "Y886999926001", "14 Mar 2018", "Achterberg"} {
			if strings.Contains(got, never) {
				t.Errorf("%v prints %q", names, never)
			}
		}
		if !strings.Contains(got, "Lukasville") || !strings.Contains(got, "Year 4, aged 8") || !strings.Contains(got, "Mother") {
			t.Errorf("%v loses what is no name", names)
		}
	}
	if got := text(Document(form(t), f, Initials)); !strings.Contains(got, "Ł.N.") {
		t.Error("initials are not shown")
	}
}

func TestLoadRefusesAFormThisProgramCannotHold(t *testing.T) {
	whole := string(assets.Pack("request-form.json"))
	for name, swap := range map[string][2]string{
		"unknown rule":     {`"rule": "consent"`, `"rule": "consents"`},
		"unknown section":  {`"id": "summary"`, `"id": "overview"`},
		"gate twice":       {`"id": "pupil_view"`, `"id": "parent_view"`},
		"text of nothing":  {`"rule": "text", "field": "strengths"`, `"rule": "text"`},
		"field misplaced":  {`"rule": "training"`, `"rule": "training", "field": "impact"`},
		"another kind":     {`"kind": "individual"`, `"kind": "party"`},
		"no such field":    {`"field": "strengths"`, `"field": "weaknesses"`},
		"field of nothing": {`"section": "views"`, `"section": "sights"`},
		"nothing is vague": {`"phrases"`, `"fix_routes"`},
		"unknown level":    {`"level": "warns"`, `"level": "hints"`},
	} {
		data := strings.Replace(whole, swap[0], swap[1], 1)
		if data == whole {
			t.Fatalf("%s: the case does not change the form", name)
		}
		if _, problems := Load([]byte(data)); problems == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// FuzzDocument puts odd text into every field a person types.
func FuzzDocument(f *testing.F) {
	for _, s := range []string{"", "Luka", "- a\n- b\n\nc", "\xff\x00", "\x10", "Ł", "a\u0301", strings.Repeat("x ", 300)} {
		f.Add(s, s, 1)
	}
	f.Fuzz(func(t *testing.T, a, b string, names int) {
		facts := ana()
		facts.Pupil.Forename, facts.Pupil.KnownAs, facts.Consent.By = a, b, b
		facts.Strengths, facts.PupilView.Words, facts.Progress, facts.ExitPlan = a, b, a, b
		facts.Cycles[0].Help, facts.Advice[0].Role, facts.Outcomes[0].Words, facts.Lines[0].Line.Description = a, a, b, a
		facts.Level.Explanation, facts.Held[0].Name, facts.Level.Plain, facts.Scheme, facts.Areas[0].Level = []string{a, b}, a, b, a, b
		facts.Measures[0].What, facts.Training[0].Topic = a, b
		if err := Document(formOnce, facts, Names(names)).Check(); err != nil {
			t.Error(err)
		}
	})
}
