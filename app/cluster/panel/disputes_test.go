package panel

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"needsbook/app/cluster/papers"
	"needsbook/app/day"
)

func (h *hub) disputes(urn string, d Decision, step string, stage int) error {
	p := papers.Dispute{Decision: d.Latest(), Stage: stage, Reason: "facts", Step: step}
	p.URN = urn
	if err := h.state().TakesDispute(p, h.today()); err != nil {
		return err
	}
	h.sends(urn, "", p)
	return nil
}

func TestDisputeGoesThroughItsStagesByItsClocks(t *testing.T) {
	h, d := decided(t)
	h.at(day.Of(2026, 12, 7))
	if err := h.disputes(oak, d, papers.Raise, 1); err != nil {
		t.Fatal(err)
	}
	s := h.state()
	one := s.Disputes[0]
	if !one.Open() || one.Now().Due != day.Of(2027, 1, 5) && one.Now().Due != s.About.Calendar.AddSchoolDays(day.Of(2026, 12, 7), 10) || !s.Decisions[0].Disputed || s.Requests[0].Disputed != true {
		t.Errorf("%+v", one)
	}
	h.did(s.RaiseDispute(h.by(chair), one.ID))
	if err := h.disputes(oak, d, papers.Raise, 1); err == nil || !strings.Contains(err.Error(), "already") {
		t.Error(err)
	}
	if err := h.disputes(oak, d, papers.Escalate, 2); err == nil || !strings.Contains(err.Error(), "is due by") {
		t.Error("it goes further before its answer: ", err)
	}
	drafts, err := h.state().SettleDispute(h.by(other), one.ID, DisputeAnswer{Outcome: "decline", Words: "No."})
	refused(t, drafts, err, "Only the chair of this panel")
	h.did(h.state().SettleDispute(h.by(chair), one.ID, DisputeAnswer{Outcome: "decline", Words: "The costs were read as they stand."}))
	if st := Letter(h.state(), oak, h.today()).Disputes[0]; st.State != DisputeAnswered || st.Outcome != "decline" || st.AnswerBy.IsZero() || !st.SettledOn.IsZero() {
		t.Errorf("%+v", st)
	}
	if h.state().Decisions[0].Disputed {
		t.Error("an answered dispute still marks the decision")
	}
	if err := h.disputes(oak, d, papers.Escalate, 2); err != nil {
		t.Fatal(err)
	}
	one = h.state().Disputes[0]
	if one.Stage != 2 || one.Answered() || one.Raised != day.Of(2026, 12, 7) {
		t.Errorf("%+v", one)
	}
	drafts, err = h.state().SettleDispute(h.by(chair), one.ID, DisputeAnswer{Outcome: "decline", Words: "No."})
	refused(t, drafts, err, "chair of another cluster")
	h.did(h.state().SettleDispute(h.by(other), one.ID, DisputeAnswer{Outcome: "refer", Words: "The council should see it."}))
	if one = h.state().Disputes[0]; one.Stage != 3 {
		t.Errorf("%+v", one)
	}
	h.did(h.state().SettleDispute(h.by(lee), one.ID, DisputeAnswer{Outcome: "agree", Words: "The costs were misread."}))
	s = h.state()
	one = s.Disputes[0]
	if one.Open() || one.Outcome != "agree" || !s.Decisions[0].Aside {
		t.Errorf("%+v", one)
	}
	if r, _ := s.Request(d.Request); r.Standing != Ready || r.Disputed {
		t.Errorf("%+v", r)
	}
	if p, _ := s.Pot("2026-27"); p.Given != 0 {
		t.Errorf("the money stays given: %+v", p)
	}
	like := individual("2026-044", 700_00)
	if list := s.Precedents(like); len(list) != 1 || list[0].Outcome != "agree" || list[0].Alike < 3 {
		t.Errorf("precedents are %+v", list)
	}
	if list := s.Precedents(papers.Request{Form: papers.FormProject, Need: "VI"}); len(list) != 0 {
		t.Errorf("an unlike request has precedents: %+v", list)
	}
}

func TestDisputeIsRefusedPastItsDayOrByOthers(t *testing.T) {
	h, d := decided(t)
	if err := h.disputes(ash, d, papers.Raise, 1); err == nil || !strings.Contains(err.Error(), "Only a school that asked") {
		t.Error(err)
	}
	if err := h.disputes(oak, Decision{Entry: strings.Repeat("0", 64)}, papers.Raise, 1); err == nil || !strings.Contains(err.Error(), "not in the cluster’s book") {
		t.Error(err)
	}
	if err := h.disputes(oak, d, papers.Escalate, 2); err == nil || !strings.Contains(err.Error(), "Raise it first") {
		t.Error(err)
	}
	h.at(d.DisputeBy.AddDays(1))
	if err := h.disputes(oak, d, papers.Raise, 1); err == nil || !strings.Contains(err.Error(), "The last day to dispute") {
		t.Error(err)
	}
	h.at(d.DisputeBy)
	if err := h.disputes(oak, d, papers.Raise, 1); err != nil {
		t.Error("the last day counts: ", err)
	}
}

