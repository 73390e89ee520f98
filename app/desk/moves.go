package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/duties"
	"needsbook/app/exchange"
	"needsbook/app/journal"
	"needsbook/app/register"
)

// MoveStage is where a year group stands in the move between schools.
type MoveStage string

// Stages of a move. The year before it is when the family and the council choose; the
// year after it is when the next school reads what was handed over.
const (
	MoveLeaves MoveStage = "leaves"    // at the end of this school year
	MoveNext   MoveStage = "next_year" // a year later
	MoveJoined MoveStage = "joined"    // came this school year
)

// MovingPupil is a pupil with SEN on the list of who moves.
type MovingPupil struct {
	Entry  *register.Entry
	To     register.Destination // the zero one while nobody has written it down
	Bundle MoveBundle
}

// MoveBundle is how a pupil's record stands on its way.
type MoveBundle string

// Bundles of a move.
const (
	NoBundle       MoveBundle = ""
	BundleWaits    MoveBundle = "waits"    // made, and the receipt has not come back
	BundleReceived MoveBundle = "received" // the next school has opened it
	BundleTaken    MoveBundle = "taken"    // of one who joined: taken in here
)

// MovingGroup is a year group with the pupils who move.
type MovingGroup struct {
	Stage  MoveStage
	Year   register.YearGroup
	Pupils []MovingPupil
}

// MoveYear is the calendar year in which this school year's leavers move.
func (d *Desk) MoveYear() int { return day.AcademicYear(d.Today()) + 1 }

// MovesList lists by year group the pupils with SEN who leave this summer, those who
// leave a year later, and those who joined this school year (Code of Practice 6.57; in
// Kent the Transition Charter asks for it by December).
func (d *Desk) MovesList(ctx context.Context) ([]MovingGroup, error) {
	going, err := d.destinations(ctx, d.MoveYear())
	if err != nil {
		return nil, err
	}
	bundles, err := d.bundles(ctx)
	if err != nil {
		return nil, err
	}
	type group struct {
		stage MoveStage
		year  string
	}
	of := map[group]*MovingGroup{}
	for _, e := range d.everyone() {
		stage, moves := d.stage(e, going[e.ID])
		if !moves {
			continue
		}
		g := group{stage, e.Year.Code}
		if of[g] == nil {
			of[g] = &MovingGroup{Stage: stage, Year: e.Year}
		}
		p := MovingPupil{Entry: e, To: going[e.ID], Bundle: bundles[register.HandoverOut+e.ID]}
		if stage == MoveJoined {
			p.Bundle = bundles[register.HandoverIn+e.ID]
		}
		of[g].Pupils = append(of[g].Pupils, p)
	}
	var out []MovingGroup
	for _, g := range of {
		slices.SortFunc(g.Pupils, func(a, b MovingPupil) int {
			return cmp.Or(cmp.Compare(a.Entry.Surname, b.Entry.Surname), cmp.Compare(a.Entry.Forename, b.Entry.Forename), cmp.Compare(a.Entry.ID, b.Entry.ID))
		})
		out = append(out, *g)
	}
	order := []MoveStage{MoveLeaves, MoveNext, MoveJoined}
	slices.SortFunc(out, func(a, b MovingGroup) int {
		return cmp.Or(cmp.Compare(slices.Index(order, a.Stage), slices.Index(order, b.Stage)), cmp.Compare(b.Year.Order, a.Year.Order))
	})
	return out, nil
}

// stage says where a pupil stands in the move between schools, and whether at all.
func (d *Desk) stage(e *register.Entry, to register.Destination) (MoveStage, bool) {
	today := d.Today()
	begins := day.Of(day.AcademicYear(today), 9, 1)
	last, found := d.leavingYear()
	switch {
	case !e.OnRegister() || !e.OnRoll(today):
		return "", false
	case to.Known() || found && e.Year.Order == last.Order:
		return MoveLeaves, true
	case found && e.Year.Order == last.Order-1:
		return MoveNext, true
	case !e.Entered.Before(begins):
		return MoveJoined, true
	}
	return "", false
}

// leavingYear is the year group in which pupils leave the school; false where they move
// on inside it, as in an all-through or special school.
func (d *Desk) leavingYear() (register.YearGroup, bool) {
	s := d.School()
	code := firstOf(s.LastYear, duties.UsualLastYear(s.Phase))
	i := slices.IndexFunc(d.codes.Years, func(y register.YearGroup) bool { return y.Code == code })
	if code == "" || i < 0 {
		return register.YearGroup{}, false
	}
	return d.codes.Years[i], true
}

