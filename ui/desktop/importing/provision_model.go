package importing

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/intake"
	"needsbook/app/money"
	"needsbook/app/provision"
	"needsbook/ui/desktop/wording"
)

// holdsWhat is what a file holds: what the person said, else what its headings tell.
func (m *model) holdsWhat(f file) string {
	if f.holds != "" {
		return f.holds
	}
	if m.desk.LooksLikeProvision(f.content, f.options) {
		return holdsProvision
	}
	return holdsPupils
}

// readMap sets a provision map beside the school's. It changes nothing and may run
// beside the window.
func (m *model) readMap(f file) (desk.ProvisionImport, error) {
	return m.desk.ReadProvisionImport(context.Background(), f.name(), f.content,
		desk.ProvisionImportOptions{ImportOptions: f.options, StaffKind: f.staffKind, Usual: f.usual, Pupils: f.pupils})
}

// takeMap shows a provision map that was read.
func (m *model) takeMap(f file, in desk.ProvisionImport) {
	m.file, m.brought, m.staff = f, in, map[string]string{}
	list, err := m.desk.Staff(context.Background())
	for _, s := range list {
		if err == nil {
			m.staff[s.ID] = s.Name
		}
	}
}

// beginMap chooses the list to look at first.
func (m *model) beginMap() {
	m.mapList, m.changed = mapAdded, m.mapChanges()
	for _, l := range []int{mapRejected, mapAdded, mapChanged} {
		if mapLists[l].rows(m) > 0 {
			m.mapList = l
			return
		}
	}
}

func (m *model) mapRows() int { return mapLists[m.mapList].rows(m) }

// mapComesIn is how many interventions would be added or changed.
func (m *model) mapComesIn() int { return len(m.brought.Plan.Added) + len(m.brought.Plan.Changed) }

// mapSentence says what bringing the map in would do.
func (m *model) mapSentence() string {
	p := m.brought.Plan
	if m.mapComesIn() == 0 {
		words := m.file.name() + " has nothing that the provision map does not have already."
		if n := len(p.Rejected); n > 0 {
			words = m.file.name() + ": no row can come in as it is. Put the rejected rows right first."
		}
		return words
	}
	would := ""
	switch added, changed := wording.Count(len(p.Added), "intervention"), wording.Count(len(p.Changed), "intervention"); {
	case len(p.Changed) == 0:
		would = added + " would be added"
	case len(p.Added) == 0:
		would = changed + " would be changed"
	default:
		would = added + " would be added and " + strconv.Itoa(len(p.Changed)) + " changed"
	}
	return m.file.name() + ": " + would + ". Nothing has been kept yet, and one undo takes it back."
}

// mapOutcome says what was done.
func (m *model) mapOutcome() string {
	p := m.brought.Plan
	var done []string
	if n := len(p.Added); n > 0 {
		done = append(done, wording.Count(n, "intervention")+" added")
	}
	if n := len(p.Changed); n > 0 {
		done = append(done, wording.Count(n, "intervention")+" changed")
	}
	words := strings.Join(done, ", ") + "."
	if n := m.rejectedRows(); n > 0 {
		words += " " + wording.Count(n, "row") + " stayed out."
	}
	return words + " Ctrl+Z takes it back."
}

// rejectedRows is how many rows stay out: one may be wrong in several ways.
func (m *model) rejectedRows() int {
	rows := map[int]bool{}
	for _, e := range m.brought.Plan.Rejected {
		rows[e.Row] = true
	}
	return len(rows)
}

// shapeWords say how the map is laid out.
func (m *model) shapeWords() string {
	if m.brought.Sheet.Shape == intake.ShapeMatrix {
		return "Pupils down, " + wording.Count(len(m.brought.Sheet.Across), "intervention") + " across"
	}
	return "A row for each pupil or group"
}

// costSentence adds up what the map and we say.
func (m *model) costSentence() string {
	theirs, ours := desk.ProvisionCostTotals(m.brought.Costs)
	words := fmt.Sprintf("In all the map says %s and ours comes to %s for this school year", theirs.Words(), ours.Words())
	switch diff := ours.Sub(theirs); {
	case diff.IsZero():
		words += ": the same."
	case diff.IsNegative():
		words += ": " + diff.Neg().Words() + " less."
	default:
		words += ": " + diff.Words() + " more."
	}
	return words + " Enter opens the sum."
}

