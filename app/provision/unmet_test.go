package provision_test

import (
	"fmt"
	"maps"
	"testing"

	"needsbook/app/day"
	"needsbook/app/money"
	"needsbook/app/provision"
	"pgregory.net/rapid"
)

// asked are the services of the examples.
var asked = provision.Services{List: []provision.Service{{ID: "salt", Name: "Speech and language therapy"}, {ID: "ep", Name: "Educational psychology"}}}

// parts of the year of the examples.
var (
	autumn = [2]day.Date{day.Of(2026, 9, 1), day.Of(2026, 12, 31)}
	spring = [2]day.Date{day.Of(2027, 1, 1), day.Of(2027, 4, 11)}
	summer = [2]day.Date{day.Of(2027, 4, 12), day.Of(2027, 8, 31)}
	whole  = [2]day.Date{day.Of(2026, 9, 1), day.Of(2027, 8, 31)}
)

func ledger(f provision.UnmetFacts) provision.Unmet {
	if f.Today.IsZero() {
		f.Today = day.Of(2027, 7, 1)
	}
	f.Services = asked
	return provision.UnmetNeed(f)
}

// counts are the states that are counted in a part of the year.
func counts(u provision.Unmet, part [2]day.Date) map[string]int {
	_, total := u.Table(part[0], part[1])
	return total.Counts
}

