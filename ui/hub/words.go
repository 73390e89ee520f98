package hub

import (
	"fmt"
	"math"
	"strings"

	"needsbook/app/cluster"
	"needsbook/app/day"
)

// schoolsWords says how many schools: 1 school, 12 schools.
func schoolsWords(n int) string {
	if n == 1 {
		return "1 school"
	}
	return fmt.Sprintf("%d schools", n)
}

// daysWords says which days figures stand for.
func daysWords(from, to day.Date) string {
	switch {
	case from.IsZero():
		return ""
	case from == to:
		return from.Words()
	case from.Year() == to.Year():
		return strings.TrimSuffix(from.Words(), fmt.Sprintf(" %d", from.Year())) + " to " + to.Words()
	}
	return from.Words() + " to " + to.Words()
}

// leadWords is the sentence under the title.
func leadWords(v cluster.View) string {
	switch {
	case len(v.Members) == 0:
		return "No school has been added to this cluster yet."
	case v.Sent == 0:
		return "None of " + schoolsWords(len(v.Members)) + " has sent a summary yet."
	case v.Sent == len(v.Members):
		return fmt.Sprintf("All %s have sent their summary. The figures stand for %s.", schoolsWords(v.Sent), daysWords(v.From, v.To))
	}
	return fmt.Sprintf("%d of %s have sent a summary. The figures stand for %s.", v.Sent, schoolsWords(len(v.Members)), daysWords(v.From, v.To))
}

// areaSentence says what the picture of areas shows.
func areaSentence(v cluster.View, bands []band) string {
	best, second := -1, -1
	for i, row := range v.ByArea {
		if row.All.State != cluster.Shown {
			continue
		}
		switch {
		case best < 0 || row.All.Estimate() > v.ByArea[best].All.Estimate():
			best, second = i, best
		case second < 0 || row.All.Estimate() > v.ByArea[second].All.Estimate():
			second = i
		}
	}
	if best < 0 {
		return "There are too few schools for a figure yet: three are needed."
	}
	row := v.ByArea[best]
	s := fmt.Sprintf("%s is the largest area of need, with about %d pupils", row.Words, row.All.About)
	for _, b := range bands {
		if n, known := sumOf(row.Levels, b.at); b.top && known {
			s += fmt.Sprintf(", about %d of them at %s", nearestFive(n), strings.ToLower(b.words))
		}
	}
	if second >= 0 && v.ByArea[second].All.About == row.All.About {
		s = fmt.Sprintf("%s and %s are the largest areas of need, with about %d pupils each", row.Words, lowerFirst(v.ByArea[second].Words), row.All.About)
	}
	return s + "."
}

// enough is the least number of pupils from whose rounded figures a share is worked
// out; below it rounding alone moves the share by more than ten in a hundred.
const enough = 30

// schoolSentence says how the levels differ between schools, without a ranking.
func schoolSentence(v cluster.View, bands []band) string {
	least, most, schools := 1.0, 0.0, 0
	words := ""
	for _, row := range v.BySchool {
		all, part := 0.0, 0.0
		for _, b := range bands {
			n, _ := sumOf(row.Levels, b.at)
			all += n
			if b.top {
				part, words = part+n, strings.ToLower(b.words)
			}
		}
		if all >= enough {
			least, most, schools = min(least, part/all), max(most, part/all), schools+1
		}
	}
	if schools < 3 {
		return "There are too few schools with enough pupils to compare levels."
	}
	return fmt.Sprintf("The share of pupils at %s runs from about %s to about %s between schools. A difference is a reason to talk, not a fault.",
		words, percent(least), percent(most))
}

// percent writes a share to the nearest five: the figures behind it are no finer.
func percent(share float64) string { return fmt.Sprintf("%d%%", 5*int(math.Round(share*20))) }

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }

// sentSentence says who is missing, by name where they are few.
func sentSentence(v cluster.View) string {
	var missing []string
	for _, m := range v.Members {
		if !m.Sent && !m.Unreadable {
			missing = append(missing, m.Name)
		}
	}
	switch n := len(missing); {
	case len(v.Members) == 0:
		return "No school has been added yet."
	case n == 0:
		return "Every school has sent."
	case n <= 3:
		return "Still to come: " + strings.Join(missing, ", ") + "."
	default:
		return fmt.Sprintf("%d of %s have still to send.", n, schoolsWords(len(v.Members)))
	}
}

// leftOutSentence says why figures by level come from fewer schools than sent.
func leftOutSentence(v cluster.View) string {
	var other, totals int
	for _, m := range v.Members {
		if m.OtherContinuum {
			other++
		}
		if m.OnlyTotals {
			totals++
		}
	}
	s := ""
	if other > 0 {
		s = "Left out, since their levels mean something else: " + schoolsWords(other) + "."
	}
	if totals > 0 {
		s = strings.TrimSpace(s + " Left out, since they have too few pupils for tables: " + schoolsWords(totals) + ".")
	}
	return s
}
