package desk

import (
	"slices"

	"needsbook/app/day"
	"needsbook/app/register"
)

// Find returns the pupils that answer a query, sorted by name. The entries are
// shared: read them, do not change them. An error is a *register.QueryError.
func (d *Desk) Find(query string) ([]*register.Entry, error) {
	q, err := register.ParseQuery(query, d.queryContext())
	if err != nil {
		return nil, err
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	var out []*register.Entry
	for _, e := range d.entries {
		if q.Match(e) {
			out = append(out, e)
		}
	}
	return out, nil
}

func (d *Desk) queryContext() register.QueryContext {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return register.QueryContext{Today: d.today(), Codes: d.codes, Levels: d.levelIDs(), Fields: d.fields, Provided: d.provided}
}

// Entry returns how one pupil stands.
func (d *Desk) Entry(id string) (*register.Entry, error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if e, ok := d.byID[id]; ok {
		return e, nil
	}
	return nil, ErrNoPupil
}

// ByUPN returns the pupil with a unique pupil number.
func (d *Desk) ByUPN(upn string) (*register.Entry, error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if e, ok := d.byUPN[register.CleanUPN(upn)]; ok {
		return e, nil
	}
	return nil, ErrNoPupil
}

// Counts is the strip of figures above the register.
type Counts struct {
	Roll       int            `json:"roll"`
	SEN        int            `json:"sen"`
	K          int            `json:"k"`
	E          int            `json:"e"`
	ByNeed     map[string]int `json:"by_need"`         // by primary need, of those with SEN
	ByLevel    map[string]int `json:"by_level"`        // by confirmed level of the continuum in use, of those with SEN
	OtherLevel int            `json:"other_level"`     // of those with SEN: whose level was confirmed with another continuum
	Since      int            `json:"since_september"` // change of the pupils with SEN since 1 September, may be negative
}

// Share returns the pupils with SEN in tenths of a per cent of the roll, 0 for an
// empty roll.
func (c Counts) Share() int {
	if c.Roll == 0 {
		return 0
	}
	return (c.SEN*1000 + c.Roll/2) / c.Roll
}

// Counts counts the pupils on roll. Since is how many more of them, or fewer, have SEN
// than had it when the academic year began.
func (d *Desk) Counts() Counts {
	d.mu.RLock()
	defer d.mu.RUnlock()
	today := d.today()
	september := day.Of(day.AcademicYear(today), 9, 1)
	c := Counts{ByNeed: map[string]int{}, ByLevel: map[string]int{}}
	then := 0
	for _, e := range d.entries {
		if e.OnRoll(september) && (e.StatusSeptember == "K" || e.StatusSeptember == "E") {
			then++
		}
		if !e.OnRoll(today) {
			continue
		}
		c.Roll++
		if !e.OnRegister() {
			continue
		}
		c.SEN++
		if e.Status == "K" {
			c.K++
		} else {
			c.E++
		}
		c.ByNeed[e.PrimaryNeed()]++
		if e.LevelOther {
			c.OtherLevel++
		} else {
			c.ByLevel[e.Level]++
		}
	}
	c.Since = c.SEN - then
	c.Roll = max(c.Roll, d.school.Roll)
	return c
}

// Classes returns the classes in use, sorted.
func (d *Desk) Classes() []string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	var out []string
	for _, e := range d.entries {
		if e.Class != "" && !slices.Contains(out, e.Class) {
			out = append(out, e.Class)
		}
	}
	slices.Sort(out)
	return out
}
