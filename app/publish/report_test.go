package publish

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/paper"
	"needsbook/app/publish/plainenglish"
	"needsbook/assets"

	"pgregory.net/rapid"
)

func sections(t testing.TB) *Pack {
	t.Helper()
	return shipped(t, "report-sections.json")
}

func shipped(t testing.TB, file string) *Pack {
	t.Helper()
	p, problems := Load(assets.Pack(file))
	if problems != nil {
		t.Fatal(problems)
	}
	return p
}

func plainWords(t testing.TB) *plainenglish.Pack {
	t.Helper()
	p, problems := plainenglish.Load(assets.Pack("plain-words.json"))
	if problems != nil {
		t.Fatal(problems)
	}
	return p
}

func meadowfield() Facts {
	return Facts{
		School: "Meadowfield Primary School", Phase: "primary", Demo: true,
		Headteacher: "Siân O’Brien", SENCO: "Ngũgĩ Adeyemi", SENCOEmail: "senco@meadowfield.example", SENCOPhone: "01632 960 123",
		SENCOTimes: "Monday to Wednesday, 8:30 to 16:00", SENCODeputy: "Zoë Łukasik, the deputy headteacher",
		SENCOQualification: "The SENCO has passed the national course for SENCOs.", DesignatedTeacher: "Zoë Łukasik", SENGovernor: "Nguyễn Thị Mai",
		ComplaintsContact: "Siân O’Brien at head@meadowfield.example", LocalAuthority: "Kent County Council",
		LocalOfferLink: "https://localoffer.example/kent", AdviceService: []string{"Family Advice, 01632 960 456", "https://advice.example"},
		PolicyLink: "https://meadowfield.example/sen-policy", AccessibilityPlanLink: "https://meadowfield.example/access",
		AccessibilityPlanEnd: day.Of(2028, 8, 31), InclusionStrategyLink: "https://meadowfield.example/inclusion",
		OnRoll: 412, SENSupport: 52, EHCPlans: 9,
		Needs:          []NeedCount{{"Speech, language and communication", 18}, {"Autism", 14}, {"Feelings and mental health", 11}, {"Learning", 9}, {"Hearing", 4}, {"Sight", 3}, {"Mobility", 2}, {"Other", 0}},
		Strategy:       meadowfieldStrategy(),
		ReviewsPerYear: 3, MeetingsPerYear: 3,
		Reviews: Reviews{Held: 174, OnTime: 160, Asked: 120, Came: 97}, Contacts: 412, Outcomes: Results{Met: 151, Partly: 88, Not: 47}, Transfers: 12,
		ViewWays: []Counted{{"Talk", 51}, {"Drawing", 12}, {"Symbols or signs", 6}, {"Observation", 3}},
		Waves:    []string{"Universal", "Targeted", "Specialist"},
		Help: []Help{
			{Counted{"Talking groups", 18}, "Targeted", false, 15, Results{6, 6, 5}}, {Counted{"Reading every day", 11}, "Targeted", false, 8, Results{3, 4, 1}},
			{Counted{"Lego group", 9}, "Targeted", true, 6, Results{2, 2, 2}}, {Counted{"Key words before a topic", 60}, "Universal", false, 0, Results{}},
			{Counted{"Radio aid check", 1}, "Specialist", false, 1, Results{1, 0, 0}}, {Counted{"Speech practice", 8}, "Specialist", false, 5, Results{5, 0, 0}},
		},
		Services: []Counted{{"Educational psychologist", 9}, {"Speech and language therapist", 18}, {"Sensory service: hearing", 1}},
		Training: []Counted{{"Helping children who stammer", 8}, {"Reading and spelling", 11}},
		Heard: []Heard{
			{ID: "h1", On: day.Of(2026, 6, 10), Who: "parents", How: Consultation, Theme: "Letters", Said: "Letters home are long and hard to read.", Did: "We write shorter letters and send a text message first.", Shown: 1},
			{ID: "h2", On: day.Of(2026, 7, 1), Who: "pupils", How: CoProduction, Theme: "Lunch", Said: "The hall is too loud at lunch.", Did: "We opened a quiet room that pupils planned with us.", Shown: 1},
		},
		ApprovedBy: "The governing body", Published: day.Of(2026, 11, 2), NextReview: day.Of(2027, 10, 15), Today: day.Of(2026, 11, 21),
	}
}

