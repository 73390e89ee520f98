package publish

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/day"
	"needsbook/app/money"
	"needsbook/assets"
)

// told writes pieces in one line: [-was-] and {+is+}.
func told(pieces []Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		switch {
		case p.Was && p.Is:
			b.WriteString(p.Text)
		case p.Was:
			b.WriteString("[-" + p.Text + "-]")
		default:
			b.WriteString("{+" + p.Text + "+}")
		}
	}
	return b.String()
}

func TestDifferencesAreOfWholeWordsAndReadWell(t *testing.T) {
	for _, c := range []struct{ was, is, want string }{
		{"We meet parents twice a year.", "We meet parents three times a year.", "We meet parents[- twice-]{+ three times+} a year."},
		{"Ask Ms Hart.", "Ask Mr Harte.", "Ask[- Ms Hart-]{+ Mr Harte+}."},
		{"Our plan is short.", "Our plan is short. It is read each term.", "Our plan is short.{+ It is read each term.+}"},
		{"One.\nTwo.", "One.\nAnd a half.\nTwo.", "One.\n{+And a half.\n+}Two."},
		{"The same.", "The same.", "The same."},
		{"", "All new here.", "{+All new here.+}"},
		{"All gone here.", "", "[-All gone here.-]"},
		{"Call 01234 567890 in 2025-26.", "Call 01234 567891 in 2026-27.", "Call 01234[- 567890 in 2025-26-]{+ 567891 in 2026-27+}."},
	} {
		if got := told(Words(c.was, c.is)); got != c.want {
			t.Errorf("%q to %q:\n got %s\nwant %s", c.was, c.is, got, c.want)
		}
	}
}

// Whatever two texts are, each can be read out of the pieces.
func TestPiecesGiveBothTexts(t *testing.T) {
	line := rapid.SliceOfN(rapid.SampledFrom([]string{"we", "meet", "parents", "don’t", "£1,200", "—", "\n", "😀", "año", "2026-27", "."}), 0, 60)
	rapid.Check(t, func(t *rapid.T) {
		was, is := strings.Join(line.Draw(t, "was"), " "), strings.Join(line.Draw(t, "is"), " ")
		var before, after strings.Builder
		for _, p := range Words(was, is) {
			if !p.Was && !p.Is {
				t.Fatal("a piece of neither text")
			}
			if p.Was {
				before.WriteString(p.Text)
			}
			if p.Is {
				after.WriteString(p.Text)
			}
		}
		if after.String() != is || strings.ReplaceAll(before.String(), " ", "") != strings.ReplaceAll(was, " ", "") {
			t.Fatalf("%q to %q came back as %q and %q", was, is, before.String(), after.String())
		}
	})
}

func TestVeryLongTextsAreComparedByLineOrAsAWhole(t *testing.T) {
	long := strings.Repeat("We look at what each child needs and write it down.\n", 4000) // over 200,000 characters
	pieces := Words(long, strings.Replace(long, "child", "pupil", 1))
	if len(pieces) != 2 && len(pieces) != 3 {
		t.Errorf("%d pieces for one changed line", len(pieces))
	}
	if pieces = Words(strings.Repeat("a\n", 9000), strings.Repeat("b\n", 9000)); len(pieces) != 2 || pieces[0].Is || pieces[1].Was {
		t.Errorf("%d pieces", len(pieces))
	}
}

func sectionsIn(t testing.TB, file string) *Pack {
	t.Helper()
	p, problems := Load(assets.Pack(file))
	if problems != nil {
		t.Fatal(problems)
	}
	return p
}

// ownWords are words for every section of a pack.
func ownWords(p *Pack) map[string]Text {
	out := map[string]Text{}
	for _, s := range p.Sections {
		out[s.ID] = Text{Words: "We write here about " + strings.ToLower(s.Title) + " for families of {{school_name}}.\n\n- first\n- second", Changed: day.Of(2026, 11, 2)}
	}
	return out
}

// someStrategy is one activity of £1,200 in a year with £14,000.
func someStrategy() Strategy {
	pounds := func(text string) money.Amount {
		a, err := money.Parse(text)
		if err != nil {
			panic(err)
		}
		return a
	}
	row := StrategyRow{Activity: Activity{ID: "a1", Year: 2026, Barrier: "Pupils wait for speech therapy", What: "A speech group twice a week", Amount: pounds("1200.00")}, Total: pounds("1200.00")}
	return Strategy{Year: 2026, YearName: "2026-27", First: 2026, Last: 2026, Fund: "inclusive mainstream fund", Allocation: pounds("14000.00"), Rows: []StrategyRow{row},
		Own: pounds("1200.00"), Planned: pounds("1200.00"), Left: pounds("12800.00")}
}

