package desk

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/duties"
	"needsbook/app/provision"
)

// event is one day in the exported calendar.
type event struct {
	uid     string
	on      day.Date
	at      provision.TimeOfDay // 0 for the whole day
	summary string
	note    string
}

// Calendar writes what is due from one day to another as a calendar file (RFC 5545)
// that any calendar program takes, and returns how many events it holds. It leaves the
// school's file, so it never holds a full name: names are NamesOff, where a review is
// "SEN review", or NamesInitials.
func (d *Desk) Calendar(ctx context.Context, w io.Writer, from, to day.Date, names Names) (int, error) {
	if err := d.allow(access.Export); err != nil {
		return 0, err
	}
	switch {
	case names != NamesOff && names != NamesInitials:
		return 0, refuse("names", "A calendar leaves the school's file, so it holds no full names. Choose initials or off.")
	case from.IsZero() || to.IsZero():
		return 0, refuse("to", "Enter the first and the last day of the calendar.")
	case to.Before(from):
		return 0, refuse("to", "The last day is before the first. Check the two days.")
	}
	events, err := d.events(ctx, names)
	if err != nil {
		return 0, err
	}
	events = slices.DeleteFunc(events, func(e event) bool { return e.on.Before(from) || e.on.After(to) })
	var b strings.Builder
	line := func(name, value string) { foldLine(&b, name+":"+value) }
	line("BEGIN", "VCALENDAR")
	line("VERSION", "2.0")
	line("PRODID", "-//Needsbook//SEN dates//EN")
	line("CALSCALE", "GREGORIAN")
	line("METHOD", "PUBLISH")
	stamp := d.options.Clock().UTC().Format("20060102T150405Z")
	for _, e := range events {
		line("BEGIN", "VEVENT")
		line("UID", e.uid)
		line("DTSTAMP", stamp)
		if e.at == 0 {
			line("DTSTART;VALUE=DATE", compact(e.on))
			line("DTEND;VALUE=DATE", compact(e.on.AddDays(1)))
		} else { // on the school's clock, whatever the zone of who reads it
			line("DTSTART", compact(e.on)+"T"+strings.ReplaceAll(e.at.String(), ":", "")+"00")
			line("DURATION", "PT1H")
		}
		line("SUMMARY", escapeText(e.summary))
		if e.note != "" {
			line("DESCRIPTION", escapeText(e.note))
		}
		line("CLASS", "PRIVATE")
		if e.at == 0 {
			line("TRANSP", "TRANSPARENT")
		} else {
			line("TRANSP", "OPAQUE")
		}
		line("END", "VEVENT")
	}
	line("END", "VCALENDAR")
	_, err = io.WriteString(w, b.String())
	return len(events), err
}

// events makes the events of all duties that are not done, and of the meetings of
// annual reviews, by day.
func (d *Desk) events(ctx context.Context, names Names) ([]event, error) {
	f, err := d.todayFacts(ctx)
	if err != nil {
		return nil, err
	}
	put, err := d.deferrals(ctx)
	if err != nil {
		return nil, err
	}
	list := slices.DeleteFunc(f.duties, func(duty duties.Duty) bool {
		duty.Remind = 0 // a reminder that was waved through leaves the day itself
		return put[duty.Key()].State == TaskDone
	})
	var out []event
	seen := map[string]int{} // the place of an event by its UID
	pupils := map[string][]string{}
	for _, duty := range list {
		uid := d.uid(duty)
		if duty.Pupil != "" && !slices.Contains(pupils[uid], duty.Pupil) {
			pupils[uid] = append(pupils[uid], duty.Pupil)
		}
		e := event{uid: uid, on: duty.Due, summary: d.summary(duty, pupils[uid], names), note: duty.Reference}
		if at, twice := seen[uid]; twice {
			out[at] = e
			continue
		}
		seen[uid] = len(out)
		out = append(out, e)
	}
	meetings, err := d.meetingEvents(ctx, f, names)
	out = append(out, meetings...)
	slices.SortStableFunc(out, func(a, b event) int { return cmp.Or(a.on.Compare(b.on), cmp.Compare(a.uid, b.uid)) })
	return out, err
}

