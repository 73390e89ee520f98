package funding

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/money"
	"needsbook/app/pack/terms"
	"needsbook/app/paper"
	"needsbook/app/provision"
	"pgregory.net/rapid"
)

// talkers is a whole group: three invented pupils here, four at a partner.
func talkers() Facts {
	f := Facts{
		Kind: KindGroup, Title: "Talking group", Words: wordsOnce, Number: "R-009", School: "Meadowfield Primary School", LAEstab: "886/9999", Scheme: "Community meeting",
		Today: day.Of(2026, 11, 21), From: day.Of(2027, 1, 4), To: day.Of(2027, 12, 17), Least: SmallestCount,
		Texts: map[string]string{
			"theme":       "Seven pupils of two schools find it hard to put words together. One therapist can teach them as a group.",
			"tried_words": "Each school ran a talking group with its own staff for two terms; gains were small.",
			"voices":      "The children say that they like to talk when it is quiet. Families ask for help before friends drift away.",
		},
		ExitPlan: "Staff of both schools join each session and go on alone from September.",
		Partners: []Partner{{Name: "Meadowfield Primary School", Pupils: 3, Lead: true, Pays: money.Pounds(600)}, {URN: "900002", Name: "Brook Lane Infants", Pupils: 4, Pays: money.Pounds(750)}},
		Shared:   []Shared{{Words: "Each pupil uses sentences of four words in class.", Measure: "teacher’s tally", Target: "8 in 10 turns", ByWhen: day.Of(2027, 7, 16)}},
		Lines: costedAlone(provision.Line{Description: "Therapist-led talking group", Outcome: "sentences of four words", StaffKind: "therapist", Minutes: 45,
			SessionsAWeek: decimal.NewFromInt(2), Weeks: 38, GroupSize: 1, Rate: money.Pounds(62)}),
		StaffNames: map[string]string{"therapist": "Speech and language therapist"}, ReviewOn: day.Of(2027, 4, 1),
		Held:  []Paper{{"timetable", "Timetable of the group", day.Of(2026, 11, 9)}},
		SENCO: Signed{"Ngũgĩ Adeyemi", day.Of(2026, 11, 19)}, Head: Signed{"Siân O’Brien", day.Of(2026, 11, 20)},
	}
	for i, name := range []string{"Zebedee Quill", "Ottoline Farthing", "Peregrine Vexford"} {
		first, last, _ := strings.Cut(name, " ")
		f.Members = append(f.Members, Member{ID: fmt.Sprint("id", i+1), Code: fmt.Sprintf("P%d", i+1),
			Pupil:   Pupil{Forename: first, Surname: last, UPN: fmt.Sprintf("Y8869999260%02d", i+2), Born: day.Of(2019, 5, 2), YearGroup: "Year 3"},
			Consent: Consent{By: "Marmaduke " + last, Relationship: "Father", On: day.Of(2026, 11, 2), How: "signed form", SharedWith: "This request"},
			Need:    "Speech, language and communication", Level: "L3 Extra help with outside advice", LevelOn: day.Of(2026, 10, 1), Note: first + " joins in with a partner."})
	}
	return f
}

// library is a whole project.
func library() Facts {
	return Facts{
		Kind: KindProject, Title: "Quiet corners", Words: wordsOnce, Number: "R-010", School: "Meadowfield Primary School", Scheme: "Community meeting",
		Today: day.Of(2026, 11, 21), From: day.Of(2027, 1, 4), To: day.Of(2027, 7, 17), Least: SmallestCount,
		Texts: map[string]string{
			"need":       "One pupil in nine leaves lessons because of noise, by our count in October.",
			"aim":        "Pupils calm down in the classroom and stay in the lesson.",
			"activities": "Each class builds a corner; two trainers come for a day each term.",
			"benefits":   "Every class of the school, and staff of two partner schools.",
			"lasts":      "Corners and cards stay; four trained staff teach new colleagues.",
		},
		Shared:   []Shared{{Words: "Fewer pupils leave lessons.", Measure: "count in each term", Target: "half of October’s", ByWhen: day.Of(2027, 7, 16)}},
		ByHand:   []Line{{What: "Screens and lamps for 14 classes", For: "corners", Amount: money.Pence(210033), School: money.Pounds(700)}, {What: "Two days of training", For: "staff who know how", Amount: money.Pounds(900)}},
		Counts:   []Count{{"Speech, language", "Main need", 21}, {"Hearing", "Main need", 2}, {"Vision", "Main need", 6}, {"Autism", "Main need", 9}, {"Nobody’s", "Main need", 0}},
		Partners: []Partner{{Name: "Meadowfield Primary School", Lead: true}, {Name: "Brook Lane Infants"}},
		SENCO:    Signed{"Ngũgĩ Adeyemi", day.Of(2026, 11, 19)}, Head: Signed{"Siân O’Brien", day.Of(2026, 11, 20)},
	}
}