func someFacts() Facts {
	return Facts{Strategy: someStrategy(), School: "Elm Grove", Phase: "primary", SENCO: "Ama Boateng", SENCOEmail: "senco@elmgrove.example", Headteacher: "Jo Field",
		Published: day.Of(2026, 11, 20), NextReview: day.Of(2027, 11, 20), ApprovedBy: "The governing body", Today: day.Of(2026, 11, 20)}
}

// A version is drawn by Print and a draft by Report: both say the same words, but that a
// draft was not published.
func TestPrintSaysWhatTheReportSays(t *testing.T) {
	plain := plainWords(t)
	for _, file := range []string{"report-sections.json", "inclusion-strategy.json"} {
		p := sectionsIn(t, file)
		draft := partsOf(p, Report(p, plain, someFacts(), ownWords(p)).Doc)
		printed := partsOf(p, Print(p, someFacts(), ownWords(p)))
		if len(printed) < 5 || len(draft) != len(printed) {
			t.Fatalf("%s: %d parts in the report, %d printed", file, len(draft), len(printed))
		}
		for i := range draft {
			went := strings.ReplaceAll(strings.Join(printed[i].Lines, "\n"), "Published: 20 Nov 2026\n", "")
			if a, b := strings.Join(draft[i].Lines, "\n"), went; a != b || draft[i].Title != printed[i].Title {
				t.Errorf("%s %s:\n%s\nprinted as\n%s", file, draft[i].Section, a, b)
			}
		}
	}
}

// A document says who approved it and when it was published only where that happened to it
// as it stands, and once.
func TestDocumentGivesOnlyTheDatesThatHappened(t *testing.T) {
	for _, file := range []string{"report-sections.json", "inclusion-strategy.json"} {
		p := sectionsIn(t, file)
		times := func(f Facts, words string) int { return strings.Count(documentText(Print(p, f, ownWords(p))), words) }
		f := someFacts()
		if n := times(f, "Published|20 Nov 2026"); n != 1 {
			t.Errorf("%s says %d times when it was published", file, n)
		}
		if n := times(f, "Next review by|20 Nov 2027"); n != 1 {
			t.Errorf("%s says %d times when it is looked at again", file, n)
		}
		if n := times(f, "Approved by|"); n != 0 {
			t.Errorf("%s says that it was approved, which nobody did", file)
		}
		f.ApprovedOn, f.Unpublished = day.Of(2026, 11, 19), true
		if times(f, "Published|") != 0 || times(f, "Approved by|The governing body|") != 1 || times(f, "Approved on|19 Nov 2026") != 1 {
			t.Errorf("%s, approved and not published:\n%s", file, documentText(Print(p, f, ownWords(p))))
		}
	}
}

// What the program adds below the words belongs to a version like the words themselves.
func TestVersionOfTheStrategyPrintsItsActivitiesAndTheirCosts(t *testing.T) {
	p := sectionsIn(t, "inclusion-strategy.json")
	lines := func(f Facts) string {
		var all []string
		for _, part := range Parts(p, f, ownWords(p)) {
			all = append(all, part.Lines...)
		}
		return strings.Join(all, "\n")
	}
	if printed := lines(someFacts()); !strings.Contains(printed, "A speech group twice a week") || !strings.Contains(printed, "£1,200") {
		t.Error(printed)
	}
	before, _ := Digest(p, someFacts(), ownWords(p))
	dearer := someFacts()
	dearer.Strategy.Rows[0].What = "A speech group each day"
	if after, _ := Digest(p, dearer, ownWords(p)); after == before {
		t.Error("another activity, and the digest is the same")
	}
	if changes, much := Drift(p, ownWords(p), someFacts(), dearer); len(changes) != 1 || changes[0].Was == changes[0].Now || much {
		t.Errorf("%+v %v", changes, much)
	}
	dearer.Strategy.Planned = dearer.Strategy.Allocation
	if changes, much := Drift(p, ownWords(p), someFacts(), dearer); len(changes) != 2 || !much {
		t.Errorf("%+v %v", changes, much)
	}
}

