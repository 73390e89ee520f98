package publish

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/finding"
	"needsbook/app/money"
	"needsbook/app/paper"
	"needsbook/app/publish/plainenglish"
)

// meadowfieldStrategy adds up to £9,400.
func meadowfieldStrategy() Strategy {
	return MakeStrategy(StrategyFacts{
		Year: 2026, First: 2026, Last: 2028, Fund: "Inclusive Mainstream Fund", Allocation: money.Pounds(9400), Principles: []Principle{{ID: "principle_1"}, {ID: "principle_2"}},
		Activities: []Activity{
			{ID: "a", Barrier: "Few words", What: "Talk in every class", Pupils: "Reception", Measure: "We hear more talk", Principles: []string{"principle_2"}, Amount: money.Pence(120_050), Interventions: []string{"g"}},
			{ID: "b", Barrier: "Hard mornings", What: "A calm start", Pupils: "All years", Measure: "Fewer late marks", From: day.Of(2026, 9, 7), Until: day.Of(2027, 7, 20), Amount: money.Pounds(5000)},
		},
		Provision: []ProvisionRow{{ID: "g", Name: "Owain's group", Cost: money.Pence(319_950), Fund: true}},
		Years:     []StrategyYear{{Year: 2027, YearName: "2027-28", Allocation: money.Pence(783_333)}},
	})
}

func strategyPack(t testing.TB) *Pack {
	t.Helper()
	return shipped(t, "inclusion-strategy.json")
}

// strategyWords answers every section and principle of the pack with words of its own.
func strategyWords(p *Pack) map[string]Text {
	words := map[string]Text{}
	today := meadowfield().Today
	for _, s := range p.Sections {
		words[s.ID] = Text{Words: "We wrote this at our school for families to read. {{on_roll}}, {{sen_total}}, {{strategy_money}}, {{strategy_costs}}.\n\n{{need_counts}}", Changed: today}
	}
	for n, principle := range p.Principles {
		words[PrincipleTitleID(principle.ID)] = Text{Words: fmt.Sprint("Our title ", n+1), Changed: today}
		words[principle.ID] = Text{Words: "This is what we do about it at our school.", Changed: today}
	}
	return words
}

// documentText is every word of a document's blocks, cells parted by |.
func documentText(d *paper.Doc) string {
	var b strings.Builder
	row := func(r paper.Row) {
		for _, c := range r {
			b.WriteString(paper.Plain(c.Text) + "|")
		}
		b.WriteString("\n")
	}
	for _, block := range d.Blocks {
		switch block := block.(type) {
		case paper.Heading:
			fmt.Fprintf(&b, "%d# %s\n", block.Level, block.Text)
		case paper.Para:
			b.WriteString(paper.Plain(block.Text) + "\n")
		case paper.KeyValues:
			for _, r := range block.Table().Body {
				row(r)
			}
		case paper.Table:
			for _, rows := range [][]paper.Row{block.Head, block.Body, block.Foot} {
				for _, r := range rows {
					row(r)
				}
			}
		}
	}
	return b.String()
}

func TestStrategyShowsItsTablesAndItsCover(t *testing.T) {
	p, f := strategyPack(t), meadowfield()
	f.ApprovedOn = day.Of(2026, 11, 17)
	r := Report(p, plainWords(t), f, strategyWords(p))
	if err := r.Doc.Check(); err != nil {
		t.Fatal(err)
	}
	text := documentText(r.Doc)
	for _, want := range []string{
		"School years|2026-27 to 2028-29|", "Inclusive Mainstream Fund in 2026-27|£9,400.00|", "Next review by|" + f.NextReview.Words(), "Approved on|17 Nov 2026|",
		"This strategy runs to 31 Aug 2029 and is looked at again every year.",
		"Few words|Talk in every class|Reception|All year|We hear more talk|2|",
		"7 Sep 2026 to 20 Jul 2027",
		"Talk in every class|£3,199.50|£1,200.50|£4,400.00|", "A calm start|£0.00|£5,000.00|£5,000.00|",
		"All activities|£3,199.50|£6,200.50|£9,400.00|", "What the fund brings (Inclusive Mainstream Fund)|£9,400.00|",
		"2027-28|0|£0.00|£7,833.33|", "1. Our title 1", "7. Our title 7",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the strategy does not say %q", want)
		}
	}
	if strings.Contains(text, "Owain") {
		t.Error("a row of the provision map is named in public")
	}
	if n := r.Doc.Cover(); n == 0 || n >= len(r.Doc.Blocks) {
		t.Errorf("the cover is %d blocks", n)
	}
	if t.Failed() {
		t.Log(text)
	}
}