// question is a whole request for advice.
func question() Facts {
	f := ana()
	f.Kind, f.Title, f.Lines, f.Held, f.Outcomes = KindAdvice, "Lunch times", nil, nil, nil
	f.Texts = map[string]string{
		"question":    "How can Luka be with other children at lunch without hurting his ears?",
		"tried_words": "A quiet table for two weeks, and going in five minutes early. Luka still leaves before pudding.",
	}
	return f
}

var wholes = map[string]func() Facts{KindAdvice: question, KindIndividual: ana, KindGroup: talkers, KindProject: library}

func TestWholeCasesOfEveryKindAreGreen(t *testing.T) {
	for kind, whole := range wholes {
		for _, reason := range Reasons {
			f := whole()
			f.Reason = reason
			if f.Impact = ""; reason == ReasonRenewal {
				f.Impact, f.Past = "More words.", []Past{{"Talks", provision.ResultMet, "tally", ""}, {"Plays", provision.ResultPartly, "notes", "A shorter game."}}
				f.Said, f.Texts = []Said{{"R-001", day.Of(2026, 3, 2), "Say more of what the pupil thinks."}}, with(f.Texts, AnswerField, "The pupil’s own words are now on page one.")
			}
			if reason == ReasonInYear {
				f.Event = Event{Kind: "arrival", On: day.Of(2026, 10, 1), Words: "A pupil came from abroad."}
			}
			gates := Gates(formOf(t, kind), f)
			if ids := closed(gates); ids != nil || Ready(gates) != nil {
				t.Errorf("%s, %s: closed %v", kind, reason, ids)
			}
			for _, g := range gates {
				if g.Light != Green || g.FixRoute == "" || g.Why != "" {
					t.Errorf("%s: %+v", kind, g)
				}
			}
		}
	}
}

func with(m map[string]string, key, value string) map[string]string {
	out := map[string]string{key: value}
	for k, v := range m {
		if k != key {
			out[k] = v
		}
	}
	return out
}

