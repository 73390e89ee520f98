package provision

import (
	"fmt"
	"regexp"
	"strconv"
)

// TimeOfDay is a time on the school's clock, in minutes after midnight. It is written
// 09:30; the zero value is none and is written as empty text.
type TimeOfDay int

var timeForm = regexp.MustCompile(`^([01]?[0-9]|2[0-3])[:.]?([0-5][0-9])$`)

// ParseTimeOfDay reads a time as people write it: 9:30, 09.30 or 0930. Empty text is
// none.
func ParseTimeOfDay(text string) (TimeOfDay, error) {
	if text == "" {
		return 0, nil
	}
	m := timeForm.FindStringSubmatch(text)
	if m == nil {
		return 0, fmt.Errorf("%q is not a time such as 09:30", text)
	}
	hours, _ := strconv.Atoi(m[1])
	minutes, _ := strconv.Atoi(m[2])
	return TimeOfDay(60*hours + minutes), nil
}

// String returns 09:30, and "" for none.
func (t TimeOfDay) String() string {
	if t == 0 {
		return ""
	}
	return fmt.Sprintf("%02d:%02d", int(t)/60, int(t)%60)
}

// MarshalText writes what ParseTimeOfDay reads.
func (t TimeOfDay) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (t *TimeOfDay) UnmarshalText(text []byte) (err error) {
	*t, err = ParseTimeOfDay(string(text))
	return err
}
