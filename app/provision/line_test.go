package provision_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/finding"
	"needsbook/app/money"
	"needsbook/app/provision"
)

func TestGoodLineHasNoFindings(t *testing.T) {
	for _, l := range []provision.Line{
		line(t, 45, "3", 38, 4, "17.20", "120"),
		line(t, 30, "0.5", 38, 1, "60", "0"),
		line(t, 0, "0", 0, 0, "0", "99.99"),
	} {
		if found := provision.Check(l); found != nil {
			t.Errorf("%+v: %v", l, found)
		}
	}
}

func TestBadLineIsRefused(t *testing.T) {
	cases := []struct {
		code   string
		field  string
		level  finding.Severity
		change func(*provision.Line)
	}{
		{"provision.description", "description", finding.Refuse, func(l *provision.Line) { l.Description = "" }},
		{"provision.minutes", "minutes", finding.Refuse, func(l *provision.Line) { l.Minutes = -5 }},
		{"provision.minutes", "minutes", finding.Refuse, func(l *provision.Line) { l.Minutes = 4500 }},
		{"provision.sessions", "sessions_a_week", finding.Refuse, func(l *provision.Line) { l.SessionsAWeek = decimal.NewFromInt(-1) }},
		{"provision.sessions", "sessions_a_week", finding.Refuse, func(l *provision.Line) { l.SessionsAWeek = decimal.NewFromInt(51) }},
		{"provision.sessions", "sessions_a_week", finding.Refuse, func(l *provision.Line) { l.SessionsAWeek = decimal.New(1, 2_000_000_000) }},
		{"provision.weeks", "weeks", finding.Refuse, func(l *provision.Line) { l.Weeks = 54 }},
		{"provision.weeks", "weeks", finding.Refuse, func(l *provision.Line) { l.Weeks = -1 }},
		{"provision.group_size", "group_size", finding.Refuse, func(l *provision.Line) { l.GroupSize = 0 }},
		{"provision.group_size", "group_size", finding.Refuse, func(l *provision.Line) { l.GroupSize = 61 }},
		{"provision.rate", "rate", finding.Refuse, func(l *provision.Line) { l.Rate = money.Pounds(-1) }},
		{"provision.rate", "rate", finding.Refuse, func(l *provision.Line) { l.Rate = money.Pounds(501) }},
		{"provision.one_off", "one_off", finding.Refuse, func(l *provision.Line) { l.OneOff = money.Pounds(-1) }},
		{"provision.one_off", "one_off", finding.Refuse, func(l *provision.Line) { l.OneOff = money.Pounds(100_001) }},
		{"provision.dates", "end", finding.Refuse, func(l *provision.Line) { l.Start, l.End = day.Of(2026, 9, 7), day.Of(2026, 9, 6) }},
		{"provision.nothing", "minutes", finding.Refuse, func(l *provision.Line) { l.Weeks, l.OneOff = 0, money.Amount{} }},
		{"provision.outcome", "outcome", finding.Warn, func(l *provision.Line) { l.Outcome = "" }},
		{"provision.whole_class", "group_size", finding.Warn, func(l *provision.Line) { l.GroupSize = 30 }},
		{"provision.rate_high", "rate", finding.Warn, func(l *provision.Line) { l.Rate = money.Pounds(200) }},
		{"provision.rate_missing", "rate", finding.Warn, func(l *provision.Line) { l.Rate = money.Amount{} }},
	}
	for _, c := range cases {
		l := line(t, 45, "3", 38, 4, "17.20", "120")
		c.change(&l)
		found := provision.Check(l)
		if len(found) != 1 || found[0].Code != c.code || found[0].Field != c.field || found[0].Severity != c.level {
			t.Errorf("want %s on %s, got %v", c.code, c.field, found)
		}
		if provision.Words(finding.Finding{Code: c.code}) == "" {
			t.Errorf("no words for %s", c.code)
		}
	}
}

func TestSessionsAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]string{"3": "3", " 2.5 ": "2.5", "0.5": "0.5", "0.3333": "0.3333"} {
		if got, err := provision.ParseSessions(text); err != nil || got.String() != want {
			t.Errorf("%q reads %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "-1", "1e9", "three", "2,5", ".5", "1234", "1.23456", "NaN"} {
		if got, err := provision.ParseSessions(text); err == nil {
			t.Errorf("%q reads %v", text, got)
		}
	}
}

func FuzzParseSessions(f *testing.F) {
	f.Add("2.5")
	f.Add("1e5")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := provision.ParseSessions(text)
		if err == nil && (got.IsNegative() || got.GreaterThanOrEqual(decimal.NewFromInt(1000))) {
			t.Errorf("%q reads %v", text, got)
		}
	})
}

func TestWeekFullerThanLessonsIsNotedAndThanASchoolWeekWarnedOf(t *testing.T) {
	week := provision.WeekHours{Least: decimal.NewFromInt(25), Most: decimal.New(325, -1)}
	lessons := line(t, 300, "5", 38, 1, "17.20", "0") // 1,500 minutes: every minute of 25 hours
	more := line(t, 90, "5", 38, 1, "17.20", "0")     // 32.5 hours with the lessons
	slip := line(t, 10, "0.5", 38, 1, "17.20", "0")
	autumn, spring := lessons, more
	autumn.End, spring.Start = day.Of(2026, 12, 18), day.Of(2027, 1, 4)
	cases := []struct {
		name, says string
		level      finding.Severity
		lines      []provision.Line
	}{
		{"nothing", "", 0, nil},
		{"every lesson", "", 0, []provision.Line{lessons}},
		{"a little more than the lessons", "help comes to 25.08 hours a week. Lessons take about 25,", finding.Note, []provision.Line{lessons, slip}},
		{"the whole school week", "help comes to 32.5 hours a week. Lessons", finding.Note, []provision.Line{lessons, more}},
		{"more than the school week", "help comes to 32.58 hours a week, more than a school week of 32.5.", finding.Warn, []provision.Line{lessons, more, slip}},
		{"one after the other", "", 0, []provision.Line{autumn, spring}},
	}
	for _, c := range cases {
		found := provision.CheckWeek(c.lines, week)
		if c.says == "" {
			if found != nil {
				t.Errorf("%s: %v", c.name, found)
			}
			continue
		}
		if len(found) != 1 || found[0].Severity != c.level || !strings.Contains(provision.Words(found[0]), c.says) {
			t.Errorf("%s: %+v", c.name, found)
		}
	}
}

func TestLineReadsBackFromJSON(t *testing.T) {
	l := line(t, 45, "2.5", 38, 4, "17.2345", "120")
	l.Start, l.End = day.Of(2026, 9, 7), day.Of(2027, 7, 16)
	text, err := json.Marshal(l)
	var back provision.Line
	if err != nil || json.Unmarshal(text, &back) != nil {
		t.Fatal(err, string(text))
	}
	if provision.CostOf(back).Arithmetic != provision.CostOf(l).Arithmetic || back.Start != l.Start || back.End != l.End {
		t.Errorf("%s", text)
	}
}