// Product number 3, for every kind and every reason.
func TestRemovingOneFactOfAnyKindTurnsOneLine(t *testing.T) {
	type removal struct {
		gate   string
		blocks bool
		remove func(*Facts)
	}
	without := func(field string) func(*Facts) {
		return func(f *Facts) { f.Texts = with(f.Texts, field, "") }
	}
	noDates := func(f *Facts) { f.To = day.Date{} }
	for kind, cases := range map[string]map[string]removal{
		KindAdvice: {
			"year group":        {"profile", true, func(f *Facts) { f.Pupil.YearGroup = "" }},
			"need":              {"profile", true, func(f *Facts) { f.MainNeed = "" }},
			"consent":           {"consent", true, func(f *Facts) { f.Consent = Consent{} }},
			"scope of consent":  {"consent", true, func(f *Facts) { f.Consent.SharedWith = "" }},
			"standing consent":  {"consent", true, func(f *Facts) { f.Consent.Withdrawn = day.Of(2026, 11, 20) }},
			"question":          {"question", true, without("question")},
			"what was tried":    {"tried", true, without("tried_words")},
			"silence on others": {"no_names", true, func(f *Facts) { f.NamedIn = []string{"The question"} }},
			"signature":         {"sign_off", true, func(f *Facts) { f.SENCO = Signed{} }},
			"pupil's view":      {"pupil_view", false, func(f *Facts) { f.PupilView = View{} }},
			"parents' view":     {"parent_view", false, func(f *Facts) { f.ParentView = View{} }},
			"strengths":         {"strengths", false, func(f *Facts) { f.Strengths = "" }},
			"use of advice":     {"advice_used", false, func(f *Facts) { f.Advice[0].Done = provision.AdviceNotYet }},
			"full voice":        {"voice", false, func(f *Facts) { f.PupilView.Words = "It is fine." }},
			"event":             {"event", true, func(f *Facts) { f.Reason = ReasonInYear }},
		},
		KindGroup: {
			"dates": {"about", true, noDates},
			"pupils": {"members", true, func(f *Facts) {
				f.Members, f.Partners[0].Pupils = nil, 0
				f.Partners = f.Partners[1:]
				f.Partners[0].Lead = true
			}},
			"second pupil":        {"members", true, func(f *Facts) { f.Members = f.Members[:1] }},
			"a year group":        {"members", true, func(f *Facts) { f.Members[1].Pupil.YearGroup = "" }},
			"a level":             {"members", true, func(f *Facts) { f.Members[2].Level = "" }},
			"one consent":         {"consent", true, func(f *Facts) { f.Members[1].Consent = Consent{} }},
			"one consent's date":  {"consent", true, func(f *Facts) { f.Members[2].Consent.On = day.Date{} }},
			"one that stands":     {"consent", true, func(f *Facts) { f.Members[0].Consent.Withdrawn = f.Today }},
			"own consent at 16":   {"consent", true, func(f *Facts) { f.Members[0].Pupil.Born, f.Members[0].Pupil.YearGroup = day.Of(2010, 9, 2), "Year 11" }},
			"theme":               {"theme", true, without("theme")},
			"what was tried":      {"tried", true, without("tried_words")},
			"outcome":             {"outcomes", true, func(f *Facts) { f.Shared = nil }},
			"date of outcome":     {"outcomes", true, func(f *Facts) { f.Shared[0].ByWhen = day.Date{} }},
			"lines":               {"costs", true, func(f *Facts) { f.Lines = nil }},
			"rate":                {"costs", true, func(f *Facts) { f.Lines[0].Line.Rate = money.Amount{}; f.Lines[0].Cost = provision.Cost{} }},
			"own rates":           {"own_rates", true, func(f *Facts) { f.ExampleRates = true }},
			"lead":                {"lead", true, func(f *Facts) { f.Partners[0].Lead = false }},
			"one lead":            {"lead", true, func(f *Facts) { f.Partners[1].Lead = true }},
			"pupils of a school":  {"lead", true, func(f *Facts) { f.Partners[1].Pupils, f.Partners[1].Pays = 0, money.Pence(1) }},
			"a school's part":     {"contribution", true, func(f *Facts) { f.Partners[1].Pays = money.Amount{} }},
			"a sane part":         {"contribution", true, func(f *Facts) { f.Partners[0].Pays = money.Pounds(5000) }},
			"review":              {"review_date", true, func(f *Facts) { f.ReviewOn = day.Date{} }},
			"review in time":      {"review_date", true, func(f *Facts) { f.ReviewOn = day.Of(2027, 12, 18) }},
			"signature":           {"sign_off", true, func(f *Facts) { f.Head = Signed{} }},
			"voices":              {"voices", false, without("voices")},
			"what comes next":     {"exit_plan", false, func(f *Facts) { f.ExitPlan = "" }},
			"timetable":           {"attachments", false, func(f *Facts) { f.Held = nil }},
			"event":               {"event", true, func(f *Facts) { f.Reason = ReasonInYear; f.Event = Event{Kind: "crisis", Words: "x"} }},
			"impact":              {"impact", true, func(f *Facts) { f.Reason = ReasonRenewal }},
			"result of an old":    {"past_outcomes", true, func(f *Facts) { f.Reason, f.Impact, f.Past = ReasonRenewal, "More.", []Past{{Words: "Talks"}} }},
			"answer to last time": {"feedback", false, func(f *Facts) { f.Said = []Said{{"R-001", f.Today, "Say who leads."}} }},
		},
		KindProject: {
			"dates":              {"about", true, noDates},
			"need":               {"need", true, without("need")},
			"aim":                {"aim", true, without("aim")},
			"activities":         {"activities", true, without("activities")},
			"benefits":           {"benefits", true, without("benefits")},
			"how it lasts":       {"lasts", true, without("lasts")},
			"counts":             {"counts", false, func(f *Facts) { f.Counts = nil }},
			"counts that may be": {"counts", false, func(f *Facts) { f.Counts = []Count{{"Hearing", "Main need", 4}} }},
			"outcome":            {"outcomes", true, func(f *Facts) { f.Shared[0].Words = "" }},
			"costs":              {"costs", true, func(f *Facts) { f.ByHand = nil }},
			"amount":             {"costs", true, func(f *Facts) { f.ByHand[1].Amount = money.Amount{} }},
			"what a cost is for": {"costs", true, func(f *Facts) { f.ByHand[1].For = "" }},
			"own part":           {"contribution", true, func(f *Facts) { f.ByHand[0].School = money.Amount{} }},
			"no name":            {"no_names", true, func(f *Facts) { f.NamedIn = []string{"Why this is needed"} }},
			"signature":          {"sign_off", true, func(f *Facts) { f.Head.On = day.Date{} }},
		},
	} {
		form := formOf(t, kind)
		for name, c := range cases {
			f := wholes[kind]()
			c.remove(&f)
			r := Draft(form, f)
			if ids := closed(r.Gates); !slices.Equal(ids, []string{c.gate}) || r.Ready == c.blocks {
				t.Errorf("%s without %s: closed %v, ready %v", kind, name, ids, r.Ready)
				continue
			}
			for _, g := range r.Gates {
				want := Green
				if !g.OK {
					want = map[bool]Light{true: Red, false: Amber}[c.blocks]
				}
				if g.Light != want || g.FixRoute == "" || !g.OK && (g.Why == "" || g.Fix == "") {
					t.Errorf("%s without %s: %+v", kind, name, g)
				}
			}
			if doc := Document(form, f, FullNames); doc.Check() != nil || (doc.Watermark == paper.Draft) != c.blocks {
				t.Errorf("%s without %s: %v, %q", kind, name, doc.Check(), doc.Watermark)
			}
		}
	}
}

