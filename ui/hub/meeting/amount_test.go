package meeting_test

import (
	"testing"

	"needsbook/app/cluster/papers"
	"needsbook/app/day"
)

// What is asked is for a year. Where the time is shorter or longer, the page says what
// that comes to, so that nobody gives a year's money for two terms unseen.
func TestDecisionShowsTheSumForTheWholeTime(t *testing.T) {
	s := newStory(t)
	s.begin(t)
	s.chair.do(item(s.group), item(s.group)+"/open")
	s.chair.see(item(s.group)).must(t, "£3,600 is asked for a year. Over 198 of 365 days, from 4 Jan 2027 to 20 Jul 2027, that comes to £1,952.88: to give that, choose agreed in part.")
	s.chair.do(item(s.group), item(s.group)+"/decide", "outcome", "part", "amount", "1952.88", "from", "2027-01-04", "to", "2027-07-20", "sessions", "12", "review_on", "2027-06-01", "reasons", "shared").must(t, "£1,952.88")
}

func TestASchoolYearIsAskedForAsItStands(t *testing.T) {
	s := newStory(t)
	s.send(t, 1, "year-1", papers.Request{Form: papers.FormIndividual, State: papers.Standing, Number: "2026-03", Total: 900000, Own: 600000, Asked: 300000, Areas: []string{"CI"}, Need: "ASD",
		Phases: []string{"KS2"}, Pupils: 1, From: day.Of(2026, 9, 1), To: day.Of(2027, 7, 20), ReviewOn: day.Of(2027, 6, 1), Evidence: []string{"consent"}, Route: "predictable"})
	request := s.schools[1].URN + "-year-1"
	s.chair.do("meetings", "meetings", "on", meetingDay)
	s.chair.do("meetings/"+meetingDay, "meetings/"+meetingDay+"/agenda", "requests", request)
	s.chair.do("meetings/"+meetingDay, "meetings/"+meetingDay+"/start", "present", "chair")
	s.chair.do(item(request), item(request)+"/open")
	s.chair.see(item(request)).must(t, "Enter the decision").mustNot(t, "Over ")
}