func TestOneNeedIsCountedOnceInEachStateItWasIn(t *testing.T) {
	// Wanted on 1 September, asked on 10 October, on the list from 20 January, refused on 5 May.
	r := provision.Referral{ID: "r", Pupil: "p", Service: "salt", State: provision.ReferralWanted, Asked: day.Of(2026, 9, 1)}.Follows(provision.Referral{})
	move := func(state string, on day.Date) {
		next := r
		next.State = state
		if state == provision.ReferralAsked {
			next.Asked = on
		} else {
			next.Answered = on
		}
		r = next.Follows(r)
	}
	at := func(state string) { // what the ledger says as it goes
		t.Helper()
		u := ledger(provision.UnmetFacts{Referrals: []provision.Referral{r}})
		for n, row := range u.Rows {
			if last := n == len(u.Rows)-1; last != (row.State == state) {
				t.Errorf("after %s: row %d is %s", state, n, row.State)
			}
		}
	}
	at(provision.NeedWanted)
	move(provision.ReferralAsked, day.Of(2026, 10, 10))
	at(provision.NeedAsked)
	move(provision.ReferralWaiting, day.Of(2027, 1, 20))
	at(provision.NeedWaiting)
	move(provision.ReferralRefused, day.Of(2027, 5, 5))
	at(provision.NeedRefused)
	u := ledger(provision.UnmetFacts{Referrals: []provision.Referral{r}})
	for _, c := range []struct {
		name string
		part [2]day.Date
		want map[string]int
	}{
		{"autumn", autumn, map[string]int{"wanted": 1, "asked": 1}},
		{"spring", spring, map[string]int{"asked": 1, "waiting": 1}},
		{"summer", summer, map[string]int{"waiting": 1, "refused": 1}},
		{"year", whole, map[string]int{"wanted": 1, "asked": 1, "waiting": 1, "refused": 1}},
	} {
		if got := counts(u, c.part); !maps.Equal(got, c.want) {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	for n, want := range []struct{ on, until day.Date }{
		{day.Of(2026, 9, 1), day.Of(2026, 10, 10)}, {day.Of(2026, 10, 10), day.Of(2027, 1, 20)}, {day.Of(2027, 1, 20), day.Of(2027, 5, 5)}, {day.Of(2027, 5, 5), day.Date{}},
	} {
		if row := u.Rows[n]; row.On != want.on || row.Until != want.until {
			t.Errorf("%s is from %s until %s", row.State, row.On, row.Until)
		}
	}
	if _, total := u.Table(whole[0], whole[1]); total.Still() != 0 {
		t.Errorf("%d still open after the refusal", total.Still())
	}
}

func TestAReferralThatGoesBackForgetsWhatIsNotSoAnyMore(t *testing.T) {
	waiting := provision.Referral{State: provision.ReferralWaiting, Asked: day.Of(2026, 9, 1), Answered: day.Of(2026, 10, 1)}.Follows(provision.Referral{})
	if waiting.Accepted != day.Of(2026, 10, 1) || !waiting.Wanted.IsZero() {
		t.Errorf("%+v", waiting)
	}
	back := waiting
	back.State, back.Answered = provision.ReferralAsked, day.Date{}
	if back = back.Follows(waiting); !back.Accepted.IsZero() {
		t.Errorf("%+v", back)
	}
	early := waiting
	early.State, early.Answered = provision.ReferralSeen, day.Of(2026, 9, 20)
	if early = early.Follows(waiting); early.Accepted != day.Of(2026, 9, 20) {
		t.Errorf("taken on after being seen: %+v", early)
	}
}

func TestEachKindOfRecordIsInTheLedger(t *testing.T) {
	on := day.Of(2026, 10, 1)
	group := []provision.Intervention{{ID: "i", Name: "Lego therapy", Starts: day.Of(2026, 9, 14)}}
	for _, c := range []struct {
		name  string
		facts provision.UnmetFacts
		want  map[string]int
		key   string // of the first line
	}{
		{"a place waited for", provision.UnmetFacts{Placements: []provision.Placement{{ID: "a", Pupil: "p", Intervention: "i", Waiting: true, Starts: on}}}, map[string]int{"wanted": 1}, "i"},
		{"a place waited for since nobody knows when", provision.UnmetFacts{Placements: []provision.Placement{{ID: "a", Pupil: "p", Intervention: "i", Waiting: true}}}, map[string]int{"wanted": 1}, "i"},
		{"a place that never came", provision.UnmetFacts{Placements: []provision.Placement{{ID: "a", Pupil: "p", Intervention: "i", Waiting: true, Starts: on, Ends: on.AddDays(30)}}}, map[string]int{"wanted": 1, "refused": 1}, "i"},
		{"a place that came", provision.UnmetFacts{Placements: []provision.Placement{{ID: "a", Pupil: "p", Intervention: "i", Wanted: on, Starts: on.AddDays(30)}}}, map[string]int{"wanted": 1, "seen": 1}, "i"},
		{"a place from the first day", provision.UnmetFacts{Placements: []provision.Placement{{ID: "a", Pupil: "p", Intervention: "i", Starts: on}}}, map[string]int{}, ""},
		{"advice that is not in place", provision.UnmetFacts{Advice: []provision.Advice{{ID: "a", Pupil: "p", On: on, Role: "Teacher of the deaf", Words: "A radio aid", Done: provision.AdviceNot, How: "No money"}}}, map[string]int{"wanted": 1}, "role:teacher of the deaf"},
		{"advice that is in place", provision.UnmetFacts{Advice: []provision.Advice{{ID: "a", Pupil: "p", On: on, Words: "A radio aid", Done: provision.AdviceDone}}}, map[string]int{}, ""},
		{"advice that names a service", provision.UnmetFacts{Advice: []provision.Advice{{ID: "a", Pupil: "p", On: on, Words: "Ask SPEECH and language therapy, please.", Done: provision.AdviceNotYet}}}, map[string]int{"wanted": 1}, "salt"},
		{"advice that names an intervention", provision.UnmetFacts{Advice: []provision.Advice{{ID: "a", Pupil: "p", On: on, Words: "Lego therapy twice a week", Done: provision.AdviceNotYet}}}, map[string]int{"wanted": 1}, "i"},
		{"advice whose service was asked is one need", provision.UnmetFacts{
			Advice:    []provision.Advice{{ID: "a", Pupil: "p", On: on, Words: "Speech and language therapy", Done: provision.AdviceNotYet}},
			Referrals: []provision.Referral{{ID: "r", Pupil: "p", Service: "salt", State: provision.ReferralAsked, Asked: on.AddDays(5)}}}, map[string]int{"wanted": 1, "asked": 1}, "salt"},
		{"another pupil's referral is another need", provision.UnmetFacts{
			Advice:    []provision.Advice{{ID: "a", Pupil: "p", On: on, Words: "Speech and language therapy", Done: provision.AdviceNotYet}},
			Referrals: []provision.Referral{{ID: "r", Pupil: "q", Service: "salt", State: provision.ReferralAsked, Asked: on.AddDays(5)}}}, map[string]int{"wanted": 1, "asked": 1}, "salt"},
		{"a request that is drafted", provision.UnmetFacts{Bids: []provision.Bid{{ID: "b", To: "Panel", Created: on}}}, map[string]int{"wanted": 1}, "panel"},
		{"a request agreed whole", provision.UnmetFacts{Bids: []provision.Bid{{ID: "b", To: "Panel", Created: on, Sent: on, Decided: on.AddDays(9), Asked: money.Pounds(10), Agreed: money.Pounds(10)}}}, map[string]int{"wanted": 1, "asked": 1, "seen": 1}, "panel"},
		{"a request agreed in part", provision.UnmetFacts{Bids: []provision.Bid{{ID: "b", To: "Panel", Created: on, Sent: on, Decided: on.AddDays(9), Asked: money.Pounds(10), Agreed: money.Pounds(4)}}}, map[string]int{"wanted": 1, "asked": 1, "refused": 1}, "panel"},
	} {
		c.facts.Interventions = group
		u := ledger(c.facts)
		lines, total := u.Table(whole[0], whole[1])
		if !maps.Equal(total.Counts, c.want) || (len(lines) > 0) != (c.key != "") || len(lines) > 0 && lines[0].Key != c.key {
			t.Errorf("%s: %v in %+v", c.name, total.Counts, lines)
		}
	}
}

func TestPlaceAtASchoolBeforeIsNoNeedHere(t *testing.T) {
	f := provision.UnmetFacts{Interventions: []provision.Intervention{{ID: "i", Name: "Lego"}},
		Placements: []provision.Placement{{ID: "p", Pupil: "p", Intervention: "i", Starts: day.Of(2026, 10, 1), Wanted: day.Of(2026, 9, 7)}}}
	if n := len(ledger(f).Rows); n != 2 {
		t.Fatalf("%d states of a place that was waited for", n)
	}
	f.Interventions[0].Setting = provision.PreviousSchool
	if got := ledger(f).Rows; len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestGapIsWhatWasAskedForAndNotAgreed(t *testing.T) {
	on := day.Of(2026, 10, 1)
	u := ledger(provision.UnmetFacts{Bids: []provision.Bid{
		{ID: "1", To: "Panel", Created: on, Sent: on, Decided: on, Asked: money.Pounds(5000), Agreed: money.Pounds(3000)},
		{ID: "2", To: "Panel", Created: on, Sent: on, Decided: on, Asked: money.Pounds(1000)},
		{ID: "3", To: "Panel", Created: on, Sent: on, Decided: on, Asked: money.Pounds(1000), Agreed: money.Pounds(1500)},
	}})
	if _, total := u.Table(whole[0], whole[1]); total.Gap.String() != "3000.00" || total.GapOf != 2 || total.Counts["seen"] != 1 {
		t.Errorf("%+v", total)
	}
}

func TestNothingIsOpenForAPupilWhoHasLeft(t *testing.T) {
	left := day.Of(2027, 2, 12)
	f := provision.UnmetFacts{Left: map[string]day.Date{"p": left}, Referrals: []provision.Referral{{ID: "r", Pupil: "p", Service: "ep", State: provision.ReferralAsked, Asked: day.Of(2026, 10, 1)}}}
	u := ledger(f)
	if got := counts(u, spring); got["asked"] != 1 {
		t.Errorf("spring %v", got)
	}
	if got := counts(u, summer); len(got) != 0 || u.Rows[0].Open() {
		t.Errorf("summer %v", got)
	}
}

func TestMiddleWaitNeedsFivePupils(t *testing.T) {
	var f provision.UnmetFacts
	for n := range 5 {
		_, total := ledger(f).Table(whole[0], whole[1])
		want := provision.TooFewWaits
		if n == 0 {
			want = ""
		}
		if total.Wait != want {
			t.Errorf("%d waits: %q", n, total.Wait)
		}
		on := day.Of(2027, 7, 1).AddDays(-10 * (n + 1))
		f.Referrals = append(f.Referrals, provision.Referral{ID: fmt.Sprint(n), Pupil: fmt.Sprint(n), Service: "ep", State: provision.ReferralWaiting, Asked: on, Answered: on, Accepted: on})
	}
	if _, total := ledger(f).Table(whole[0], whole[1]); total.Wait != "30 days, n 5" || total.Median != 30 {
		t.Errorf("%+v", total)
	}
}

func TestServicesAddUpToTheWhole(t *testing.T) {
	days := func(t *rapid.T, name string) day.Date {
		return day.Of(2026, 7, 1).AddDays(rapid.IntRange(0, 450).Draw(t, name))
	}
	rapid.Check(t, func(t *rapid.T) {
		var f provision.UnmetFacts
		for n := range rapid.IntRange(0, 12).Draw(t, "referrals") {
			r := provision.Referral{ID: fmt.Sprint("r", n), Pupil: rapid.SampledFrom([]string{"p", "q"}).Draw(t, "pupil"), Service: rapid.SampledFrom([]string{"salt", "ep", "gone"}).Draw(t, "service"),
				State: rapid.SampledFrom([]string{"wanted", "asked", "waiting", "seen", "refused"}).Draw(t, "state"), Asked: days(t, "asked"), Answered: days(t, "answered")}
			f.Referrals = append(f.Referrals, r.Follows(provision.Referral{}))
		}
		for n := range rapid.IntRange(0, 4).Draw(t, "places") {
			f.Placements = append(f.Placements, provision.Placement{ID: fmt.Sprint("p", n), Pupil: "p", Intervention: "i", Waiting: true, Starts: days(t, "starts")})
		}
		for n := range rapid.IntRange(0, 4).Draw(t, "advice") {
			f.Advice = append(f.Advice, provision.Advice{ID: fmt.Sprint("a", n), Pupil: "p", On: days(t, "on"), Words: rapid.SampledFrom([]string{"Educational psychology", "A desk"}).Draw(t, "words"), Done: "not_yet"})
		}
		u := ledger(f)
		from := days(t, "from")
		until := from.AddDays(rapid.IntRange(0, 200).Draw(t, "length"))
		lines, total := u.Table(from, until)
		sum, behind := map[string]int{}, 0
		for _, l := range lines {
			for state, n := range l.Counts {
				sum[state] += n
				if got := len(u.Behind(l.For, l.Key, state, from, until)); got != n {
					t.Fatalf("%d rows behind %d", got, n)
				}
				behind += n
			}
		}
		if !maps.Equal(sum, total.Counts) || behind != len(u.Behind("", "", "", from, until)) {
			t.Fatalf("%v, not %v", sum, total.Counts)
		}
		// Parts of the year miss nothing that comes up or is answered.
		flow, all := provision.UnmetFlow{}, u.Flow("all", day.Of(2026, 1, 1), day.Of(2028, 12, 31))
		for _, part := range [][2]day.Date{{day.Of(2026, 1, 1), from.AddDays(-1)}, {from, until}, {until.AddDays(1), day.Of(2028, 12, 31)}} {
			one := u.Flow("", part[0], part[1])
			flow.Opened, flow.Met, flow.Refused = flow.Opened+one.Opened, flow.Met+one.Met, flow.Refused+one.Refused
		}
		if flow.Opened != all.Opened || flow.Met != all.Met || flow.Refused != all.Refused {
			t.Fatalf("%+v, not %+v", flow, all)
		}
	})
}

func TestPaperForOthersHidesSmallCounts(t *testing.T) {
	for n, want := range map[int]string{0: "0", 1: "fewer than 5", 4: "fewer than 5", 5: "5", 12: "12"} {
		if got := provision.CountWords(n); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
	for _, c := range []struct {
		counts []int
		want   string
	}{
		{nil, "0"}, {[]int{0, 0}, "0"}, {[]int{6, 7}, "13"}, {[]int{6, 2}, "7 or more"}, {[]int{3}, "fewer than 5"}, {[]int{4, 4}, "2 or more"}, {[]int{1, 1, 1, 1}, "4 or more"}, {[]int{6, 0}, "6"},
	} {
		if got := provision.TotalWords(c.counts); got != c.want {
			t.Errorf("%v: %s", c.counts, got)
		}
	}
}

func TestTotalsTellNothingOfSmallCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.IntRange(0, 9), 0, 8).Draw(t, "counts")
		other := make([]int, len(counts)) // the same but for what is not said
		for i, n := range counts {
			if other[i] = n; n > 0 && n < provision.FewerThan {
				other[i] = rapid.IntRange(1, provision.FewerThan-1).Draw(t, "small")
			}
		}
		if one, two := provision.TotalWords(counts), provision.TotalWords(other); one != two {
			t.Fatalf("%v is %s, %v is %s", counts, one, other, two)
		}
	})
}