func TestGateOfAGroupPointsAtThePupil(t *testing.T) {
	f := talkers()
	f.Members[2].Consent.How = ""
	for _, g := range Gates(formOf(t, KindGroup), f) {
		if g.ID == "consent" && (g.Pupil != "id3" || g.FixRoute != "pupil/consent" || !strings.HasPrefix(g.Why, "P3: ")) {
			t.Errorf("%+v", g)
		}
	}
}

func TestConsentWithdrawnAfterSubmissionSaysSo(t *testing.T) {
	for kind, whole := range wholes {
		if kind == KindProject {
			continue
		}
		f := whole()
		f.SentOn, f.Today = day.Of(2026, 11, 21), day.Of(2027, 2, 1)
		f.ReviewOn = day.Of(2027, 4, 1)
		if kind == KindGroup {
			f.Members[1].Consent.Withdrawn = day.Of(2027, 1, 30)
		} else {
			f.Consent.Withdrawn = day.Of(2027, 1, 30)
		}
		gates := Gates(formOf(t, kind), f)
		i := slices.IndexFunc(gates, func(g Gate) bool { return g.ID == "consent" })
		if g := gates[i]; g.Light != Red || !strings.Contains(g.Why, "withdrawn on 30 Jan 2027") || !strings.Contains(g.Why, "sent on 21 Nov 2026. Tell the council") {
			t.Errorf("%s: %+v", kind, g)
		}
	}
}

func TestGroupCostsAddUpToThePenny(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := talkers()
		f.Lines = nil
		for range rapid.IntRange(1, 5).Draw(t, "lines") {
			f.Lines = append(f.Lines, costedAlone(provision.Line{Description: "Help", Outcome: "talks", Minutes: rapid.IntRange(1, 90).Draw(t, "minutes"), SessionsAWeek: decimal.NewFromInt(2), Weeks: 38, GroupSize: 1, Rate: money.Pence(rapid.Int64Range(1, 9000).Draw(t, "rate"))})...)
		}
		f.Partners = nil
		for i := range rapid.IntRange(1, 5).Draw(t, "schools") {
			f.Partners = append(f.Partners, Partner{Name: fmt.Sprint("School ", i), Pupils: rapid.IntRange(0, 9).Draw(t, "pupils"), Pays: money.Pence(rapid.Int64Range(0, 90000).Draw(t, "pays"))})
		}
		f.Partners[0].Name, f.Partners[0].Pupils = f.School, 3
		sum := totals(&f)
		var cost, pays, asked, members money.Amount
		for _, s := range f.shares(sum.Total) {
			cost, pays, asked = cost.Add(s.Cost), pays.Add(s.Pays), asked.Add(s.Asked)
			if s.Asked.IsNegative() || s.Cost.Sub(s.Pays).Cmp(s.Asked) != 0 {
				t.Fatalf("%+v", s)
			}
		}
		if cost.Cmp(sum.Total) != 0 || pays.Cmp(sum.School) != 0 || asked.Cmp(sum.Extra) != 0 {
			t.Fatalf("%s %s %s for %+v", cost, pays, asked, sum)
		}
		for _, m := range f.memberShares(sum.Total) {
			members = members.Add(m)
		}
		if members.Cmp(f.shares(sum.Total)[0].Cost) != 0 {
			t.Fatalf("pupils bear %s", members)
		}
		if err := Document(formOf(new(testing.T), KindGroup), f, NoNames).Check(); err != nil {
			t.Fatal(err)
		}
	})
}