// ownSentence is what the school of these tests added to each starter.
const ownSentence = "\n\nAsk us if you want to know more."

// edited returns every section's starter with a sentence of the school's own.
func edited(p *Pack) map[string]Text {
	words := map[string]Text{}
	for _, s := range p.Sections {
		words[s.ID] = Text{Words: s.Starter + ownSentence, Changed: day.Of(2026, 10, 20)}
	}
	return words
}

func TestWholeReportIsPublishable(t *testing.T) {
	p := sections(t)
	r := Report(p, plainWords(t), meadowfield(), edited(p))
	if !r.Publishable || len(r.Reasons) > 0 || len(r.Sections) != 27 {
		t.Errorf("publishable %v, %d sections, %v", r.Publishable, len(r.Sections), r.Reasons)
	}
	for _, s := range r.Sections {
		if s.State != Complete || !s.Complete || s.Why != "" {
			t.Errorf("%s is %s: %s %s", s.ID, s.State, s.Why, s.Fix)
		}
	}
	if err := r.Doc.Check(); err != nil {
		t.Error(err)
	}
	if r.Doc.Watermark != paper.Demo {
		t.Errorf("watermark %q", r.Doc.Watermark)
	}
}

func TestStartersAreEasyToRead(t *testing.T) {
	p := sections(t)
	r := Report(p, plainWords(t), meadowfield(), edited(p))
	if r.Reading.ReadingEase < 70 || r.Reading.ReadingAge > plainenglish.TargetAge {
		t.Errorf("the whole reads at %+v", r.Reading)
	}
	for _, s := range r.Sections {
		if s.ReadingEase < plainenglish.TargetEase || s.ReadingAge > plainenglish.HighestAge {
			t.Errorf("%s: reading ease %v, age %v, %v", s.ID, s.ReadingEase, s.ReadingAge, s.HardSentences)
		}
	}
}

func TestUntouchedStarterIsNotComplete(t *testing.T) {
	p := sections(t)
	words := edited(p)
	for _, s := range p.Sections {
		words[s.ID] = Text{Words: "\n" + strings.ReplaceAll(s.Starter, " ", "  "), Changed: day.Of(2026, 10, 20)}
	}
	r := Report(p, plainWords(t), meadowfield(), words)
	for _, s := range r.Sections {
		if s.State != Check || !strings.Contains(s.Why, "suggested words") {
			t.Errorf("%s is %s: %s", s.ID, s.State, s.Why)
		}
	}
	if r.Publishable || r.Doc.Watermark != paper.DemoDraft {
		t.Error("a report of starters is publishable")
	}
}

