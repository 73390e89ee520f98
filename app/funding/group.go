package funding

import (
	"fmt"

	"needsbook/app/money"
	"needsbook/app/paper"
)

// schools are the schools that share, with at least the one the request is from.
func (f *Facts) schools() []Partner {
	if len(f.Partners) > 0 {
		return f.Partners
	}
	return []Partner{{Name: f.School, Pupils: len(f.Members), Lead: true}}
}

// heads is how many pupils of all the schools share.
func (f *Facts) heads() (n int) {
	for _, p := range f.schools() {
		n += max(0, p.Pupils)
	}
	return n
}

// Shares are the parts of the cost of a group or a project by school, to the penny.
func Shares(f Facts) []Share { return f.shares(totals(&f).Total) }

// shares divides what a group's help costs among the schools, by how many of their pupils
// share it. A school's own money counts up to its share. All columns add up to the totals
// of the request to the penny.
func (f *Facts) shares(total money.Amount) []Share {
	heads := f.heads()
	if heads == 0 {
		return nil
	}
	each := money.Split(total, heads)
	var out []Share
	for _, p := range f.schools() {
		s := Share{School: p}
		for range max(0, p.Pupils) {
			s.Cost, each = s.Cost.Add(each[0]), each[1:]
		}
		if amountFault(p.Pays) == nil {
			s.Pays = money.Min(p.Pays, s.Cost)
		}
		s.Asked = s.Cost.Sub(s.Pays)
		out = append(out, s)
	}
	return out
}

// memberShares is what each pupil of the group bears of the whole: the part of the own
// school, to the penny.
func (f *Facts) memberShares(total money.Amount) []money.Amount {
	own := money.Amount{}
	for i, s := range f.shares(total) {
		if f.isOwn(i) {
			own = s.Cost
		}
	}
	if len(f.Members) == 0 {
		return nil
	}
	return money.Split(own, len(f.Members))
}

// isOwn reports whether a school of schools() is the one the request is from: the one
// with its name, else the first.
func (f *Facts) isOwn(n int) bool {
	own := 0
	for i, p := range f.schools() {
		if p.Name == f.School {
			own = i
			break
		}
	}
	return n == own
}

// contribution is what is paid first: by the school for one pupil, by all the schools for
// a group.
func (f *Facts) contribution(total money.Amount) money.Amount {
	if f.kind() != KindGroup {
		return f.Contribution.Amount
	}
	var pays money.Amount
	for _, s := range f.shares(total) {
		pays = pays.Add(s.Pays)
	}
	return pays
}

func checkMembers(r GateRule, _ *Form, f *Facts) look {
	switch n := len(f.Members); {
	case n == 0:
		return missing("No pupil is in the group yet.")
	case n < r.Least:
		return check(fmt.Sprintf("There is %d pupil in the group; a group has at least %d. For one pupil, start an %s.", n, r.Least, f.word("request_individual")))
	}
	for _, m := range f.Members {
		lacking := absent(named{"year group", blank(m.Pupil.YearGroup)}, named{"main need", blank(m.Need)}, named{"confirmed " + f.word("level"), blank(m.Level) || m.LevelOn.IsZero()})
		if lacking != "" {
			saw := missing("The record of " + m.Code + " lacks: " + lacking + ".")
			saw.pupil = m.ID
			return saw
		}
	}
	return fine
}

func checkShared(r GateRule, _ *Form, f *Facts) look {
	whole := 0
	for _, o := range f.Shared {
		if !blank(o.Words) && (!blank(o.Target) || !blank(o.Measure)) && !o.ByWhen.IsZero() {
			whole++
		}
	}
	switch {
	case whole >= r.Least && whole == len(f.Shared):
		return fine
	case len(f.Shared) == 0:
		return missing("No outcome is written.")
	}
	return check(fmt.Sprintf("%d of %d outcomes have a target or a measure, and a date; at least %d are needed.", whole, len(f.Shared), r.Least))
}

// checkLead asks for one school that leads, and how many pupils each school brings.
func checkLead(_ GateRule, _ *Form, f *Facts) look {
	leads := 0
	for _, p := range f.schools() {
		if p.Lead {
			leads++
		}
		if blank(p.Name) {
			return missing("A school that shares has no name.")
		}
		if p.Pupils <= 0 && len(f.Members) > 0 {
			return missing("It is not said how many pupils of " + p.Name + " take part.")
		}
	}
	switch leads {
	case 1:
		return fine
	case 0:
		return missing("It is not said which school leads.")
	}
	return check("More than one school leads. Choose one.")
}