func TestPapersOfEveryKindNameNobodyWithoutNames(t *testing.T) {
	for kind, whole := range wholes {
		for _, names := range []Names{FullNames, Initials, NoNames} {
			if kind == KindIndividual || kind == KindGroup && names == FullNames {
				continue // the individual has a test of its own
			}
			f := whole()
			f.Texts = with(f.Texts, "theme", f.Texts["theme"]+" Zebedee and OTTOLINE know Fred Bloggs, Y886999926002.")
			f.Others = []string{"Fred Bloggs"}
			got := text(Document(formOf(t, kind), f, names))
			never := []string{"Zebedee", "OTTOLINE", "Ottoline", "Quill", "Farthing", "Vexford", "Marmaduke", "Y8869999", "Luka", "Nguyễn", "Łukasz"}
			if names != FullNames {
				never = append(never, "Bloggs")
			}
			for _, n := range never {
				if strings.Contains(got, n) {
					t.Errorf("%s, %v prints %q", kind, names, n)
				}
			}
		}
	}
	got := text(Document(formOf(t, KindGroup), talkers(), FullNames))
	for _, want := range []string{"P1 Zebedee Quill", "P3 Peregrine Vexford", "Brook Lane Infants", "Meadowfield Primary School (leads)"} {
		if !strings.Contains(got, want) {
			t.Errorf("the full paper lacks %q", want)
		}
	}
}

func TestProjectShowsNoSmallCount(t *testing.T) {
	f := library()
	got := map[string]bool{}
	for _, c := range f.shownCounts() {
		got[c.What] = c.hidden
	}
	// Vision is held back with hearing, which could be worked out from the others.
	want := map[string]bool{"Speech, language": false, "Hearing": true, "Vision": true, "Autism": false}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("hidden: %v", got)
	}
	if page := text(Document(formOf(t, KindProject), f, FullNames)); strings.Contains(page, "Nobody’s") || !strings.Contains(page, "not shown") {
		t.Error("the page shows what it should hide")
	}
}

