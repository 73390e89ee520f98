package provision

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// stretchForm is one stretch of a day as people write it: 9-12, 9:15 to 10.30, 0900–1200.
var stretchForm = regexp.MustCompile(`^([0-9]{1,2}[:.]?[0-9]{2}|[0-9]{1,2})\s*(?:-|–|to)\s*([0-9]{1,2}[:.]?[0-9]{2}|[0-9]{1,2})`)

// firstHour is the hour before which a school means the afternoon: 1 to 3 is 13:00 to
// 15:00.
const firstHour = 7

// ParseHours reads the stretches of one day as people write them: "9-12, 1:15-3:30".
// A whole hour needs no minutes, and an hour before seven is in the afternoon. Empty
// text is no hours. The error says what was not understood.
func ParseHours(on time.Weekday, text string) ([]Hours, error) {
	var out []Hours
	for rest := tidyHours(text); rest != ""; rest = tidyHours(rest) {
		m := stretchForm.FindStringSubmatch(rest)
		if m == nil {
			return nil, fmt.Errorf("“%s” is not a time from and until, such as 9:00–12:00", rest)
		}
		from, err := hourOf(m[1])
		if err != nil {
			return nil, err
		}
		until, err := hourOf(m[2])
		if err != nil {
			return nil, err
		}
		if until <= from {
			return nil, fmt.Errorf("%s is not after %s", until, from)
		}
		out = append(out, Hours{Day: on, From: from, Until: until})
		rest = rest[len(m[0]):]
	}
	SortHours(out)
	if hoursOverlap(out) {
		return nil, fmt.Errorf("two of the stretches overlap")
	}
	return out, nil
}

// tidyHours takes away what may stand between two stretches.
func tidyHours(text string) string {
	text = strings.TrimLeft(strings.TrimSpace(text), ",;+& ")
	return strings.TrimSpace(strings.TrimPrefix(text, "and "))
}

// hourOf reads a time of the school day: 9, 9:30, 930 or 3 for three in the afternoon.
func hourOf(text string) (TimeOfDay, error) {
	if len(text) <= 2 {
		text += ":00"
	}
	t, err := ParseTimeOfDay(text)
	if err == nil && t < firstHour*60 {
		t += 12 * 60
	}
	return t, err
}

// ParseSchoolTime reads the time of a session as people write it, where an hour before
// seven is in the afternoon: 1:15 is 13:15. Empty text is none.
func ParseSchoolTime(text string) (TimeOfDay, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0, nil
	}
	return hourOf(text)
}

// HoursText writes the stretches of one day as ParseHours reads them: "09:00–12:00,
// 13:15–15:30"; "" for none.
func HoursText(on time.Weekday, hours []Hours) string {
	var out []string
	for _, h := range hours {
		if h.Day == on {
			out = append(out, Stretch{h.From, h.Until}.String())
		}
	}
	return strings.Join(out, ", ")
}

// MinutesWords writes minutes as people say them: 90 is "1 h 30 min", 0 is "0 min".
func MinutesWords(minutes int) string {
	hours, rest := minutes/60, minutes%60
	switch {
	case hours == 0:
		return strconv.Itoa(rest) + " min"
	case rest == 0:
		return strconv.Itoa(hours) + " h"
	}
	return fmt.Sprintf("%d h %d min", hours, rest)
}