// meetingEvents are the meetings whose records are not signed, and those of annual
// reviews of which only the day is set.
func (d *Desk) meetingEvents(ctx context.Context, f todayFacts, names Names) ([]event, error) {
	meetings, err := d.Meetings(ctx, day.Date{}, day.Date{})
	if err != nil {
		return nil, err
	}
	var out []event
	type of struct {
		pupil string
		on    day.Date
	}
	recorded := map[of]bool{}
	for _, m := range meetings {
		recorded[of{m.Pupil, m.On}] = true
		if m.IsSigned() {
			continue
		}
		duty := duties.Duty{Kind: "meeting", Record: m.ID, Title: strings.ToLower(m.KindName[:1]) + m.KindName[1:], Due: m.On}
		out = append(out, event{uid: d.uid(duty), on: m.On, at: m.At, summary: d.summary(duty, []string{m.Pupil}, names)})
	}
	for _, e := range d.everyone() {
		plan := f.of(e.ID).plan
		if plan == nil || plan.Stages.Meeting.IsZero() || e.Status != "E" || recorded[of{e.ID, plan.Stages.Meeting}] {
			continue
		}
		duty := duties.Duty{Kind: "meeting", Record: plan.ID + plan.Stages.Meeting.String(), Title: "annual review meeting", Due: plan.Stages.Meeting}
		out = append(out, event{uid: d.uid(duty), on: duty.Due, summary: d.summary(duty, []string{e.ID}, names)})
	}
	return out, nil
}

// ownEvent are the kinds that stand by themselves in a calendar, one for each record;
// of the others, all that falls on a day is one event.
var ownEvent = map[string]bool{"review": true, "meeting": true, "concern": true, duties.AskedForData: true, duties.AskedForRecord: true, "award_renew": true, "award_ends": true,
	"ar_cycle": true, "ar_under5": true, "ar_views": true, "ar_notice": true, "ar_report": true, "ar_decision": true, "ar_final": true, "ar_adulthood": true}

// uid names an event so that a calendar which takes the file again replaces the event
// in place of adding another. It holds nothing that can be traced to a pupil.
func (d *Desk) uid(duty duties.Duty) string {
	about := duty.Record
	if !ownEvent[duty.Kind] || about == "" {
		about = duty.Due.String()
	}
	sum := sha256.Sum256([]byte(d.School().URN + "\x00" + duty.Kind + "\x00" + about))
	return hex.EncodeToString(sum[:16]) + "@needsbook"
}

// summary is the one line of an event.
func (d *Desk) summary(duty duties.Duty, pupils []string, names Names) string {
	words := duty.Title
	switch {
	case duty.Kind == "review":
		words = "SEN review"
	case duty.Kind == "meeting" || strings.HasPrefix(duty.Kind, "ar_"):
		words = "SEN review: " + strings.ToLower(words[:1]) + words[1:]
	case len(pupils) > 0:
		words = "SEN: " + strings.ToLower(words[:1]) + words[1:]
	}
	const most = 6 // initials in one line
	switch {
	case len(pupils) == 0 || names == NamesOff && len(pupils) == 1:
		return words
	case names == NamesOff || len(pupils) > most:
		return fmt.Sprintf("%s (%s)", words, count(len(pupils), "pupil"))
	}
	var initials []string
	for _, id := range pupils {
		if e, err := d.Entry(id); err == nil {
			initials = append(initials, e.Initials())
		}
	}
	return words + " (" + strings.Join(initials, ", ") + ")"
}

func compact(d day.Date) string { return strings.ReplaceAll(d.String(), "-", "") }

var textEscapes = strings.NewReplacer("\\", "\\\\", ";", "\\;", ",", "\\,", "\r\n", "\\n", "\n", "\\n", "\r", "\\n")

// escapeText writes a text value as RFC 5545 asks (section 3.3.11).
func escapeText(words string) string { return textEscapes.Replace(words) }

// longestLine is how many octets a line of a calendar file may have.
const longestLine = 75

// foldLine writes a line, cut where it is too long and never inside a letter.
func foldLine(b *strings.Builder, line string) {
	room := longestLine
	for len(line) > room {
		cut := room
		for !utf8.RuneStart(line[cut]) {
			cut--
		}
		b.WriteString(line[:cut] + "\r\n ")
		line, room = line[cut:], longestLine-1 // the space counts
	}
	b.WriteString(line + "\r\n")
}
