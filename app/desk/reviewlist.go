package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/duties"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/app/school"
)

// Kinds of thing in the list of reviews, beside the kinds of meeting.
const (
	ReviewPlan         = provision.MeetingPlan
	ReviewIntervention = InterventionReview
	ReviewAnnual       = provision.MeetingAnnualReview
)

// ReviewKinds are the kinds of thing in the list of reviews with their words.
var ReviewKinds = []register.Item{
	{ID: ReviewPlan, Name: "Reviews of plans"}, {ID: ReviewIntervention, Name: "Reviews of interventions"}, {ID: ReviewAnnual, Name: "Annual reviews"},
	{ID: provision.MeetingParents, Name: "Meetings with parents"}, {ID: provision.MeetingOther, Name: "Other meetings"},
}

// ReviewItem is a review, a stage of an annual review or a meeting on its day.
type ReviewItem struct {
	On     day.Date            `json:"on"`
	At     provision.TimeOfDay `json:"at"`
	Kind   string              `json:"kind"` // one of ReviewKinds
	Title  string              `json:"title"`
	Pupil  string              `json:"pupil,omitempty"` // "" for the review of an intervention
	Name   string              `json:"name,omitempty"`  // the pupil as the register lists them
	Class  string              `json:"class,omitempty"`
	Done   bool                `json:"done"`
	Record string              `json:"record,omitempty"` // id of the meeting or the intervention
	Stage  string              `json:"stage,omitempty"`  // of an annual review
	Owner  duties.Owner        `json:"owner,omitempty"`
	Where  string              `json:"where"` // the screen that does it, and what it is given
	Arg    string              `json:"arg"`
}

// IsLate reports whether the item should have been done before a day.
func (i ReviewItem) IsLate(today day.Date) bool { return !i.Done && i.On.Before(today) }

// Reviews lists the reviews and meetings of this school year and those to come, by
// day: plans and interventions that are due for review, the stages of annual reviews
// that are not done, and meetings.
func (d *Desk) Reviews(ctx context.Context) ([]ReviewItem, error) {
	f, err := d.todayFacts(ctx)
	if err != nil {
		return nil, err
	}
	meetings, err := d.Meetings(ctx, day.Of(day.AcademicYear(f.today), 9, 1), day.Date{})
	if err != nil {
		return nil, err
	}
	type of struct {
		pupil string
		on    day.Date
	}
	out, recorded := []ReviewItem{}, map[of]bool{}
	for _, m := range meetings {
		e, err := d.Entry(m.Pupil)
		if err != nil {
			return nil, err
		}
		item := d.itemOf(e, m.Kind, m.KindName, m.On)
		item.At, item.Done, item.Record, item.Where, item.Arg = m.At, m.IsSigned(), m.ID, "meeting", m.ID
		out, recorded[of{m.Pupil, m.On}] = append(out, item), true
	}
	for _, e := range d.everyone() {
		if !e.OnRoll(f.today) {
			continue
		}
		if !e.ReviewDue.IsZero() && !recorded[of{e.ID, e.ReviewDue}] {
			item := d.itemOf(e, ReviewPlan, "Review of the plan", e.ReviewDue)
			item.Where, item.Arg = "pupil", e.ID+"/review"
			out = append(out, item)
		}
		t, has := d.trailOf(f, e)
		if !has {
			continue
		}
		for _, s := range t.Stages {
			if s.Waits() && (s.Firm || s.ID == duties.StageMeeting) && !recorded[of{e.ID, s.Due}] {
				out = append(out, d.stageItem(e, s))
			}
		}
	}
	runs, err := d.ProvisionMap(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range runs {
		if !r.ReviewDue.IsZero() {
			out = append(out, ReviewItem{On: r.ReviewDue, Kind: ReviewIntervention, Title: r.Name + " (" + count(len(r.Placed), "pupil") + ")", Record: r.ID, Where: "groupreview", Arg: InterventionArg(r.ID)})
		}
	}
	slices.SortStableFunc(out, func(a, b ReviewItem) int {
		return cmp.Or(a.On.Compare(b.On), cmp.Compare(a.At, b.At), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Title, b.Title))
	})
	return out, nil
}

