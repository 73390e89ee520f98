package pupil

import (
	"context"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/wording"
)

// meeting is the day of the next review meeting that is known, zero for none.
func (m *model) meeting() day.Date {
	if p, has := m.ehcPlan(); has && !p.Stages.Meeting.IsZero() {
		return p.Stages.Meeting
	}
	if len(m.record.Invitees) > 0 {
		return m.record.Invitees[0].Meeting
	}
	return day.Date{}
}

// invite begins an invitation to the review meeting.
func (s *Screen) invite() { s.openInvitee(register.Invitee{}) }

// openInvitee opens someone who is asked to the review meeting, or a new one.
func (s *Screen) openInvitee(v register.Invitee) {
	if !s.mayChange(access.HoldReviews) {
		return
	}
	if v.ID == "" {
		v = register.Invitee{Pupil: s.model.id, Meeting: s.model.meeting()}
	}
	role, name := line(v.Role), line(v.Name)
	meeting, invited, advice := parts.NewDateField(s.n.Desk.Today), parts.NewDateField(s.n.Desk.Today), parts.NewDateField(s.n.Desk.Today)
	meeting.SetValue(v.Meeting)
	invited.SetValue(v.Invited)
	advice.SetValue(v.Advice)
	came := parts.NewChoice([]parts.Option{{Value: "yes", Words: "Came"}, {Value: "no", Words: "Did not come"}}, nil)
	came.PlaceHolder = "Not known yet"
	came.SetChosen(v.Came)
	sh := sheet.New("Asked to the review", "Keep", func() (err error) {
		v.Role, v.Name, v.Came = role.Text, name.Text, came.Chosen()
		for _, on := range []struct {
			name  string
			field *parts.DateField
			into  *day.Date
		}{{"meeting", meeting, &v.Meeting}, {"invited", invited, &v.Invited}, {"advice", advice, &v.Advice}} {
			if *on.into, err = sheet.Day(on.name, on.field); err != nil {
				return err
			}
		}
		_, err = s.n.Desk.SaveInvitee(context.Background(), v)
		return err
	})
	sh.Add("role", "Role", role, "Parent, class teacher, speech therapist, nurse …")
	sh.Add("name", "Name", name, "")
	sh.Add("meeting", "Meeting on", meeting, "")
	sh.Pair(sheet.Half{Name: "invited", Label: "Invited on", Field: invited}, sheet.Half{Name: "advice", Label: "Advice came on", Field: advice}, "Empty until it has happened.")
	sh.Add("came", "At the meeting", came, "")
	if v.ID != "" {
		sh.Foot(s.removing(access.HoldReviews, s.n.Desk.RemoveInvitee, v.ID))
	} else {
		sh.Foot(parts.NewLink("List all whom the law asks", func() { s.listInvitees(sh, meeting) }))
	}
	s.openSheet(panelName("invitee", v.ID), sh, "The invitation is kept.")
}

// listInvitees lists those whom the law asks to the meeting of a day.
func (s *Screen) listInvitees(sh *sheet.Sheet, meeting *parts.DateField) {
	on, err := sheet.Day("meeting", meeting)
	n := 0
	if err == nil {
		n, err = s.n.Desk.ListInvitees(context.Background(), s.model.id, on)
	}
	if err != nil {
		sh.Say(err)
		return
	}
	sh.Begin() // what was typed for one person is not a draft any more
	s.closePanel()
	s.changed()
	s.Focus()
	s.n.Shell.Say("Listed: " + wording.Count(n, "invitation") + ".")
}