// Each fault is seeded alone: it must be found in its section and nothing else.
func TestSeededFaultsAreFoundAndNoneInvented(t *testing.T) {
	p, plain := sections(t), plainWords(t)
	put := func(id, words string) func(map[string]Text, *Facts) {
		return func(w map[string]Text, _ *Facts) { w[id] = Text{Words: words, Changed: day.Of(2026, 10, 20)} }
	}
	for name, c := range map[string]struct {
		section, code string
		blocks        bool
		seed          func(map[string]Text, *Facts)
	}{
		"local offer link broken":   {"local_offer", BadLink, true, func(_ map[string]Text, f *Facts) { f.LocalOfferLink = "http//localoffer" }},
		"local offer link left out": {"local_offer", NotShown, true, put("local_offer", "The Local Offer lists all the help there is in Kent for families.")},
		"undated":                   {"teaching_approach", Undated, false, func(w map[string]Text, _ *Facts) { w["teaching_approach"] = Text{Words: w["teaching_approach"].Words} }},
		"not reviewed": {"complaints", NotReread, false, func(w map[string]Text, _ *Facts) {
			w["complaints"] = Text{Words: w["complaints"].Words, Changed: day.Of(2025, 11, 20)}
		}},
		"an old SENCO's name": {"senco_contact", NotShown, true, put("senco_contact", "Our SENCO is Mrs Old. Write to senco@meadowfield.example or call at any time.")},
		"SENCO not entered":   {"consult_parents", FactMissing, true, func(_ map[string]Text, f *Facts) { f.MeetingsPerYear = 0 }},
		"part left out":       {"equal_treatment", NothingWritten, true, func(w map[string]Text, _ *Facts) { delete(w, "equal_treatment") }},
		"advice left out":     {"inclusion_strategy_link", NothingWritten, false, func(w map[string]Text, _ *Facts) { delete(w, "inclusion_strategy_link") }},
		"mark misspelt":       {"consult_pupils", UnknownMark, true, put("consult_pupils", "We ask every pupil what helps them. {{pupil_views}} are written in the plan.")},
		"mark not closed":     {"consult_pupils", BrokenMark, true, put("consult_pupils", "We ask every pupil what helps them. {{senco_name writes it in the plan.")},
		"gap left":            {"consult_pupils", Placeholder, true, put("consult_pupils", "We ask every pupil what helps them. [Add how often] we write it down.")},
		"small number":        {"access_facilities", SmallNumber, false, put("access_facilities", "We have a ramp and a lift. This year two deaf pupils use a radio aid in class.")},
		"too short":           {"equipment_facilities", TooShort, false, put("equipment_facilities", "See our website.")},
		"last year's news": {"staff_training", PastYear, false, func(w map[string]Text, _ *Facts) {
			t := w["staff_training"]
			t.Words += " In 2023-24 we all learnt to sign."
			w["staff_training"] = t
		}},
		"other year is not it": {"", "", false, func(w map[string]Text, _ *Facts) {
			t := w["staff_training"]
			t.Words += " In 2025-26 we all learnt to sign. The Equality Act 2010 asks for it. Year 3 children sign, in groups of four pupils."
			w["staff_training"] = t
		}},
	} {
		words, f := edited(p), meadowfield()
		c.seed(words, &f)
		r := Report(p, plain, f, words)
		for _, s := range r.Sections {
			if s.ID == c.section {
				if len(s.Findings) != 1 || s.Findings[0].Code != c.code || s.Complete || s.Why == "" || s.Fix == "" {
					t.Errorf("%s: found %+v, %s %s", name, s.Findings, s.Why, s.Fix)
				}
			} else if s.State != Complete {
				t.Errorf("%s: invented in %s: %s", name, s.ID, s.Why)
			}
		}
		if r.Publishable == c.blocks || (len(r.Reasons) > 0) != c.blocks {
			t.Errorf("%s: publishable %v, %v", name, r.Publishable, r.Reasons)
		}
		if err := r.Doc.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReportNeedsItsDates(t *testing.T) {
	p := sections(t)
	for name, seed := range map[string]func(*Facts){
		"never published":  func(f *Facts) { f.Published = day.Date{} },
		"no next check":    func(f *Facts) { f.NextReview = day.Date{} },
		"check too late":   func(f *Facts) { f.NextReview = day.Of(2027, 11, 3) },
		"check is past":    func(f *Facts) { f.Published, f.NextReview = day.Of(2025, 11, 1), day.Of(2026, 11, 1) },
		"school not named": func(f *Facts) { f.School = " " },
	} {
		f := meadowfield()
		seed(&f)
		if r := Report(p, plainWords(t), f, edited(p)); r.Publishable || len(r.Reasons) == 0 {
			t.Errorf("%s: publishable", name)
		}
	}
}

func TestSectionsFollowThePhase(t *testing.T) {
	p := sections(t)
	f := meadowfield()
	f.Phase = "Special"
	words := edited(p)
	delete(words, "senco_contact")
	r := Report(p, plainWords(t), f, words)
	var not []string
	for _, s := range r.Sections {
		if s.State == NotNeeded {
			not = append(not, s.ID)
		}
	}
	if want := []string{"identify_assess", "senco_contact", "inclusion_strategy_link"}; !reflect.DeepEqual(not, want) || !r.Publishable {
		t.Errorf("not needed %v, %v", not, r.Reasons)
	}
}

func words(doc *paper.Doc) string { return fmt.Sprintf("%+v", doc.Blocks) }

func TestNoSmallNumberIsPrinted(t *testing.T) {
	p := sections(t)
	w := edited(p)
	kinds := w["kinds_of_sen"]
	kinds.Words += " Of {{on_roll}}, {{sen_support_count}} have SEN support and {{ehc_plan_count}} have a plan. Needs: {{need_counts}}."
	w["kinds_of_sen"] = kinds
	f := meadowfield()
	f.EHCPlans, f.Reviews.Held = 3, 2
	f.SENSupport = 58
	text := words(Report(p, plainWords(t), f, w).Doc)
	for _, want := range []string{"fewer than five pupils have a plan", "some pupils have SEN support", "61 pupils", "fewer than five reviews", "Each other kind of need"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not printed", want)
		}
	}
	for _, never := range []string{"58", "Hearing", "Sight", "Mobility"} {
		if strings.Contains(text, never) {
			t.Errorf("%q is printed", never)
		}
	}
}

func TestListsAndStepsKeepTheirShape(t *testing.T) {
	f := meadowfield()
	in := fill("First:\n1. Talk.\n2) Write to a@b.example.\n- One\n\nWe use {{help_in_use}}.\n\n{{ help_in_use }}", &f)
	kinds := ""
	for _, b := range in.blocks {
		switch b := b.(type) {
		case paper.Para:
			kinds += "p"
		case paper.List:
			kinds += fmt.Sprintf("%v%d", map[bool]string{true: "o", false: "u"}[b.Ordered], len(b.Items))
		}
	}
	if kinds != "po2u1pu5" {
		t.Errorf("blocks are %s", kinds)
	}
	if !strings.Contains(in.text, "We use Talking groups, Reading every day, Lego group, Key words before a topic and Speech practice.") {
		t.Error(in.text)
	}
}

func TestEveryMarkIsExplainedAndFilled(t *testing.T) {
	f := meadowfield()
	for _, m := range Marks() {
		if m.Meaning == "" || m.value(&f) == "" {
			t.Errorf("%s: meaning %q, value %q", m.Name, m.Meaning, m.value(&f))
		}
		var empty Facts
		if m.ask == "" && m.value(&empty) == "" {
			t.Errorf("%s can be missing, and nothing says what to do", m.Name)
		}
	}
}

func TestLoadRefusesAPackThatPointsNowhere(t *testing.T) {
	whole := string(assets.Pack("report-sections.json"))
	for name, swap := range map[string][2]string{
		"unknown group":      {`"group": "help"`, `"group": "helping"`},
		"unknown mark":       {"{{senco_email}}", "{{senco_mail}}"},
		"unknown fact":       {`"must_show": [ "designated_teacher"`, `"must_show": [ "designated_techer"`},
		"listed twice":       {`"id": "identify_assess"`, `"id": "kinds_of_sen"`},
		"a duty we know not": {`"duty": "advice"`, `"duty": "hint"`},
		"no starter":         {`"starter": "We work`, `"starters": "We work`},
	} {
		data := strings.Replace(whole, swap[0], swap[1], 1)
		if data == whole {
			t.Fatalf("%s: the case does not change the pack", name)
		}
		if _, problems := Load([]byte(data)); problems == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestAnyWordsMakeADocumentThatChecks(t *testing.T) {
	p, plain := sections(t), plainWords(t)
	some := rapid.SampledFrom([]string{"{{senco_name}}", "{{need_counts}}", "{{", "}}", "{{x}}", "http://", "https://a.b/c?d=<e>", "www.", "we", "1.", "- ", "\n", "\n\n", "2 pupils", "[x]", "a@b.c", "\x00", "\xff", "“”", "2023-24", "http://[::1", "https://exa mple.é"})
	rapid.Check(t, func(t *rapid.T) {
		w := map[string]Text{}
		for _, s := range p.Sections[:4] {
			w[s.ID] = Text{Words: strings.Join(rapid.SliceOfN(some, 0, 12).Draw(t, "words"), " ")}
		}
		f := meadowfield()
		if rapid.Bool().Draw(t, "empty") {
			f = Facts{Today: f.Today, Phase: rapid.SampledFrom([]string{"", "nursery", "special"}).Draw(t, "phase")}
		}
		r := Report(p, plain, f, w)
		if err := r.Doc.Check(); err != nil {
			t.Fatal(err)
		}
		if r.Publishable {
			t.Fatal("publishable with parts left out")
		}
	})
}

func FuzzFill(f *testing.F) {
	facts := meadowfield()
	p := sections(f)
	for _, s := range p.Sections {
		f.Add(s.Starter)
	}
	f.Add("{{ senco_name}}{{{{x}} https://.. a@b.c\n1. x\n- {{need_counts}}")
	f.Fuzz(func(t *testing.T, text string) {
		in := fill(text, &facts)
		doc := paper.Doc{Title: "x", Lang: "en-GB", Date: facts.Today, Blocks: append(in.blocks, paper.P("end"))}
		if err := doc.Check(); err != nil && !strings.Contains(err.Error(), "is empty") {
			t.Error(err)
		}
	})
}
