package publish

import (
	"cmp"
	"strconv"
	"strings"

	"needsbook/app/day"
	"needsbook/app/finding"
	"needsbook/app/money"
	"needsbook/app/paper"
)

// below is what the program adds below the school's words of a section that shows
// activities, costs or principles.
type below struct {
	text   string                        // the school's words in it, as read by the plain-English check
	names  []string                      // people named by facts
	found  []finding.Finding             // what keeps it from being true and whole
	blocks func(level int) []paper.Block // its headings stand at the level
}

// shownBelow makes what a section shows; words are all of the school's words.
func (p *Pack) shownBelow(s Section, f *Facts, words map[string]Text) below {
	var b below
	switch s.Shows {
	case ShowsActivities:
		b.blocks = func(int) []paper.Block { return activityBlocks(&f.Strategy) }
	case ShowsCosts:
		b.blocks = func(int) []paper.Block { return costBlocks(&f.Strategy) }
	case ShowsPrinciples:
		b = p.principlesBelow(f, words)
	}
	for _, found := range f.Strategy.Findings {
		if shownBy[found.Code] == s.Shows && s.Shows != "" {
			b.found = append(b.found, found)
		}
	}
	return b
}

// shownBy says in which kind of section a finding of the strategy stands. A pack without
// the section still cannot publish past a finding that refuses: see strategyLoose.
var shownBy = map[string]string{
	NoActivities: ShowsActivities, ActivityThin: ShowsActivities, ActivityEnded: ShowsActivities, StrategyEnded: ShowsActivities,
	NoAllocation: ShowsCosts, AllocationHope: ShowsCosts, MoneyLeft: ShowsCosts, MoneyOver: ShowsCosts,
	RowUnnamed: ShowsCosts, RowGone: ShowsCosts, RowOtherMoney: ShowsCosts, ActivityFree: ShowsCosts,
	NoActivityFor: ShowsPrinciples,
}

// strategyLoose are the findings that refuse and that no section of the pack shows. Only an
// inclusion strategy has any.
func strategyLoose(p *Pack, f *Facts) []finding.Finding {
	if p.Document.ID != InclusionStrategy {
		return nil
	}
	shows := map[string]bool{}
	for _, s := range p.Sections {
		shows[s.Shows] = s.For(f.Phase) || shows[s.Shows]
	}
	var loose []finding.Finding
	for _, found := range f.Strategy.Findings {
		if found.Severity == finding.Refuse && !shows[shownBy[found.Code]] {
			loose = append(loose, found)
		}
	}
	return loose
}

// titleSuffix ends the id under which the title of a principle is kept, beside the
// school's words on it.
const titleSuffix = "_title"

// PrincipleTitleID is the id under which the school's title of a principle is kept among
// its words.
func PrincipleTitleID(principle string) string { return principle + titleSuffix }

// WordsTitle returns what the school's words under an id are called: the title of a
// section, or a principle of the pack and its title. It reports whether the pack has them.
func (p *Pack) WordsTitle(id string) (string, bool) {
	if s, ok := p.Section(id); ok {
		return s.Title, true
	}
	for n, principle := range p.Principles {
		name := "Principle " + strconv.Itoa(n+1)
		switch id {
		case principle.ID:
			return name, true
		case PrincipleTitleID(principle.ID):
			return "Title of " + strings.ToLower(name), true
		}
	}
	return "", false
}

// PrincipleTitle returns the title of a principle: the pack's, else the school's, else "".
func PrincipleTitle(p Principle, words map[string]Text) string {
	return cmp.Or(p.Title, oneSpace(words[PrincipleTitleID(p.ID)].Words))
}

