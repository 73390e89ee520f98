package intake

import (
	"fmt"
	"testing"
)

func TestTimesAreReadAsSchoolsWriteThem(t *testing.T) {
	for text, want := range map[string]string{
		"3 x 20 mins": "20 3 0 0", "3x20mins": "20 3 0 0", "20 mins x 3": "20 3 0 0", "20 mins daily": "20 5 0 0", "2x week": "0 2 0 0", "2 x weekly": "0 2 0 0",
		"twice a week": "0 2 0 0", "Once weekly for 30 minutes": "30 1 0 0", "1 hour a week for 6 weeks": "60 1 6 0", "1hr 30 mins per week": "90 1 0 0", "1.5 hrs": "90 0 0 0",
		"3 sessions a week": "0 3 0 0", "30 min sessions x 2 per week": "30 2 0 0", "Once a fortnight, 30 minutes": "30 0.5 0 0", "every other week": "0 0.5 0 0",
		"15 hours a week": "180 5 0 0", "Mon, Wed & Fri 20 mins": "20 3 0 0", "Mon 15m": "15 1 0 0", "half an hour weekly": "30 1 0 0", "2 x 30 mins per day": "30 10 0 0",
		"1:1 2 x 15 mins": "15 2 0 1", "group of 4, 3 x 20 mins for 12 weeks": "20 3 12 4", "12 weeks": "0 0 12 0", "5 × 10 mins": "10 5 0 0", "20 mins every day": "20 5 0 0",
		"45 minutes, three times a week": "45 3 0 0", "2 × 20'": "20 2 0 0", "½ hour daily": "30 5 0 0",
	} {
		p, ok := ParsePattern(text)
		if got := fmt.Sprint(p.Minutes, p.Sessions, p.Weeks, p.Group); !ok || got != want {
			t.Errorf("%q: %s %v, want %s", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "lots", "3 x 20", "20 or 30 mins", "as needed", "3 x a month", "20 mins 30 mins", "0 mins", "9 hours daily", "1000 x a week", "20 mins half termly",
		"9:00-9:30", "-20 mins", "20.5 mins", "99 weeks", "half termly", "x", "daily weekly", "١٢ mins"} {
		if p, ok := ParsePattern(text); ok {
			t.Errorf("%q is read as %+v", text, p)
		}
	}
}

func TestPricesGroupsAndTermsAreReadAsSchoolsWriteThem(t *testing.T) {
	for text, want := range map[string]string{"£17.20/hr": "17.20 hour", "£17.20 per hour": "17.20 hour", "1,234.50": "1234.50 ", "345.6533333333": "345.65 ", "£30 per session": "30.00 session",
		"£345 pa": "345.00 year", "£20 a week": "20.00 week", "£12 each pupil": "12.00 pupil", "free": "0.00 ", "£ 100": "100.00 "} {
		if p, ok := ParsePrice(text); !ok || p.Amount.String()+" "+p.Per != want {
			t.Errorf("%q: %s %s %v", text, p.Amount, p.Per, ok)
		}
	}
	for _, text := range []string{"", "lots", "-£5", "£1,23", "£5-£10", "10%", "£99999999", "£5 per month", "1e5"} {
		if p, ok := ParsePrice(text); ok {
			t.Errorf("%q is read as %+v", text, p)
		}
	}
	for text, want := range map[string]int{"1:4": 4, "1-4": 4, "4": 4, "4.0": 4, "group of 6": 6, "1:1": 1, "Individual": 1, "small group": 0, "3-6": 0, "6 pupils": 6, "4.4444444444444446E-2": 4, "0.0444444444444444": 4} {
		if n, ok := ParseGroup(text); !ok || n != want {
			t.Errorf("%q: %d %v", text, n, ok)
		}
	}
	for _, text := range []string{"", "whole class", "2:6", "0", "99", "6-3", "TA"} {
		if n, ok := ParseGroup(text); ok {
			t.Errorf("%q is read as %d", text, n)
		}
	}
	y := newSchoolYear(provisionOptions(t).Year, today)
	for text, want := range map[string]string{"Autumn term": "2026-09-01..2026-12-18", "autumn": "2026-09-01..2026-12-18", "Aut 1": "2026-09-01..", "All year": "..", "Ongoing": "..", "Term 6": "", "Autumn 2026": "2026-09-01..2026-12-18",
		"Spring & Summer": "2027-", "Aut - Sum": "2026-09-01..2027-07", "Autumn 1 and 2": "2026-09-01..2026-12-18", "07/09/2026 - 18/12/2026": "2026-09-07..2026-12-18", "2026-09-07 to 2026-10-20": "2026-09-07..2026-10-20"} {
		if w, ok := y.read(text, false); !ok || len(want) > 0 && fmt.Sprintf("%s..%s", w.from, w.until)[:len(want)] != want {
			t.Errorf("%q: %s..%s %v", text, w.from, w.until, ok)
		}
	}
	for _, text := range []string{"", "sometime", "Autumn and Summer", "Autumn 2019", "Term 7", "18/12/2026 - 07/09/2026", "Autumn term and maybe more"} {
		if w, ok := y.read(text, false); ok {
			t.Errorf("%q is read as %v", text, w)
		}
	}
}

func FuzzParsePattern(f *testing.F) {
	for _, text := range []string{"3 x 20 mins", "1hr 30 mins per week", "1:4 for 6 weeks", "Mon Wed", "½ hour", "x"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, ok := ParsePattern(text)
		if !ok {
			if p != (Pattern{}) {
				t.Fatalf("%q is refused and read as %+v", text, p)
			}
			return
		}
		if p.Minutes < 0 || p.Minutes > longestSession || p.Weeks < 0 || p.Weeks > mostWeeks || p.Group < 0 || p.Group > mostGroup || p.Sessions.IsNegative() ||
			p.Minutes == 0 && p.Sessions.IsZero() && p.Weeks == 0 && p.Group == 0 {
			t.Fatalf("%q is read as %+v", text, p)
		}
	})
}

func FuzzParsePrice(f *testing.F) {
	for _, text := range []string{"£17.20/hr", "1,234.50", "345.6533333", "free"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if p, ok := ParsePrice(text); ok && (p.Amount.IsNegative() || p.Amount.Round().Cmp(p.Amount) != 0) {
			t.Fatalf("%q is read as %s", text, p.Amount)
		}
		if n, ok := ParseGroup(text); ok && (n < 0 || n > mostGroup) {
			t.Fatalf("%q is read as %d", text, n)
		}
	})
}

func FuzzParseGroup(f *testing.F) {
	for _, text := range []string{"4", "1:4", "group of 4", "individual", "small group", "3-6", "0.0423611111111111", "61", "4.2361111E-2"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		size, ok := ParseGroup(text)
		if ok && (size < 0 || size > mostGroup) {
			t.Fatalf("%q is a group of %d, %t", text, size, ok)
		}
	})
}
