package summary

import (
	"slices"
	"strconv"
)

// Upper ends of the bands of waiting (T09, weeks) and of deciding (T10, days); the
// last band is everything above.
var (
	weeksBounds = []int64{5, 12, 18}
	daysBounds  = []int64{20, 40, 60}
)

// band returns the place of n among the bounds, from 1.
func band(n int64, bounds []int64) int {
	for i, most := range bounds {
		if n <= most {
			return i + 1
		}
	}
	return len(bounds) + 1
}

// middle returns the middle one of several numbers, the lower of two.
func middle(of []int64) int64 {
	if len(of) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(of))
	return sorted[(len(sorted)-1)/2]
}

// lowerEnd returns the lower end of the band of a share, in steps, at most the
// highest: 83 per cent in steps of 20 up to 80 is 80.
func lowerEnd(percent, step, highest int) int {
	return min(max(percent, 0)/step*step, highest)
}

// signals in words, from -2.
var signalWords = []string{"clearly lower", "somewhat lower", "as expected", "somewhat higher", "clearly higher"}

// bandWords gives the words of a value that holds a band or a signal, "" for any
// other.
func bandWords(table string, row, col, value int) string {
	within := func(bounds []int64, what string) string {
		switch {
		case value < 1 || value > len(bounds)+1:
			return ""
		case value > len(bounds):
			return "over " + strconv.FormatInt(bounds[len(bounds)-1], 10) + " " + what
		default:
			return "up to " + strconv.FormatInt(bounds[value-1], 10) + " " + what
		}
	}
	switch {
	case value < 0:
		return ""
	case table == "T09" && col == colWeeks:
		return within(weeksBounds, "weeks")
	case table == "T10" && col == colDays:
		return within(daysBounds, "days")
	case table == "T12" && row == rowAgreed:
		return share(value, map[int]int{0: 40, 40: 60, 60: 80, 80: 100}[value])
	case table == "T12" && row >= firstSignalRow && value >= 1 && value <= len(signalWords):
		return signalWords[value-1]
	case table == "T13" && row == rowSpent:
		return share(value, value+10)
	case table == "T14":
		return share(value, value+20)
	}
	return ""
}

// share writes a band of a share; only the band up to all of it includes its end.
func share(from, to int) string {
	if to != 100 {
		to--
	}
	return strconv.Itoa(from) + " to " + strconv.Itoa(to) + " %"
}