func TestDigestHoldsForWordsAndFactsAndNotForDays(t *testing.T) {
	p := sectionsIn(t, "report-sections.json")
	digest := func(change func(*Facts, map[string]Text)) string {
		f, words := someFacts(), ownWords(p)
		change(&f, words)
		d, _ := Digest(p, f, words)
		return d
	}
	first := p.Sections[0].ID
	same := digest(func(*Facts, map[string]Text) {})
	for name, change := range map[string]func(*Facts, map[string]Text){
		"another day": func(f *Facts, _ map[string]Text) { f.Today = f.Today.AddDays(3) },
		"published later": func(f *Facts, _ map[string]Text) {
			f.Published, f.NextReview = f.Published.AddDays(9), f.NextReview.AddDays(-30)
		},
		"approved by name": func(f *Facts, _ map[string]Text) { f.ApprovedBy = "The trust" },
		"read again": func(_ *Facts, w map[string]Text) {
			w[first] = Text{Words: w[first].Words, Changed: day.Of(2026, 11, 19)}
		},
		"a fact that is not printed": func(f *Facts, _ map[string]Text) { f.DesignatedTeacher = "Somebody New" },
	} {
		if digest(change) != same {
			t.Errorf("%s: the document says the same and has another digest", name)
		}
	}
	for name, change := range map[string]func(*Facts, map[string]Text){
		"one word": func(_ *Facts, w map[string]Text) { w[first] = Text{Words: w[first].Words + " Today"} },
		"one fact": func(f *Facts, _ map[string]Text) { f.SENCO = "Ben Boateng" },
		"the same fact written out": func(_ *Facts, w map[string]Text) {
			w[first] = Text{Words: strings.ReplaceAll(w[first].Words, "{{school_name}}", "Elm Grove")}
		},
		"a section emptied": func(_ *Facts, w map[string]Text) { delete(w, first) },
	} {
		if digest(change) == same {
			t.Errorf("%s: the digest is the same", name)
		}
	}
	p.Version += ".1"
	if digest(func(*Facts, map[string]Text) {}) == same {
		t.Error("another version of the pack, and the digest is the same")
	}
}

func TestChangesSinceAnApprovalAreNamedBySection(t *testing.T) {
	p := sectionsIn(t, "report-sections.json")
	words, f := ownWords(p), someFacts()
	var a Approval
	a.Digest, a.Sections = Digest(p, f, words)
	if titles := ChangedSince(a, p, f, words); len(titles) != 0 {
		t.Fatal("nothing changed, but: ", titles)
	}
	second, third := p.Sections[1], p.Sections[2]
	words[second.ID] = Text{Words: "Now we do it in another way for families."}
	delete(words, third.ID)
	f.SENCO = "Ben Boateng"
	if got := strings.Join(ChangedSince(a, p, f, words), "; "); got != FirstPage+"; "+second.Title+"; "+third.Title {
		t.Error(got)
	}
}

func TestSectionsThatCameOrWentAreNamed(t *testing.T) {
	before, now := sectionsIn(t, "report-sections.json"), sectionsIn(t, "report-sections.json")
	gone := before.Sections[1]
	now.Sections[1].ID, now.Sections[1].Title = "brand_new", "A question that is new"
	words := ownWords(before)
	words["brand_new"] = Text{Words: "An answer to the new question."}
	diffs := Differences(Parts(before, someFacts(), words), Parts(now, someFacts(), words))
	if len(diffs) != 2 {
		t.Fatalf("%+v", diffs)
	}
	for _, d := range diffs {
		switch {
		case d.Section == gone.ID && d.Gone && !d.New && !d.Pieces[0].Is:
		case d.Section == "brand_new" && d.New && !d.Gone && told(d.Pieces) == "{+An answer to the new question.+}":
		default:
			t.Errorf("%+v", d)
		}
	}
}

func TestKeptSectionsAreReadEvenWhereTheRulesForPacksChanged(t *testing.T) {
	p, err := Kept([]byte(`{"format":"report-sections","id":"old","version":"1","no_longer_known":true,"document":{"id":"sen-information","title":"Old report"},
		"groups":[{"id":"a","title":"All"}],"sections":[{"id":"two","order":2,"group":"a","plain_title":"Two"},{"id":"one","order":1,"group":"a","plain_title":"One"}]}`))
	if err != nil || p.Sections[0].ID != "one" {
		t.Fatal(err, p)
	}
	doc := Print(p, someFacts(), map[string]Text{"one": {Words: "The first answer."}})
	if parts := partsOf(p, doc); len(parts) != 2 || parts[1].Lines[0] != "The first answer." {
		t.Errorf("%+v", parts)
	}
	if _, err := Kept([]byte("{")); err == nil {
		t.Error("a torn pack was read")
	}
}