func TestPrincipleWithoutATitleIsFoundAndNeverInvented(t *testing.T) {
	p, f := strategyPack(t), meadowfield()
	words := strategyWords(p)
	delete(words, "principle_3_title")
	delete(words, "principle_5")
	r := Report(p, plainWords(t), f, words)
	at := slices.IndexFunc(r.Sections, func(s SectionState) bool { return s.ID == "principles" })
	var got []string
	for _, one := range r.Sections[at].Findings {
		if one.Severity == finding.Refuse {
			got = append(got, one.Code+" "+one.Field)
		}
	}
	if !slices.Equal(got, []string{NoTitle + " principle_3_title", NoPrincipleWords + " principle_5"}) || r.Publishable {
		t.Errorf("found %v, publishable %v", got, r.Publishable)
	}
	if text := documentText(r.Doc); !strings.Contains(text, "# Principle 3\n") || !strings.Contains(r.Sections[at].Fix, "The official titles are on GOV.UK; copy them here.") {
		t.Error(r.Sections[at].Fix)
	}
	for _, id := range []string{"principle_3", "principle_3_title", "costs"} {
		if title, ok := p.WordsTitle(id); !ok || title == "" {
			t.Errorf("%s has no title", id)
		}
	}
	if _, ok := p.WordsTitle("principle_8"); ok {
		t.Error("there is an eighth principle")
	}
}

func TestStrategyThatDoesNotAddUpIsNotPublishable(t *testing.T) {
	p, f := strategyPack(t), meadowfield()
	if r := Report(p, plainWords(t), f, strategyWords(p)); !r.Publishable {
		t.Fatalf("the whole one is refused: %q", r.Reasons)
	}
	over := meadowfieldStrategy()
	over.Rows[1].Amount = money.Pence(500_001)
	f.Strategy = MakeStrategy(StrategyFacts{Year: 2026, Allocation: over.Allocation, Activities: []Activity{over.Rows[0].Activity, over.Rows[1].Activity}, Provision: over.Rows[0].Linked})
	r := Report(p, plainWords(t), f, strategyWords(p))
	if r.Publishable || !strings.Contains(strings.Join(r.Reasons, " "), "£0.01 more than the fund brings") {
		t.Errorf("reasons %q", r.Reasons)
	}
	// A pack without the section of costs cannot hide it.
	p.Sections = slices.DeleteFunc(p.Sections, func(s Section) bool { return s.Shows == ShowsCosts })
	if r := Report(p, plainWords(t), f, strategyWords(p)); r.Publishable {
		t.Error("a pack without costs publishes what does not add up")
	}
	// The report on SEN is none the worse for it.
	report := sections(t)
	for _, reason := range Report(report, plainWords(t), f, nil).Reasons {
		if strings.Contains(reason, "the fund") {
			t.Errorf("the SEN information report is refused for %q", reason)
		}
	}
}

