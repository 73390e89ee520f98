package retention

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/day"
	"needsbook/assets"
)

func shipped(t interface{ Fatal(...any) }) Policy {
	p, problems := Load(assets.Pack("retention.json"))
	if problems != nil {
		t.Fatal(problems)
	}
	return p
}

func TestShippedTimesHoldTheirWorkedExamples(t *testing.T) { shipped(t) }

func TestAPolicyThatForgetsSomebodyIsRefused(t *testing.T) {
	body := assets.Pack("retention.json")
	for name, bad := range map[string][]byte{
		"no rule for others":   bytes.Replace(body, []byte(`"pupils": "all"`), []byte(`"pupils": "sen_support"`), 1),
		"two of one name":      bytes.Replace(body, []byte(`"id": "sen_file"`), []byte(`"id": "ehc_plan"`), 1),
		"a file with an end":   bytes.Replace(body, []byte(`"pupils": "all", "from": "birth"`), []byte(`"pupils": "all", "from": "record"`), 1),
		"an example is wrong":  bytes.Replace(body, []byte(`"expect": "2046-06-01"`), []byte(`"expect": "2046-06-02"`), 1),
		"a record and a pupil": bytes.Replace(body, []byte(`"pupils": "all"`), []byte(`"pupils": "all", "kinds": ["note"]`), 1),
	} {
		if _, problems := Load(bad); problems == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestNothingOfAPupilOnRollIsDue(t *testing.T) {
	p := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		f := File{Born: day.Of(rapid.IntRange(1950, 2024).Draw(t, "year"), 2, 28), Statuses: []string{rapid.SampledFrom([]string{"K", "E", "N"}).Draw(t, "status")}, Receipt: day.Of(2020, 1, 1)}
		if _, ok := p.OfFile(f); ok {
			t.Fatal("the file of a pupil on roll is due")
		}
		if _, ok := p.OfTransfer(f); ok {
			t.Fatal("the file of a pupil on roll can be thinned")
		}
		f.Left = day.Of(2026, 7, 21)
		due, ok := p.OfFile(f)
		if !ok || due.On != due.From.AddYears(due.Rule.Years) || due.On.Before(f.Born.AddYears(25)) {
			t.Fatalf("%+v %v", due, ok)
		}
	})
}

func TestEachEventIsCountedFrom(t *testing.T) {
	left, ended := day.Of(2026, 7, 21), day.Of(2024, 5, 1)
	p := Policy{Rules: []Rule{{ID: "a", Pupils: All, From: Leaving, Years: 7}, {ID: "b", Kinds: []string{"note"}, From: Record, Years: 3}, {ID: "c", Kinds: []string{"advice"}, From: Birth, Years: 25}}}
	if due, ok := p.OfFile(File{Left: left}); !ok || due.On != day.Of(2033, 7, 21) {
		t.Error(due, ok)
	}
	if due, ok := p.OfRecord("note", File{}, ended); !ok || due.On != day.Of(2027, 5, 1) {
		t.Error(due, ok)
	}
	if _, ok := p.OfRecord("note", File{}, day.Date{}); ok {
		t.Error("a record that has not ended is due")
	}
	if _, ok := p.OfRecord("advice", File{}, ended); ok {
		t.Error("a record is counted from a birth that is not known")
	}
	if _, ok := p.OfRecord("contact", File{}, ended); ok {
		t.Error("a kind without a rule is due")
	}
}

func TestThinningWaitsForTheReceipt(t *testing.T) {
	p := shipped(t)
	f := File{Left: day.Of(2026, 7, 21)}
	if _, ok := p.OfTransfer(f); ok {
		t.Error("thinned without a receipt")
	}
	f.Receipt = day.Of(2026, 9, 3)
	if due, ok := p.OfTransfer(f); !ok || due.On != day.Of(2027, 9, 3) {
		t.Error(due, ok)
	}
	if p.Thins("handover") || !p.Thins("note") {
		t.Error("the receipt goes, or notes stay")
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(assets.Pack("retention.json"))
	f.Add([]byte(`{"format":"sen-retention"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, problems := Load(data)
		if problems == nil && len(p.Rules) == 0 {
			t.Error("a policy without rules was accepted")
		}
	})
}