func (d *Desk) itemOf(e *register.Entry, kind, title string, on day.Date) ReviewItem {
	return ReviewItem{On: on, Kind: kind, Title: title, Pupil: e.ID, Name: e.ListName(), Class: e.Class}
}

// stageItem is a stage of an annual review. A meeting without a day asks for one.
func (d *Desk) stageItem(e *register.Entry, s duties.Stage) ReviewItem {
	item := d.itemOf(e, ReviewAnnual, s.Title, s.Due)
	item.Stage, item.Owner, item.Where, item.Arg = s.ID, s.Owner, "pupil", e.ID+"/stages"
	switch {
	case s.ID == duties.StageMeeting && s.Firm:
		item.Title, item.Where, item.Arg = "Annual review meeting", "meeting", "with/"+e.ID+"/"+provision.MeetingAnnualReview
	case s.ID == duties.StageMeeting:
		item.Title = "Annual review: set the day of the meeting, and hold it by this one"
	}
	return item
}

// trailOf is the annual review that runs for a pupil, and whether there is a plan.
func (d *Desk) trailOf(f todayFacts, e *register.Entry) (duties.Trail, bool) {
	p := f.of(e.ID)
	if p.plan == nil || e.Status != "E" {
		return duties.Trail{}, false
	}
	var asked day.Date
	for _, a := range p.asks {
		if a.meeting == p.plan.Stages.Meeting && (asked.IsZero() || a.on.Before(asked)) {
			asked = a.on
		}
	}
	return duties.TrailOf(*p.plan, asked, f.today, f.calendar, d.deadlines), true
}

// AnnualReview is the annual review that runs for a pupil with an EHC plan.
type AnnualReview struct {
	duties.Trail
	Name  string `json:"name"`
	Class string `json:"class"`
}

// AnnualReviews lists the annual reviews that run, the one whose next stage is due
// first before the others.
func (d *Desk) AnnualReviews(ctx context.Context) ([]AnnualReview, error) {
	f, err := d.todayFacts(ctx)
	if err != nil {
		return nil, err
	}
	out := []AnnualReview{}
	for _, e := range d.everyone() {
		if t, has := d.trailOf(f, e); has && e.OnRoll(f.today) {
			out = append(out, AnnualReview{Trail: t, Name: e.ListName(), Class: e.Class})
		}
	}
	slices.SortStableFunc(out, func(a, b AnnualReview) int {
		x, _ := a.Next()
		y, _ := b.Next()
		return cmp.Or(x.Due.Compare(y.Due), cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)))
	})
	return out, nil
}

// AnnualReview returns the annual review that runs for a pupil, and whether an EHC
// plan is in the record.
func (d *Desk) AnnualReview(ctx context.Context, pupil string) (AnnualReview, bool, error) {
	e, err := d.Entry(pupil)
	if err != nil {
		return AnnualReview{}, false, err
	}
	f, err := d.todayFacts(ctx)
	if err != nil {
		return AnnualReview{}, false, err
	}
	t, has := d.trailOf(f, e)
	return AnnualReview{Trail: t, Name: e.ListName(), Class: e.Class}, has, nil
}

// ClosedOn says in words why there is no school on a day from Monday to Friday: the
// name of the holiday or of the day; "" on a school day.
func ClosedOn(c school.Calendar, on day.Date) string {
	y, known := c.Year(day.AcademicYear(on))
	if !known || c.IsSchoolDay(on) {
		return ""
	}
	for _, span := range slices.Concat(y.Holidays, y.Closed) {
		if span.Has(on) {
			return orElse(span.Name, "No school")
		}
	}
	return "Holidays"
}