// principlesBelow gives each principle that the school wrote on as a heading with its
// words. While a title is missing it says the number, and that is found.
func (p *Pack) principlesBelow(f *Facts, words map[string]Text) below {
	var b below
	type part struct {
		title string
		in    filled
	}
	var parts []part
	var texts []string
	for n, principle := range p.Principles {
		number := strconv.Itoa(n + 1)
		title := PrincipleTitle(principle, words)
		if title == "" {
			b.found = append(b.found, finding.Finding{Code: NoTitle, Field: PrincipleTitleID(principle.ID), Severity: finding.Refuse, Args: []string{number}})
		}
		text := words[principle.ID]
		in := fill(text.Words, f)
		if len(in.blocks) == 0 {
			b.found = append(b.found, finding.Finding{Code: NoPrincipleWords, Field: principle.ID, Severity: finding.Refuse, Args: []string{number}})
		} else {
			b.found = append(b.found, p.checkWords(Section{ID: principle.ID}, text, in, f)...)
		}
		if title == "" && len(in.blocks) == 0 {
			continue
		}
		texts, b.names = append(texts, in.text), append(b.names, in.names...)
		parts = append(parts, part{strings.TrimSuffix(number+". "+title, ". "), in})
	}
	b.text = strings.Join(texts, "\n\n")
	b.blocks = func(level int) []paper.Block {
		var blocks []paper.Block
		for _, part := range parts {
			heading := part.title
			if !strings.Contains(heading, ".") {
				heading = "Principle " + heading
			}
			blocks = append(blocks, paper.Heading{Level: level, Text: heading})
			blocks = append(blocks, under(level, part.in.blocks)...)
		}
		return blocks
	}
	return b
}

// activityBlocks are the table of what is done about each barrier.
func activityBlocks(s *Strategy) []paper.Block {
	if len(s.Rows) == 0 {
		return nil
	}
	table := paper.Table{
		Caption: "What we do in " + s.YearName,
		Cols:    []paper.Col{{Weight: 4}, {Weight: 5}, {Weight: 3}, {Weight: 3}, {Weight: 4}},
		Head:    []paper.Row{paper.HeadRow("What stands in the way", "What we do", "For whom", "When", "How we will know")},
	}
	serves := servedBy(s)
	if len(serves) > 0 {
		table.Cols = append(table.Cols, paper.Col{Weight: 2.2})
		table.Head[0] = append(table.Head[0], paper.HeadCell("Principles"))
	}
	for n, r := range s.Rows {
		row := paper.Row{
			paper.TextCell(orDash(r.Barrier)), {Text: paper.Text(orDash(r.What)), Header: true}, paper.TextCell(orDash(r.Pupils)),
			paper.TextCell(whenWords(r.Activity)), paper.TextCell(orDash(r.Measure)),
		}
		if len(serves) > 0 {
			row = append(row, paper.TextCell(orDash(strings.Join(serves[n], ", "))))
		}
		table.Body = append(table.Body, row)
	}
	return []paper.Block{table}
}

// servedBy gives the numbers of the principles that each activity serves, nil where none
// serves any.
func servedBy(s *Strategy) map[int][]string {
	serves := map[int][]string{}
	for n, p := range s.ByPrinciple {
		for _, at := range p.Activities {
			serves[at] = append(serves[at], strconv.Itoa(n+1))
		}
	}
	return serves
}

func orDash(words string) string { return cmp.Or(words, "–") }

// whenWords says when an activity runs: all year where no dates are given.
func whenWords(a Activity) string {
	switch {
	case a.From.IsZero() && a.Until.IsZero():
		return "All year"
	case a.Until.IsZero():
		return "From " + a.From.Words()
	case a.From.IsZero():
		return "To " + a.Until.Words()
	}
	return a.From.Words() + " to " + a.Until.Words()
}

