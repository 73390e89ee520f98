package desk

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/paper"
	"needsbook/app/paper/pdf"
	"needsbook/app/printout"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// MostCases is how many pupils a case-sample pack takes; inspectors follow about six.
const MostCases = 12

// settingCases remembers the pupils of the last sample.
const settingCases = "case_sample"

// RememberedCases are the pupils whom a sample was last chosen of and who are still on
// the register; nil where none was chosen yet.
func (d *Desk) RememberedCases(ctx context.Context) ([]string, error) {
	var chosen []string
	if found, err := d.Setting(ctx, settingCases, &chosen); err != nil || !found {
		return nil, err
	}
	return slices.DeleteFunc(chosen, func(id string) bool {
		_, err := d.Entry(id)
		return err != nil
	}), nil
}

// RememberCases keeps the choice of pupils for the next time. It is no change of any
// record, so the history does not tell of it.
func (d *Desk) RememberCases(ctx context.Context, pupils []string) error {
	return d.SaveSetting(ctx, settingCases, orEmpty(pupils))
}

// cases reads the records of the pupils of a sample.
func (d *Desk) cases(ctx context.Context, pupils []string) ([]Record, error) {
	switch {
	case len(pupils) == 0:
		return nil, refuse("pupils", "No pupil is chosen. Choose the pupils of the sample first.")
	case len(pupils) > MostCases:
		return nil, refuse("pupils", "A case sample takes up to "+count(MostCases, "pupil")+". Choose fewer.")
	}
	var out []Record
	for n, id := range pupils {
		if slices.Contains(pupils[:n], id) {
			return nil, refuse("pupils", "A pupil is chosen twice. Choose each pupil once.")
		}
		r, err := d.Record(ctx, id)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

// CaseSample makes the case-sample pack: the story of each pupil from the record. What is
// missing is not in it, see CaseGaps.
func (d *Desk) CaseSample(ctx context.Context, pupils []string, n Names) (*paper.Doc, error) {
	if err := d.allow(access.Export); err != nil {
		return nil, err
	}
	records, err := d.cases(ctx, pupils)
	if err != nil {
		return nil, err
	}
	others, err := d.everyAdult(ctx)
	if err != nil {
		return nil, err
	}
	s := d.School()
	f := printout.CaseFacts{School: s.Name, Author: s.Senco, Demo: s.Demo, Today: d.Today(), Names: n.forPrint(), Say: d.terms.Say}
	for _, r := range records {
		p, err := d.casePupil(ctx, r, n)
		if err != nil {
			return nil, err
		}
		p.People.Adults = append(p.People.Adults, others...)
		f.Pupils = append(f.Pupils, p)
	}
	fonts, err := pdf.ShippedFonts()
	if err != nil {
		return nil, err
	}
	return printout.CaseSample(f, func(doc *paper.Doc) int {
		pages, err := pdf.Pages(doc, fonts)
		if err != nil {
			return 0 // what is wrong with it is said when it is drawn
		}
		return pages
	}), nil
}

// everyAdult are the adults whom the file names anywhere: families of all pupils, staff,
// and those who wrote records or gave advice.
func (d *Desk) everyAdult(ctx context.Context) (names []string, err error) {
	contacts, err1 := all[register.Contact](ctx, d.store, kindContact)
	staff, err2 := all[provision.Staff](ctx, d.store, kindStaff)
	advice, err3 := all[provision.Advice](ctx, d.store, kindAdvice)
	reviews, err4 := all[provision.PlacementReview](ctx, d.store, kindPlaceReview)
	add := func(name string) {
		if name = strings.TrimSpace(name); printout.LooksLikeName(name) {
			names = append(names, name)
		}
	}
	for _, c := range contacts {
		add(c.Name)
	}
	for _, one := range staff {
		add(one.Name)
	}
	for _, a := range advice {
		add(a.Name)
	}
	for _, r := range reviews {
		add(r.By)
	}
	s := d.School()
	for _, name := range []string{s.SencoDeputy, s.Designated, s.Governor, s.Complaints} {
		add(name)
	}
	slices.Sort(names)
	return slices.Compact(names), errors.Join(err1, err2, err3, err4)
}

// casePupil is the story of one pupil.
func (d *Desk) casePupil(ctx context.Context, r Record, n Names) (printout.CasePupil, error) {
	held, err := where[provision.Attendance](ctx, d.store, kindAttendance, "pupil", r.ID)
	if err != nil {
		return printout.CasePupil{}, err
	}
	p := printout.CasePupil{About: d.about(r, n), Needs: d.needNames(r), Level: d.levelWordsIfAny(r.Level),
		PupilView: lastView(r.Notes, register.NotePupilView), Family: lastView(r.Notes, register.NoteParentView)}
	for _, f := range register.FlagNames {
		if r.Flags.Has(f.Code) {
			p.Groups = append(p.Groups, f.Name)
		}
	}
	p.Did, p.Changed = d.caseDid(r, n), d.caseChanged(r)
	for _, list := range [][]printout.CaseEvent{p.Did, p.Changed} {
		slices.SortStableFunc(list, func(a, b printout.CaseEvent) int { return b.On.Compare(a.On) })
	}
	for _, l := range r.Provision {
		if words := attendedWords(held, l.ID); words != "" {
			p.Attended = append(p.Attended, l.Line.Description+": "+words)
		}
	}
	p.Next = d.caseNext(r, n)
	return p, nil
}

// who is somebody in a case sample: with names off an adult is said by their part alone.
func caseWho(part, name string, n Names) string {
	if n != NamesFull {
		return part
	}
	return joinWords(", ", name, part)
}

// caseDid is what the school did: plans, help, advice that was acted on, meetings and what
// was agreed at them.
func (d *Desk) caseDid(r Record, n Names) (out []printout.CaseEvent) {
	today := d.Today()
	for _, c := range r.Cycles {
		out = append(out, printout.CaseEvent{On: c.Starts, Until: c.Reviewed, What: joinWords(" ", "Plan: "+sentence(c.Aim), sentence(c.Help)), Who: d.terms.Label("senco"), More: c.Evidence})
	}
	for _, list := range [][]ProvisionLine{r.EarlierProvision, r.Provision} {
		for _, l := range list {
			e := printout.CaseEvent{On: l.Line.Start, What: l.Line.Description, Who: d.card.StaffName(l.Line.StaffKind), More: helpWords(l.Line)}
			if l.Line.End.Before(today) {
				e.Until = l.Line.End
			}
			out = append(out, e)
		}
	}
	for _, a := range r.Advice {
		if a.Done == provision.AdviceDone {
			out = append(out, printout.CaseEvent{On: a.On, What: "Advice put in place: " + a.Words, Who: caseWho(a.Role, a.Name, n), More: a.How})
		}
	}
	for _, m := range r.Meetings {
		if !m.On.After(today) && m.IsSigned() {
			out = append(out, printout.CaseEvent{On: m.On, What: register.Named(provision.MeetingKinds, m.Kind), More: m.Words})
		}
		for _, a := range m.Actions {
			if !a.Waits() {
				e := printout.CaseEvent{On: a.Done, What: a.What}
				if n == NamesFull {
					e.Who = a.Who
				}
				out = append(out, e)
			}
		}
	}
	return slices.DeleteFunc(out, func(e printout.CaseEvent) bool { return e.On.After(today) || e.On.IsZero() })
}

// caseChanged is what changed: outcomes with a result, reviews of plans and of help, and
// levels that were confirmed.
func (d *Desk) caseChanged(r Record) (out []printout.CaseEvent) {
	reviewed := map[string]day.Date{}
	for _, c := range r.Cycles {
		reviewed[c.ID] = c.Reviewed
		if c.IsReviewed() && c.Result != "" {
			out = append(out, printout.CaseEvent{On: c.Reviewed, What: "Review of the plan: " + sentence(c.Aim) + " " + sentence(provision.ResultName(c.Result)), More: c.Evidence})
		}
	}
	for _, o := range r.Outcomes {
		if o.Result == "" {
			continue
		}
		out = append(out, printout.CaseEvent{On: measuredOn(o, reviewed[o.Cycle], d.Today()), What: o.Words + ": " + sentence(strings.ToLower(provision.ResultName(o.Result))),
			Who: moved(cmp.Or(o.StartScore, o.Baseline), o.Score, o.StartScore), More: cmp.Or(o.Evidence, o.Measure)})
	}
	names, baselines := map[string]string{}, map[string]string{}
	for _, list := range [][]ProvisionLine{r.EarlierProvision, r.Provision} {
		for _, l := range list {
			names[l.ID] = l.Line.Description
		}
	}
	for _, p := range r.Placements {
		baselines[p.ID] = p.Baseline
	}
	for _, v := range r.PlaceReviews {
		out = append(out, printout.CaseEvent{On: v.On, What: orElse(names[v.Placement], "Help") + ": " + sentence(strings.ToLower(provision.ResultName(v.Result))),
			Who: moved(baselines[v.Placement], v.Score, baselines[v.Placement]), More: joinWords(" ", sentence(v.Evidence), v.Worked)})
	}
	for _, l := range r.Levels {
		out = append(out, printout.CaseEvent{On: l.On, What: d.wordsOf(l), More: l.Reason})
	}
	return out
}

// measuredOn is the day on which an outcome got its result: that of its plan's review, or
// where there was none yet the day it was to be reached by, which may not lie ahead.
func measuredOn(o provision.Outcome, reviewed, today day.Date) day.Date {
	switch {
	case !reviewed.IsZero():
		return reviewed
	case o.ByWhen.After(today):
		return today
	}
	return o.ByWhen
}

// moved says from where to where something was measured, with the change where both are numbers.
func moved(from, to, number string) string {
	if to == "" {
		return ""
	}
	words := "to " + to
	if from != "" {
		words = "From " + from + " " + words
	}
	if gain := provision.GainWords(number, to); gain != "" {
		words += " (" + gain + ")"
	}
	return words
}

// caseNext is what is planned: outcomes that are worked on, agreed actions and the day of
// the next review.
func (d *Desk) caseNext(r Record, n Names) (out []string) {
	if r.ReviewDue.After(d.Today()) || r.ReviewDue == d.Today() {
		out = append(out, "Next review: "+r.ReviewDue.Words()+".")
	}
	for _, o := range openOutcomes(r) {
		words := sentence(o.Words)
		if o.Target != "" {
			words += " Aim: " + sentence(o.Target)
		}
		if !o.ByWhen.IsZero() {
			words += " By " + o.ByWhen.Words() + "."
		}
		out = append(out, words)
	}
	for _, m := range r.Meetings {
		for _, a := range m.Actions {
			if a.Waits() && !a.By.Before(d.Today()) {
				if n != NamesFull {
					a.Who = ""
				}
				out = append(out, sentence(a.Words()))
			}
		}
	}
	return out
}
