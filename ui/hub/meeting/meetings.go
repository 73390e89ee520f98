package meeting

import (
	"context"
	"net/http"
	"regexp"
	"slices"

	"needsbook/app/cluster/book"
	"needsbook/app/cluster/panel"
	"needsbook/app/cluster/people"
	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/layout"
)

func link(to, words string) layout.Link { return layout.Link{To: to, Words: words} }

// meetingsPage lists the meetings of the panel.
type meetingsPage struct {
	*view
	Meetings []panel.Meeting // the latest first
	Plan     *form
}

func showMeetings(v *view, w http.ResponseWriter) error {
	p := meetingsPage{view: v, Meetings: slices.Clone(v.state.Meetings)}
	slices.Reverse(p.Meetings)
	if v.may(people.KeepAgenda) {
		p.Plan = v.form(planForm(panel.MeetingPlan{}), "plan", "meetings")
		p.Plan.Folded = len(p.Meetings) > 0
	}
	return v.write(w, "meetings", v.page("Meetings", "Dates, and the days for papers, go round to every school’s program.", p))
}

// planForm plans a meeting, or changes one.
func planForm(m panel.MeetingPlan) form {
	f := form{Title: "Plan a meeting", Button: "Plan it and tell the schools", Fields: []field{
		{Name: "on", Label: "Day", Kind: fieldDate, Half: true},
		{Name: "starts", Label: "Begins at", Kind: fieldTime, Optional: true, Half: true},
		{Name: "papers_by", Label: "Papers by", Kind: fieldDate, Hint: "Schools’ programs send by themselves in the two days before.", Optional: true},
		{Name: "place", Label: "Place", Kind: fieldText, Most: 100, Optional: true},
	}}
	if m.ID != "" {
		f.Title, f.Button = "Change the day or the place", "Change it and tell the schools"
		for i, value := range []string{m.On.String(), m.Starts, m.PapersBy.String(), m.Place} {
			f.Fields[i].Value = value
		}
		f.Fields = append(f.Fields, field{Name: "cancelled", Label: "The meeting is cancelled", Kind: fieldTick})
	}
	return f
}

var timeForm = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$`)

func readPlan(v *view, f form, in *input) panel.MeetingPlan {
	m := panel.MeetingPlan{On: in.date(f.field("on"), v.today), Starts: in.text(f.field("starts")), PapersBy: in.date(f.field("papers_by"), v.today), Place: in.text(f.field("place"))}
	if m.Starts != "" && !timeForm.MatchString(m.Starts) {
		in.fault("starts", "Begins at: write the time as 09:30.")
	}
	if err := roundOf(v, m).Public().Check(); err != nil && len(in.faults) == 0 {
		in.fault("", "The meeting cannot be sent round: "+err.Error()+".")
	}
	return m
}

// roundOf is a planned meeting as the schools are told of it.
func roundOf(v *view, m panel.MeetingPlan) inbox.Meeting {
	return inbox.Meeting{ID: m.On.String(), Cluster: v.cluster.ID, On: m.On, Starts: m.Starts, Place: m.Place, PapersBy: m.PapersBy}
}

var planMeeting = act{
	path: "meetings", action: people.KeepAgenda, done: "The meeting is planned. The schools’ programs show it when they next fetch what is new.",
	form: func(*view) (form, error) { return planForm(panel.MeetingPlan{}), nil },
	do: func(v *view, f form, in *input) ([]book.Draft, error) {
		return v.state.PlanMeeting(v.by(), readPlan(v, f, in))
	},
	also: func(v *view, ctx context.Context, hub inbox.Inbox, f form, in *input) error {
		return v.sendRound(ctx, hub, panel.Meeting{}, readPlan(v, f, in))
	},
	to: func(v *view, _ *input) string { return v.to("meetings") },
}

var changeMeeting = act{
	path: "meetings/{meeting}/change", action: people.KeepAgenda, done: "The meeting is changed. The schools’ programs show it when they next fetch what is new.",
	form: func(v *view) (form, error) {
		m, err := v.meeting()
		return planForm(planOf(m)), err
	},
	do: func(v *view, f form, in *input) ([]book.Draft, error) {
		m, err := v.meeting()
		if err != nil {
			return nil, err
		}
		return v.state.PlanMeeting(v.by(), changedPlan(v, m, f, in))
	},
	also: func(v *view, ctx context.Context, hub inbox.Inbox, f form, in *input) error {
		m, err := v.meeting()
		if err != nil {
			return err
		}
		return v.sendRound(ctx, hub, m, changedPlan(v, m, f, in))
	},
	to: toMeeting,
}

func planOf(m panel.Meeting) panel.MeetingPlan {
	return panel.MeetingPlan{ID: m.ID, On: m.On, Starts: m.Starts, Place: m.Place, PapersBy: m.PapersBy, Cancelled: m.State == panel.Cancelled}
}

func changedPlan(v *view, m panel.Meeting, f form, in *input) panel.MeetingPlan {
	plan := readPlan(v, f, in)
	plan.ID, plan.Cancelled = m.ID, in.ticked("cancelled")
	return plan
}

// sendRound tells the schools of a meeting, and no longer of the day that it was on.
func (v *view) sendRound(ctx context.Context, hub inbox.Inbox, was panel.Meeting, m panel.MeetingPlan) error {
	if old := was.On; !old.IsZero() && (old != m.On || m.Cancelled) {
		if err := hub.RemoveMeeting(ctx, v.cluster.ID, old.String()); err != nil && !isRefused(err) {
			return err
		}
	}
	if m.Cancelled {
		return nil
	}
	_, err := hub.SaveMeeting(ctx, roundOf(v, m))
	return err
}

// meeting is the one that the address names.
func (v *view) meeting() (panel.Meeting, error) {
	for _, m := range v.state.Meetings {
		if m.ID == v.r.PathValue("meeting") {
			return m, nil
		}
	}
	return panel.Meeting{}, errNoPage
}

func toMeeting(v *view, _ *input) string { return v.to("meetings", v.r.PathValue("meeting")) }
