package desk

import (
	"context"
	"strconv"
	"strings"

	"needsbook/app/provision"
	"needsbook/app/register"
)

// agendaFacts are what the facts on an agenda are read from.
type agendaFacts struct {
	d       *Desk
	record  Record
	meeting provision.Meeting
	held    []provision.Attendance
}

// agendaKinds give the lines of each kind of fact that an agenda can ask for.
var agendaKinds = map[string]func(agendaFacts) []string{
	"pupil_view":      func(f agendaFacts) []string { return f.view(register.NotePupilView) },
	"parent_view":     func(f agendaFacts) []string { return f.view(register.NoteParentView) },
	"went_well":       agendaFacts.wentWell,
	"last_review":     agendaFacts.lastReview,
	"outcomes":        agendaFacts.outcomes,
	"provision":       agendaFacts.provision,
	"advice":          agendaFacts.advice,
	"actions":         agendaFacts.actions,
	"plan":            agendaFacts.plan,
	"health_and_care": agendaFacts.healthAndCare,
	"amendments":      agendaFacts.amendments,
	"next":            agendaFacts.next,
}

// agendaOf fills in the agenda of a meeting from a pupil's record.
func (d *Desk) agendaOf(ctx context.Context, r Record, m provision.Meeting) ([]string, error) {
	f := agendaFacts{d: d, record: r, meeting: m}
	if err := readOf(ctx, d.store, kindAttendance, r.ID, &f.held); err != nil {
		return nil, err
	}
	return orEmpty(d.agendas.For(m.Kind, r.Year.Code, func(kind string) []string { return agendaKinds[kind](f) })), nil
}

// Agenda fills in the agenda of a meeting anew from what the record says today.
// Nothing is stored.
func (d *Desk) Agenda(ctx context.Context, m provision.Meeting) ([]string, error) {
	r, err := d.Record(ctx, m.Pupil)
	if err != nil {
		return nil, err
	}
	return d.agendaOf(ctx, r, m)
}

// view is the latest thing that somebody said, before this meeting.
func (f agendaFacts) view(noteType string) []string {
	v := viewOf(f.record.Notes, noteType, "")
	if strings.TrimSpace(v.Words) == "" {
		return nil
	}
	return []string{v.On.Words() + ": " + shortened(v.Words)}
}

// wentWell are outcomes that were met and what the pupil is good at.
func (f agendaFacts) wentWell() (out []string) {
	for _, o := range f.record.Outcomes {
		if o.Result == provision.ResultMet {
			out = append(out, "Met: "+shortened(joinWords(". ", o.Words, o.Evidence)))
		}
	}
	if f.record.Strengths != "" {
		out = append(out, "Good at, enjoys: "+shortened(f.record.Strengths))
	}
	return out
}

func (f agendaFacts) lastReview() []string {
	at := lastReviewed(f.record.Cycles)
	if at < 0 {
		return nil
	}
	c := f.record.Cycles[at]
	return []string{c.Reviewed.Words() + ": " + shortened(joinWords(". ", provision.ResultName(c.Result), c.Evidence)), "What changed then: " + orElse(shortened(c.Next), "nothing is written")}
}

// outcomes are what the plan works on now, each with where it began and its target.
func (f agendaFacts) outcomes() (out []string) {
	for _, o := range openOutcomes(f.record) {
		out = append(out, joinWords(". ", shortened(o.Words), prefixWords("At the start: ", o.Baseline), prefixWords("Target: ", o.Target), prefixWords("Measured by: ", o.Measure), prefixWords("By ", o.ByWhen.Words())))
	}
	return out
}

// provision is the help in place, each with how much of it was held and attended.
func (f agendaFacts) provision() (out []string) {
	for _, l := range f.record.Provision {
		if !l.Line.End.IsZero() && l.Line.End.Before(f.d.Today()) {
			continue
		}
		line := joinWords(": ", l.Line.Description, helpWords(l.Line))
		if words := attendedWords(f.held, l.ID); words != "" {
			line += "; " + words
		}
		out = append(out, line)
	}
	return out
}