// mapChange is one thing that changes in an intervention of the school.
type mapChange struct {
	group        intake.ProvisionGroup
	what         string
	before, then string
}

// mapChanges lists what changes, thing by thing.
func (m *model) mapChanges() []mapChange {
	var out []mapChange
	for _, g := range m.brought.Plan.Changed {
		for _, f := range g.Fields {
			out = append(out, mapChange{g, provisionField(f.Field).words, m.detailWords(f.Field, f.Before), m.detailWords(f.Field, f.After)})
		}
		for _, at := range g.Places {
			before := "–"
			if g.Placed[at].ID != "" {
				before = "placed"
			}
			out = append(out, mapChange{g, "Pupil", before, m.pupilNames([]provision.Placement{g.Placed[at]})})
		}
	}
	return out
}

// detailWords are a value of an intervention as people read it.
func (m *model) detailWords(field, text string) string {
	if text == "" {
		return "–"
	}
	switch field {
	case intake.FieldStaffKind:
		return m.desk.RateCard().StaffName(text)
	case intake.FieldStaff:
		if name := m.staff[text]; name != "" {
			return name
		}
	case intake.FieldArea:
		for _, a := range m.desk.Codes().Areas {
			if a.ID == text {
				return a.Name
			}
		}
	case intake.FieldWave:
		n, _ := strconv.Atoi(text)
		return provision.WaveName(n, m.desk.Terms().Say)
	case intake.FieldStarts, intake.FieldEnds:
		if d, err := day.Parse(text, m.desk.Today()); err == nil {
			return d.Words()
		}
	}
	return text
}

// pupilNames names the pupils of places.
func (m *model) pupilNames(placed []provision.Placement) string {
	var ids []string
	for _, p := range placed {
		ids = append(ids, p.Pupil)
	}
	return m.namesOf(ids)
}

// namesOf names pupils as a list does.
func (m *model) namesOf(ids []string) string {
	var out []string
	for _, id := range ids {
		if e, err := m.desk.Entry(id); err == nil {
			out = append(out, wording.ListName(e, m.hidden()))
		}
	}
	return strings.Join(out, "; ")
}

// staffWords say who gives an intervention.
func (m *model) staffWords(g intake.ProvisionGroup) string {
	kind := ""
	if g.What.StaffKind != "" {
		kind = m.desk.RateCard().StaffName(g.What.StaffKind)
	}
	name := g.Staff
	if g.What.Staff != "" {
		name = m.detailWords(intake.FieldStaff, g.What.Staff)
	}
	if name != "" && kind != "" {
		return name + ", " + strings.ToLower(kind)
	}
	return name + kind
}

// timeWords say how long and how often an intervention is given.
func timeWords(i provision.Intervention) string {
	var out []string
	if i.Minutes > 0 {
		out = append(out, strconv.Itoa(i.Minutes)+" min")
	}
	if !i.SessionsAWeek.IsZero() {
		out = append(out, i.SessionsAWeek.String()+" a week")
	}
	if i.Weeks > 0 {
		out = append(out, wording.Count(i.Weeks, "week"))
	}
	if len(out) == 0 {
		return "not said"
	}
	return strings.Join(out, " × ")
}

// rowsOf names the rows of a map.
func rowsOf(rows []int) string {
	words := make([]string, len(rows))
	for i, r := range rows {
		words[i] = strconv.Itoa(r)
	}
	const most = 4
	if len(words) > most {
		words = append(words[:most], "…")
	}
	return strings.Join(words, ", ")
}

// signed writes a difference with its sign.
func signed(a money.Amount) string {
	if a.IsNegative() {
		return "−" + a.Neg().Words()
	}
	if a.IsZero() {
		return a.Words()
	}
	return "+" + a.Words()
}

// unknownIn are the pupils of a row whom a person can choose.
func (m *model) unknownIn(row int) []intake.UnknownPupil {
	var out []intake.UnknownPupil
	for _, u := range m.brought.Plan.Unknown {
		if u.Row == row && !slices.ContainsFunc(out, func(o intake.UnknownPupil) bool { return o.Key == u.Key }) {
			out = append(out, u)
		}
	}
	return out
}
