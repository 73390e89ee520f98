package desk_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/finding"
	"needsbook/app/register"
	"needsbook/app/school"
)

func thisYear(t testing.TB, d *desk.Desk) school.Year {
	t.Helper()
	c, err := d.SchoolCalendar(ctx)
	if err != nil {
		t.Fatal(err)
	}
	y, known := c.Year(2026)
	if !known {
		t.Fatal("the calendar lacks this year")
	}
	return y
}

func TestOwnTermDatesStandInPlaceOfTheShipped(t *testing.T) {
	d := open(t)
	if len(waiting(t, d, "term_dates")) != 1 {
		t.Error("the school is not asked for its own dates")
	}
	y := thisYear(t, d)
	if !y.Example {
		t.Fatal("the shipped dates are not marked as made up")
	}
	y.Terms = append([]school.Span(nil), y.Terms...)
	y.Terms[0].Until = day.Of(2026, 12, 17)
	if err := d.SaveYear(ctx, y); err != nil {
		t.Fatal(err)
	}
	if got := thisYear(t, d); got.Example || got.Terms[0].Until != day.Of(2026, 12, 17) {
		t.Errorf("%+v", got)
	}
	if own, err := d.OwnYear(ctx, 2026); !own || err != nil || len(waiting(t, d, "term_dates")) != 0 {
		t.Error("the dates are not the school's own", err)
	}
	if err := d.RestoreYear(ctx, 2026); err != nil {
		t.Fatal(err)
	}
	if got := thisYear(t, d); !got.Example || got.Terms[0].Until != day.Of(2026, 12, 18) {
		t.Errorf("after putting back: %+v", got)
	}
	if err := d.RestoreYear(ctx, 2026); err == nil {
		t.Error("put back twice")
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if got := thisYear(t, d); got.Terms[0].Until != day.Of(2026, 12, 17) {
		t.Errorf("after undo: %+v", got)
	}
}

func TestBadTermDatesAreRefusedAndTheOldKept(t *testing.T) {
	d := open(t)
	before := thisYear(t, d)
	y := before
	y.Terms = append([]school.Span(nil), y.Terms...)
	y.Terms[1].From = day.Of(2026, 12, 1)
	err := d.SaveYear(ctx, y)
	refusal, ok := err.(*desk.Refusal)
	if !ok || refusal.Field != "terms.1" || !strings.Contains(refusal.Words, "after Autumn has ended") {
		t.Errorf("%v", err)
	}
	if err := d.SaveYear(ctx, school.Year{Starts: 1066}); err == nil {
		t.Error("the year 1066 was taken")
	}
	if after := thisYear(t, d); after.Terms[1].From != before.Terms[1].From || !after.Example {
		t.Errorf("%+v", after)
	}
}

// readCalendar is a small strict reader of calendar files: it takes nothing that RFC
// 5545 does not allow, and returns each event's properties.
func readCalendar(t interface {
	Helper()
	Fatalf(string, ...any)
}, text string) []map[string]string {
	t.Helper()
	if !strings.HasSuffix(text, "\r\n") || strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\n") || strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\r") {
		t.Fatalf("a line does not end with CR and LF")
	}
	var lines []string
	for _, raw := range strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(raw) > 75 {
			t.Fatalf("a line of %d octets: %q", len(raw), raw)
		}
		if rest, folded := strings.CutPrefix(raw, " "); folded {
			lines[len(lines)-1] += rest
			continue
		}
		lines = append(lines, raw)
	}
	var events []map[string]string
	var in []string
	var now map[string]string
	for _, line := range lines {
		if !strings.Contains(line, ":") || strings.ToValidUTF8(line, "?") != line {
			t.Fatalf("not a line of a calendar: %q", line)
		}
		name, value, _ := strings.Cut(line, ":")
		switch name {
		case "BEGIN":
			in = append(in, value)
			if value == "VEVENT" {
				now = map[string]string{}
			}
		case "END":
			if len(in) == 0 || in[len(in)-1] != value {
				t.Fatalf("%q ends what did not begin", line)
			}
			in = in[:len(in)-1]
			if value == "VEVENT" {
				events = append(events, now)
				now = nil
			}
		default:
			if now == nil {
				continue
			}
			if _, twice := now[name]; twice {
				t.Fatalf("%s is given twice", name)
			}
			if name == "SUMMARY" || name == "DESCRIPTION" {
				value = unescape(t, value)
			}
			now[name] = value
		}
	}
	if len(in) != 0 {
		t.Fatalf("%v does not end", in)
	}
	seen := map[string]bool{}
	for _, e := range events {
		when := []string{"DTSTART;VALUE=DATE", "DTEND;VALUE=DATE"} // all day, unless it is a meeting with a time
		if e["DTSTART"] != "" {
			when = []string{"DTSTART", "DURATION"}
		}
		for _, name := range append([]string{"UID", "DTSTAMP", "SUMMARY"}, when...) {
			if e[name] == "" {
				t.Fatalf("an event without %s: %v", name, e)
			}
		}
		if seen[e["UID"]] {
			t.Fatalf("two events have the UID %s", e["UID"])
		}
		seen[e["UID"]] = true
	}
	return events
}

