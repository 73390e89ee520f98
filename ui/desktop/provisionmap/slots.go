package provisionmap

import (
	"strings"
	"time"

	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/ui/desktop/parts"
)

// slots is the field for the times of a week: each day has a tick and a time. A day
// that is ticked takes the time of the day ticked before it.
type slots struct {
	fieldOf
	days    []slotDay
	more    []provision.Slot // further times of a day, which the field has no room for
	changed func()
}

type slotDay struct {
	day  time.Weekday
	tick *parts.Check
	at   *parts.Field
}

func newSlots(changed func()) *slots {
	f := &slots{changed: changed}
	columns := parts.Flow(parts.Between)
	for day := time.Monday; day <= time.Friday; day++ {
		d := slotDay{day: day, at: parts.NewField("09:30")}
		d.tick = parts.NewCheck(day.String()[:3], false, func(ticked bool) { f.ticked(day, ticked) })
		d.at.OnChange = func(words string) {
			if strings.TrimSpace(words) != "" {
				d.tick.SetTicked(true) // a time says the day as well
			}
			changed()
		}
		f.days = append(f.days, d)
		columns.Add(parts.Wide(17, parts.Column(parts.None, d.tick, d.at)))
	}
	f.body = columns
	f.ExtendBaseWidget(f)
	return f
}

// ticked gives a day that was ticked the time of another, and takes the time of one
// that was unticked away.
func (f *slots) ticked(day time.Weekday, ticked bool) {
	d := f.days[day-time.Monday]
	if !ticked {
		d.at.SetText("")
	} else if d.at.Text == "" {
		for _, other := range f.days {
			if other.day != day && other.at.Text != "" {
				d.at.SetText(other.at.Text)
			}
		}
	}
	f.changed()
}

// set shows the times of an intervention.
func (f *slots) set(list []provision.Slot) {
	f.more = nil
	at := map[time.Weekday]provision.TimeOfDay{}
	for _, s := range list {
		if _, taken := at[s.Day]; taken || s.Day < time.Monday || s.Day > time.Friday {
			f.more = append(f.more, s)
			continue
		}
		at[s.Day] = s.At
	}
	for _, d := range f.days {
		_, there := at[d.day]
		d.at.SetText(at[d.day].String())
		d.tick.SetTicked(there)
	}
}

// read returns the times, or a refusal of words that are no time.
func (f *slots) read() ([]provision.Slot, error) {
	out := []provision.Slot{}
	for _, d := range f.days {
		if !d.tick.Ticked {
			continue
		}
		at, err := provision.ParseTimeOfDay(strings.TrimSpace(d.at.Text))
		if err != nil {
			return nil, &desk.Refusal{Field: "slots", Words: "The time on " + d.day.String() + " is not a time. Write it like 09:30."}
		}
		out = append(out, provision.Slot{Day: d.day, At: at})
	}
	return append(out, f.more...), nil
}

// count is how many times are ticked.
func (f *slots) count() int {
	n := len(f.more)
	for _, d := range f.days {
		if d.tick.Ticked {
			n++
		}
	}
	return n
}

// DraftWords writes the ticked days with what stands beside them.
func (f *slots) DraftWords() string {
	var out []string
	for _, d := range f.days {
		if d.tick.Ticked {
			out = append(out, d.day.String()+"="+d.at.Text)
		}
	}
	return strings.Join(out, ";")
}

// RestoreWords takes up what DraftWords wrote.
func (f *slots) RestoreWords(words string) {
	typed := map[string]string{}
	for _, one := range strings.Split(words, ";") {
		if day, at, ok := strings.Cut(one, "="); ok {
			typed[day] = at
		}
	}
	for _, d := range f.days {
		at, ticked := typed[d.day.String()]
		d.at.SetText(at)
		d.tick.SetTicked(ticked)
	}
	f.changed()
}

// OnTyped calls keep when a time is left and enter when Enter is pressed in it.
func (f *slots) OnTyped(keep, enter func()) {
	for _, d := range f.days {
		d.at.OnLeft, d.at.OnPause, d.at.OnSubmitted = keep, keep, func(string) { enter() }
	}
}