func TestAmountsAreRefusedWhereTheyAreTyped(t *testing.T) {
	for typed, ok := range map[string]bool{"1250": true, "£1,250.50": true, "0": true, "12.345": false, "-5": false, "1000001": false, "99999999999": false, "1e9": false, "about 5": false, "": false} {
		if _, err := ReadAmount(typed); (err == nil) != ok {
			t.Errorf("%q: %v", typed, err)
		}
	}
	good := Line{What: "Lamps", For: "quiet", Amount: money.Pounds(100), School: money.Pounds(10)}
	for name, spoil := range map[string]func(*Line){
		"no name": func(l *Line) { l.What = " " }, "nothing": func(l *Line) { l.Amount = money.Amount{} }, "below zero": func(l *Line) { l.Amount = money.Pounds(-1) },
		"three decimals": func(l *Line) { l.Amount = money.Exact(decimal.RequireFromString("1.005")) }, "enormous": func(l *Line) { l.Amount = money.Pounds(2_000_000) },
		"school below zero": func(l *Line) { l.School = money.Pounds(-1) }, "school pays more": func(l *Line) { l.School = money.Pounds(101) },
	} {
		l := good
		spoil(&l)
		if CheckLine(l) == nil {
			t.Errorf("%s is accepted", name)
		}
		f := library()
		f.ByHand[1] = l
		gates := Gates(formOf(t, KindProject), f)
		if ids := closed(gates); !slices.Contains(ids, "costs") {
			t.Errorf("%s: closed %v", name, ids)
		}
		if err := Document(formOf(t, KindProject), f, FullNames).Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if CheckLine(good) != nil {
		t.Error(CheckLine(good))
	}
}

// No word that a council may change stands in a form or a page by itself.
func TestWordsOfTheCouncilAreTheirs(t *testing.T) {
	odd := map[string]string{}
	for i, key := range sortedKeys(wordsOnce) {
		odd[key] = fmt.Sprint("zz", i)
	}
	stray := []string{"SENCO", "headteacher", "head teacher", "panel", "cluster", "Community", "council", "top-up", "Level 4", "provision map", "allocation"}
	for kind, whole := range wholes {
		for _, ready := range []bool{true, false} {
			f := whole()
			f.Words, f.Reason, f.Scheme, f.Number = odd, ReasonRenewal, "Fund", "R-1"
			f.Level.Name, f.Level.Explanation, f.Areas, f.Level.By = "Grade 4", []string{"Because."}, nil, ""
			f.Said = []Said{{"R-001", f.Today, "Say more."}}
			f.Consent.SharedWith = "This"
			if !ready {
				f.Consent, f.Head, f.Members, f.Level = Consent{}, Signed{}, nil, Level{}
			}
			page := text(Document(formOf(t, kind), f, FullNames))
			for _, g := range Gates(formOf(t, kind), f) {
				page += g.Title + g.Why + g.Fix
			}
			for _, word := range stray {
				if i := strings.Index(page, word); i >= 0 {
					t.Errorf("%s: %q stands in …%s…", kind, word, page[max(0, i-60):min(len(page), i+40)])
				}
			}
			if strings.Contains(page, "{zz") || len(terms.Places(strings.Join(texts(formOf(t, kind).Worded(odd)), " "))) > 0 {
				t.Errorf("%s: a place for a word is left open", kind)
			}
		}
	}
}

func texts(f *Form) (out []string) {
	out = append(out, f.Title, f.DocumentTitle, f.Declaration)
	for _, s := range f.Sections {
		out = append(out, s.Title, s.Prompt)
	}
	for _, g := range f.Gates {
		out = append(out, g.Title, g.Fix)
	}
	for _, x := range f.Fields {
		out = append(out, x.Name, x.Prompt)
	}
	return out
}

// Every key in the shipped forms is a word that the program knows.
func TestFormsUseKnownWords(t *testing.T) {
	for kind := range wholes {
		for _, place := range terms.Places(strings.Join(texts(formOf(t, kind)), " ")) {
			if _, known := wordsOnce[place]; !known {
				t.Errorf("%s: %s is no word that Facts hold", kind, place)
			}
		}
	}
}

// A consent by "Parent of Ana, mother" must not take every "of" out of the page.
func TestOnlyNamesAreTakenOut(t *testing.T) {
	f := ana()
	f.Consent.By = "Parent of Łukasz Nguyễn"
	f.Progress = "He reads two of five words. A parent of his friend helps. Łukasz and Łukasz’s friend play."
	page := text(Document(form(t), f, NoNames))
	if !strings.Contains(page, "two of five words. A parent of his friend") {
		t.Error("words that are no name were taken out")
	}
	if strings.Contains(page, "Łukasz") || !strings.Contains(page, "helps. The pupil and the pupil’s friend") {
		t.Error("the name stands, or a sentence begins small")
	}
}

func TestOnlyARecordedDecisionSaysAgreed(t *testing.T) {
	f := ana()
	if page := text(Document(form(t), f, FullNames)); strings.Contains(page, "agreed,") || !strings.Contains(page, "The council decides") {
		t.Error("a request without a decision reads as if it had one")
	}
	f.Decided = &Decision{Outcome: Part, On: day.Of(2026, 12, 2), Amount: money.Pounds(2000), From: day.Of(2027, 1, 4), To: day.Of(2027, 7, 16), Reason: "Two terms first"}
	if page := text(Document(form(t), f, FullNames)); !strings.Contains(page, "The council decided on 2 Dec 2026: agreed in part, £2,000.00. For 4 Jan 2027 to 16 Jul 2027. Why: Two terms first.") {
		t.Error("the recorded decision is not on the paper")
	}
}