// bundles says how each pupil's record stands, by direction and pupil.
func (d *Desk) bundles(ctx context.Context) (map[string]MoveBundle, error) {
	list, err := d.Handovers(ctx, "")
	out := map[string]MoveBundle{}
	for _, h := range list { // the newest first: it is the one that counts
		key := h.Direction + h.Pupil
		switch {
		case out[key] != NoBundle:
		case h.Direction == register.HandoverIn:
			out[key] = BundleTaken
		case h.Waits():
			out[key] = BundleWaits
		default:
			out[key] = BundleReceived
		}
	}
	return out, err
}

// destinations are the next schools of a year's move, by pupil.
func (d *Desk) destinations(ctx context.Context, year int) (map[string]register.Destination, error) {
	list, err := where[register.Destination](ctx, d.store, kindDestination, "year", fmt.Sprint(year))
	out := map[string]register.Destination{}
	for _, to := range list {
		if before, twice := out[to.Pupil]; !twice || before.On.Before(to.On) || before.On == to.On && before.ID < to.ID {
			out[to.Pupil] = to
		}
	}
	return out, err
}

// longestSchool bounds a school's name, in letters.
const longestSchool = 120

// SetDestination writes down for pupils which school they go on to this summer, as one
// step. A school without a URN, as abroad, is named alone; neither says that it is not
// decided.
func (d *Desk) SetDestination(ctx context.Context, pupils []string, urn, school string) error {
	urn, school = strings.TrimSpace(urn), strings.Join(strings.Fields(school), " ")
	switch {
	case len(pupils) == 0:
		return refuse("pupil", "Choose the pupils who go there.")
	case urn != "" && !exchange.ValidURN(urn):
		return refuse("urn", "A URN has six digits, such as 123456. You find it on get-information-schools.service.gov.uk. Leave it empty for a school that has none.")
	case urn != "" && urn == d.School().URN:
		return refuse("urn", "This is your own school's URN. Leave the next school empty for a pupil who stays.")
	case len([]rune(school)) > longestSchool:
		return refuse("school", fmt.Sprintf("Use %d letters or fewer.", longestSchool))
	}
	if school == "" && urn != "" {
		known, err := d.KnownSchools(ctx)
		if err != nil {
			return err
		}
		school = known.Name(urn)
	}
	going, err := d.destinations(ctx, d.MoveYear())
	if err != nil {
		return err
	}
	var edits []journal.Edit
	label := ""
	for _, pupil := range pupils {
		e, err := d.Entry(pupil)
		if err != nil {
			return err
		}
		if err := d.stillHere(e); err != nil {
			return err
		}
		before, had := going[e.ID]
		if before.URN == urn && before.School == school && (had || urn == "" && school == "") {
			continue
		}
		to := register.Destination{ID: before.ID, Pupil: e.ID, Year: d.MoveYear(), URN: urn, School: school, On: d.Today(), By: d.options.By}
		if !had {
			to.ID = d.options.NewID()
		}
		label = "Next school of " + e.Name()
		edits = append(edits, journal.Edit{Kind: kindDestination, Key: to.ID, About: e.ID, Value: to})
	}
	if len(edits) == 0 {
		return nil
	}
	if len(edits) > 1 {
		return d.do(ctx, "Next school of "+count(len(edits), "pupil"), "", edits...)
	}
	return d.do(ctx, label, edits[0].About, edits...)
}

// KnownSchool is another school that the desk has heard of.
type KnownSchool struct{ URN, Name string }

// KnownSchoolList is such schools by name.
type KnownSchoolList []KnownSchool

// Name returns the name of a school, "" where it is not known.
func (l KnownSchoolList) Name(urn string) string {
	for _, s := range l {
		if s.URN == urn {
			return s.Name
		}
	}
	return ""
}

// KnownSchools are the schools of the cluster, those that pupils went to or came from
// before, and those written down as next schools, for fields that ask for one.
func (d *Desk) KnownSchools(ctx context.Context) (KnownSchoolList, error) {
	b, _, err1 := d.Bulletin(ctx)
	written, err2 := all[register.Destination](ctx, d.store, kindDestination)
	handed, err3 := all[register.Handover](ctx, d.store, kindHandover)
	if err := errors.Join(err1, err2, err3); err != nil {
		return nil, err
	}
	names := map[string]string{}
	add := func(urn, name string) {
		if exchange.ValidURN(urn) && urn != d.School().URN && names[urn] == "" {
			names[urn] = name
		}
	}
	for _, m := range b.Members {
		add(m.URN, m.Name)
	}
	for _, to := range written {
		add(to.URN, to.School)
	}
	for _, h := range handed {
		add(h.URN, h.School)
	}
	var out KnownSchoolList
	for urn, name := range names {
		out = append(out, KnownSchool{urn, orElse(name, "School "+urn)})
	}
	slices.SortFunc(out, func(a, b KnownSchool) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.URN, b.URN)) })
	return out, nil
}