// costBlocks are the table of costs with its total against what the fund brings, and one of
// the years where the strategy covers several.
func costBlocks(s *Strategy) []paper.Block {
	if len(s.Rows) == 0 && s.Allocation.IsZero() {
		return nil
	}
	both := !s.Own.IsZero() && !s.Provision.IsZero()
	table := paper.Table{Caption: "What it costs in " + s.YearName, Cols: []paper.Col{{Weight: 6}}, Head: []paper.Row{paper.HeadRow("What we do")}}
	if both {
		table.Cols = append(table.Cols, paper.Col{Weight: 3, Right: true}, paper.Col{Weight: 3, Right: true})
		table.Head[0] = append(table.Head[0], paper.HeadCell("Groups and sessions"), paper.HeadCell("Other costs"))
	}
	table.Cols = append(table.Cols, paper.Col{Weight: 3, Right: true})
	table.Head[0] = append(table.Head[0], paper.HeadCell("Cost"))
	line := func(name string, provision, own, total money.Amount) paper.Row {
		row := paper.Row{paper.HeadCell(name)}
		if both {
			row = append(row, paper.TextCell(provision.Words()), paper.TextCell(own.Words()))
		}
		return append(row, paper.TextCell(total.Words()))
	}
	for _, r := range s.Rows {
		table.Body = append(table.Body, line(r.Name(), r.Provision, r.Amount, r.Total))
	}
	table.Foot = append(table.Foot, line("All activities", s.Provision, s.Own, s.Planned))
	whole := func(name string, a money.Amount) {
		label := paper.HeadCell(name)
		if both {
			label.ColSpan = 3
		}
		table.Foot = append(table.Foot, paper.Row{label, paper.TextCell(a.Words())})
	}
	whole("What the fund brings ("+s.Fund+")", s.Allocation)
	switch {
	case s.Left.IsNegative():
		whole("More than the fund brings", s.Left.Neg())
	case !s.Left.IsZero():
		whole("Not planned yet", s.Left)
	}
	return append([]paper.Block{table}, yearBlocks(s)...)
}

func yearBlocks(s *Strategy) []paper.Block {
	if len(s.Years) == 0 {
		return nil
	}
	table := paper.Table{
		Caption: "The years of this strategy",
		Cols:    []paper.Col{{Weight: 3}, {Weight: 2, Right: true}, {Weight: 3, Right: true}, {Weight: 3, Right: true}},
		Head:    []paper.Row{paper.HeadRow("School year", "Activities", "Planned", "What the fund brings")},
	}
	for _, y := range s.Years {
		table.Body = append(table.Body, paper.Row{paper.HeadCell(y.YearName), paper.TextCell(strconv.Itoa(y.Activities)),
			paper.TextCell(y.Planned.Words()), paper.TextCell(y.Allocation.Words())})
	}
	return []paper.Block{table, paper.P("The plan and the money of later years are looked at again before each of them begins.")}
}

// Span names the school years that a strategy covers: 2026-27, or 2026-27 to 2028-29.
func (s Strategy) Span() string {
	if s.Last > s.First {
		return day.AcademicYearName(s.First) + " to " + day.AcademicYearName(s.Last)
	}
	return s.YearName
}

// cover is the first page: whose strategy it is, for which years, what money it plans, who
// approved it, and that it is looked at again (conditions of grant 2026-27: a strategy of
// several years is reviewed every year and says so on its cover).
func cover(f *Facts, draft bool) []paper.Block {
	s := &f.Strategy
	kv := paper.KeyValues{Caption: "About this strategy"}
	facts := append([][2]string{{"School", f.School}, {"School year", s.Span()}, {s.Fund, s.Allocation.Words()}}, f.howItStands(draft)...)
	if s.Last > s.First {
		facts[1][0] = "School years"
		facts[2][0] += " in " + s.YearName
	}
	for _, fact := range facts {
		if strings.TrimSpace(fact[1]) != "" {
			kv.Pairs = append(kv.Pairs, paper.Fact(fact[0], fact[1]))
		}
	}
	words := "This strategy is for " + s.Span() + ". It is looked at again every year."
	if s.Last > s.First {
		words = "This strategy runs to " + day.Of(s.Last+1, 8, 31).Words() + " and is looked at again every year."
	}
	return []paper.Block{kv, paper.P(words), paper.PageBreak{}}
}
