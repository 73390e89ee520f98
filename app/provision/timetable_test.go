package provision_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	. "needsbook/app/provision"
	"pgregory.net/rapid"
)

// at reads a time that is written right.
func at(t interface{ Fatal(...any) }, text string) TimeOfDay {
	when, err := ParseTimeOfDay(text)
	if err != nil {
		t.Fatal(err)
	}
	return when
}

var monday = day.Of(2026, 11, 23)

// obi has every morning from 9 to 12, and two stretches on Monday.
func obi(t *testing.T) Staff {
	s := Staff{ID: "obi", Name: "Mrs Obi", Kind: "ta", Hours: []Hours{{Day: time.Monday, From: at(t, "13:00"), Until: at(t, "15:00")}}}
	for d := time.Monday; d <= time.Friday; d++ {
		s.Hours = append(s.Hours, Hours{Day: d, From: at(t, "09:00"), Until: at(t, "12:00")})
	}
	return s
}

// run is an intervention of so many minutes with Mrs Obi, at times such as Monday 09:30.
func run(t *testing.T, name string, minutes int, slots ...Slot) Intervention {
	return Intervention{ID: name, Name: name, Staff: "obi", Minutes: minutes, SessionsAWeek: decimal.NewFromInt(int64(len(slots))), Slots: slots}
}

func slot(t *testing.T, d time.Weekday, text string) Slot { return Slot{Day: d, At: at(t, text)} }

func TestTimetableSaysHoursGapsAndClashes(t *testing.T) {
	lego := run(t, "Lego group", 30, slot(t, time.Monday, "09:10"), slot(t, time.Tuesday, "11:45"))
	phonics := run(t, "Phonics catch-up", 20, slot(t, time.Monday, "09:30"), slot(t, time.Wednesday, "09:00"))
	table := MakeTimetable([]Staff{obi(t)}, []Intervention{lego, phonics}, monday.AddDays(3), nil)
	w := table.Rows[0]
	if table.Monday != monday || w.There != 17*60 || w.InUse != 40+20+15 || w.Free != 17*60-75 || w.Over != 10+15 {
		t.Errorf("%+v", w.Use)
	}
	if got := fmt.Sprint(w.Days[0].Gaps, w.Days[2].Gaps); got != "[09:50–12:00 13:00–15:00] [09:20–12:00]" {
		t.Errorf("gaps %s", got) // the ten minutes before Lego group are too short
	}
	if len(w.Days[0].Clashes) != 1 || w.Days[0].Clashes[0].Words("Mrs Obi") != "Mrs Obi would be in two places on Monday from 09:30 to 09:40: Lego group and Phonics catch-up." {
		t.Errorf("%+v", w.Days[0].Clashes)
	}
	if table.All != w.Use || table.Days[0] != w.Days[0].Use || len(table.Unplaced) != 0 {
		t.Errorf("totals %+v %+v %+v", table.All, table.Days, table.Unplaced)
	}
}

func TestClashesNeedTheSameDayTheSameTermAndEveryWeek(t *testing.T) {
	first := run(t, "First", 30, slot(t, time.Monday, "09:00"))
	for name, c := range map[string]struct {
		change func(i *Intervention)
		want   int
	}{
		"as it is":          {func(i *Intervention) {}, 1},
		"just after":        {func(i *Intervention) { i.Slots = []Slot{slot(t, time.Monday, "09:30")} }, 0},
		"another day":       {func(i *Intervention) { i.Slots = []Slot{slot(t, time.Friday, "09:00")} }, 0},
		"another person":    {func(i *Intervention) { i.Staff = "someone" }, 0},
		"after it ended":    {func(i *Intervention) { i.Starts = monday.AddDays(8) }, 0},
		"nobody named":      {func(i *Intervention) { i.Staff = "" }, 0},
		"no minutes":        {func(i *Intervention) { i.Minutes = 0 }, 0},
		"one a fortnight":   {func(i *Intervention) { i.SessionsAWeek = decimal.RequireFromString("0.5") }, 1},
		"twice in one slot": {func(i *Intervention) { i.Slots, i.SessionsAWeek = append(i.Slots, i.Slots...), decimal.NewFromInt(2) }, 3},
	} {
		second := run(t, "Second", 30, slot(t, time.Monday, "09:15"))
		c.change(&second)
		first.Ends = monday.AddDays(7)
		if got := Clashes([]Intervention{first, second}); len(got) != c.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
	turns := run(t, "Turns", 30, slot(t, time.Monday, "09:00"))
	turns.SessionsAWeek = decimal.RequireFromString("0.5")
	first.SessionsAWeek = turns.SessionsAWeek
	if got := Clashes([]Intervention{first, turns}); len(got) != 0 {
		t.Errorf("two that take turns: %+v", got)
	}
	first.SessionsAWeek = decimal.NewFromInt(1)
	if Clashes([]Intervention{first, turns}, monday.AddDays(14)) != nil || len(Clashes([]Intervention{first, turns}, monday.AddDays(7))) != 1 {
		t.Error("the day asked about does not count")
	}
}

func TestFreeAndInUseAreTheHoursThere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		time := rapid.Custom(func(t *rapid.T) TimeOfDay { return TimeOfDay(rapid.IntRange(1, 1439).Draw(t, "minute")) })
		weekday := rapid.SampledFrom([]int{1, 2, 3, 4, 5})
		var s Staff
		for range rapid.IntRange(0, 6).Draw(t, "stretches") {
			h := Hours{Day: day.Of(2026, 11, 22).AddDays(weekday.Draw(t, "day")).Weekday(), From: time.Draw(t, "from"), Until: time.Draw(t, "until")}
			if s.Hours = append(s.Hours, h); h.Until <= h.From || CheckStaff(Staff{Name: "x", Kind: "x", Hours: s.Hours}) != nil {
				s.Hours = s.Hours[:len(s.Hours)-1]
			}
		}
		var runs []Intervention
		booked, there := 0, 0
		for _, h := range s.Hours {
			there += int(h.Until - h.From)
		}
		for n := range rapid.IntRange(0, 8).Draw(t, "runs") {
			i := Intervention{ID: fmt.Sprint(n), Minutes: rapid.IntRange(0, 90).Draw(t, "minutes"), SessionsAWeek: decimal.NewFromInt(1)}
			i.Slots = []Slot{{Day: day.Of(2026, 11, 22).AddDays(weekday.Draw(t, "day")).Weekday(), At: time.Draw(t, "at")}}
			runs = append(runs, i)
			booked += int(i.Sessions()[0].Until - i.Sessions()[0].From)
		}
		w := MakeTimetable([]Staff{s}, runs, monday, nil).Rows[0]
		if w.There != there || w.InUse+w.Free != there || w.InUse > booked {
			t.Fatalf("%+v for %d there, %d booked", w.Use, there, booked)
		}
		free := 0
		for _, d := range w.Days {
			for _, g := range d.Gaps {
				free += g.Minutes()
			}
			if len(d.Clashes) == 0 && d.Over > booked-w.InUse {
				t.Fatalf("more over than asked for: %+v", d)
			}
		}
		if free > w.Free {
			t.Fatalf("gaps of %d minutes in %d free ones", free, w.Free)
		}
	})
}
