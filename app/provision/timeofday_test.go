package provision_test

import (
	"testing"
	"time"

	. "needsbook/app/provision"
)

func TestHoursAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]string{
		"":                        "",
		"9-12":                    "09:00–12:00",
		" 9:15 to 10.30 , 1-3:15": "09:15–10:30, 13:00–15:15",
		"13:00–15:00; 0900-1200":  "09:00–12:00, 13:00–15:00",
		"9-10 and 11-12":          "09:00–10:00, 11:00–12:00",
		"12:30-1:30":              "12:30–13:30",
		"8:45–12:00, 13:15–15:30": "08:45–12:00, 13:15–15:30",
	} {
		hours, err := ParseHours(time.Tuesday, text)
		if got := HoursText(time.Tuesday, hours); err != nil || got != want {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
	for _, text := range []string{"mornings", "9", "9-", "12-9:00x", "11-9", "9-11, 10-12", "9-25", "9:70-10"} {
		if hours, err := ParseHours(time.Tuesday, text); err == nil {
			t.Errorf("%q gave %v", text, hours)
		}
	}
}

func TestSessionTimesBeforeSevenAreInTheAfternoon(t *testing.T) {
	for text, want := range map[string]string{"1:15": "13:15", "9": "09:00", "0930": "09:30", "": "", "14.05": "14:05"} {
		if got, err := ParseSchoolTime(text); err != nil || got.String() != want {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	if _, err := ParseSchoolTime("late"); err == nil {
		t.Error("late is no time")
	}
}

func TestMinutesAreSaidInHours(t *testing.T) {
	for minutes, want := range map[int]string{0: "0 min", 45: "45 min", 60: "1 h", 135: "2 h 15 min"} {
		if got := MinutesWords(minutes); got != want {
			t.Errorf("%d: %s", minutes, got)
		}
	}
}

func FuzzParseHours(f *testing.F) {
	for _, text := range []string{"9-12, 1-3", "0900–1200", "9 to 10 and 11 to 12", "–", "24:00-25:00"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		hours, err := ParseHours(time.Monday, text)
		if err != nil {
			return
		}
		if found := CheckStaff(Staff{Name: "x", Kind: "x", Hours: hours}); len(hours) > 0 && found != nil {
			t.Errorf("%q gave %v, which %v", text, hours, found)
		}
		again, err := ParseHours(time.Monday, HoursText(time.Monday, hours))
		if err != nil || HoursText(time.Monday, again) != HoursText(time.Monday, hours) {
			t.Errorf("%q does not read back: %v", text, err)
		}
	})
}

func FuzzParseTimeOfDay(f *testing.F) {
	for _, text := range []string{"", "9:30", "09.30", "0930", "24:00", "3.15", "noon"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for name, parse := range map[string]func(string) (TimeOfDay, error){"time of day": ParseTimeOfDay, "school time": ParseSchoolTime} {
			at, err := parse(text)
			if err != nil {
				continue
			}
			if at < 0 || at >= 24*60 {
				t.Fatalf("%q is minute %d of the day by %s", text, at, name)
			}
			if again, err := ParseTimeOfDay(at.String()); err != nil || again != at {
				t.Fatalf("%q is %s, and that %s, %v", text, at, again, err)
			}
		}
	})
}

func FuzzReadScore(f *testing.F) {
	for _, text := range []string{"", "85", "7.5", "-3", "1e400000", "85%", "0x10"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		score, there, err := ReadScore(text)
		if err != nil || !there {
			return
		}
		if again, _, err := ReadScore(score.String()); err != nil || !again.Equal(score) {
			t.Fatalf("%q is %s, and that %s, %v", text, score, again, err)
		}
	})
}