func unescape(t interface {
	Helper()
	Fatalf(string, ...any)
}, value string) string {
	t.Helper()
	var b strings.Builder
	for i := 0; i < len(value); i++ {
		switch {
		case value[i] == ',' || value[i] == ';':
			t.Fatalf("not escaped: %q", value)
		case value[i] != '\\':
			b.WriteByte(value[i])
			continue
		case i+1 < len(value) && strings.IndexByte(`\,;`, value[i+1]) >= 0:
			b.WriteByte(value[i+1])
		case i+1 < len(value) && value[i+1] == 'n':
			b.WriteByte('\n')
		default:
			t.Fatalf("an escape that is none: %q", value)
		}
		i++
	}
	return b.String()
}

func exported(t testing.TB, d *desk.Desk, names desk.Names) (string, []map[string]string) {
	t.Helper()
	var b strings.Builder
	n, err := d.Calendar(ctx, &b, d.Today(), d.Today().AddYears(1), names)
	if err != nil {
		t.Fatal(err)
	}
	events := readCalendar(t, b.String())
	if n != len(events) || n < 20 {
		t.Errorf("%d events, %d read back", n, len(events))
	}
	return b.String(), events
}

func TestCalendarHoldsNoName(t *testing.T) {
	d := demo(t)
	found, _ := d.Find("status:sen")
	off, events := exported(t, d, desk.NamesOff)
	initials, named := exported(t, d, desk.NamesInitials)
	for _, e := range found {
		for _, part := range []string{e.Surname, e.Forename, e.UPN, e.ID} {
			if part != "" && (strings.Contains(off, part) || strings.Contains(initials, part)) {
				t.Errorf("%q is in the calendar", part)
			}
		}
		if strings.Contains(off, e.Initials()) {
			t.Errorf("%q is in the calendar without names", e.Initials())
		}
	}
	reviews := 0
	for i, e := range events {
		if e["UID"] != named[i]["UID"] {
			t.Fatal("the UID hangs on how pupils are named")
		}
		if e["SUMMARY"] == "SEN review" {
			reviews++
		}
		if e["DTSTAMP"] != "20261123T090000Z" || len(e["DTSTART;VALUE=DATE"]) != 8 && len(e["DTSTART"]) != len("20261202T153000") {
			t.Errorf("%v", e)
		}
	}
	if reviews < 5 || !strings.Contains(initials, "SEN review (") {
		t.Errorf("%d reviews", reviews)
	}
	if again, _ := exported(t, d, desk.NamesOff); again != off {
		t.Error("the same records gave another file")
	}
}

func TestCalendarIsRefusedWithFullNamesOrDaysTheWrongWayRound(t *testing.T) {
	d := open(t)
	for field, c := range map[string]struct {
		from, to day.Date
		names    desk.Names
	}{
		"names": {d.Today(), d.Today(), desk.NamesFull},
		"to":    {d.Today(), d.Today().AddDays(-1), desk.NamesOff},
	} {
		var b strings.Builder
		_, err := d.Calendar(ctx, &b, c.from, c.to, c.names)
		if refusal, ok := err.(*desk.Refusal); !ok || refusal.Field != field || b.Len() > 0 {
			t.Errorf("%s: %v, %q", field, err, b.String())
		}
	}
}

func TestDoneDutiesLeaveTheCalendar(t *testing.T) {
	d, id := oneOf(t, "E", day.Of(2025, 12, 1))
	plan := register.EHCPlan{Pupil: id, Authority: "Example County Council", Issued: day.Of(2025, 12, 11), Setting: "Meadowfield Primary"}
	plan.Stages.Meeting = day.Of(2026, 12, 10)
	if _, err := d.SaveEHCPlan(ctx, plan); err != nil {
		t.Fatal(err)
	}
	count := func() (papers, meetings int) {
		var b strings.Builder
		if _, err := d.Calendar(ctx, &b, day.Of(2026, 9, 1), day.Of(2027, 8, 31), desk.NamesOff); err != nil {
			t.Fatal(err)
		}
		for _, e := range readCalendar(t, b.String()) {
			if strings.Contains(e["SUMMARY"], "invite people") && e["DTSTART;VALUE=DATE"] == "20261126" {
				papers++
			}
			if e["SUMMARY"] == "SEN review: annual review meeting" && e["DTSTART;VALUE=DATE"] == "20261210" {
				meetings++
			}
		}
		return papers, meetings
	}
	if papers, meetings := count(); papers != 1 || meetings != 1 {
		t.Errorf("%d times the papers, %d meetings", papers, meetings)
	}
	if err := d.FinishTask(ctx, waiting(t, d, "ar_notice")[0].Key, ""); err != nil {
		t.Fatal(err)
	}
	if papers, meetings := count(); papers != 0 || meetings != 1 {
		t.Errorf("after they were sent: %d times the papers, %d meetings", papers, meetings)
	}
}

func TestLinesAreFoldedAndEscapedSoThatTheyReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.StringOfN(rapid.RuneFrom([]rune("aé字😀 ,;\\:\nnN\"")), 1, 200, -1).Draw(t, "words")
		text := "BEGIN:VEVENT\r\n" + desk.Folded("UID:1") + desk.Folded("DTSTAMP:1") + desk.Folded("DTSTART;VALUE=DATE:1") + desk.Folded("DTEND;VALUE=DATE:1") +
			desk.Folded("SUMMARY:"+desk.Escaped(words)) + "END:VEVENT\r\n"
		if got := readCalendar(t, text)[0]["SUMMARY"]; got != words {
			t.Fatalf("%q came back as %q", words, got)
		}
	})
}

func TestShippedCalendarWarnsOfNothing(t *testing.T) {
	for _, f := range thisYear(t, open(t)).Check() {
		if f.Severity >= finding.Warn {
			t.Error(school.CalendarWords(f))
		}
	}
}