func TestChangesNameTheActivitiesAndTheirCosts(t *testing.T) {
	kept, live := meadowfield(), meadowfield()
	live.Strategy.Rows = slices.Clone(live.Strategy.Rows[:1])
	live.Strategy.Rows[0].Total = money.Pounds(4500)
	live.Strategy.Rows = append(live.Strategy.Rows, StrategyRow{Activity: Activity{ID: "c", What: "Books at home"}, Total: money.Pounds(100)})
	live.Strategy.Planned = money.Pounds(4600)
	var got []string
	for _, c := range Compare(kept, live) {
		got = append(got, c.Meaning+": "+strings.SplitN(c.Was, ";", 2)[0]+" → "+strings.SplitN(c.Now, ";", 2)[0])
	}
	want := []string{"what the activities of the inclusion strategy cost: £9,400.00 → £4,600.00", "the activity “Talk in every class”: £4,400.00 → £4,500.00",
		"the activity “A calm start”: £5,000.00 → ", "the activity “Books at home”:  → £100.00"}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
}

func TestStartersOfTheStrategyAreEasyToReadAndNeverPublishable(t *testing.T) {
	p, f, plain := strategyPack(t), meadowfield(), plainWords(t)
	words := strategyWords(p)
	for _, s := range p.Sections {
		in := fill(s.Starter, &f)
		if ease := plain.Check(in.text, in.names...).ReadingEase; ease < plainenglish.TargetEase {
			t.Errorf("%s: the starter has a reading ease of %.0f", s.ID, ease)
		}
		if len(in.missing)+len(in.unknown) > 0 {
			t.Errorf("%s: %v %v", s.ID, in.missing, in.unknown)
		}
		if s.Law.Words == "" || s.Law.Link == "" || s.Law.Checked.IsZero() {
			t.Errorf("%s says no law", s.ID)
		}
		was := words[s.ID]
		words[s.ID] = Text{Words: s.Starter, Changed: f.Today}
		if Report(p, plain, f, words).Publishable {
			t.Errorf("%s: the starter can be published", s.ID)
		}
		words[s.ID] = was
	}
	if !Report(p, plain, f, words).Publishable {
		t.Error("the words of the school's own cannot be published")
	}
}

// What is written on a principle is public like all else, and is looked at like all else.
func TestWordsOnAPrincipleAreCheckedLikeThoseOfASection(t *testing.T) {
	p, f := strategyPack(t), meadowfield()
	for words, want := range map[string]string{
		"Two children in our school have a quiet place to work.":             SmallNumber,
		"Read about it at https://school and tell us what you think of it.":  BadLink,
		"In 2019-20 we made the school a place where all children belong.":   PastYear,
		"We say more about this when the plan is agreed: TBC by the school.": Placeholder,
		"Every child has a place here, as {{senco_nam}} says to everybody.":  UnknownMark,
		"Every child has a place here, as {{senco_name says to everybody.":   BrokenMark,
		"Every child.": TooShort,
	} {
		own := strategyWords(p)
		own["principle_2"] = Text{Words: words, Changed: f.Today}
		found := func(code string) bool {
			for _, s := range Report(p, plainWords(t), f, own).Sections {
				for _, one := range s.Findings {
					if one.Code == code && one.Field == "principle_2" {
						return s.ID == "principles" && s.State == Check
					}
				}
			}
			return false
		}
		if !found(want) {
			t.Errorf("%q: no %s", words, want)
		}
		own["principle_2"] = Text{Words: "This is what we do about it at our school.", Changed: f.Today}
		if found(want) {
			t.Errorf("%s is found where there is none", want)
		}
	}
}

func TestDocumentThatNamesAPupilDoesNotGoOut(t *testing.T) {
	p, f := strategyPack(t), meadowfield()
	for _, id := range []string{p.Sections[0].ID, "principle_2"} {
		own := strategyWords(p)
		if !Report(p, plainWords(t), f, own).Publishable {
			t.Fatal("it does not go out as it is")
		}
		named := own[id]
		named.NamesPupil = true
		own[id] = named
		if r := Report(p, plainWords(t), f, own); r.Publishable || !strings.Contains(strings.Join(r.Reasons, " "), "A pupil of the register is named here.") {
			t.Errorf("%s: %v", id, r.Reasons)
		}
	}
}