func TestDisputeThatWasTakenBackIsRaisedAgainInItsDays(t *testing.T) {
	for _, taken := range []bool{false, true} {
		h, d := decided(t)
		if err := h.disputes(oak, d, papers.Raise, 1); err != nil {
			t.Fatal(err)
		}
		if taken {
			h.did(h.state().RaiseDispute(h.by(chair), h.state().Disputes[0].ID))
		}
		if err := h.disputes(oak, d, papers.TakeBack, 1); err != nil {
			t.Fatal(err)
		}
		if one := h.state().Disputes[0]; one.Open() || h.state().Decisions[0].Disputed {
			t.Errorf("%+v", one)
		}
		if err := h.disputes(oak, d, papers.Raise, 1); err != nil {
			t.Fatal(err)
		}
		if one := h.state().Disputes[0]; !one.Open() || one.Stage != 1 {
			t.Errorf("%+v", one)
		}
	}
}

func TestAnswerStandsWhenTheSchoolAcceptsItOrItsDaysPass(t *testing.T) {
	for _, accepts := range []bool{true, false} {
		h, d := decided(t)
		if err := h.disputes(oak, d, papers.Raise, 1); err != nil {
			t.Fatal(err)
		}
		id := h.state().Disputes[0].ID
		h.did(h.state().SettleDispute(h.by(chair), id, DisputeAnswer{Outcome: "decline", Words: "It was read."}))
		if accepts {
			if err := h.disputes(oak, d, papers.Accept, 1); err != nil {
				t.Fatal(err)
			}
		} else {
			h.at(h.state().Disputes[0].Now().TakeFurtherBy.AddDays(1))
		}
		if st := Letter(h.state(), oak, h.today()).Disputes[0]; st.State != DisputeSettled || st.SettledOn.IsZero() {
			t.Errorf("accepts %v: %+v", accepts, st)
		}
		if err := h.disputes(oak, d, papers.Escalate, 2); err == nil {
			t.Errorf("accepts %v: it went further", accepts)
		}
		drafts, err := h.state().SettleDispute(h.by(chair), id, DisputeAnswer{Outcome: "agree", Words: "After all."})
		if err == nil || drafts != nil {
			t.Errorf("accepts %v: it was answered twice", accepts)
		}
	}
}

func TestStageThatIsNotAnsweredInTimeLetsTheSchoolGoFurther(t *testing.T) {
	h, d := decided(t)
	if err := h.disputes(oak, d, papers.Raise, 1); err != nil {
		t.Fatal(err)
	}
	due := h.state().Disputes[0].Now().Due
	if !slices.ContainsFunc(Due(h.state(), due.AddDays(1)), func(w Waiting) bool { return w.Kind == WaitingDispute && w.Late && w.Who == WaitsForChair }) {
		t.Error("the late answer does not wait for the chair")
	}
	untaken := *h
	untaken.kept = maps.Clone(h.kept)
	h.did(h.state().RaiseDispute(h.by(chair), h.state().Disputes[0].ID))
	for _, h := range []*hub{h, &untaken} {
		h.at(due.AddDays(1))
		if err := h.disputes(oak, d, papers.Escalate, 2); err != nil {
			t.Fatal(err)
		}
		if one := h.state().Disputes[0]; one.Stage != 2 || one.Answered() {
			t.Errorf("%+v", one)
		}
	}
	if one := h.state().Disputes[0]; len(one.Steps) != 2 || one.Steps[0].Due != due || one.Raised != d.On {
		t.Errorf("%+v", one)
	}
}

func TestWhoTookPartInADecisionDoesNotAnswerForAnotherCluster(t *testing.T) {
	h, d := decided(t)
	if err := h.disputes(oak, d, papers.Raise, 1); err != nil {
		t.Fatal(err)
	}
	id := h.state().Disputes[0].ID
	h.did(h.state().MoveDispute(h.by(chair), id, "I chaired the meeting."))
	sly := h.by(chair)
	sly.Cluster = "KENT-08"
	drafts, err := h.state().SettleDispute(sly, id, DisputeAnswer{Outcome: "decline", Words: "No."})
	refused(t, drafts, err, "took part in the decision")
}