// checkSchoolsPay looks at what each school puts in before it asks for more.
func checkSchoolsPay(_ GateRule, _ *Form, f *Facts) look {
	for _, s := range f.shares(totals(f).Total) {
		switch p := s.School; {
		case amountFault(p.Pays) != nil:
			return check(p.Name + ": " + amountFault(p.Pays).Error())
		case p.Pays.IsZero():
			return missing("It is not said what " + p.Name + " puts in from its own money.")
		case p.Pays.Cmp(s.Cost) > 0 && !s.Cost.IsZero():
			return check(p.Name + " puts in " + p.Pays.Words() + ", more than its part of the cost, " + s.Cost.Words() + ".")
		}
	}
	return fine
}

func checkReviewDate(_ GateRule, _ *Form, f *Facts) look {
	switch {
	case f.ReviewOn.IsZero():
		return missing("No date is set to review the help.")
	case f.ReviewOn.Before(f.Today):
		return check("The review was due on " + f.ReviewOn.Words() + ".")
	case !f.To.IsZero() && f.ReviewOn.After(f.To):
		return check("The review is after the money ends on " + f.To.Words() + ".")
	}
	return fine
}

// members prints the pupils of a group: by code and name, by code and initials, or by
// code alone.
func (w *writer) members() []paper.Block {
	if len(w.facts.Members) == 0 {
		return []paper.Block{paper.P("No pupil is in the group yet.")}
	}
	table := paper.Table{
		Caption: "Pupils of this school", Cols: []paper.Col{{Weight: 3}, {Weight: 2}, {Weight: 3}, {Weight: 3}, {Weight: 4}, {Weight: 2}, {Weight: 2, Right: true}},
		Head: []paper.Row{paper.HeadRow("Pupil", "Year group", "Main need", w.facts.say("{Level}"), "What this pupil needs of it", "Consent", "Share of the cost")},
	}
	shares := w.facts.memberShares(w.sum.Total)
	var total money.Amount
	for i, m := range w.facts.Members {
		total = total.Add(shares[i])
		table.Body = append(table.Body, paper.BodyRow(w.memberName(m), orDash(m.Pupil.YearGroup), orDash(m.Need), orDash(m.Level), orDash(w.mask(m.Note)), w.consentDay(m), shares[i].Words()))
	}
	table.Foot = []paper.Row{{{Text: paper.Text("Together"), Header: true, ColSpan: 6}, paper.TextCell(total.Words())}}
	return []paper.Block{table}
}

// consentDay says since when the consent for a pupil stands.
func (w *writer) consentDay(m Member) string {
	if saw := oneConsent(GateRule{}, m.Consent, "", w.facts); saw.state != OK {
		return "None yet"
	}
	return m.Consent.On.Words()
}

// shareTable prints what the help costs, split by school.
func (w *writer) shareTable() []paper.Block {
	shares := w.facts.shares(w.sum.Total)
	if len(shares) == 0 {
		return nil
	}
	table := paper.Table{
		Caption: "The cost by school", Cols: []paper.Col{{Weight: 5}, {Weight: 2, Right: true}, {Weight: 3, Right: true}, {Weight: 3, Right: true}, {Weight: 3, Right: true}},
		Head: []paper.Row{paper.HeadRow("School", "Pupils", "Part of the cost", "Pays itself", "Asked for")},
	}
	for _, s := range shares {
		name := s.School.Name
		if s.School.Lead {
			name += " (leads)"
		}
		table.Body = append(table.Body, paper.BodyRow(orDash(name), fmt.Sprint(s.School.Pupils), s.Cost.Words(), s.Pays.Words(), s.Asked.Words()))
	}
	table.Foot = []paper.Row{{paper.HeadCell("Together"), paper.TextCell(fmt.Sprint(w.facts.heads())), paper.TextCell(w.sum.Total.Words()), paper.TextCell(w.sum.School.Words()), paper.TextCell(w.sum.Extra.Words())}}
	sum := fmt.Sprintf("Each school bears the cost by its number of pupils: %s ÷ %d pupils = %s for each, to the penny.", w.sum.Total.Words(), w.facts.heads(), money.Split(w.sum.Total, w.facts.heads())[0].Words())
	return []paper.Block{table, paper.P(sum)}
}

// shared prints what a group or a project works towards.
func (w *writer) shared() []paper.Block {
	if len(w.facts.Shared) == 0 {
		return []paper.Block{paper.P("No outcome is written.")}
	}
	table := paper.Table{
		Caption: "Outcomes", Cols: []paper.Col{{Weight: 5}, {Weight: 5}, {Weight: 2}},
		Head: []paper.Row{paper.HeadRow("What should change", "Target and how we measure it", "By")},
	}
	for _, o := range w.facts.Shared {
		table.Body = append(table.Body, paper.BodyRow(orDash(w.mask(o.Words)), orDash(w.mask(join("; ", o.Target, o.Measure))), orDash(o.ByWhen.Words())))
	}
	return []paper.Block{table}
}