// attendedWords say how many of the sessions held a pupil came to, always as n of n;
// nothing where no tick-sheet was kept.
func attendedWords(held []provision.Attendance, placement string) string {
	came, of, cancelled := 0, 0, 0
	for _, week := range held {
		if week.Placement != placement {
			continue
		}
		for _, mark := range week.Marks {
			switch mark {
			case provision.MarkThere:
				came, of = came+1, of+1
			case provision.MarkAbsent:
				of++
			case provision.MarkNotHeld:
				cancelled++
			}
		}
	}
	if of+cancelled == 0 {
		return ""
	}
	words := "came to " + numberOf(came, of) + " sessions held"
	if cancelled > 0 {
		words += ", " + numberOf(cancelled, of+cancelled) + " not held"
	}
	return words
}

// advice is what was recommended and not acted on.
func (f agendaFacts) advice() (out []string) {
	for _, a := range f.record.Advice {
		if a.Done != provision.AdviceDone {
			out = append(out, joinWords(", ", a.Role, a.On.Words())+": "+shortened(a.Words)+" ("+strings.ToLower(orElse(register.Named(provision.AdviceStates, a.Done), "Not yet"))+")")
		}
	}
	return out
}

// actions are what was agreed at earlier meetings and not done.
func (f agendaFacts) actions() (out []string) {
	for _, m := range f.record.Meetings {
		if m.ID == f.meeting.ID && m.ID != "" || m.On.After(f.meeting.On) {
			continue
		}
		for _, a := range m.Actions {
			if a.Waits() && a.What != "" {
				out = append(out, shortened(a.Words())+" (agreed on "+m.On.Words()+")")
			}
		}
	}
	return out
}

func (f agendaFacts) plan() []string {
	p, has := standingPlan(f.record.EHCPlans)
	if !has {
		return nil
	}
	return kept([]string{
		joinWords(", ", "Issued by "+p.Authority, "on "+p.Issued.Words(), prefixWords("naming ", p.Setting)),
		prefixWords("Outcomes sought (E): ", shortened(p.Sections["E"])),
		prefixWords("Provision (F): ", shortened(p.Sections["F"])),
	}, func(line string) bool { return line != "" })
}

// healthAndCare are the sections of the plan on health and social care.
func (f agendaFacts) healthAndCare() (out []string) {
	p, _ := standingPlan(f.record.EHCPlans)
	for _, letter := range []string{"C", "D", "G", "H1", "H2"} {
		if words := shortened(p.Sections[letter]); words != "" {
			out = append(out, "Section "+letter+": "+words)
		}
	}
	return out
}

// amendments are what the school suggests and the council has not decided on.
func (f agendaFacts) amendments() (out []string) {
	for _, a := range f.record.Amendments {
		if a.Outcome == "" {
			out = append(out, "Section "+a.Section+": "+shortened(a.Suggestion))
		}
	}
	return out
}

// next are the days that are set already.
func (f agendaFacts) next() (out []string) {
	if due := f.record.ReviewDue; !due.IsZero() {
		out = append(out, "The plan is to be reviewed by "+due.Words())
	}
	if p, has := standingPlan(f.record.EHCPlans); has && p.Stages.Meeting.After(f.meeting.On) {
		out = append(out, "The annual review is on "+p.Stages.Meeting.Words())
	}
	return out
}

// longestFact is how much of one text stands on an agenda, in letters: the whole of it
// is in the record.
const longestFact = 220

// shortened keeps the beginning of a text, up to the end of a word.
func shortened(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	letters := []rune(text)
	if len(letters) <= longestFact {
		return text
	}
	cut := string(letters[:longestFact])
	if end := strings.LastIndexByte(cut, ' '); end > 0 {
		cut = cut[:end]
	}
	return strings.TrimRight(cut, " ,;:.") + " …"
}

// joinWords joins the parts that say something.
func joinWords(by string, parts ...string) string {
	return strings.Join(kept(parts, func(p string) bool { return strings.TrimSpace(p) != "" }), by)
}

// prefixWords puts words before a text that says something.
func prefixWords(prefix, text string) string {
	if strings.TrimSpace(text) == "" {
		return ""
	}
	return prefix + text
}

// numberOf writes n of m.
func numberOf(n, of int) string { return strconv.Itoa(n) + " of " + strconv.Itoa(of) }
