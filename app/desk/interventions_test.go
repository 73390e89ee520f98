package desk_test

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/money"
	"needsbook/app/provision"
)

func TestInterventionThatCannotBeIsRefusedAndNothingIsLost(t *testing.T) {
	d := open(t)
	pupils := sinceSeptember(t, d, 3)
	id := put(t, d, lego("Lego therapy"), pupils...)
	before := mapRow(t, d, id)
	for _, c := range []struct {
		name, field, says string
		change            func(*provision.Intervention)
	}{
		{"no name", "name", "Enter the name", func(i *provision.Intervention) { i.Name = "  " }},
		{"negative minutes", "minutes", "from 0 to 480", func(i *provision.Intervention) { i.Minutes = -5 }},
		{"enormous minutes", "minutes", "from 0 to 480", func(i *provision.Intervention) { i.Minutes = 99999 }},
		{"negative sessions", "sessions_a_week", "from 0 to 50", func(i *provision.Intervention) { i.SessionsAWeek = decimal.NewFromInt(-1) }},
		{"sessions beyond all memory", "sessions_a_week", "from 0 to 50", func(i *provision.Intervention) { i.SessionsAWeek = decimal.New(1, 999999) }},
		{"sessions beyond all memory at a time", "sessions_a_week", "from 0 to 50", func(i *provision.Intervention) {
			i.SessionsAWeek, i.Slots = decimal.New(1, math.MaxInt32), []provision.Slot{{Day: 1, At: 600}}
		}},
		{"too many weeks", "weeks", "from 0 to 53", func(i *provision.Intervention) { i.Weeks = 54 }},
		{"negative group", "size", "from 1 to 60", func(i *provision.Intervention) { i.Size = -1 }},
		{"end before start", "ends", "must not be before", func(i *provision.Intervention) { i.Ends = day.Of(2026, 9, 6) }},
		{"enormous price", "price", "from £0", func(i *provision.Intervention) { i.Price, i.Per = money.Pounds(501), provision.PerHour }},
		{"price for nothing", "per", "what the price is for", func(i *provision.Intervention) { i.Price, i.Per = money.Pounds(5), "" }},
		{"unknown staff", "staff", "not in the list", func(i *provision.Intervention) { i.Staff = "nobody" }},
		{"unknown area", "area", "not a broad area", func(i *provision.Intervention) { i.Area = "moon" }},
		{"unknown wave", "wave", "The wave", func(i *provision.Intervention) { i.Wave = 4 }},
		{"a session on Sunday", "slots", "Monday to Friday", func(i *provision.Intervention) { i.Slots = []provision.Slot{{Day: 0, At: 600}} }},
		{"the same time twice", "slots", "same time", func(i *provision.Intervention) { i.Slots = []provision.Slot{{Day: 1, At: 600}, {Day: 1, At: 600}} }},
		{"bought for years without end", "bought", "from 1 to 25", func(i *provision.Intervention) {
			i.Bought = []provision.Item{{What: "Bricks", Amount: money.Pounds(5), Years: 0}}
		}},
		{"an end that leaves a place outside", "ends", "does not fit a place from", func(i *provision.Intervention) { i.Starts = day.Of(2026, 10, 1) }},
	} {
		i := before.Intervention
		c.change(&i)
		_, err := d.SaveIntervention(ctx, i)
		var why *desk.Refusal
		if !errors.As(err, &why) || why.Field != c.field || !strings.Contains(why.Words, c.says) {
			t.Errorf("%s: %v", c.name, err)
		}
		if _, err := d.TryIntervention(ctx, i, nil); c.name != "an end that leaves a place outside" && !errors.As(err, &why) {
			t.Errorf("%s can be tried: %v", c.name, err)
		}
	}
	if after := mapRow(t, d, id); !alike(after, before) {
		t.Error("a refusal changed the map")
	}
}

// alike compares two values as they are written.
func alike(a, b any) bool {
	x, err1 := json.Marshal(a)
	y, err2 := json.Marshal(b)
	return err1 == nil && err2 == nil && string(x) == string(y)
}

