package main

import (
	"fmt"
	"io"
	"strings"

	"needsbook/app/summary"
)

func show(out io.Writer, r result) error {
	var b strings.Builder
	for _, s := range r.Schools {
		if r.short() && len(s.Recovered) == 0 {
			continue
		}
		fmt.Fprintf(&b, "School %s: %s, %d figures low or held back, %d counts attacked, %d recovered\n",
			s.URN, many(s.Documents, "summary", "summaries"), s.Hidden, s.Tried, len(s.Recovered))
		for _, x := range s.Recovered {
			fmt.Fprintf(&b, "  %s: %s %s\n", s.Files[x.Document], x.Figure, words(x, s.Files))
		}
	}
	for _, c := range r.Clusters {
		for _, m := range c.Moved {
			fmt.Fprintf(&b, "Cluster %s: whoever went from %s to %s before %s is known by %s\n", c.Cluster, m.From, m.To, m.Term, strings.Join(m.Agree, ", "))
		}
	}
	if a := r.Aggregate; a != nil {
		for _, adds := range a.Adds {
			fmt.Fprintf(&b, "%s says what the summaries do not: %s\n", a.File, adds)
		}
		fmt.Fprintf(&b, "%s (%s): %s compared, %d figures that the summaries do not give\n", a.File, a.Of, many(a.Tables, "table", "tables"), len(a.Adds))
	}
	fmt.Fprintf(&b, "%s read. Cells recovered: %d. Joiners, leavers and movers identified: %d\n", many(r.Files, "file", "files"), r.Recovered, r.Joiners)
	_, err := io.WriteString(out, b.String())
	return err
}

// short leaves out schools without a finding where there are many.
func (r result) short() bool { return len(r.Schools) > 50 }

func many(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}

// words says what was recovered. files are the school's, in the order of sending.
func words(x summary.Recovered, files []string) string {
	switch x.Harm {
	case "E":
		return fmt.Sprintf("is exactly %d", x.Lo)
	case "X":
		return fmt.Sprintf("is at least %d, so somebody is there", x.Lo)
	case "N":
		return fmt.Sprintf("is at most %d", x.Hi)
	case "G":
		return "holds everybody of its group"
	case "M":
		return "is an amount of fewer than five pupils"
	case "P":
		return "is shown, and was held back earlier in the academic year"
	}
	return fmt.Sprintf("since %s is known by %s", files[x.Since], strings.Join(x.Agree, ", "))
}
