package main

import (
	"strings"
	"testing"
)

func TestConcernsAreListedSettledAndPromoted(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	id := s.addPupil("--surname", "Price")
	s.refusal(refused, "concern", "add", id)
	first := s.object(done, "concern", "add", id, "--words", "Tires early", "--by", "Class teacher", "--on", "1 Oct 2026")["id"].(string)
	s.refusal(misused, "concern", "set", id, "--words", "x")
	s.must("concern", "set", id, "--id", first, "--parents-told", "3 Oct 2026")
	o := s.object(done, "concern", "list")
	got := o["concerns"].([]any)[0].(map[string]any)
	wantKeys(t, "concern", got, "id pupil surname forename class on_day raised_by words tried parents_told look_again due closed outcome why")
	if o["count"] != 1.0 || got["look_again"] != "2026-11-12" || got["due"] != true || got["parents_told"] != "2026-10-03" {
		t.Errorf("%v", o)
	}
	if out := s.must("concern", "list"); !strings.Contains(out, "Price, raised 1 Oct 2026 by Class teacher: Tires early") {
		t.Error(out)
	}
	s.refusal(refused, "concern", "settle", first)
	s.refusal(refused, "concern", "settle", "none", "--why", "Passed")
	s.must("concern", "settle", first, "--why", "Passed")
	if o := s.object(done, "concern", "list"); o["count"] != 0.0 {
		t.Errorf("%v", o)
	}
	if o := s.object(done, "concern", "list", "--all"); o["count"] != 1.0 {
		t.Errorf("%v", o)
	}
	s.must("undo")
	s.refusal(refused, "concern", "promote", first, "--needs", "TEAPOT")
	if o := s.object(done, "concern", "promote", first, "--needs", "slcn semh", "--why", "Agreed", "--aim", "Reads aloud"); o["outcome"] != "support" {
		t.Errorf("%v", o)
	}
	p := s.object(done, "pupil", id)
	if p["status"] != "K" || len(p["needs"].([]any)) != 2 || len(p["cycles"].([]any)) != 1 || p["milestones"].(map[string]any)["raised"] != "2026-10-01" {
		t.Errorf("%v", p)
	}
	s.must("undo")
	if p := s.object(done, "pupil", id); p["status"] != "N" || len(p["cycles"].([]any)) != 0 {
		t.Errorf("%v", p)
	}
}

func TestWhatAFamilyToldAndItsContactsAreShown(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	id := s.addPupil("--surname", "Price")
	s.must("contact", id, "--name", "Eva Price", "--prefers", "phone", "--language", "Polish")
	s.must("note", id, "--type", "email", "--with", "Eva Price", "--told", "health", "--words", "Asthma")
	s.must("note", id, "--words", "Nothing much")
	s.refusal(misused, "note", id, "--words", "x", "--told", "gossip")
	topics := s.object(done, "told", id)["topics"].([]any)
	if len(topics) != 1 || topics[0].(map[string]any)["topic"] != "health" {
		t.Errorf("%v", topics)
	}
	o := s.object(done, "contact", "log", id)
	if log := o["log"].([]any); len(log) != 1 || log[0].(map[string]any)["with_whom"] != "Eva Price" || len(o["contacts"].([]any)) != 1 {
		t.Errorf("%v", o)
	}
	if out := s.must("contact", "log", id); !strings.Contains(out, "language Polish") {
		t.Error(out)
	}
}

func TestServicesAreAskedAndCounted(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	id := s.addPupil("--surname", "Price", "--status", "K", "--needs", "SLCN")
	s.refusal(refused, "referral", "add", id, "--service", "astrology")
	ref := s.object(done, "referral", "add", id, "--service", "Speech and language therapy")["id"].(string)
	s.must("referral", "add", id, "--service", "vision", "--words", "Please look")
	s.refusal(refused, "referral", "set", id, "--id", ref, "--state", "waiting")
	s.must("referral", "set", id, "--id", ref, "--state", "waiting", "--answered", "today")
	o := s.object(done, "referral", "list")
	if o["count"] != 2.0 || len(o["services"].([]any)) != 2 {
		t.Errorf("%v", o)
	}
	for _, one := range s.object(done, "referral", "list", id)["referrals"].([]any) {
		if q := one.(map[string]any); q["id"] == ref && (q["state"] != "waiting" || !strings.Contains(q["words"].(string), "Needs: Speech, language")) {
			t.Errorf("%v", q)
		}
	}
}

func TestPlanOfTheCouncilIsCopiedAndNeverEdited(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	id := s.addPupil("--surname", "Price", "--status", "E")
	file := s.write("f.txt", "Ten hours\n")
	s.refusal(refused, "ehc-plan", "add", id, "Z=x", "--authority", "Kent", "--issued", "1/3/2025")
	s.refusal(misused, "ehc-plan", "add", id, "B", "--authority", "Kent")
	plan := s.object(done, "ehc-plan", "add", id, "b=Autism", "F=@"+file, "--authority", "Kent", "--issued", "1/3/2025")["id"].(string)
	s.must("ehc-plan", "dates", id, "--meeting", "1/2/2027", "--invited", "10/1/2027")
	s.refusal(refused, "ehc-plan", "dates", id, "--report", "1/1/2027")
	a := s.object(done, "amendment", "add", id, "--section", "F", "--suggestion", "Fifteen hours")["id"].(string)
	s.must("amendment", "set", id, "--id", a, "--outcome", "Agreed")
	s.must("contact", id, "--name", "Eva Price", "--relationship", "Mother")
	if o := s.object(done, "invitee", "usual", id, "--meeting", "1/2/2027"); o["added"] != 5.0 {
		t.Errorf("%v", o)
	}
	v := s.object(done, "invitee", "add", id, "--role", "Nurse", "--meeting", "1/2/2027")["id"].(string)
	s.must("invitee", "set", id, "--id", v, "--advice", "today")
	s.refusal(refused, "invitee", "set", id, "--id", v, "--came", "yes")
	o := s.object(done, "ehc-plan", "show", id)
	wantKeys(t, "ehc-plan", o, "plans amendments invitees titles")
	got := o["plans"].([]any)[0].(map[string]any)
	if got["sections"].(map[string]any)["F"] != "Ten hours" || got["stages"].(map[string]any)["meeting"] != "2027-02-01" || len(o["invitees"].([]any)) != 6 {
		t.Errorf("%v", o)
	}
	if out := s.must("ehc-plan", "show", id); !strings.Contains(out, "B: Special educational needs") || !strings.Contains(out, "Review meeting: 1 Feb 2027") {
		t.Error(out)
	}
	if o := s.object(done, "amendment", "list", id); o["count"] != 1.0 {
		t.Errorf("%v", o)
	}
	if o := s.object(done, "invitee", "list", id); o["count"] != 6.0 {
		t.Errorf("%v", o)
	}
	s.refusal(refused, "ehc-plan", "add", id, "B=Other", "--authority", "Kent", "--issued", "1/3/2025")
	s.refusal(misused, "ehc-plan", "remove", id)
	s.must("ehc-plan", "remove", id, "--id", plan)
	s.must("undo")
	if o := s.object(done, "amendment", "list", id); o["count"] != 1.0 {
		t.Errorf("after undo %v", o)
	}
}