func TestPlacementThatCannotBeIsRefused(t *testing.T) {
	d := open(t)
	pupils := sinceSeptember(t, d, 4)
	if _, err := d.SetMany(ctx, pupils[2:3], []desk.Assignment{{Field: "left", Value: "2026-11-01"}}, false); err != nil {
		t.Fatal(err)
	}
	if _, err := d.SetMany(ctx, pupils[3:], []desk.Assignment{{Field: "entered", Value: "2026-10-05"}}, false); err != nil {
		t.Fatal(err)
	}
	id := put(t, d, lego("Lego therapy"), pupils[0])
	first := mapRow(t, d, id).Placed[0].Placement
	for _, c := range []struct {
		name, field, says string
		place             provision.Placement
	}{
		{"end before start", "ends", "must not be before", provision.Placement{Pupil: pupils[1], Starts: day.Of(2026, 11, 1), Ends: day.Of(2026, 10, 1)}},
		{"before it begins", "starts", "before the intervention does, on 7 Sep 2026", provision.Placement{Pupil: pupils[1], Starts: day.Of(2026, 9, 1)}},
		{"after it has ended", "ends", "after the intervention ends, on 16 Jul 2027", provision.Placement{Pupil: pupils[1], Starts: day.Of(2026, 11, 1), Ends: day.Of(2027, 8, 1)}},
		{"after the pupil has left", "ends", "leaves the school on 1 Nov 2026", provision.Placement{Pupil: pupils[2], Starts: day.Of(2026, 11, 2)}},
		{"over before the pupil came", "starts", "came to the school on", provision.Placement{Pupil: pupils[3], Starts: day.Of(2026, 9, 7), Ends: day.Of(2026, 10, 2)}},
		{"twice at a time", "pupil", "in this intervention already", provision.Placement{Pupil: pupils[0], Starts: day.Of(2026, 12, 1)}},
		{"more sessions than there are", "sessions_a_week", "which is 3", provision.Placement{Pupil: pupils[1], SessionsAWeek: decimal.NewFromInt(4)}},
		{"a measure in words", "baseline", "must be a number", provision.Placement{Pupil: pupils[1], Baseline: "low"}},
		{"somebody else's outcome", "outcome", "not in the pupil's plan", provision.Placement{Pupil: pupils[1], Outcome: "x"}},
		{"an unknown pupil", "pupil", "no such pupil", provision.Placement{Pupil: "nobody"}},
	} {
		c.place.Intervention = id
		_, err := d.SavePlacement(ctx, c.place)
		var why *desk.Refusal
		if !errors.As(err, &why) || why.Field != c.field || !strings.Contains(why.Words, c.says) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if err := d.Place(ctx, id, []string{pupils[1], pupils[0]}, first.Starts); err == nil || !strings.HasPrefix(err.Error(), "Pupil 2 of the 2 chosen") || !strings.Contains(err.Error(), "Nobody was placed") {
		t.Errorf("one of two is in it already: %v", err)
	}
	if n := len(mapRow(t, d, id).Placed); n != 1 {
		t.Errorf("%d are in it after refusals", n)
	}
	// The same pupil again, once the first time is over, is no clash.
	if err := d.EndPlacement(ctx, first.ID, day.Of(2026, 10, 23), "Reached it"); err != nil {
		t.Fatal(err)
	}
	if err := d.Place(ctx, id, pupils[:1], day.Of(2026, 11, 2)); err != nil {
		t.Error(err)
	}
}

func TestWaitingPupilGetsThePlaceAndItEndsWithAReason(t *testing.T) {
	d := open(t)
	pupils := sinceSeptember(t, d, 3)
	id := put(t, d, lego("Lego therapy"), pupils[:2]...)
	waits, err := d.SavePlacement(ctx, provision.Placement{Pupil: pupils[2], Intervention: id, Waiting: true, Starts: day.Of(2026, 10, 1), Why: "The group is full"})
	if err != nil {
		t.Fatal(err)
	}
	share := func() provision.Share {
		r := mapRow(t, d, id)
		return r.Placed[slices.IndexFunc(r.Placed, func(p desk.MapPlace) bool { return p.ID == waits })].Share
	}
	if !share().Planned.IsZero() {
		t.Error("waiting costs something")
	}
	if err := d.StartPlacement(ctx, waits, day.Of(2026, 11, 2)); err != nil {
		t.Fatal(err)
	}
	var why *desk.Refusal
	if err := d.StartPlacement(ctx, waits, day.Date{}); !errors.As(err, &why) {
		t.Errorf("the place is given twice: %v", err)
	}
	if share().Planned.IsZero() {
		t.Error("the place costs nothing")
	}
	if err := d.EndPlacement(ctx, waits, day.Of(2026, 10, 30), ""); !errors.As(err, &why) || why.Field != "ends" {
		t.Errorf("it ends before it began: %v", err)
	}
	if err := d.EndPlacement(ctx, waits, day.Of(2026, 11, 20), "Reached it"); err != nil {
		t.Fatal(err)
	}
	r, err := d.Record(ctx, pupils[2])
	if err != nil {
		t.Fatal(err)
	}
	var story []string
	for _, s := range r.Story {
		story = append(story, s.Title+": "+s.Words)
	}
	if text := strings.Join(story, "\n"); !strings.Contains(text, "Lego therapy began") || !strings.Contains(text, "Lego therapy ended: Reached it") {
		t.Errorf("the story:\n%s", text)
	}
}

func TestRemovedInterventionComesBackWithAllThatBelongsToIt(t *testing.T) {
	d := open(t)
	pupils := sinceSeptember(t, d, 3)
	id := put(t, d, lego("Lego therapy"), pupils...)
	tick(t, d, id)
	before, cost := mapRow(t, d, id), spendOf(t, d, pupils[0])
	if before.Cost.Whole.NotHeld.IsZero() {
		t.Fatal("nothing was ticked")
	}
	if err := d.RemoveIntervention(ctx, id); err != nil {
		t.Fatal(err)
	}
	if rows, err := d.ProvisionMap(ctx); err != nil || len(rows) != 0 {
		t.Fatal(len(rows), err)
	}
	if !spendOf(t, d, pupils[0]).Planned.IsZero() {
		t.Error("the pupil still costs something")
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if after := mapRow(t, d, id); !alike(after, before) || !alike(spendOf(t, d, pupils[0]), cost) {
		t.Errorf("undo brought back\n%+v\nof\n%+v", after, before)
	}
	var why *desk.Refusal
	if err := d.RemoveIntervention(ctx, "none"); !errors.As(err, &why) {
		t.Error(err)
	}
}

// tick fills in the sheet of a week in which nothing was held.
func tick(t testing.TB, d *desk.Desk, id string) {
	t.Helper()
	sheet, err := d.WeekSheet(ctx, id, day.Of(2026, 9, 14))
	if err != nil {
		t.Fatal(err)
	}
	for n := range sheet.Rows {
		sheet.Rows[n].Marks = strings.Repeat(string(rune(provision.MarkNotHeld)), len(sheet.Sessions))
	}
	sheet.Why = "Staff were away"
	if err := d.KeepWeek(ctx, sheet); err != nil {
		t.Fatal(err)
	}
}

func spendOf(t testing.TB, d *desk.Desk, pupil string) desk.PupilSpend {
	t.Helper()
	r, err := d.Record(ctx, pupil)
	if err != nil {
		t.Fatal(err)
	}
	return r.Spend
}

func TestLeaversPlacesEndWithTheirLastDay(t *testing.T) {
	d := open(t)
	pupils := sinceSeptember(t, d, 3)
	id := put(t, d, lego("Lego therapy"), pupils...)
	later := put(t, d, lego("Later"))
	if err := d.Place(ctx, later, pupils[:1], day.Of(2027, 1, 11)); err != nil {
		t.Fatal(err)
	}
	before := snapshot(t, d, pupils)
	if _, err := d.SetMany(ctx, pupils[:2], []desk.Assignment{{Field: "left", Value: "2026-12-18"}}, false); err != nil {
		t.Fatal(err)
	}
	for _, p := range mapRow(t, d, id).Placed {
		left := slices.Contains(pupils[:2], p.Pupil)
		if (p.Ends == day.Of(2026, 12, 18)) != left || left != (p.Why == "Left the school") {
			t.Errorf("%+v", p.Placement)
		}
	}
	if n := len(mapRow(t, d, later).Placed); n != 0 {
		t.Errorf("%d begin after they have left", n)
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if snapshot(t, d, pupils) != before {
		t.Error("undo did not bring the places back")
	}
}

// Two places as they are typed, which have no identifiers yet, are two places.
func TestPupilCannotBeTriedTwiceInAGroup(t *testing.T) {
	d := open(t)
	pupil := sinceSeptember(t, d, 1)[0]
	var why *desk.Refusal
	if _, err := d.TryIntervention(ctx, lego("Lego"), []provision.Placement{{Pupil: pupil}, {Pupil: pupil}}); !errors.As(err, &why) || why.Field != "pupil" {
		t.Errorf("%v", err)
	}
}

func TestOneLineOfAGroupDoesNotChangeTheOthers(t *testing.T) {
	d := open(t)
	pupils := sinceSeptember(t, d, 3)
	id := put(t, d, lego("Lego therapy"), pupils...)
	r, err := d.Record(ctx, pupils[0])
	if err != nil || len(r.Provision) != 1 || r.Spend.Planned.Cmp(r.Cost.Total) != 0 {
		t.Fatal(r.Provision, err)
	}
	line, before := r.Provision[0], mapRow(t, d, id)
	line.Line.Minutes = 20
	var why *desk.Refusal
	if _, err := d.SaveProvision(ctx, line); !errors.As(err, &why) || why.Field != "minutes" || !strings.Contains(why.Words, "2 other pupils would change too") {
		t.Errorf("%v", err)
	}
	if _, err := d.TryProvision(ctx, r.Provision, line); !errors.As(err, &why) {
		t.Errorf("the try lets it through: %v", err)
	}
	line = r.Provision[0]
	line.Line.Outcome, line.Line.OneOff = "Takes turns", money.Pounds(12)
	if _, err := d.SaveProvision(ctx, line); err != nil {
		t.Fatal(err)
	}
	after := mapRow(t, d, id)
	if !alike(after.Intervention, before.Intervention) || !alike(after.Placed[1], before.Placed[1]) {
		t.Error("another pupil's part changed")
	}
	if r, _ = d.Record(ctx, pupils[0]); r.Provision[0].Line.Outcome != "Takes turns" || r.Provision[0].Line.OneOff.Cmp(money.Pounds(12)) != 0 ||
		r.Spend.Planned.Sub(before.Placed[0].Share.Planned).Cmp(money.Pounds(12)) != 0 {
		t.Errorf("%+v", r.Provision[0])
	}
	// What was made for one pupil goes with the line; what is shared stays.
	if err := d.RemoveProvision(ctx, pupils[0], r.Provision[0].ID); err != nil {
		t.Fatal(err)
	}
	if n := len(mapRow(t, d, id).Placed); n != 2 {
		t.Errorf("%d are left", n)
	}
	own, err := d.SaveProvision(ctx, desk.ProvisionLine{Pupil: pupils[0], Line: provision.Line{Description: "Reading", StaffKind: "teaching_assistant", Minutes: 10,
		SessionsAWeek: decimal.NewFromInt(2), Weeks: 38, GroupSize: 1, Start: day.Of(2026, 9, 7)}})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.RemoveProvision(ctx, pupils[0], own); err != nil {
		t.Fatal(err)
	}
	if rows, _ := d.ProvisionMap(ctx); len(rows) != 1 {
		t.Errorf("%d rows are left on the map", len(rows))
	}
}

func TestOfferJoinsWhatRunsOrStartsFromTheLibrary(t *testing.T) {
	d := open(t)
	pupils := sinceSeptember(t, d, 3)
	id := put(t, d, lego("Zones"), pupils[:2]...)
	offers, err := d.Offers(ctx)
	if err != nil || len(offers) < 41 || offers[0].ID != id || offers[0].Running == nil || !strings.Contains(offers[0].Note, "2 pupils in it") {
		t.Fatalf("%d offers, %+v, %v", len(offers), offers[0], err)
	}
	for n, o := range []desk.Offer{offers[0], offers[5]} {
		try, err := d.TryOffer(ctx, pupils[2], o)
		if err != nil {
			t.Fatal(err)
		}
		before := spendOf(t, d, pupils[2]).Planned
		if err := d.TakeOffer(ctx, pupils[2], o); err != nil {
			t.Fatal(err)
		}
		if got := spendOf(t, d, pupils[2]).Planned; got.Cmp(try.Summary.Total) != 0 || got.Sub(before).Cmp(try.Cost.Annual) != 0 || try.Cost.Annual.IsZero() {
			t.Errorf("tried at %s, came to %s", try.Summary.Total, got)
		}
		if rows, _ := d.ProvisionMap(ctx); len(rows) != n+1 {
			t.Errorf("%d rows", len(rows))
		}
		var why *desk.Refusal
		if o.Running != nil {
			if err := d.TakeOffer(ctx, pupils[2], o); !errors.As(err, &why) {
				t.Errorf("taken twice: %v", err)
			}
		}
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if rows, _ := d.ProvisionMap(ctx); len(rows) != 1 {
		t.Errorf("one undo leaves %d rows", len(rows))
	}
}

// What is odd about the intervention is said before a pupil is given it.
func TestOfferSaysWhatIsOddAboutIt(t *testing.T) {
	d := open(t)
	pupil := sinceSeptember(t, d, 1)[0]
	farm := lego("Farm")
	farm.Setting, farm.Provider = provision.AlternativeProvision, ""
	put(t, d, farm)
	offers, err := d.Offers(ctx)
	if err != nil || offers[0].Running == nil {
		t.Fatalf("%+v %v", offers[0], err)
	}
	try, err := d.TryOffer(ctx, pupil, offers[0])
	if err != nil || !slices.Contains(try.Warnings, "Say who gives the alternative provision.") || slices.Contains(try.Warnings, "") {
		t.Errorf("%q %v", try.Warnings, err)
	}
}

func TestMapWarnsOfTwoPlacesAtOnce(t *testing.T) {
	d := open(t)
	pupils := sinceSeptember(t, d, 2)
	staff, err := d.SaveStaff(ctx, provision.Staff{Name: "Obi Eze", Kind: "teaching_assistant"})
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for _, name := range []string{"Lego A", "Lego B"} {
		i := lego(name)
		i.Staff, i.Slots = staff, []provision.Slot{{Day: 1, At: 9 * 60}}
		rows = append(rows, put(t, d, i, pupils[0]))
	}
	for _, id := range rows {
		r := mapRow(t, d, id)
		if text := strings.Join(r.Warnings, "\n"); !strings.Contains(text, "Obi Eze would be in two places on Monday") || !strings.Contains(text, "about 1 pupil") {
			t.Errorf("%s: %q", r.Name, text)
		}
		if text := strings.Join(r.Placed[0].Warnings, "\n"); !strings.Contains(text, "This pupil would be in two places") {
			t.Errorf("%q", text)
		}
	}
	full := lego("All day")
	full.Minutes, full.SessionsAWeek = 400, decimal.NewFromInt(5)
	if text := strings.Join(mapRow(t, d, put(t, d, full, pupils[1])).Placed[0].Warnings, "\n"); !strings.Contains(text, "more than a school week of 32.5 hours") {
		t.Errorf("%q", text)
	}
}
