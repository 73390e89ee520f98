package printout

import "fmt"

// alike is lines of a list, of which the same ones are counted instead of repeated.
type alike struct {
	order []string
	times map[string]int
}

func (a *alike) add(line string) {
	if a.times == nil {
		a.times = map[string]int{}
	}
	if a.times[line] == 0 {
		a.order = append(a.order, line)
	}
	a.times[line]++
}

// counted returns the lines in the order in which each came first. Those that came more
// than once end with the words, which hold %d for how often.
func (a *alike) counted(words string) []string {
	out := make([]string, len(a.order))
	for n, line := range a.order {
		if out[n] = line; a.times[line] > 1 {
			out[n] += fmt.Sprintf(words, a.times[line])
		}
	}
	return out
}
